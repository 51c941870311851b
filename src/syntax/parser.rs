//! Dependency parses: arc-hybrid moves chosen greedily by an averaged perceptron.

#![expect(
    clippy::indexing_slicing,
    reason = "the inner loop of parsing; every index is a word of the sentence, whose length all arrays have"
)]

use super::{
    Relation, Tag,
    feature::{OUTSIDE, Word, mix},
    table::{LABELS, Scores, Table},
    transition::{NONE, State, Step},
};

/// How many features a state has.
pub(crate) const FEATURES: usize = 58;

/// What the parser's file begins with; the last byte is the version of the features.
const MAGIC: &[u8] = b"copydesk parse\x01";

/// The table of the parser: feature → weights of moves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parser {
    pub weights: Table,
}

impl Parser {
    /// Parses a sentence; `state` holds the heads and relations afterwards.
    pub(crate) fn parse(&self, words: &[Word], tags: &[Tag], state: &mut State) {
        state.begin(words.len());
        while !state.is_done() {
            let mut scores: Scores = [0; LABELS];
            for feature in features(state, words, tags) {
                self.weights.add(feature, &mut scores);
            }
            let Some((step, relation)) = best(state, &scores) else {
                break;
            };
            state.apply(step, relation);
        }
    }

    /// The parser as a file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        self.weights.write(&mut file);
        file
    }

    /// The parser from its file; none when the file is not one, or is damaged.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MAGIC)?;
        Some(Self {
            weights: Table::read(&mut rest)?,
        })
    }
}

/// The possible move with the highest score; the first of equals.
pub(crate) fn best(state: &State, scores: &Scores) -> Option<(Step, Relation)> {
    let mut best: Option<(i32, usize)> = None;
    for step in [Step::Shift, Step::Left, Step::Right] {
        if state.allows(step) {
            for code in step.codes() {
                if best.is_none_or(|(score, _)| scores[code] > score) {
                    best = Some((scores[code], code));
                }
            }
        }
    }
    best.map(|(_, code)| Step::of(code))
}

/// What a feature sees of a word that may not exist.
#[derive(Clone, Copy)]
struct Seen {
    word: u64,
    tag: u64,
    /// Its relation to its head, if it has one.
    relation: u64,
}

const NOTHING: Seen = Seen {
    word: OUTSIDE.key,
    tag: 99,
    relation: 99,
};

