//! An article as a newsroom means it, whatever format brought it.

mod block;
mod byline;
pub mod furniture;
pub mod markup;
mod newsroom;
pub(crate) mod words;

pub use block::{Anchor, Block, BlockKind};
pub use byline::{Byline, Person};
pub use furniture::{Furniture, FurnitureKind};
pub use newsroom::{
    Dates, Disposition, Embargo, Extent, Language, LanguageBasis, Note, PublicationStatus,
    Replaced, SkipReason, Subject,
};

use crate::text::Span;

/// One article: its text and what is known about it. Made by `wire`, read by the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The newsroom's id; made from the content when the input has none.
    pub id: String,
    /// The newsroom's version, where one is given.
    pub version: Option<String>,
    /// The routing key it was published with; none where no broker brought it.
    pub routing_key: Option<String>,
    /// The articles that this one corrects, updates or withdraws.
    pub replaces: Vec<Replaced>,
    /// Which format brought it: `plain`, `html`, `ninjs`, …
    pub format: String,
    /// Version or flavour of the format, where it says: `3.1`, `superdesk`.
    pub profile: Option<String>,
    /// Whether it may be published.
    pub status: PublicationStatus,
    /// Why it is no copy although it may be well-formed: an advisory, a note to editors.
    pub skip: Option<SkipReason>,
    /// Until when it must not be published.
    pub embargo: Option<Embargo>,
    /// Its language, and how that is known.
    pub language: Option<Language>,
    /// The headline, from its own field or from the top of the text.
    pub headline: Option<String>,
    /// Kicker, subheads and alternative headlines, in order.
    pub subheads: Vec<String>,
    /// The desk's working title.
    pub slugline: Option<String>,
    /// The teaser or abstract; becomes the text only where there is no body.
    pub teaser: Option<String>,
    /// Who wrote it.
    pub byline: Option<Byline>,
    /// The outlet or agency.
    pub outlet: Option<String>,
    /// The credit line, or who holds the rights.
    pub credit: Option<String>,
    /// Place (and date) before the first sentence, as written.
    pub dateline: Option<String>,
    /// When it was made, changed, published.
    pub dates: Dates,
    /// What kind of journalism: `analysis`, `press-release`, …
    pub genre: Vec<String>,
    /// What it is about, in the newsroom's own scheme.
    pub subjects: Vec<Subject>,
    /// Notes to editors and readers.
    pub notes: Vec<Note>,
    /// How much of the article the input held.
    pub extent: Extent,
    /// The text that is analysed; all spans of the report are bytes of it.
    pub text: String,
    /// The pieces of `text`, and where each came from; empty where the text is one field as given.
    pub blocks: Vec<Block>,
    /// Stretches of `text` that are not copy: byline, dateline, "read more", a repeated headline.
    pub furniture: Vec<Furniture>,
    /// Fields that are not understood: name and JSON value, kept and passed on, never analysed.
    pub extra: Vec<(String, String)>,
    /// How many further articles the message held that are not read: one message has one result.
    pub left: usize,
    /// What was odd about the input although it could be read; codes in kebab-case.
    pub remarks: Vec<Remark>,
}

/// Something odd about the input. It never holds article text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// A stable code in kebab-case: `unknown-date`, `language-doubtful`.
    pub code: &'static str,
    /// What a person reads.
    pub message: String,
}

impl Article {
    /// An article whose text is the field at `pointer` exactly as given, each of its lines a block.
    pub fn verbatim(pointer: &str, text: String) -> Self {
        Self {
            blocks: block::lines(pointer, &text),
            text,
            ..Self::default()
        }
    }

    /// What the desk should do with it: analyse it, or say why not.
    pub fn disposition(&self) -> Disposition {
        match (self.status, self.skip) {
            (PublicationStatus::Canceled | PublicationStatus::Withheld, _) => Disposition::Retract,
            (PublicationStatus::Usable, Some(reason)) => Disposition::Skip(reason),
            (PublicationStatus::Usable, None) => self.readable(),
        }
    }

    /// Where byte `at` of the text came from: the source field and the byte offset in its value.
    pub fn origin(&self, at: u32) -> Option<(&str, u32)> {
        // Blocks stand in the order of the text.
        let next = self.blocks.partition_point(|block| block.span.start <= at);
        let block = self.blocks.get(next.checked_sub(1)?)?;
        if at > block.span.end {
            return None;
        }
        Some((&*block.pointer, block.source_offset(at)?))
    }

    fn readable(&self) -> Disposition {
        if self.text.trim().is_empty() {
            return Disposition::Empty;
        }
        match &self.language {
            Some(language) if !language.is_english() => Disposition::OtherLanguage,
            _ if self.extent == Extent::Teaser => Disposition::Teaser,
            _ => Disposition::Analyse,
        }
    }

    /// Marks `span` of the text as furniture, keeping the list in text order.
    pub fn mark(&mut self, span: Span, kind: FurnitureKind) {
        let at = self
            .furniture
            .partition_point(|furniture| furniture.span.start <= span.start);
        self.furniture.insert(at, Furniture { span, kind });
    }
}
