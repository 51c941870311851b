//! A parse in the making: the arc-hybrid transition system.
//!
//! After Kuhlmann, Gómez-Rodríguez and Satta (2011), "Dynamic programming algorithms for transition-based
//! dependency parsers". Words wait in a buffer and are kept on a stack: SHIFT moves the next word to the stack,
//! LEFT makes the next word the head of the top of the stack, RIGHT the word below it. The root of the
//! sentence stands after the last word.

#![expect(
    clippy::indexing_slicing,
    reason = "the inner loop of parsing; every index is a word of the sentence, whose length all arrays have"
)]

use super::Relation;

/// How many relations there are.
pub(crate) const RELATIONS: usize = Relation::ALL.len();
const _: () = assert!(RELATIONS <= 64, "a word's relations are kept in 64 bits");
/// No word.
pub(crate) const NONE: usize = usize::MAX;

/// A step: what happens to the next word or to the top of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Shift,
    Left,
    Right,
}

impl Step {
    /// All, in the order of their codes.
    pub(crate) const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];

    /// Its place among the scores of steps.
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }
}

/// What is known of one word so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub head: usize,
    pub relation: Relation,
    /// Its outermost dependents on the two sides.
    pub leftmost: usize,
    pub rightmost: usize,
    /// How many dependents it has on the two sides.
    pub lefts: u8,
    pub rights: u8,
    /// The relations of its dependents on the two sides, one bit a relation.
    pub left_kinds: u64,
    pub right_kinds: u64,
    /// The dependent that was its last on the right before [`Self::rightmost`].
    pub rightmost_but_one: usize,
}

const FRESH: Node = Node {
    head: NONE,
    relation: Relation::Dep,
    leftmost: NONE,
    rightmost: NONE,
    lefts: 0,
    rights: 0,
    left_kinds: 0,
    right_kinds: 0,
    rightmost_but_one: NONE,
};

/// Stack, buffer and arcs.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub nodes: Vec<Node>,
    pub stack: Vec<usize>,
    /// The next word; the number of words stands for the root.
    pub next: usize,
}

impl State {
    /// Begins a sentence of so many words.
    pub(crate) fn begin(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words + 1, FRESH);
        self.stack.clear();
        self.next = 0;
    }

    /// The root, as a word.
    pub(crate) fn root(&self) -> usize {
        self.nodes.len() - 1
    }

    pub(crate) fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.root()
    }

    /// Whether a move is possible. The root gets exactly one dependent.
    pub(crate) fn allows(&self, step: Step) -> bool {
        let at_root = self.next == self.root();
        match step {
            Step::Shift => !at_root,
            Step::Left => !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            Step::Right => self.stack.len() >= 2,
        }
    }

    /// The one possible step, where there is no choice.
    pub(crate) fn only_step(&self) -> Option<Step> {
        let mut possible = Step::ALL.into_iter().filter(|&step| self.allows(step));
        possible.next().filter(|_| possible.next().is_none())
    }

    /// Makes a step that is possible.
    pub(crate) fn apply(&mut self, step: Step, relation: Relation) {
        match step {
            Step::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Step::Left => self.attach(self.next, relation),
            Step::Right => self.attach(self.peek(1), relation),
        }
    }

    /// The word so many places below the top of the stack.
    pub(crate) fn peek(&self, places: usize) -> usize {
        match self.stack.len().checked_sub(places + 1) {
            Some(index) => self.stack[index],
            None => NONE,
        }
    }

    fn attach(&mut self, head: usize, relation: Relation) {
        let Some(word) = self.stack.pop() else { return };
        self.nodes[word].head = head;
        self.nodes[word].relation = relation;
        let node = &mut self.nodes[head];
        if word < head {
            // A later left dependent stands further left.
            node.leftmost = if node.leftmost == NONE {
                word
            } else {
                node.leftmost.min(word)
            };
            node.lefts = node.lefts.saturating_add(1);
            node.left_kinds |= 1 << relation.code();
        } else {
            node.rightmost_but_one = node.rightmost;
            node.rightmost = word;
            node.right_kinds |= 1 << relation.code();
            node.rights = node.rights.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_built_word_by_word() {
        // She said no.
        let mut state = State::default();
        state.begin(3);
        assert!(!state.allows(Step::Left) && !state.allows(Step::Right));
        state.apply(Step::Shift, Relation::Dep);
        state.apply(Step::Left, Relation::Nsubj);
        state.apply(Step::Shift, Relation::Dep);
        state.apply(Step::Shift, Relation::Dep);
        assert!(!state.allows(Step::Left), "the root takes one word only");
        state.apply(Step::Right, Relation::Intj);
        state.apply(Step::Left, Relation::Root);
        assert!(state.is_done());
        let heads: Vec<usize> = state.nodes.iter().map(|node| node.head).collect();
        assert_eq!(heads, [1, 3, 1, NONE]);
    }
}
