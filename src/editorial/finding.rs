//! One piece of advice.

use std::fmt::Display;

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
    /// What to do about it; empty where the rule does not say.
    pub help: String,
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

/// What an extension point saw, before the rule has put it into words.
#[derive(Clone, Debug, Default)]
pub(super) struct Sighting {
    pub(super) spans: Vec<Span>,
    pub(super) attributions: Vec<AttributionId>,
    /// What `{…}` of the message stands for.
    pub(super) words: Vec<(&'static str, String)>,
}

impl Sighting {
    /// Something seen at `span`.
    pub(super) fn at(span: Span) -> Self {
        Self {
            spans: vec![span],
            ..Self::default()
        }
    }

    /// Something about `attribution`.
    #[must_use]
    pub(super) fn of(mut self, attribution: AttributionId) -> Self {
        self.attributions.push(attribution);
        self
    }

    /// `{name}` of the message is `word`.
    #[must_use]
    pub(super) fn saying(mut self, name: &'static str, word: impl Display) -> Self {
        self.words.push((name, format!("{word}")));
        self
    }

    /// The message with its words filled in.
    pub(super) fn message(&self, template: &str) -> String {
        let mut message = template.to_owned();
        for (name, word) in &self.words {
            message = message.replace(&format!("{{{name}}}"), word);
        }
        message
    }
}
