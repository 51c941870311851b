//! The features by which the next step of a parse is chosen.
//!
//! They are those of Zhang and Nivre (2011), "Transition-based dependency parsing with rich non-local features", as
//! far as arc-hybrid states have them, and whether a word stands in a quotation.

use super::view::{View, pair, triple};
use crate::syntax::{
    Tag,
    feature::{Word, mix},
    transition::State,
};

/// How many features tell most states apart, and how many more there are.
const TELLING: usize = 16;
const FURTHER: usize = 48;

/// All features of a state.
pub(crate) fn features(state: &State, words: &[Word], tags: &[Tag]) -> Vec<u64> {
    let view = View::of(state, words, tags);
    [telling(&view).as_slice(), further(&view).as_flattened()].concat()
}

/// The features that tell most states apart; one line a template, its number being part of the key.
///
/// They were chosen one by one, each the one that made most sums agree with the sums of all features.
pub(super) fn telling(v: &View) -> [u64; TELLING] {
    [
        mix(2, v.s0.word, v.s0.tag),
        mix(4, v.s1.word, v.s1.tag),
        mix(5, v.b0.word, v.b0.tag),
        mix(13, v.s1.word, v.s0.tag),
        mix(16, triple(v.s0.tag, v.b0.tag, v.b1.tag), 0),
        mix(18, triple(v.b0.tag, v.b1.tag, v.b2.tag), v.s0.tag),
        mix(24, triple(v.s0.tag, v.s0l.tag, v.b0.tag), v.s0l.relation),
        mix(25, triple(v.s0.tag, v.s0r.tag, v.b0.tag), v.s0r.relation),
        mix(26, triple(v.s1.tag, v.s1r.tag, v.s0.tag), v.s1r.relation),
        mix(28, triple(v.s0.tag, v.b0.tag, v.b0l.tag), v.b0l.relation),
        mix(29, v.s0.word, pair(v.s0r.relation, v.b0.tag)),
        mix(36, triple(v.s0.tag, v.s0_valency, v.b0.tag), v.s1.tag),
        mix(43, v.s0.word, v.b1.word),
        mix(44, v.s0r.word, pair(v.s0.tag, v.b0.tag)),
        mix(
            55,
            triple(v.s1.tag, v.s0.tag, v.b0.tag),
            pair(v.b1.tag, v.s0r.tag),
        ),
        mix(
            64,
            triple(v.s0.tag, v.b0.tag, v.s1.tag),
            v.s0_kinds.0 ^ v.b0_kinds.rotate_left(32),
        ),
    ]
}

/// All others, in two halves.
pub(super) fn further(v: &View) -> [[u64; FURTHER / 2]; 2] {
    [of_words(v), of_structure(v)]
}

fn of_words(v: &View) -> [u64; FURTHER / 2] {
    [
        mix(1, triple(v.s0.tag, v.b0.tag, v.quoted), v.s1.tag),
        mix(3, v.s0.tag, v.b0.tag),
        mix(6, v.b1.word, v.b1.tag),
        mix(7, v.b2.word, v.b2.tag),
        mix(8, v.s2.word, v.s2.tag),
        mix(9, v.s0.word, v.b0.word),
        mix(10, v.s0.word, v.b0.tag),
        mix(11, v.b0.word, v.s0.tag),
        mix(12, v.s1.word, v.s0.word),
        mix(14, v.s0.word, v.s1.tag),
        mix(15, triple(v.s1.tag, v.s0.tag, v.b0.tag), 0),
        mix(17, triple(v.s2.tag, v.s1.tag, v.s0.tag), 0),
        mix(19, v.s0.word, pair(v.b0.tag, v.b1.tag)),
        mix(20, v.b0.word, pair(v.s0.tag, v.b1.tag)),
        mix(21, v.s1.word, pair(v.s0.tag, v.b0.tag)),
        mix(22, v.s0.word, pair(v.s1.tag, v.b0.tag)),
        mix(23, v.b0.word, pair(v.s1.tag, v.s0.tag)),
        mix(27, triple(v.s1.tag, v.s1l.tag, v.s0.tag), v.s1l.relation),
        mix(30, v.s0.word, pair(v.s0l.relation, v.b0.tag)),
        mix(31, v.s1.word, pair(v.s1r.relation, v.s0.tag)),
        mix(32, v.s1.word, pair(v.s1l.relation, v.s0.tag)),
        mix(33, v.b0.word, pair(v.b0l.relation, v.s0.tag)),
        mix(34, v.s0.word, v.s0_kinds.1),
        mix(35, v.s1.word, v.s1_kinds),
    ]
}

fn of_structure(v: &View) -> [u64; FURTHER / 2] {
    [
        mix(37, triple(v.s1.tag, v.s1_valency, v.s0.tag), v.b0.tag),
        mix(38, triple(v.b0.tag, v.b0_valency, v.s0.tag), 0),
        mix(39, triple(v.s0.tag, v.b0.tag, v.gap), 0),
        mix(40, triple(v.s1.tag, v.s0.tag, v.reach), v.b0.tag),
        mix(41, v.s0.word, v.gap),
        mix(42, v.b0.word, v.gap),
        mix(45, v.s0.word, pair(v.b0.tag, v.quoted)),
        mix(46, v.s1r.word, pair(v.s1.tag, v.s0.tag)),
        mix(47, v.b1.word, pair(v.s0.tag, v.b0.tag)),
        mix(48, v.b0l.word, pair(v.b0.tag, v.s0.tag)),
        mix(49, v.s1.word, v.b0.word),
        mix(
            50,
            triple(v.s0l.relation, v.s0r.relation, v.s0.tag),
            v.b0.tag,
        ),
        mix(
            51,
            triple(v.s1l.relation, v.s1r.relation, v.s1.tag),
            v.s0.tag,
        ),
        mix(52, triple(v.s0.tag, v.b0.tag, v.s0.shape), v.b0.shape),
        mix(53, v.s0.suffix, pair(v.s0.tag, v.b0.tag)),
        mix(54, v.b0.suffix, pair(v.s0.tag, v.b0.tag)),
        mix(56, v.b0.word, pair(v.s0.tag, v.quoted)),
        mix(
            57,
            triple(v.s2.tag, v.s1.tag, v.s0.tag),
            pair(v.b0.tag, v.s0l.relation),
        ),
        mix(58, v.s0.word, pair(v.s1.tag, v.s1r.relation)),
        mix(59, triple(v.s0.tag, v.b0.tag, v.last.tag), v.s1.tag),
        mix(
            60,
            triple(v.b1.tag, v.b2.tag, v.b3.tag),
            pair(v.s0.tag, v.b0.tag),
        ),
        mix(
            61,
            triple(v.s0.tag, v.s0r.relation, v.s0r2.relation),
            v.b0.tag,
        ),
        mix(62, triple(v.s0.tag, v.b0.tag, v.s1.tag), v.s0_kinds.1),
        mix(63, triple(v.s1.tag, v.s0.tag, v.b0.tag), v.s1_kinds),
    ]
}
