//! Text between quotation marks, wherever the marks stand.

use super::Span;
use std::ops::Range;

/// Which marks open a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkStyle {
    /// `“…”`
    Curly,
    /// `"…"`
    Straight,
    /// `''…''` or ``` ``…'' ```: two apostrophes for a double mark.
    Apostrophes,
    /// `„…“` or `„…”`
    Low,
    /// `«…»`
    Guillemets,
    /// `»…«`
    InwardGuillemets,
    /// `‘…’` or `'…'`
    Single,
}

/// One quotation. A quotation that runs over paragraphs is one entry a paragraph, linked by
/// [`Quotation::continues`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub inner: Span,
    /// Its tokens, marks included: indices into [`super::Document::tokens`].
    pub tokens: Range<u32>,
    /// The marks it opens with.
    pub style: MarkStyle,
    /// 0 for a quotation that stands in no other one.
    pub depth: u8,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether this is the next paragraph of the quotation before it, left open there.
    pub continues: bool,
}

impl Quotation {
    /// Whether its marks are double ones.
    pub fn is_double(&self) -> bool {
        self.style != MarkStyle::Single
    }

    /// How many tokens stand between the marks.
    pub fn len(&self) -> usize {
        let marks = 1 + u32::from(self.closed);
        (self.tokens.end.saturating_sub(self.tokens.start)).saturating_sub(marks) as usize
    }

    /// Whether nothing stands between the marks.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
