//! Conversations in print: paragraphs that open with the name of who speaks and a colon, again and again.

use super::class::Class;
use crate::text::{Document, WordKey};
use rustc_hash::FxHashMap;

/// A label has at most so many words.
const LONGEST: usize = 5;

/// The labels of a document's paragraphs, by the last word of each.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// By paragraph.
    labels: FxHashMap<u32, WordKey>,
    counts: FxHashMap<WordKey, usize>,
}

impl Turns {
    /// Reads the labels of a document whose tokens have these classes.
    pub(crate) fn of(document: &Document<'_>, classes: &[Class]) -> Self {
        let mut turns = Self::default();
        let is = |token: usize, class| classes.get(token).is_some_and(|own| own.any(class));
        let mut before = None;
        for sentence in &document.sentences {
            let paragraph = sentence.paragraph;
            if before.replace(paragraph) == Some(paragraph) {
                continue;
            }
            let tokens = sentence.range();
            let reach = tokens.end.min(tokens.start + LONGEST + 1);
            let colon = (tokens.start..reach).find(|&token| is(token, Class::COLON));
            let Some(last) = colon.and_then(|colon| colon.checked_sub(1)) else {
                continue;
            };
            if last < tokens.start || !is(last, Class::PROPER) {
                continue;
            }
            if let Some(label) = document.tokens.get(last) {
                turns.labels.insert(paragraph, label.key);
                *turns.counts.entry(label.key).or_default() += 1;
            }
        }
        turns
    }

    /// Whether a paragraph is a turn: its label comes again, and another such label opens the paragraph before or behind it.
    pub(crate) fn holds(&self, paragraph: u32) -> bool {
        let again = |label: &WordKey| self.counts.get(label).is_some_and(|&count| count > 1);
        let Some(label) = self.labels.get(&paragraph).filter(|label| again(label)) else {
            return false;
        };
        let beside = [paragraph.checked_sub(1), paragraph.checked_add(1)];
        let mut beside = beside
            .into_iter()
            .flatten()
            .filter_map(|near| self.labels.get(&near));
        beside.any(|other| other != label && again(other))
    }
}
