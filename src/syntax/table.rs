//! A table of weights: 64-bit feature → the labels it speaks for and against.

#![expect(
    clippy::indexing_slicing,
    reason = "the innermost loop of tagging and parsing; a label is below the number of labels, by its bits"
)]

use super::slots::{AHEAD, Bytes, Slots};
use std::{borrow::Cow, fmt};

/// Labels have 7 bits in a cell, weights the other 9.
const LABEL_BITS: u32 = 7;
/// At most so many labels.
pub(crate) const LABELS: usize = 1 << LABEL_BITS;
/// The largest weight that a cell can hold.
const LARGEST: i32 = (1 << (15 - LABEL_BITS)) - 1;
/// The value of a slot is where its row begins (22 bits) and how long that is (8).
const LENGTH_BITS: u32 = 8;
/// Adds nothing to the first label.
const NO_CELL: [u8; 2] = [0; 2];
const NO_CELLS: &[[u8; 2]] = &[];

/// Feature → row of cells, as they lie in the file.
#[derive(Clone, Default)]
pub(crate) struct Table {
    slots: Slots,
    cells: Cow<'static, [u8]>,
}

/// Scores, one a label.
pub(crate) type Scores = [i32; LABELS];

/// The label with the highest of `scores`, the first of equals, and by how much it leads the second.
pub(crate) fn highest(scores: &[i32]) -> (usize, i32) {
    // Plain passes are faster than one that carries the place along.
    let most = |scores: &[i32]| scores.iter().copied().max().unwrap_or(i32::MIN);
    let highest = most(scores);
    let best = scores
        .iter()
        .position(|&score| score == highest)
        .unwrap_or(0);
    let (before, rest) = scores.split_at(best);
    let after = rest.get(1..).unwrap_or_default();
    (best, highest.saturating_sub(most(before).max(most(after))))
}

impl Table {
    /// The row that the value of a slot points to: (label, weight) cells; empty where nothing was found.
    fn row(&self, value: u32) -> &[[u8; 2]] {
        let (start, length) = place(value);
        let cells = self.cells.as_chunks().0.get(start..start + length);
        cells.unwrap_or_default()
    }

    /// Adds the weights of features to `scores`.
    fn add(&self, features: &[u64], scores: &mut Scores) {
        for features in features.chunks(AHEAD) {
            // All are found, and the beginnings of all rows are read, before the first row is gone through: the processor
            // waits for many places in memory at once.
            let (mut rows, mut count) = ([(NO_CELL, NO_CELLS); AHEAD], 0);
            self.slots.find_all(features, |value| {
                rows[count].1 = self.row(value);
                count += 1;
            });
            let rows = &mut rows[..count];
            for (first, row) in rows.iter_mut() {
                (*first, *row) = row
                    .split_first()
                    .map_or((NO_CELL, NO_CELLS), |(first, rest)| (*first, rest));
            }
            for (first, rest) in rows {
                for &cell in std::iter::once(&*first).chain(*rest) {
                    let (label, weight) = open(cell);
                    scores[label] += weight;
                }
            }
        }
    }

    /// The label, below `labels`, that the features in `telling` speak for most; where it leads by less than `sure`, the one
    /// that those and the `further` ones speak for most.
    pub(crate) fn decide<const N: usize>(
        &self,
        (labels, sure): (usize, i32),
        telling: &[u64],
        further: impl FnOnce() -> [u64; N],
    ) -> usize {
        let mut scores: Scores = [0; LABELS];
        self.add(telling, &mut scores);
        let (best, lead) = highest(scores.get(..labels).unwrap_or_default());
        if lead >= sure {
            return best;
        }
        self.add(&further(), &mut scores);
        highest(scores.get(..labels).unwrap_or_default()).0
    }

    /// The first (label, weight) of a feature.
    pub(crate) fn first(&self, feature: u64) -> Option<(usize, i32)> {
        self.row(self.slots.find(feature))
            .first()
            .map(|&cell| open(cell))
    }

