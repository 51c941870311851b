//! A table of weights: 64-bit feature → the labels it speaks for and against.

#![expect(
    clippy::indexing_slicing,
    reason = "the innermost loop of tagging and parsing; slots are walked within their length, and rows are checked against the weights once, on loading"
)]

use std::fmt;

/// Labels have 7 bits in a cell, weights the other 9.
const LABEL_BITS: u32 = 7;
/// At most so many labels.
pub(crate) const LABELS: usize = 1 << LABEL_BITS;
/// The largest weight that a cell can hold.
const LARGEST: i32 = (1 << (15 - LABEL_BITS)) - 1;
/// A slot holds a fingerprint (32 bits), where its row begins (24), how long that is (8).
const LENGTH_BITS: u32 = 8;
const OFFSET_BITS: u32 = 24;

/// An open-addressed hash table of rows, as it lies in the file.
#[derive(Clone, Default)]
pub(crate) struct Table {
    slots: Vec<u64>,
    cells: Vec<u16>,
}

/// Scores, one a label.
pub(crate) type Scores = [i32; LABELS];

impl Table {
    /// The row of a feature: its (label, weight) cells; empty for a feature that the table does not have.
    fn row(&self, feature: u64) -> &[u16] {
        let mut at = home(feature, self.slots.len());
        while let Some(&slot) = self.slots.get(at) {
            if slot == 0 {
                break;
            }
            if slot >> 32 == feature >> 32 {
                let start = low(slot >> LENGTH_BITS) & ((1 << OFFSET_BITS) - 1);
                let length = low(slot) & ((1 << LENGTH_BITS) - 1);
                return &self.cells[start..start + length];
            }
            at = if at + 1 == self.slots.len() {
                0
            } else {
                at + 1
            };
        }
        &[]
    }

    /// Adds the weights of a feature to `scores`.
    pub(crate) fn add(&self, feature: u64, scores: &mut Scores) {
        for &cell in self.row(feature) {
            let (label, weight) = open(cell);
            scores[label] += weight;
        }
    }

    /// The first (label, weight) of a feature.
    pub(crate) fn first(&self, feature: u64) -> Option<(usize, i32)> {
        self.row(feature).first().map(|&cell| open(cell))
    }

    /// A table of `rows`; weights are cut to ±255.
    pub(crate) fn build(mut rows: Vec<(u64, Vec<(u8, i32)>)>) -> Self {
        rows.retain(|(_, row)| !row.is_empty());
        rows.sort_unstable_by_key(|&(feature, _)| feature);
        let size = rows.len() * 4 / 3 + 1;
        let mut table = Self {
            slots: vec![0; size],
            cells: Vec::new(),
        };
        for (feature, row) in rows {
            let start = table.cells.len() as u64;
            let row = row.get(..row.len().min(255)).unwrap_or_default();
            table
                .cells
                .extend(row.iter().map(|&(label, weight)| close(label, weight)));
            let mut at = home(feature, size);
            while table.slots[at] != 0 {
                at = (at + 1) % size;
            }
            table.slots[at] = (feature >> 32) << 32 | start << LENGTH_BITS | row.len() as u64;
        }
        table
    }

    /// How much room a feature takes in a table, free slots included.
    pub(crate) const fn bytes(weights: usize) -> usize {
        8 * 4 / 3 + 1 + 2 * weights
    }

    /// How many features and how many weights it holds.
    pub(crate) fn size(&self) -> (usize, usize) {
        (
            self.slots.iter().filter(|&&slot| slot != 0).count(),
            self.cells.len(),
        )
    }

    /// Appends the table to a file in the making: two counts (u32), slots (u64), cells (u16), little endian.
    pub(crate) fn write(&self, file: &mut Vec<u8>) {
        for count in [self.slots.len(), self.cells.len()] {
            file.extend(u32::try_from(count).unwrap_or(0).to_le_bytes());
        }
        file.extend(self.slots.iter().flat_map(|slot| slot.to_le_bytes()));
        file.extend(self.cells.iter().flat_map(|cell| cell.to_le_bytes()));
    }

