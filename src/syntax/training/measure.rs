//! How often tables agree with labelled text.

use super::{LabelledSentence, tagger::words};
use crate::syntax::{Syntax, Tag};

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

/// Tags and parses `corpus`, and compares.
pub fn measure(syntax: &Syntax, corpus: &[LabelledSentence]) -> Agreement {
    let (mut tokens, mut right) = (0, 0);
    let mut tags: Vec<Tag> = Vec::new();
    for sentence in corpus {
        tags.clear();
        syntax
            .tagger
            .tag(&words(sentence, &syntax.tagger.dictionary), &mut tags);
        tokens += sentence.len();
        right += sentence
            .iter()
            .zip(&tags)
            .filter(|(token, tag)| token.tag == **tag)
            .count();
    }
    Agreement {
        tokens,
        tags: share(right, tokens),
        ..Agreement::default()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of tokens are far below 2^52"
)]
fn share(right: usize, all: usize) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}
