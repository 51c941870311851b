//! Log-linear tables: how much each piece of evidence speaks for a decision.
//!
//! A table is a readable file of tab-separated lines: the name of the evidence, up to three values, the weight.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::rules::Name;
use crate::syntax::Slots;
use crate::text::WordKey;

/// Takes pieces of evidence, each a list of names: what is looked at, then what was seen.
pub(crate) trait Evidence {
    /// Notes one piece.
    fn note(&mut self, piece: &[Name<'_>]);
}

/// Weights by evidence.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Evidence → the bits of its weight.
    table: Slots,
    rules: Vec<WordKey>,
}

/// A line of a table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: expected evidence, its values and a number, separated by tabs")]
pub struct Unreadable {
    /// Counted from 1.
    pub line: usize,
}

impl Weights {
    /// Reads a table; lines that begin with `#` are comments.
    ///
    /// # Errors
    /// The first line that does not end in a number.
    pub fn read(table: &str) -> Result<Self, Unreadable> {
        let mut weights = Self::default();
        let mut entries: BTreeMap<u64, u32> = BTreeMap::new();
        for (index, line) in table.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let unreadable = Unreadable { line: index + 1 };
            let (piece, weight) = line.rsplit_once('\t').ok_or(unreadable.clone())?;
            let weight: f32 = weight.parse().map_err(|_| unreadable)?;
            let key = piece
                .split('\t')
                .fold(0, |key, part| mix(key, WordKey::of(part)));
            entries.insert(key, weight.to_bits());
            weights.note_rule(piece);
        }
        weights.table = Slots::build(entries.into_iter().collect());
        Ok(weights)
    }

    fn note_rule(&mut self, piece: &str) {
        let mut parts = piece.split('\t');
        if parts.next() == Some("known") {
            let rule = WordKey::of(parts.next().unwrap_or_default());
            if !self.rules.contains(&rule) {
                self.rules.push(rule);
            }
        }
    }

    /// How many weights there are.
    pub fn len(&self) -> usize {
        self.table.values().count()
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.table.values().next().is_none()
    }

    /// Whether the table was made with the rule: a line `known` names it.
    pub(crate) fn knows_rule(&self, rule: WordKey) -> bool {
        self.rules.contains(&rule)
    }

    /// A sum of evidence to fill.
    pub(crate) fn sum(&self) -> Sum<'_> {
        Sum {
            weights: self,
            total: 0.0,
        }
    }
}

/// Adds up the weights of the evidence it is given.
#[derive(Debug)]
pub(crate) struct Sum<'w> {
    weights: &'w Weights,
    total: f32,
}

impl Sum<'_> {
    /// The sum itself: log odds.
    pub(crate) const fn total(&self) -> f32 {
        self.total
    }

    /// The sum as a probability.
    pub(crate) fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.total).exp())
    }
}

impl Evidence for Sum<'_> {
    fn note(&mut self, piece: &[Name<'_>]) {
        let key = piece.iter().fold(0, |key, name| mix(key, name.key));
        // What the table does not have counts 0.
        self.total += f32::from_bits(self.weights.table.find(key));
    }
}

const fn mix(key: u64, part: WordKey) -> u64 {
    let mixed = (key.rotate_left(9) ^ part.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Weights};
    use crate::rules::Name;

    #[test]
    fn every_line_of_a_table_is_found_and_nothing_else() {
        let lines: Vec<String> = (1..400).map(|n| format!("length\t{n}\t{n}")).collect();
        let weights = Weights::read(&lines.join("\n")).expect("a table");
        for n in 1..800_u16 {
            let mut sum = weights.sum();
            let text = n.to_string();
            sum.note(&[Name::of("length"), Name::of(&text)]);
            let expected = if n < 400 { f32::from(n) } else { 0.0 };
            assert!((sum.total() - expected).abs() < 0.001, "{n}");
        }
    }
}
