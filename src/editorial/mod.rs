//! Advice from the editorial rules.

use crate::attribution::AttributionId;
use crate::text::Span;

/// One piece of advice. It never stops an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// What an editor reads.
    pub message: String,
    /// Where; empty where it is about the whole article.
    pub spans: Vec<Span>,
    /// The attributions it is about.
    pub attributions: Vec<AttributionId>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A thought.
    Suggestion,
    /// Worth a look before publication.
    Warning,
    /// Against policy.
    Error,
}
