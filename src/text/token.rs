//! A word, a number or a mark.

use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens.
    Word,
    /// Digits, with inner points and commas.
    Number,
    /// Everything else: one mark (`''` and `...` count as one).
    Mark,
}

/// One token: its place and what it is made of. The text stays in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}
