//! Averaged perceptron weights while they are learned.

use crate::syntax::table::{LABELS, Scores, Table};
use rustc_hash::FxHashMap;

/// Table weights are averaged weights times this.
const SCALE: f64 = 8.0;

/// One weight with its running sum.
#[derive(Clone, Copy, Debug)]
struct Cell {
    label: u8,
    weight: i32,
    /// Sum of the weight over all steps up to `stamp`.
    total: i64,
    stamp: i64,
}

/// Feature → weights.
#[derive(Debug, Default)]
pub(super) struct Weights {
    rows: FxHashMap<u64, Vec<Cell>>,
    step: i64,
}

impl Weights {
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
            let row = self.rows.entry(feature).or_default();
            change(row, right, 1, self.step);
            change(row, wrong, -1, self.step);
        }
    }

    /// To be called once a decision.
    pub(super) fn tick(&mut self) {
        self.step += 1;
    }

    /// The averaged weights, those below `threshold` left out.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "averages of small integers, cut to 9 bits by the table"
    )]
    pub(super) fn table(&self, threshold: f64) -> Table {
        let average = |cell: &Cell| {
            let total = cell.total + i64::from(cell.weight) * (self.step - cell.stamp);
            total as f64 / self.step.max(1) as f64
        };
        let rows = self.rows.iter().map(|(&feature, row)| {
            let kept = row.iter().map(|cell| (cell.label, average(cell)));
            let kept = kept.filter(|(_, weight)| weight.abs() >= threshold);
            let mut cells: Vec<(u8, i32)> = kept
                .map(|(label, weight)| (label, (weight * SCALE).round() as i32))
                .collect();
            cells.retain(|&(_, weight)| weight != 0);
            cells.sort_unstable();
            (feature, cells)
        });
        Table::build(rows.collect())
    }
}

fn change(row: &mut Vec<Cell>, label: u8, by: i32, step: i64) {
    if let Some(cell) = row.iter_mut().find(|cell| cell.label == label) {
        cell.total += i64::from(cell.weight) * (step - cell.stamp);
        cell.stamp = step;
        cell.weight += by;
    } else {
        row.push(Cell {
            label,
            weight: by,
            total: 0,
            stamp: step,
        });
    }
}
