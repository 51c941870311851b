//! One text, seen as paragraphs, sentences, tokens and quotations.

use super::{Quotation, Sentence, Span, Token};

/// What a linguist sees of one text. Every span is in bytes of [`Document::text`].
#[derive(Clone, Debug, Default)]
pub struct Document<'t> {
    /// The text as given: nothing trimmed, nothing normalised.
    pub text: &'t str,
    /// Paragraphs, without the white space between them.
    pub paragraphs: Vec<Span>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Quotations in order.
    pub quotations: Vec<Quotation>,
}

impl<'t> Document<'t> {
    /// Reads `text`. Never fails: any text, however mangled, is a document.
    pub fn read(text: &'t str) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}
