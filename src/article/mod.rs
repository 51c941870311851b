//! An article as a newsroom means it, whatever format brought it.

use crate::text::Span;

/// One article: its text and what is known about it. Made by `wire`, read by the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The newsroom's id; made from the content when the input has none.
    pub id: String,
    /// The newsroom's version, where one is given.
    pub version: Option<String>,
    /// Which format brought it: `plain`, `html`, `ninjs`, …
    pub format: String,
    /// The headline, where the input has one apart from its text.
    pub headline: Option<String>,
    /// BCP 47 language tag, where declared or recognised.
    pub language: Option<String>,
    /// Who wrote it.
    pub byline: Option<Byline>,
    /// The outlet or agency.
    pub outlet: Option<String>,
    /// Place (and date) before the first sentence, as written.
    pub dateline: Option<String>,
    /// The text that is analysed; all spans of the report are bytes of it.
    pub text: String,
    /// Stretches of `text` that are not copy: byline, dateline, "read more", a repeated headline.
    pub furniture: Vec<Furniture>,
}

/// Who wrote an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The line as written.
    pub raw: String,
    /// The people named in it.
    pub people: Vec<String>,
}

/// A stretch of the text that is not copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// What a stretch of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FurnitureKind {
    /// The headline, repeated at the top of the text.
    Headline,
    /// "By …".
    Byline,
    /// "KYIV, March 3 (Agency) —".
    Dateline,
    /// A caption, "Read more", a sign-up line, a copyright line.
    Other,
}
