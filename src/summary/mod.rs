//! What the article is about, without losing a speaker.

use crate::attribution::{Attributed, AttributionId};
use crate::text::{Document, Span};

/// Whole sentences of the article, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The sentences.
    pub sentences: Vec<SummarySentence>,
}

/// One sentence of a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummarySentence {
    /// The sentence; a resolved reference stands in square brackets.
    pub text: String,
    /// The original sentence.
    pub span: Span,
    /// The attributions it carries.
    pub attributions: Vec<AttributionId>,
    /// What was done so that it stands alone.
    pub treatment: Treatment,
}

/// What was done to a sentence so that it stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing.
    Kept,
    /// A reference was resolved in square brackets.
    Resolved,
    /// It was taken together with the neighbour that holds its speaker.
    Joined,
}

/// Chooses up to three sentences; `None` where nothing honest can be shown.
pub fn summarize(_document: &Document<'_>, _attributed: &Attributed) -> Option<Summary> {
    None
}
