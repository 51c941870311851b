//! What the desk returns.

use crate::attribution::Attributed;
use crate::editorial::{Finding, Profile};
use crate::summary::Summary;

/// Everything the desk knows about one article. Spans are bytes of the article's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How far the analysis went.
    pub status: Status,
    /// Who said what, and the roll of sources.
    pub attributed: Attributed,
    /// What it is about; none where no honest summary can be made.
    pub summary: Option<Summary>,
    /// Advice.
    pub findings: Vec<Finding>,
    /// The sourcing of the whole.
    pub profile: Profile,
    /// What was not done, and why.
    pub warnings: Vec<Warning>,
    /// Counts.
    pub counts: Counts,
}

impl Report {
    /// A report of an article that was not read.
    pub fn unread(status: Status, code: &'static str, why: &str) -> Self {
        Self {
            status,
            ..Self::default()
        }
        .warned(code, why)
    }

    /// The same report, of which something is missing.
    #[must_use]
    pub fn partial(mut self, code: &'static str, what: &str) -> Self {
        self.status = Status::Partial;
        self.warned(code, what)
    }

    /// The same report, beside which there is something else that was not done; a skipped or retracted article stays that.
    #[must_use]
    pub fn incomplete(mut self, code: &'static str, what: &str) -> Self {
        if self.status == Status::Ok {
            self.status = Status::Partial;
        }
        self.warned(code, what)
    }

    fn warned(mut self, code: &'static str, message: &str) -> Self {
        self.warnings.push(Warning {
            code,
            message: message.to_owned(),
        });
        self
    }
}

/// How far the analysis went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// Everything was done.
    #[default]
    Ok,
    /// Something was not done; a warning says what.
    Partial,
    /// Nothing to analyse: an advisory, a note to editors.
    Skipped,
    /// The article recalls another one; nothing was analysed.
    Retracted,
}

/// Something that was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A stable code in kebab-case: `language-not-supported`, `no-summary`.
    pub code: &'static str,
    /// What a person reads; never article text.
    pub message: String,
}

/// How much there was to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Paragraphs.
    pub paragraphs: u32,
    /// Sentences.
    pub sentences: u32,
    /// Words, numbers included, marks not.
    pub words: u32,
}

/// A rule pack in force: what a result was made with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RulePack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its files, in hexadecimal.
    pub sha256: String,
}
