//! What the parser's features see of a state.

use crate::syntax::{
    Tag,
    feature::{OUTSIDE, Word},
    transition::{NONE, State},
};

/// What a feature sees of a word that may not exist.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub word: u64,
    pub tag: u64,
    /// Its relation to its head, if it has one.
    pub relation: u64,
    pub shape: u64,
    pub suffix: u64,
}

const NOTHING: Seen = Seen {
    word: OUTSIDE.key,
    tag: 99,
    relation: 99,
    shape: 0,
    suffix: 0,
};

/// What features see of a state: the top of the stack (`s0`) and what lies below it, the next words (`b0` …),
/// and the outermost dependents of those (`s0l`: left of `s0`).
pub(super) struct View {
    pub s0: Seen,
    pub s1: Seen,
    pub s2: Seen,
    pub b0: Seen,
    pub b1: Seen,
    pub b2: Seen,
    pub b3: Seen,
    /// The word before `b0`, wherever it hangs.
    pub last: Seen,
    pub s0l: Seen,
    pub s0r: Seen,
    /// Right of `s0`, the last but one.
    pub s0r2: Seen,
    pub s1l: Seen,
    pub s1r: Seen,
    pub b0l: Seen,
    /// The relations of dependents, one bit each: left and right of `s0`, right of `s1`, left of `b0`.
    pub s0_kinds: (u64, u64),
    pub s1_kinds: u64,
    pub b0_kinds: u64,
    pub s0_valency: u64,
    pub s1_valency: u64,
    pub b0_valency: u64,
    /// Which of the words below the top, at the top and next stand in a quotation.
    pub quoted: u64,
    /// How far the next word is from the top.
    pub gap: u64,
    /// How far the top is from the word below it.
    pub reach: u64,
}

impl View {
    pub(super) fn of(state: &State, words: &[Word], tags: &[Tag]) -> Self {
        let see = |at: usize| see(state, words, tags, at);
        let node = |at: usize| state.nodes.get(at);
        let left = |at: usize| see(node(at).map_or(NONE, |node| node.leftmost));
        let right = |at: usize| see(node(at).map_or(NONE, |node| node.rightmost));
        let valency = |at: usize| {
            node(at).map_or(99, |node| {
                u64::from(node.lefts.min(3)) << 4 | u64::from(node.rights.min(3))
            })
        };
        let kinds = |at: usize| node(at).map_or((0, 0), |node| (node.left_kinds, node.right_kinds));
        let (top, below, next) = (state.peek(0), state.peek(1), state.next);
        Self {
            s0: see(top),
            s1: see(below),
            s2: see(state.peek(2)),
            b0: see(next),
            b1: see(next + 1),
            b2: see(next + 2),
            b3: see(next + 3),
            last: see(next.wrapping_sub(1)),
            s0l: left(top),
            s0r: right(top),
            s0r2: see(node(top).map_or(NONE, |node| node.rightmost_but_one)),
            s1l: left(below),
            s1r: right(below),
            b0l: left(next),
            s0_kinds: kinds(top),
            s1_kinds: kinds(below).1,
            b0_kinds: kinds(next).0,
            s0_valency: valency(top),
            s1_valency: valency(below),
            b0_valency: valency(next),
            quoted: [below, top, next].iter().fold(0, |all, &at| {
                all << 1 | u64::from(words.get(at).is_some_and(|word| word.quoted))
            }),
            gap: distance(top, next),
            reach: distance(below, top),
        }
    }
}

pub(super) fn see(state: &State, words: &[Word], tags: &[Tag], at: usize) -> Seen {
    let Some(node) = state.nodes.get(at) else {
        return NOTHING;
    };
    let relation = if node.head == NONE {
        98
    } else {
        u64::from(node.relation.code())
    };
    match (words.get(at), tags.get(at)) {
        (Some(word), Some(tag)) => Seen {
            word: word.key,
            tag: u64::from(tag.code()),
            relation,
            shape: word.shape,
            suffix: word.suffix,
        },
        // The root.
        _ => Seen {
            word: 1,
            tag: 98,
            relation,
            ..NOTHING
        },
    }
}

pub(super) const fn pair(a: u64, b: u64) -> u64 {
    a << 8 | b
}

pub(super) const fn triple(a: u64, b: u64, c: u64) -> u64 {
    a << 16 | b << 8 | c
}

/// How far apart two words stand, in steps.
pub(super) fn distance(left: usize, right: usize) -> u64 {
    if left == NONE || right == NONE {
        return 9;
    }
    match right.saturating_sub(left) {
        near @ 0..=4 => near as u64,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        _ => 8,
    }
}
