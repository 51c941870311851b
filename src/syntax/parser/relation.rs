//! The features by which a word that gets its head gets its relation to it.

use super::view::{Seen, distance, pair, see, triple};
use crate::syntax::{
    Tag,
    feature::{Word, mix},
    transition::{NONE, State, Step},
};

/// How many features decide most relations, and how many more there are.
const TELLING: usize = 9;
const FURTHER: usize = 23;

/// What features see of a word `d` and the head `h` that it gets.
pub(super) struct View {
    d: Seen,
    h: Seen,
    /// The words beside them.
    before_d: Seen,
    after_d: Seen,
    before_h: Seen,
    after_h: Seen,
    /// The outermost dependents of the word.
    left: Seen,
    right: Seen,
    /// The outermost dependents of the head.
    h_left: Seen,
    h_right: Seen,
    next: Seen,
    below: Seen,
    /// The relations of dependents on the two sides, one bit each.
    d_kinds: (u64, u64),
    h_kinds: (u64, u64),
    /// The tags of the two, and which comes first; the same without the head's.
    tags: u64,
    mine: u64,
    /// 1 where the head stands before the word.
    side: u64,
    gap: u64,
    quoted: u64,
}

impl View {
    pub(super) fn of(state: &State, step: Step, words: &[Word], tags: &[Tag]) -> Self {
        let see = |at: usize| see(state, words, tags, at);
        let node = |at: usize| state.nodes.get(at);
        let outer = |at: usize| {
            node(at).map_or((see(NONE), see(NONE)), |node| {
                (see(node.leftmost), see(node.rightmost))
            })
        };
        let kinds = |at: usize| node(at).map_or((0, 0), |node| (node.left_kinds, node.right_kinds));
        let quoted = |at: usize| u64::from(words.get(at).is_some_and(|word| word.quoted));
        let word = state.peek(0);
        let (head, side) = match step {
            Step::Right => (state.peek(1), 1),
            _ => (state.next, 0),
        };
        let ((left, right), (h_left, h_right)) = (outer(word), outer(head));
        let (d, h) = (see(word), see(head));
        Self {
            tags: triple(d.tag, h.tag, side),
            mine: pair(d.tag, side),
            d,
            h,
            before_d: see(word.wrapping_sub(1)),
            after_d: see(word.wrapping_add(1)),
            before_h: see(head.wrapping_sub(1)),
            after_h: see(head.wrapping_add(1)),
            left,
            right,
            h_left,
            h_right,
            next: see(state.next),
            below: see(state.peek(1)),
            d_kinds: kinds(word),
            h_kinds: kinds(head),
            side,
            gap: distance(word.min(head), word.max(head)),
            quoted: quoted(word) << 1 | quoted(head),
        }
    }
}

/// All features of the attachment that `step` makes.
pub(crate) fn features(state: &State, step: Step, words: &[Word], tags: &[Tag]) -> Vec<u64> {
    let view = View::of(state, step, words, tags);
    [telling(&view).as_slice(), &further(&view)].concat()
}

/// The features that decide most relations; one line a template, its number being part of the key. They were chosen
/// one by one, each the one that made most sums agree with the sums of all features.
pub(super) fn telling(v: &View) -> [u64; TELLING] {
    [
        mix(101, v.tags, 0),
        mix(103, v.h.word, v.mine),
        mix(104, v.d.word, pair(v.h.tag, v.side)),
        mix(106, v.tags, v.gap),
        mix(113, v.left.word, v.tags),
        mix(117, v.d_kinds.1, v.tags),
        mix(124, v.h_right.word, v.tags),
        mix(
            126,
            triple(v.h_right.tag, v.h_right.relation, v.h_left.relation),
            v.tags,
        ),
        mix(131, v.d.suffix, v.left.word ^ v.side),
    ]
}

/// All others.
pub(super) fn further(v: &View) -> [u64; FURTHER] {
    [
        mix(102, v.d.word, v.side),
        mix(105, v.d.word, v.h.word ^ v.side),
        mix(107, v.d.suffix, pair(v.h.tag, v.side)),
        mix(108, v.d.suffix, v.h.word ^ v.side),
        mix(109, v.tags, pair(v.before_d.tag, v.after_d.tag)),
        mix(110, v.tags, pair(v.before_h.tag, v.after_h.tag)),
        mix(111, v.tags, v.before_d.word),
        mix(112, v.tags, v.after_d.word),
        mix(114, v.left.word, v.h.word ^ v.side),
        mix(115, v.right.word, v.tags),
        mix(116, v.d_kinds.0, v.tags),
        mix(
            118,
            v.d_kinds.0 ^ v.d_kinds.1.rotate_left(32),
            v.h.word ^ v.side,
        ),
        mix(119, v.h_kinds.0, v.tags),
        mix(120, v.h_kinds.1, v.tags),
        mix(
            121,
            v.h_kinds.0 ^ v.h_kinds.1.rotate_left(32),
            v.d.word ^ v.side,
        ),
        mix(122, v.h_kinds.1, v.h.word ^ v.mine),
        mix(123, v.h_left.word, v.tags),
        mix(
            125,
            triple(v.left.tag, v.left.relation, v.right.relation),
            v.tags,
        ),
        mix(127, pair(v.d.shape, v.h.shape), v.tags),
        mix(128, v.quoted, v.tags),
        mix(129, triple(v.below.tag, v.next.tag, v.gap), v.tags),
        mix(130, v.d.word, pair(v.before_d.tag, v.after_d.tag)),
        mix(132, pair(v.before_d.tag, v.before_h.tag), v.d.word ^ v.side),
    ]
}
