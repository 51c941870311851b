//! What the article is about, without losing a speaker.
//!
//! Each sentence is read for what it leans on (`passage`), for the claims it repeats and where their
//! sources stand (`claims`), and so for what it needs in order to stand in a summary (`footing`). The most
//! salient ones (`salience`) that keep their footing are chosen under a budget (`select`) and worded
//! (`wording`): the words of the article, with changes in square brackets only. A last check (`check`)
//! takes away what would show a claim without its source.

mod check;
mod claims;
mod copy;
mod footing;
mod form;
mod guard;
mod headline;
mod lexicon;
mod opening;
mod passage;
mod points;
mod pronoun;
mod salience;
mod select;
mod shape;
mod study;
mod terms;
#[cfg(test)]
mod trial;
mod wording;

pub use form::NoSummary;
pub use guard::{Guard, Guards};
pub use salience::Weights;
pub use select::Budget;
pub use shape::{
    HeadlineQuotation, HeadlineSupport, KeyPoint, PointKind, Summary, SummarySentence, Treatment,
};
pub use terms::stem;

use crate::attribution::Attributed;
use crate::text::{Document, Span, Token};
use std::ops::Range;
use study::Study;

/// What a summary is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The article's text.
    pub document: &'a Document<'a>,
    /// Who said what in it.
    pub attributed: &'a Attributed,
    /// The headline, where the input has one apart from its text.
    pub headline: Option<&'a str>,
    /// Stretches of the text that are not copy, in order.
    pub furniture: &'a [Span],
}

impl<'a> Material<'a> {
    fn slice(&self, span: Span) -> &'a str {
        span.of(self.document.text)
    }

    fn tokens(&self, range: Range<usize>) -> &'a [Token] {
        self.document.tokens.get(range).unwrap_or_default()
    }

    fn is_furniture(&self, span: Span) -> bool {
        self.furniture
            .iter()
            .any(|furniture| furniture.contains(span))
    }
}

/// How sentences are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// What makes a sentence salient.
    pub weights: Weights,
    /// What a sentence may not do.
    pub guards: Guards,
    /// What it costs to resolve the opening of a sentence in brackets instead of showing the sentence
    /// before it; in the unit of salience.
    pub resolving: f32,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            guards: Guards::default(),
            resolving: 2.0,
        }
    }
}

/// Summarizes an article.
///
/// # Errors
/// [`NoSummary`] says why nothing honest can be shown.
pub fn summarize(material: &Material<'_>) -> Result<Summary, NoSummary> {
    summarize_as(material, &Plan::default())
}

/// Summarizes an article by another plan than the usual one.
///
/// # Errors
/// [`NoSummary`] says why nothing honest can be shown.
pub fn summarize_as(material: &Material<'_>, plan: &Plan) -> Result<Summary, NoSummary> {
    let study = Study::new(material, plan);
    if let Some(obstacle) = form::obstacle(material, &study.passages) {
        return Err(obstacle);
    }
    let sentences = study.summary(Budget::Sentences(3));
    if sentences.is_empty() {
        return Err(NoSummary::NothingStands);
    }
    Ok(Summary {
        alert: study.summary(Budget::Characters(240)),
        brief: study.summary(Budget::Words(60)),
        digest: study.summary(Budget::Words(150)),
        key_points: points::key_points(&study),
        headline_support: headline::headline_support(material),
        sentences,
    })
}
