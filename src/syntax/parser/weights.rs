//! The table of steps: feature → one weight each for SHIFT, LEFT and RIGHT.

#![expect(
    clippy::indexing_slicing,
    reason = "the innermost loop of parsing; all arrays have four places"
)]

use crate::syntax::slots::{Bytes, Found, Slots};
use std::fmt;

/// How many kinds of step there are.
pub(crate) const STEPS: usize = 3;
/// The weights of a feature stand in one slot, so many bits each.
const WEIGHT_BITS: u32 = 10;
/// The largest weight.
const LARGEST: i32 = (1 << (WEIGHT_BITS - 1)) - 1;

/// Feature → weights, in the order of the steps' codes.
#[derive(Clone, Default)]
pub(crate) struct StepTable(Slots);

impl StepTable {
    /// The sums of the weights of all features.
    pub(crate) fn score(&self, features: &[u64]) -> [i32; STEPS] {
        let mut sums = [[0; 4]; STEPS];
        self.0.look_all(features, |found| sums = add(sums, found));
        sums.map(|places| places.into_iter().sum())
    }

    /// A table of `rows`; weights are cut to ±511.
    pub(crate) fn build(rows: Vec<(u64, Vec<(u8, i32)>)>) -> Self {
        let entries: Vec<(u64, u32)> = (rows.into_iter())
            .map(|(feature, row)| (feature, close(&row)))
            .filter(|&(_, weights)| weights != 0)
            .collect();
        Self(Slots::build(entries))
    }

    /// What a feature takes in the file, in bytes, whatever its weights.
    pub(crate) const fn bytes(_weights: usize) -> usize {
        Slots::bytes()
    }

    pub(crate) fn write(&self, file: &mut Vec<u8>) {
        self.0.write(file);
    }

    pub(crate) fn read(file: &mut Bytes) -> Option<Self> {
        Slots::read(file).map(Self)
    }
}

impl fmt::Debug for StepTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StepTable({} features)", self.0.values().count())
    }
}

/// Adds the three weights of a value to their sums, place by place.
#[inline]
#[expect(
    clippy::cast_possible_wrap,
    reason = "the first bit of a weight is its sign"
)]
fn add([mut a, mut b, mut c]: [[i32; 4]; STEPS], found: Found) -> [[i32; 4]; STEPS] {
    // Each is shifted to the top of the word, so that its sign comes down with it.
    let weight = |value: u32, left: u32| (value << left) as i32 >> (32 - WEIGHT_BITS);
    for place in 0..4 {
        a[place] += weight(found[place], 22);
        b[place] += weight(found[place], 12);
        c[place] += weight(found[place], 2);
    }
    [a, b, c]
}

#[expect(
    clippy::cast_sign_loss,
    reason = "the first bit of a weight is its sign"
)]
fn close(row: &[(u8, i32)]) -> u32 {
    row.iter().fold(0, |value, &(step, weight)| {
        let weight = weight.clamp(-LARGEST - 1, LARGEST) as u32 & ((1 << WEIGHT_BITS) - 1);
        value | weight << (u32::from(step) * WEIGHT_BITS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_features_add_up_and_unknown_features_add_nothing() {
        let table = StepTable::build(vec![
            (0x8000_0000_0000_0001, vec![(0, 5), (2, -7)]),
            (0xffff_ffff_0000_0001, vec![(1, 1000), (2, -1)]),
        ]);
        let score = |features: &[u64]| table.score(features);
        assert_eq!(score(&[0x8000_0000_0000_0001]), [5, 0, -7]);
        assert_eq!(score(&[0xa000_0000_0000_0001]), [0, 0, 0]);
        assert_eq!(
            score(&[0x8000_0000_0000_0001, 0xffff_ffff_0000_0001]),
            [5, LARGEST, -8]
        );
    }
}
