//! How often tables agree with labelled text.

use super::{LabelledSentence, tagger::words};
use crate::syntax::{Syntax, Tag, transition::State};

/// Agreement with labels, in per cent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreement {
    /// How many tokens there were.
    pub tokens: usize,
    /// Tokens with the label's tag.
    pub tags: f64,
    /// Tokens, marks left out, with the label's head.
    pub heads: f64,
    /// Those that have the label's relation too.
    pub relations: f64,
}

/// Counts behind an [`Agreement`].
#[derive(Default)]
struct Counts {
    tokens: usize,
    tags: usize,
    words: usize,
    heads: usize,
    relations: usize,
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
        counts.relations += usize::from(attached && token.relation == node.relation);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of tokens are far below 2^52"
)]
fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}
