//! How often tables agree with labelled text.

use super::{LabelledSentence, tagger::words};
use crate::syntax::{
    Relation, Syntax, Tag,
    transition::{RELATIONS, State},
};

/// Agreement with labels, in per cent.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// How many tokens there were.
    pub tokens: usize,
    /// Tokens with the label's tag.
    pub tags: f64,
    /// Tokens, marks left out, with the label's head.
    pub heads: f64,
    /// Those that have the label's relation too.
    pub relations: f64,
    /// Relation by relation, in the order of their codes.
    pub by_relation: Vec<RelationAgreement>,
}

/// How well one relation is found.
#[derive(Clone, Copy, Debug)]
pub struct RelationAgreement {
    /// Which one.
    pub relation: Relation,
    /// How often the labels have it.
    pub labelled: usize,
    /// Share of those that are found with their head, in per cent.
    pub recall: f64,
    /// Share of the found ones that the labels have, in per cent.
    pub precision: f64,
}

/// Counts behind an [`Agreement`].
struct Counts {
    tokens: usize,
    tags: usize,
    words: usize,
    heads: usize,
    relations: usize,
    /// Labelled, found, both: one entry a relation.
    by_relation: [[usize; 3]; RELATIONS],
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            tokens: 0,
            tags: 0,
            words: 0,
            heads: 0,
            relations: 0,
            by_relation: [[0; 3]; RELATIONS],
        }
    }
}

/// Tags and parses `corpus`, and compares.
pub fn measure(syntax: &Syntax, corpus: &[LabelledSentence]) -> Agreement {
    let mut counts = Counts::default();
    let mut tags: Vec<Tag> = Vec::new();
    let mut state = State::default();
    for sentence in corpus {
        let words = words(sentence, &syntax.tagger.dictionary);
        tags.clear();
        syntax.tagger.tag(&words, &mut tags);
        syntax.parser.parse(&words, &tags, &mut state);
        count(&mut counts, sentence, &tags, &state);
    }
    Agreement {
        tokens: counts.tokens,
        tags: share(counts.tags, counts.tokens),
        heads: share(counts.heads, counts.words),
        relations: share(counts.relations, counts.words),
        by_relation: (Relation::ALL.iter().zip(counts.by_relation))
            .map(|(&relation, [labelled, found, both])| RelationAgreement {
                relation,
                labelled,
                recall: share(both, labelled),
                precision: share(both, found),
            })
            .collect(),
    }
}

fn count(counts: &mut Counts, sentence: &LabelledSentence, tags: &[Tag], state: &State) {
    for ((token, &tag), node) in sentence.iter().zip(tags).zip(&state.nodes) {
        counts.tokens += 1;
        counts.tags += usize::from(token.tag == tag);
        if token.tag.is_mark() {
            continue;
        }
        let attached = token.head.unwrap_or(sentence.len()) == node.head;
        counts.words += 1;
        counts.heads += usize::from(attached);
        let agrees = attached && token.relation == node.relation;
        counts.relations += usize::from(agrees);
        add(counts, token.relation, [1, 0, usize::from(agrees)]);
        add(counts, node.relation, [0, 1, 0]);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of tokens are far below 2^52"
)]
fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}

fn add(counts: &mut Counts, relation: Relation, by: [usize; 3]) {
    if let Some(counts) = counts.by_relation.get_mut(usize::from(relation.code())) {
        for (count, by) in counts.iter_mut().zip(by) {
            *count += by;
        }
    }
}
