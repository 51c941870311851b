//! What a summary looks like.

use crate::attribution::{AttributionId, SourceId};
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
    /// Up to five claims, in document order.
    pub key_points: Vec<KeyPoint>,
    /// What the body says of the headline's quotations and speaker; none where it has neither.
    pub headline_support: Option<HeadlineSupport>,
}

/// One claim, or one sentence that claims nothing in another's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPoint {
    /// What kind of point it is.
    pub kind: PointKind,
    /// The whole sentence; a resolved reference stands in square brackets.
    pub text: String,
    /// The original sentence.
    pub span: Span,
    /// The claim itself, its parts in document order; the sentence where nobody else claims it.
    pub claim: Vec<Span>,
    /// Who claims it.
    pub speaker: Option<SourceId>,
    /// The attribution behind it.
    pub attribution: Option<AttributionId>,
    /// Whether the text differs from the original.
    pub resolved: bool,
}

/// What kind of point it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointKind {
    /// A reported fact.
    Fact,
    /// Somebody's words.
    Quote,
    /// A figure.
    Number,
    /// A decision that was taken.
    Decision,
}

/// What the body says of the headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineSupport {
    /// The quotations of the headline.
    pub quotations: Vec<HeadlineQuotation>,
    /// The source of the article whom the headline names as a speaker.
    pub speaker: Option<SourceId>,
}

/// One quotation of the headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineQuotation {
    /// The quoted words.
    pub text: String,
    /// Where the body has the same words.
    pub body: Option<Span>,
    /// Whether they stand in quotation marks there.
    pub quoted: bool,
    /// Whose words they are in the body.
    pub speaker: Option<SourceId>,
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
