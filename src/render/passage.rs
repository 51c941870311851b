//! The copy as a person reads it: paragraphs cut into stretches, each with what it is part of.

use super::runs::{Layers, Run};
use super::view::safe;
use crate::article::{Article, FurnitureKind};
use crate::report::Report;
use crate::text::{Document, Span};

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Which paragraph of copy it is, from 1; none where it is furniture.
    pub number: Option<usize>,
    /// Its stretches, in order and without gaps.
    pub stretches: Vec<Stretch>,
}

/// A stretch of text over which nothing changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The words, free of control characters; white space at its ends counts.
    pub text: String,
    /// What it is in an attribution.
    pub part: Part,
    /// Index of the statement it belongs to.
    pub statement: Option<usize>,
    /// Indices of the advice that points at it.
    pub advice: Vec<usize>,
}

/// What a stretch is in an attribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Nothing: the newsroom's own words.
    #[default]
    Own,
    /// Not copy: a byline, a dateline, "read more".
    Furniture,
    /// Who says it.
    Source,
    /// The words that attribute.
    Cue,
    /// What is said.
    Content,
}

/// The passages of `article`; the headline, where the text repeats it, is left out.
pub(super) fn passages(article: &Article, report: &Report) -> Vec<Passage> {
    let document = Document::read(&article.text);
    let layers = Layers::of(report);
    let paragraphs = document.paragraphs.iter();
    let mut passages: Vec<Passage> = paragraphs
        .filter(|&&paragraph| !repeats_headline(article, paragraph))
        .map(|&paragraph| passage(article, &layers.runs(paragraph)))
        .collect();
    let copy = passages
        .iter_mut()
        .filter(|passage| !passage.is_furniture());
    for (number, passage) in (1..).zip(copy) {
        passage.number = Some(number);
    }
    passages
}

impl Passage {
    fn is_furniture(&self) -> bool {
        let mut words = self.stretches.iter();
        words.all(|stretch| stretch.part == Part::Furniture || stretch.text.trim().is_empty())
    }
}

fn repeats_headline(article: &Article, paragraph: Span) -> bool {
    let mut furniture = article.furniture.iter();
    furniture.any(|piece| piece.kind == FurnitureKind::Headline && piece.span.contains(paragraph))
}

fn passage(article: &Article, runs: &[Run]) -> Passage {
    let stretch = |run: &Run| Stretch {
        text: safe(run.span.of(&article.text)),
        part: part(article, run),
        statement: run.statement().map(|id| id.0 as usize),
        advice: run.findings.clone(),
    };
    Passage {
        number: None,
        stretches: runs.iter().map(stretch).collect(),
    }
}

fn part(article: &Article, run: &Run) -> Part {
    match (run.source, run.cue, run.content) {
        (Some(_), _, _) => Part::Source,
        (None, Some(_), _) => Part::Cue,
        (None, None, Some(_)) => Part::Content,
        _ if article
            .furniture
            .iter()
            .any(|piece| piece.span.contains(run.span)) =>
        {
            Part::Furniture
        }
        _ => Part::Own,
    }
}
