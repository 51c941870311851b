//! The whole analysis in one readable function.

use crate::article::{Article, Disposition};
use crate::attribution::attribute;
use crate::report::{Counts, Report, Status};
use crate::summary::{Material, summarize};
use crate::text::{Document, Span};

/// An analyst at work: rules and tables loaded once, then shared by all threads.
#[derive(Debug, Default)]
pub struct Desk {}

impl Desk {
    /// Reads an article, or says why not. Pure, synchronous, never fails.
    pub fn report(&self, article: &Article) -> Report {
        match article.disposition() {
            Disposition::Analyse => self.analysed(article),
            Disposition::Teaser => self.analysed(article).partial(
                "teaser-only",
                "the input holds a teaser without its body; only the teaser was analysed",
            ),
            Disposition::Empty => Report::default()
                .partial("no-text", "the input holds no text; nothing was analysed"),
            Disposition::OtherLanguage => Report::default().partial(
                "language-not-supported",
                "not English: no attribution, no summary and no findings were made",
            ),
            Disposition::Skip(reason) => {
                Report::unread(Status::Skipped, reason.code(), reason.explanation())
            }
            Disposition::Retract => Report::unread(
                Status::Retracted,
                "retracted",
                "canceled or withheld: whatever was published of this article is recalled",
            ),
        }
    }

    fn analysed(&self, article: &Article) -> Report {
        let document = Document::read(&article.text);
        let attributed = attribute(&document);
        let furniture: Vec<Span> = article.furniture.iter().map(|piece| piece.span).collect();
        let summary = summarize(&Material {
            document: &document,
            attributed: &attributed,
            headline: article.headline.as_deref(),
            furniture: &furniture,
        });
        Report {
            status: Status::Ok,
            summary,
            attributed,
            findings: Vec::new(),
            warnings: Vec::new(),
            counts: Counts::default(),
        }
    }
}