/// The features of a state.
#[expect(clippy::too_many_lines, reason = "one line a template")]
pub(crate) fn features(state: &State, words: &[Word], tags: &[Tag]) -> [u64; FEATURES] {
    let root = state.root();
    let see = |at: usize| {
        if at == NONE || at > root {
            return NOTHING;
        }
        let node = &state.nodes[at];
        Seen {
            word: words.get(at).map_or(1, |word| word.key),
            tag: tags.get(at).map_or(98, |tag| u64::from(tag.code())),
            relation: if node.head == NONE {
                98
            } else {
                u64::from(node.relation.code())
            },
        }
    };
    let (top, below) = (state.peek(0), state.peek(1));
    let (s0, s1, s2) = (see(top), see(below), see(state.peek(2)));
    let (b0, b1, b2) = (see(state.next), see(state.next + 1), see(state.next + 2));
    let node = |at: usize| state.nodes.get(at);
    let child = |at: usize, left: bool| {
        node(at).map_or(
            NONE,
            |node| if left { node.leftmost } else { node.rightmost },
        )
    };
    let (s0l, s0r) = (see(child(top, true)), see(child(top, false)));
    let (s1l, s1r) = (see(child(below, true)), see(child(below, false)));
    let b0l = see(child(state.next, true));
    let valency = |at: usize| {
        node(at).map_or(99, |node| {
            u64::from(node.lefts.min(3)) << 4 | u64::from(node.rights.min(3))
        })
    };
    let (v0, v1, vb) = (valency(top), valency(below), valency(state.next));
    let gap = distance(top, state.next);
    let reach = distance(below, top);
    let pair = |a: u64, b: u64| a << 8 | b;
    let triple = |a: u64, b: u64, c: u64| a << 16 | b << 8 | c;
    let shape = |at: usize| words.get(at).map_or(0, |word| word.shape);
    let suffix = |at: usize| words.get(at).map_or(0, |word| word.suffix);
    [
        mix(1, 0, 0),
        mix(2, s0.word, s0.tag),
        mix(3, s0.tag, b0.tag),
        mix(4, s1.word, s1.tag),
        mix(5, b0.word, b0.tag),
        mix(6, b1.word, b1.tag),
        mix(7, b2.word, b2.tag),
        mix(8, s2.word, s2.tag),
        mix(9, s0.word, b0.word),
        mix(10, s0.word, b0.tag),
        mix(11, b0.word, s0.tag),
        mix(12, s1.word, s0.word),
        mix(13, s1.word, s0.tag),
        mix(14, s0.word, s1.tag),
        mix(15, triple(s1.tag, s0.tag, b0.tag), 0),
        mix(16, triple(s0.tag, b0.tag, b1.tag), 0),
        mix(17, triple(s2.tag, s1.tag, s0.tag), 0),
        mix(18, triple(b0.tag, b1.tag, b2.tag), s0.tag),
        mix(19, s0.word, pair(b0.tag, b1.tag)),
        mix(20, b0.word, pair(s0.tag, b1.tag)),
        mix(21, s1.word, pair(s0.tag, b0.tag)),
        mix(22, s0.word, pair(s1.tag, b0.tag)),
        mix(23, b0.word, pair(s1.tag, s0.tag)),
        mix(24, triple(s0.tag, s0l.tag, b0.tag), s0l.relation),
        mix(25, triple(s0.tag, s0r.tag, b0.tag), s0r.relation),
        mix(26, triple(s1.tag, s1r.tag, s0.tag), s1r.relation),
        mix(27, triple(s1.tag, s1l.tag, s0.tag), s1l.relation),
        mix(28, triple(s0.tag, b0.tag, b0l.tag), b0l.relation),
        mix(29, s0.word, pair(s0r.relation, b0.tag)),
        mix(30, s0.word, pair(s0l.relation, b0.tag)),
        mix(31, s1.word, pair(s1r.relation, s0.tag)),
        mix(32, s1.word, pair(s1l.relation, s0.tag)),
        mix(33, b0.word, pair(b0l.relation, s0.tag)),
        mix(34, s0.word, v0),
        mix(35, s1.word, v1),
        mix(36, triple(s0.tag, v0, b0.tag), s1.tag),
        mix(37, triple(s1.tag, v1, s0.tag), b0.tag),
        mix(38, triple(b0.tag, vb, s0.tag), 0),
        mix(39, triple(s0.tag, b0.tag, gap), 0),
        mix(40, triple(s1.tag, s0.tag, reach), b0.tag),
        mix(41, s0.word, gap),
        mix(42, b0.word, gap),
        mix(43, s0.word, b1.word),
        mix(44, s0r.word, pair(s0.tag, b0.tag)),
        mix(45, s0l.word, pair(s0.tag, b0.tag)),
        mix(46, s1r.word, pair(s1.tag, s0.tag)),
        mix(47, b1.word, pair(s0.tag, b0.tag)),
        mix(48, b0l.word, pair(b0.tag, s0.tag)),
        mix(49, s1.word, b0.word),
        mix(50, triple(s0l.relation, s0r.relation, s0.tag), b0.tag),
        mix(51, triple(s1l.relation, s1r.relation, s1.tag), s0.tag),
        mix(52, triple(s0.tag, b0.tag, shape(top)), shape(state.next)),
        mix(53, suffix(top), pair(s0.tag, b0.tag)),
        mix(54, suffix(state.next), pair(s0.tag, b0.tag)),
        mix(55, triple(s1.tag, s0.tag, b0.tag), pair(b1.tag, s0r.tag)),
        mix(56, s0.word, b2.word),
        mix(
            57,
            triple(s2.tag, s1.tag, s0.tag),
            pair(b0.tag, s0l.relation),
        ),
        mix(58, s0.word, pair(s1.tag, s1r.relation)),
    ]
}

/// How far apart two words stand, in steps.
fn distance(left: usize, right: usize) -> u64 {
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