    /// Takes the table that `file` begins with, and leaves what follows it.
    pub(crate) fn read(file: &mut &[u8]) -> Option<Self> {
        let slots = usize::try_from(take_u32(file)?).ok()?;
        let cells = usize::try_from(take_u32(file)?).ok()?;
        let (slot_bytes, rest) = file.split_at_checked(slots.checked_mul(8)?)?;
        let (cell_bytes, rest) = rest.split_at_checked(cells.checked_mul(2)?)?;
        *file = rest;
        let table = Self {
            slots: slot_bytes
                .as_chunks::<8>()
                .0
                .iter()
                .map(|&bytes| u64::from_le_bytes(bytes))
                .collect(),
            cells: cell_bytes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|&bytes| u16::from_le_bytes(bytes))
                .collect(),
        };
        let fits = |&slot: &u64| {
            let start = low(slot >> LENGTH_BITS) & ((1 << OFFSET_BITS) - 1);
            start + (low(slot) & ((1 << LENGTH_BITS) - 1)) <= table.cells.len()
        };
        let has_room = table.slots.contains(&0);
        (has_room && table.slots.iter().all(fits)).then_some(table)
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (features, weights) = self.size();
        write!(f, "Table({features} features, {weights} weights)")
    }
}

/// Where the search for a feature begins among `slots`: its low half, scaled.
fn home(feature: u64, slots: usize) -> usize {
    (low(feature) * slots) >> 32
}

/// The low half of a word as an index.
fn low(word: u64) -> usize {
    (word & 0xffff_ffff) as usize
}

#[expect(
    clippy::cast_possible_wrap,
    reason = "the sign bit of a cell is the sign of its weight"
)]
fn open(cell: u16) -> (usize, i32) {
    (
        usize::from(cell) & (LABELS - 1),
        i32::from(cell as i16 >> LABEL_BITS),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the weight is cut to 9 bits before, and kept as they lie"
)]
fn close(label: u8, weight: i32) -> u16 {
    let weight = weight.clamp(-LARGEST - 1, LARGEST);
    (weight << LABEL_BITS) as u16 | u16::from(label) & (LABELS as u16 - 1)
}

/// Takes a little-endian number off the front of a file.
pub(crate) fn take_u32(file: &mut &[u8]) -> Option<u32> {
    let (&number, rest) = file.split_first_chunk::<4>()?;
    *file = rest;
    Some(u32::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        Table::build(vec![
            (0xdead_beef_0000_0001, vec![(3, 5), (90, -7)]),
            (0x1234_5678_0000_0001, vec![(0, 1000)]),
            (0x1234_5678_0000_0002, vec![]),
        ])
    }

    #[test]
    fn a_feature_adds_its_weights_and_an_unknown_one_nothing() {
        let mut scores = [0; LABELS];
        sample().add(0xdead_beef_0000_0001, &mut scores);
        sample().add(0xdead_bee0_0000_0001, &mut scores);
        assert_eq!((scores[3], scores[90]), (5, -7));
        assert_eq!(scores.iter().filter(|&&score| score != 0).count(), 2);
        assert_eq!(sample().first(0x1234_5678_0000_0001), Some((0, LARGEST)));
    }

    #[test]
    fn a_table_comes_back_from_its_file_and_a_cut_file_does_not() {
        let mut file = Vec::new();
        sample().write(&mut file);
        file.push(9);
        let mut rest = file.as_slice();
        let table = Table::read(&mut rest).unwrap();
        assert_eq!(rest, [9]);
        assert_eq!(table.size(), (2, 3));
        assert_eq!(table.first(0xdead_beef_0000_0001), Some((3, 5)));
        assert!(Table::read(&mut &file[..file.len() - 3]).is_none());
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        assert_eq!(Table::default().first(7), None);
    }
}
