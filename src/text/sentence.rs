//! A sentence: its place, its tokens, its paragraph.

use super::Span;
use std::ops::Range;

/// One sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token, closing marks included.
    pub span: Span,
    /// Indices into [`super::Document::tokens`].
    pub tokens: Range<u32>,
    /// Index into [`super::Document::paragraphs`].
    pub paragraph: u32,
}

impl Sentence {
    /// Its tokens as indices.
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}
