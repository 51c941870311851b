//! Text between quotation marks, wherever the marks stand.

use super::Span;

/// One quotation. A quotation that runs over paragraphs is one entry a paragraph, linked by
/// [`Quotation::continues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Marks included.
    pub span: Span,
    /// Marks left out.
    pub inner: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether this is the next paragraph of the quotation before it, left open there.
    pub continues: bool,
}
