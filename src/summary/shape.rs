//! What a summary looks like.

use crate::attribution::AttributionId;
use crate::text::Span;

/// Whole sentences of the article, in document order, at several lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Up to three sentences.
    pub sentences: Vec<SummarySentence>,
    /// At most 240 characters; empty where no sentence is that short.
    pub alert: Vec<SummarySentence>,
    /// At most 60 words; empty where no sentence is that short.
    pub brief: Vec<SummarySentence>,
    /// At most 150 words.
    pub digest: Vec<SummarySentence>,
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
