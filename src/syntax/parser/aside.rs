//! Quotations stand aside while the sentence around them is parsed, so that a long or odd one cannot bend its frame: in
//! “We lost because they cheated,” said Ann Reed, the frame is *lost, said Ann Reed*.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is a word of the sentence, whose length all arrays have"
)]

use crate::syntax::{
    Tag,
    feature::Word,
    transition::{Node, State},
};
use std::ops::Range;

/// Shorter stretches within quotation marks, names and nicknames mostly, are words of the frame like any other.
const LEAST: usize = 4;

/// The quotations of a sentence that stand aside, without the marks at their ends. A quotation stays where it leaves no more
/// than two tokens, its marks: then there is no frame.
pub(crate) fn quotations(words: &[Word], tags: &[Tag]) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut start = 0;
    for stretch in words.chunk_by(|a, b| a.quoted == b.quoted) {
        let after = start + stretch.len();
        let mut end = after;
        while end > start && tags[end - 1].is_mark() {
            end -= 1;
        }
        let quoted = stretch.first().is_some_and(|word| word.quoted);
        if quoted && end - start >= LEAST && end - start + 2 < words.len() {
            quotations.push(start..end);
        }
        start = after;
    }
    quotations
}

/// A sentence put together from the trees of its quotations and of their frame.
pub(super) struct Whole {
    state: State,
    /// The words of the frame, quotations by their heads.
    frame: Vec<usize>,
    /// The words up to here have their place.
    done: usize,
}

impl Whole {
    /// A sentence of so many words.
    pub(super) fn of(words: usize) -> Self {
        let mut state = State::default();
        state.begin(words);
        Self {
            state,
            frame: Vec::with_capacity(words),
            done: 0,
        }
    }

    /// Takes over the tree of the next quotation, but for the place of its head.
    pub(super) fn take_quotation(&mut self, quotation: Range<usize>, tree: &State) {
        self.frame.extend(self.done..quotation.start);
        self.done = quotation.end;
        for (word, node) in quotation.clone().zip(&tree.nodes) {
            if node.head == tree.root() {
                self.frame.push(word);
            } else {
                self.hang(word, quotation.start + node.head, node);
            }
        }
    }

    /// The frame as a sentence of its own; nothing more is taken from quotations then.
    pub(super) fn frame(&mut self, words: &[Word], tags: &[Tag]) -> (Vec<Word>, Vec<Tag>) {
        self.frame.extend(self.done..words.len());
        let of = self.frame.iter();
        of.map(|&word| (words[word], tags[word])).unzip()
    }

    /// Takes over the tree of the frame from `state`, and leaves the tree of the whole there.
    pub(super) fn take_frame(mut self, state: &mut State) {
        let root = self.state.root();
        for (place, node) in state.nodes.iter().take(self.frame.len()).enumerate() {
            let head = self.frame.get(node.head).copied().unwrap_or(root);
            self.hang(self.frame[place], head, node);
        }
        *state = self.state;
    }

    fn hang(&mut self, word: usize, head: usize, as_in: &Node) {
        self.state.nodes[word].head = head;
        self.state.nodes[word].relation = as_in.relation;
    }
}

#[cfg(test)]
mod tests {
    use super::quotations;
    use crate::{
        syntax::{
            Tag,
            feature::{Word, mark_quoted},
            table::Table,
        },
        text::WordKey,
    };

    /// The quotations of a sentence that stand aside, as text; words are told apart by spaces.
    fn aside(sentence: &str) -> Vec<String> {
        let texts: Vec<&str> = sentence.split(' ').collect();
        let word = |text: &&str| Word::new(text, WordKey::fold(text), true, &Table::default());
        let mut words: Vec<Word> = texts.iter().map(word).collect();
        mark_quoted(&mut words);
        let is_word = |text: &&str| text.chars().any(char::is_alphanumeric);
        let tag = |text: &&str| if is_word(text) { Tag::Nn } else { Tag::Comma };
        let tags: Vec<Tag> = texts.iter().map(tag).collect();
        quotations(&words, &tags)
            .into_iter()
            .map(|quotation| texts.get(quotation).unwrap_or_default().join(" "))
            .collect()
    }

    #[test]
    fn quotations_stand_aside_without_their_marks_and_short_ones_stay() {
        assert_eq!(
            aside("“ We lost by two , ” she said , “ and we will be back . ”"),
            ["We lost by two", "and we will be back"]
        );
        assert_eq!(aside("Ann “ the Duke ” Reed spoke first"), [""; 0]);
        assert_eq!(aside("“ We lost by two ”"), [""; 0]);
        assert_eq!(aside("She said that we lost by two"), [""; 0]);
    }
}