    /// A table of `rows`; weights are cut to ±255.
    pub(crate) fn build(mut rows: Vec<(u64, Vec<(u8, i32)>)>) -> Self {
        rows.retain(|(_, row)| !row.is_empty());
        rows.sort_unstable_by_key(|&(feature, _)| feature);
        let mut entries = Vec::with_capacity(rows.len());
        let mut cells: Vec<u8> = Vec::new();
        for (feature, row) in rows {
            let row = row.get(..row.len().min(255)).unwrap_or_default();
            let start = u32::try_from(cells.len() / 2).unwrap_or(0);
            let length = u32::try_from(row.len()).unwrap_or(0);
            entries.push((feature, start << LENGTH_BITS | length));
            cells.extend(row.iter().flat_map(|&(label, weight)| close(label, weight)));
        }
        Self {
            slots: Slots::build(entries),
            cells: Cow::Owned(cells),
        }
    }

    /// How much room a feature takes in a table, free slots included.
    pub(crate) const fn bytes(weights: usize) -> usize {
        Slots::bytes() + 2 * weights
    }

    /// How many features and how many weights it holds.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.slots.values().count(), self.cells.len() / 2)
    }

    /// Appends the table to a file in the making: slots, number of cells (u32), cells (u16), little endian.
    pub(crate) fn write(&self, file: &mut Vec<u8>) {
        self.slots.write(file);
        let cells = u32::try_from(self.cells.len() / 2).unwrap_or(0);
        file.extend(cells.to_le_bytes());
        file.extend(self.cells.iter());
    }

    /// Takes the table that `file` begins with, and leaves what follows it; none when it is damaged.
    pub(crate) fn read(file: &mut Bytes) -> Option<Self> {
        let slots = Slots::read(file)?;
        let cells = file.take_count()?;
        let cells = file.take(cells.checked_mul(2)?)?;
        Some(Self { slots, cells })
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (features, weights) = self.size();
        write!(f, "Table({features} features, {weights} weights)")
    }
}

/// Where a row begins, and how long it is.
const fn place(value: u32) -> (usize, usize) {
    (
        (value >> LENGTH_BITS) as usize,
        (value & ((1 << LENGTH_BITS) - 1)) as usize,
    )
}

fn open(cell: [u8; 2]) -> (usize, i32) {
    let weight = i16::from_le_bytes(cell) >> LABEL_BITS;
    let label = usize::from(cell[0]) & (LABELS - 1);
    (label, i32::from(weight))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the weight is cut to 9 bits before, and kept as they lie"
)]
fn close(label: u8, weight: i32) -> [u8; 2] {
    let weight = weight.clamp(-LARGEST - 1, LARGEST) << LABEL_BITS;
    let label = i32::from(label) % (1 << LABEL_BITS);
    ((weight | label) as i16).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        Table::build(vec![
            (0xdead_beef_0000_0001, vec![(3, 5), (90, -7)]),
            (0x9234_5678_0000_0001, vec![(0, 1000)]),
            (0x9234_5688_0000_0002, vec![]),
        ])
    }

    #[test]
    fn a_feature_adds_its_weights_and_an_unknown_one_nothing() {
        let mut scores = [0; LABELS];
        sample().add(&[0xdead_beef_0000_0001], &mut scores);
        sample().add(&[0xdead_bee0_0000_0001], &mut scores);
        assert_eq!((scores[3], scores[90]), (5, -7));
        assert_eq!(scores.iter().filter(|&&score| score != 0).count(), 2);
        assert_eq!(sample().first(0x9234_5678_0000_0001), Some((0, LARGEST)));
    }

    #[test]
    fn a_table_comes_back_from_its_file_and_a_cut_file_does_not() {
        let mut file = Vec::new();
        sample().write(&mut file);
        file.push(9);
        let mut bytes = Bytes::after(&[], file.clone().into()).unwrap();
        let table = Table::read(&mut bytes).unwrap();
        assert_eq!(bytes.take(1).as_deref(), Some([9].as_slice()));
        assert_eq!(table.size(), (2, 3));
        assert_eq!(table.first(0xdead_beef_0000_0001), Some((3, 5)));
        file.truncate(file.len() - 3);
        let mut cut = Bytes::after(&[], file.into()).unwrap();
        assert!(Table::read(&mut cut).is_none());
    }

    #[test]
    fn the_highest_score_is_found_with_its_lead() {
        assert_eq!(highest(&[1, 7, 4]), (1, 3));
        assert_eq!(highest(&[7, 1, 7]), (0, 0));
        assert_eq!(highest(&[-3, -9]), (0, 6));
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert_eq!(Table::default().first(7), None);
    }
}
