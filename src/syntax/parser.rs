//! Dependency parses: arc-hybrid moves, each the one with the highest sum of learned weights.
//!
//! The features are those of Zhang and Nivre (2011), "Transition-based dependency parsing with rich non-local
//! features", as far as arc-hybrid states have them, and whether a word stands in a quotation.

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
const FEATURES: usize = 64;
/// The features of a state, in two halves.
pub(crate) type Features = [[u64; FEATURES / 2]; 2];

/// What the parser's file begins with; the last byte is the version of the features.
const MAGIC: &[u8] = b"copydesk parse\x02";

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
            if state.stack.is_empty() {
                // Nothing else is possible, whatever the scores.
                state.apply(Step::Shift, Relation::Dep);
                continue;
            }
            let mut scores: Scores = [0; LABELS];
            for feature in features(state, words, tags).as_flattened() {
                self.weights.add(*feature, &mut scores);
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
    shape: u64,
    suffix: u64,
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
struct View {
    s0: Seen,
    s1: Seen,
    s2: Seen,
    b0: Seen,
    b1: Seen,
    b2: Seen,
    b3: Seen,
    /// The word before `b0`, wherever it hangs.
    last: Seen,
    s0l: Seen,
    s0r: Seen,
    /// Right of `s0`, the last but one.
    s0r2: Seen,
    s1l: Seen,
    s1r: Seen,
    b0l: Seen,
    /// The relations of dependents, one bit each: left and right of `s0`, right of `s1`, left of `b0`.
    s0_kinds: (u64, u64),
    s1_kinds: u64,
    b0_kinds: u64,
    s0_valency: u64,
    s1_valency: u64,
    b0_valency: u64,
    /// Which of the words below the top, at the top and next stand in a quotation.
    quoted: u64,
    /// How far the next word is from the top.
    gap: u64,
    /// How far the top is from the word below it.
    reach: u64,
}

impl View {
    fn of(state: &State, words: &[Word], tags: &[Tag]) -> Self {
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

fn see(state: &State, words: &[Word], tags: &[Tag], at: usize) -> Seen {
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

/// The features of a state, one line a template.
pub(crate) fn features(state: &State, words: &[Word], tags: &[Tag]) -> Features {
    let view = View::of(state, words, tags);
    [of_words(&view), of_structure(&view)]
}

fn of_words(v: &View) -> [u64; FEATURES / 2] {
    [
        mix(1, triple(v.s0.tag, v.b0.tag, v.quoted), v.s1.tag),
        mix(2, v.s0.word, v.s0.tag),
        mix(3, v.s0.tag, v.b0.tag),
        mix(4, v.s1.word, v.s1.tag),
        mix(5, v.b0.word, v.b0.tag),
        mix(6, v.b1.word, v.b1.tag),
        mix(7, v.b2.word, v.b2.tag),
        mix(8, v.s2.word, v.s2.tag),
        mix(9, v.s0.word, v.b0.word),
        mix(10, v.s0.word, v.b0.tag),
        mix(11, v.b0.word, v.s0.tag),
        mix(12, v.s1.word, v.s0.word),
        mix(13, v.s1.word, v.s0.tag),
        mix(14, v.s0.word, v.s1.tag),
        mix(15, triple(v.s1.tag, v.s0.tag, v.b0.tag), 0),
        mix(16, triple(v.s0.tag, v.b0.tag, v.b1.tag), 0),
        mix(17, triple(v.s2.tag, v.s1.tag, v.s0.tag), 0),
        mix(18, triple(v.b0.tag, v.b1.tag, v.b2.tag), v.s0.tag),
        mix(19, v.s0.word, pair(v.b0.tag, v.b1.tag)),
        mix(20, v.b0.word, pair(v.s0.tag, v.b1.tag)),
        mix(21, v.s1.word, pair(v.s0.tag, v.b0.tag)),
        mix(22, v.s0.word, pair(v.s1.tag, v.b0.tag)),
        mix(23, v.b0.word, pair(v.s1.tag, v.s0.tag)),
        mix(24, triple(v.s0.tag, v.s0l.tag, v.b0.tag), v.s0l.relation),
        mix(25, triple(v.s0.tag, v.s0r.tag, v.b0.tag), v.s0r.relation),
        mix(26, triple(v.s1.tag, v.s1r.tag, v.s0.tag), v.s1r.relation),
        mix(27, triple(v.s1.tag, v.s1l.tag, v.s0.tag), v.s1l.relation),
        mix(28, triple(v.s0.tag, v.b0.tag, v.b0l.tag), v.b0l.relation),
        mix(29, v.s0.word, pair(v.s0r.relation, v.b0.tag)),
        mix(62, triple(v.s0.tag, v.b0.tag, v.s1.tag), v.s0_kinds.1),
        mix(63, triple(v.s1.tag, v.s0.tag, v.b0.tag), v.s1_kinds),
        mix(
            64,
            triple(v.s0.tag, v.b0.tag, v.s1.tag),
            v.s0_kinds.0 ^ v.b0_kinds.rotate_left(32),
        ),
    ]
}

fn of_structure(v: &View) -> [u64; FEATURES / 2] {
    [
        mix(30, v.s0.word, pair(v.s0l.relation, v.b0.tag)),
        mix(31, v.s1.word, pair(v.s1r.relation, v.s0.tag)),
        mix(32, v.s1.word, pair(v.s1l.relation, v.s0.tag)),
        mix(33, v.b0.word, pair(v.b0l.relation, v.s0.tag)),
        mix(34, v.s0.word, v.s0_kinds.1),
        mix(35, v.s1.word, v.s1_kinds),
        mix(36, triple(v.s0.tag, v.s0_valency, v.b0.tag), v.s1.tag),
        mix(37, triple(v.s1.tag, v.s1_valency, v.s0.tag), v.b0.tag),
        mix(38, triple(v.b0.tag, v.b0_valency, v.s0.tag), 0),
        mix(39, triple(v.s0.tag, v.b0.tag, v.gap), 0),
        mix(40, triple(v.s1.tag, v.s0.tag, v.reach), v.b0.tag),
        mix(41, v.s0.word, v.gap),
        mix(42, v.b0.word, v.gap),
        mix(43, v.s0.word, v.b1.word),
        mix(44, v.s0r.word, pair(v.s0.tag, v.b0.tag)),
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
        mix(
            55,
            triple(v.s1.tag, v.s0.tag, v.b0.tag),
            pair(v.b1.tag, v.s0r.tag),
        ),
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
    ]
}

const fn pair(a: u64, b: u64) -> u64 {
    a << 8 | b
}

const fn triple(a: u64, b: u64, c: u64) -> u64 {
    a << 16 | b << 8 | c
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

#[cfg(test)]
mod tests {
    use crate::{
        syntax::{Analysis, Parse, Relation, Syntax},
        text::Document,
    };

    /// `word ←relation− head` for every word of a sentence that hangs by one of `relations`.
    fn arcs(text: &str, relations: &[Relation]) -> Vec<String> {
        let document = Document::read(text);
        let analysis = Analysis::of(&document, Syntax::embedded());
        let parse: &Parse = analysis.parse(0).expect("a sentence");
        let hangs = |&token: &usize| relations.contains(&parse.relation(token));
        let show = |token: usize| {
            let head = parse.head(token).map_or("", |head| document.word(head));
            format!(
                "{} {} {head}",
                document.word(token),
                parse.relation(token).as_str()
            )
        };
        parse.tokens().filter(hangs).map(show).collect()
    }

    #[test]
    fn subjects_and_clauses_of_reporting_verbs_are_found() {
        let relations = [Relation::Nsubj, Relation::Ccomp];
        assert_eq!(
            arcs("The mayor said that taxes would fall.", &relations),
            ["mayor nsubj said", "taxes nsubj fall", "fall ccomp said"]
        );
        assert_eq!(
            arcs("“We lost,” said Ann Reed.", &relations),
            ["We nsubj lost", "lost ccomp said", "Reed nsubj said"]
        );
        assert_eq!(arcs("Taxes fell.", &relations), ["Taxes nsubj fell"]);
    }

    #[test]
    fn passives_and_appositions_are_told_apart_from_subjects() {
        let relations = [Relation::Nsubj, Relation::NsubjPass, Relation::Appos];
        assert_eq!(
            arcs("Reed, a lawyer, was told to leave.", &relations),
            ["Reed nsubjpass told", "lawyer appos Reed"]
        );
    }
}
