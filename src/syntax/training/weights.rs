//! The weights of tables while they are learned.
//!
//! Steps shrink weight by weight, after Duchi, Hazan and Singer (2011), "Adaptive subgradient methods for online
//! learning": where every feature is there or not, a weight that was moved n times moves by 1/√n.

use crate::syntax::table::{LABELS, Scores};
use rustc_hash::FxHashMap;

/// One, as scores and weights write it while they are learned.
pub(super) const ONE: i32 = 1 << 10;
/// What is right should score so much more than what is wrong. The wider this is, the less the weights lean on
/// single words of the corpus, and the better they read other texts.
pub(super) const MARGIN: i32 = 20 * ONE;
/// Table weights are learned weights times this.
const SCALE: f64 = 4.0;

/// One weight.
#[derive(Clone, Copy, Debug)]
struct Cell {
    label: u8,
    /// How often it was moved.
    moves: u16,
    weight: i32,
    /// Sum of what it was at every [`Weights::note`].
    noted: i32,
}

/// Feature → weights.
#[derive(Debug)]
pub(super) struct Weights {
    rows: FxHashMap<u64, Vec<Cell>>,
    /// The step after so many moves.
    steps: Vec<i32>,
    /// Whether no further weights may come in, see [`Self::close`].
    closed: bool,
    notes: u32,
}

impl Weights {
    #[expect(clippy::cast_possible_truncation, reason = "a step is at most one")]
    pub(super) fn new() -> Self {
        let step = |moves: u16| (f64::from(ONE) / f64::from(moves + 1).sqrt()).round() as i32;
        Self {
            rows: FxHashMap::default(),
            steps: (0..1000).map(step).collect(),
            closed: false,
            notes: 0,
        }
    }

    pub(super) fn score(&self, features: &[u64]) -> Scores {
        let mut scores = [0; LABELS];
        for cell in features
            .iter()
            .filter_map(|feature| self.rows.get(feature))
            .flatten()
        {
            if let Some(score) = scores.get_mut(usize::from(cell.label)) {
                *score += cell.weight;
            }
        }
        scores
    }

    /// Moves every feature's weight of `right` up and of `wrong` down.
    pub(super) fn update(&mut self, features: &[u64], right: u8, wrong: u8) {
        for &feature in features {
            if !self.closed {
                let row = self.rows.entry(feature).or_default();
                admit(row, right);
                admit(row, wrong);
            }
            for cell in self.rows.get_mut(&feature).into_iter().flatten() {
                let step = self.steps.get(usize::from(cell.moves));
                let step = step.or(self.steps.last()).copied().unwrap_or(0);
                match cell.label {
                    label if label == right => cell.weight += step,
                    label if label == wrong => cell.weight -= step,
                    _ => continue,
                }
                cell.moves = cell.moves.saturating_add(1);
            }
        }
    }

    /// Drops the smallest weights, so that the table takes at most so many bytes; from now on only those that
    /// remain are learned, and make up for the lost.
    pub(super) fn close(&mut self, bytes: usize, cost: fn(usize) -> usize) {
        let mut least = ONE / 4;
        while self.bytes(least, cost) > bytes {
            least += least / 8;
        }
        self.rows.retain(|_, row| {
            row.retain(|cell| stays(cell, least));
            row.shrink_to_fit();
            row.iter().any(|cell| leads(cell, least))
        });
        self.closed = true;
    }

    /// How large the table is without the weights that are too small.
    fn bytes(&self, least: i32, cost: fn(usize) -> usize) -> usize {
        let rows = self.rows.values();
        let rows = rows.filter(|row| row.iter().any(|cell| leads(cell, least)));
        let cells = |row: &Vec<Cell>| row.iter().filter(|cell| stays(cell, least)).count();
        rows.map(|row| cost(cells(row))).sum()
    }

    /// To be called where the weights are such as the table should have: it has the mean of all notes.
    pub(super) fn note(&mut self) {
        self.notes += 1;
        for cell in self.rows.values_mut().flatten() {
            cell.noted += cell.weight;
        }
    }

    /// The mean of the weights noted.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are small, and cut to 9 bits by the table"
    )]
    pub(super) fn rows(&self) -> Vec<(u64, Vec<(u8, i32)>)> {
        let scale = SCALE / f64::from(ONE) / f64::from(self.notes.max(1));
        (self.rows.iter())
            .map(|(&feature, row)| {
                let mut cells: Vec<(u8, i32)> = row
                    .iter()
                    .map(|cell| (cell.label, (f64::from(cell.noted) * scale).round() as i32))
                    .collect();
                cells.retain(|&(_, weight)| weight != 0);
                cells.sort_unstable();
                (feature, cells)
            })
            .collect()
    }
}

/// Gives a label a weight, if it has none.
fn admit(row: &mut Vec<Cell>, label: u8) {
    if !row.iter().any(|cell| cell.label == label) {
        row.push(Cell {
            label,
            moves: 0,
            weight: 0,
            noted: 0,
        });
    }
}

/// The score of a label.
pub(super) fn of(scores: &Scores, label: u8) -> i32 {
    scores.get(usize::from(label)).copied().unwrap_or(0)
}

/// Whether a weight is worth the place of a feature.
fn leads(cell: &Cell, least: i32) -> bool {
    cell.weight.abs() >= least
}

/// Whether a weight is worth its own place, the feature having one: that is much smaller.
fn stays(cell: &Cell, least: i32) -> bool {
    cell.weight.abs() >= least / 3
}
