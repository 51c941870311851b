//! Makes the tables: counts what annotated articles say about boundaries and cues, and fits weights to it.
//!
//! Evidence is keyed by cue lemma and named grammatical features only, so that a table is a list of facts about
//! English and holds no other word of the articles. The fit is follow-the-regularized-leader (`McMahan` et al. 2013):
//! its L1 term leaves a table that a person can read.

use std::collections::HashMap;
use std::fmt::Write;

use super::boundary::{self, Passed, Stretch};
use super::choice;
use super::content::limit;
use super::cue;
use super::emission::{Spans, spans};
use super::engine::{Candidate, Engine, Stages};
use super::evidence::{self, Case};
use super::reading::Reading;
use super::source::Mention;
use super::weights::Evidence;
use crate::rules::Name;
use crate::rules::frame::Extent;
use crate::text::{Span, WordKey};

/// Pieces of evidence and the decisions that were right under them.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    ids: HashMap<String, u32>,
    names: Vec<String>,
    /// By piece: how many articles it was seen in, and the number of the last of them.
    articles: Vec<(u32, u32)>,
    /// Number of the article whose cases are noted.
    article: u32,
    evidence: Vec<u32>,
    /// End of the evidence of each decision, and whether the decision was yes.
    decided: Vec<(usize, bool)>,
}

impl Evidence for Cases {
    fn note(&mut self, piece: &[Name<'_>]) {
        let mut name = String::new();
        for part in piece {
            if !name.is_empty() {
                name.push('\t');
            }
            name.push_str(part.text);
        }
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.articles.push((0, 0));
            next
        });
        if let Some((count, last)) = self.articles.get_mut(id as usize)
            && *last != self.article
        {
            *count += 1;
            *last = self.article;
        }
        self.evidence.push(id);
    }
}

/// How a table is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// Passes over the cases.
    pub passes: usize,
    /// Step size.
    pub step: f32,
    /// Pull towards exactly nothing: higher leaves fewer weights.
    pub sparse: f32,
    /// Pull towards small weights.
    pub small: f32,
    /// Evidence seen in fewer cases is left out.
    pub least: u32,
    /// Evidence seen in fewer articles is left out: one article's way of writing is no fact about English.
    pub articles: u32,
    /// Share of the evidence of a case that one pass looks at: less than all keeps any one piece from being relied on
    /// alone (dropout, Srivastava et al. 2014).
    pub keep: f32,
}

impl Cases {
    /// The cases that follow are of another article.
    pub fn open_article(&mut self) {
        self.article += 1;
    }

    /// Ends a case that was noted.
    pub fn decide(&mut self, yes: bool) {
        self.decided.push((self.evidence.len(), yes));
    }

    /// Number of cases.
    pub fn len(&self) -> usize {
        self.decided.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.decided.is_empty()
    }

    /// Fits a table, one line a weight.
    pub fn fit(&self, fit: Fit) -> String {
        let mut seen = vec![0_u32; self.names.len()];
        for &id in &self.evidence {
            if let Some(count) = seen.get_mut(id as usize) {
                *count += 1;
            }
        }
        let mut leader = Leader::new(fit, self.names.len());
        let mut chance = fastrand::Rng::with_seed(1);
        for _ in 0..fit.passes {
            let mut start = 0;
            for &(end, yes) in &self.decided {
                let noted = self.evidence.get(start..end).unwrap_or_default();
                let counted: Vec<u32> = noted
                    .iter()
                    .copied()
                    .filter(|&id| {
                        seen.get(id as usize)
                            .is_some_and(|&count| count >= fit.least)
                            && self
                                .articles
                                .get(id as usize)
                                .is_some_and(|&(count, _)| count >= fit.articles)
                    })
                    .filter(|_| fit.keep >= 1.0 || chance.f32() < fit.keep)
                    .collect();
                leader.learn(&counted, yes);
                start = end;
            }
        }
        self.table(&leader)
    }

    fn table(&self, leader: &Leader) -> String {
        let mut lines: Vec<(&str, f32)> = self
            .names
            .iter()
            .zip(&leader.coordinates)
            .map(|(name, coordinate)| (name.as_str(), leader.weight(*coordinate) * leader.fit.keep))
            .filter(|(_, weight)| weight.abs() >= 0.01)
            .collect();
        lines.sort_by(|a, b| a.0.cmp(b.0));
        let mut table = String::new();
        for (name, weight) in lines {
            let _infallible = writeln!(table, "{name}\t{weight:.2}");
        }
        table
    }
}

/// State of the fit for one piece of evidence.
#[derive(Clone, Copy, Debug, Default)]
struct Coordinate {
    pull: f32,
    squares: f32,
}

/// Follow the regularized leader, one coordinate a piece of evidence.
#[derive(Debug)]
struct Leader {
    fit: Fit,
    coordinates: Vec<Coordinate>,
}

impl Leader {
    fn new(fit: Fit, size: usize) -> Self {
        Self {
            fit,
            coordinates: vec![Coordinate::default(); size],
        }
    }

    fn weight(&self, coordinate: Coordinate) -> f32 {
        let Coordinate { pull, squares } = coordinate;
        if pull.abs() <= self.fit.sparse {
            return 0.0;
        }
        (self.fit.sparse.copysign(pull) - pull)
            / ((1.0 + squares.sqrt()) / self.fit.step + self.fit.small)
    }

    fn learn(&mut self, noted: &[u32], yes: bool) {
        let of = |id: u32| {
            self.coordinates
                .get(id as usize)
                .copied()
                .unwrap_or_default()
        };
        let weights: Vec<f32> = noted.iter().map(|&id| self.weight(of(id))).collect();
        let sum: f32 = weights.iter().sum();
        let probability = 1.0 / (1.0 + (-sum).exp());
        let slope = probability - if yes { 1.0 } else { 0.0 };
        for (&id, weight) in noted.iter().zip(weights) {
            let step = self.fit.step;
            if let Some(coordinate) = self.coordinates.get_mut(id as usize) {
                let squares = coordinate.squares + slope * slope;
                let sigma = (squares.sqrt() - coordinate.squares.sqrt()) / step;
                coordinate.pull += slope - sigma * weight;
                coordinate.squares = squares;
            }
        }
    }
}

/// Gold attributions of one article by token.
#[derive(Debug)]
pub struct Gold {
    /// Tokens of cue and of content of each attribution.
    tokens: Vec<(Vec<bool>, Vec<bool>)>,
    /// Tokens of the source of each attribution.
    sources: Vec<Vec<bool>>,
}

impl Gold {
    /// The gold of the document of `reading`.
    pub fn new(reading: &Reading<'_>, gold: &[Spans]) -> Self {
        let mask = |spans: &[Span]| {
            let tokens = reading.document.tokens.iter();
            tokens
                .map(|token| spans.iter().any(|span| span.overlaps(token.span)))
                .collect()
        };
        Self {
            tokens: gold
                .iter()
                .map(|spans| (mask(&spans.cue), mask(&spans.content)))
                .collect(),
            sources: gold.iter().map(|spans| mask(&spans.source)).collect(),
        }
    }

    fn in_content(&self, token: usize) -> bool {
        self.tokens
            .iter()
            .any(|(_, content)| content.get(token) == Some(&true))
    }
}

/// Notes which of several mentions is the source of a cue.
pub fn note_sources(engine: &Engine, reading: &Reading<'_>, gold: &Gold, cases: &mut Cases) {
    for site in cue::sites(reading, &engine.lexicon) {
        let annotated = gold.tokens.iter().zip(&gold.sources);
        let mut own = annotated
            .filter(|((cue, _), _)| cue.get(site.head) == Some(&true))
            .map(|(_, source)| source);
        let Some(source) = own.next_back().filter(|_| !site.settled) else {
            continue;
        };
        let asked = choice::Asked::of(reading, &engine.lexicon, &site);
        for proposal in choice::proposals(reading, &site) {
            let right = agrees(source, proposal.mention);
            choice::evidence(reading, asked, proposal, cases);
            cases.decide(right);
        }
    }
}

/// Whether a mention shares at least half of its words with the annotated source.
fn agrees(source: &[bool], mention: Option<Mention>) -> bool {
    let whole = source.iter().filter(|&&token| token).count();
    let Some(mention) = mention else {
        return whole == 0;
    };
    let found = source.get(mention.start..mention.end).unwrap_or_default();
    let shared = found.iter().filter(|&&token| token).count();
    shared * 2 >= whole + found.len() - shared
}

/// Notes where the contents of an article end.
pub fn note_boundaries(engine: &Engine, reading: &Reading<'_>, gold: &Gold, cases: &mut Cases) {
    for candidate in engine.candidates(reading, Stages::default()) {
        if matches!(candidate.extent, Extent::Left) || gold.in_content(candidate.frame.head) {
            continue;
        }
        for (cue, content) in &gold.tokens {
            if cue.get(candidate.frame.head) == Some(&true) {
                note_ends(reading, &candidate, content, cases);
            }
        }
    }
}

fn note_ends(reading: &Reading<'_>, candidate: &Candidate, content: &[bool], cases: &mut Cases) {
    let holds = |token: usize| content.get(token) == Some(&true);
    let Some(&(start, _)) = candidate
        .content
        .iter()
        .find(|part| part.0 >= candidate.frame.core.1)
    else {
        return;
    };
    if !holds(start) {
        return;
    }
    let limit = limit(reading, start);
    let end = (start..limit)
        .rev()
        .find(|&token| holds(token))
        .map_or(start, |last| last + 1);
    let stretch = Stretch {
        frame: &candidate.frame,
        start,
        limit,
    };
    let mut passed = Passed::default();
    for gap in start + 1..limit {
        passed.step(reading, gap - 1);
        if gap > end {
            return;
        }
        if boundary::is_gap(reading, gap) {
            boundary::evidence(reading, stretch, gap, &passed, cases);
            cases.decide(gap == end);
        }
    }
}

/// Notes which candidates of an article are attributions; `judge` says which are right in source and content.
pub fn note_cues(
    engine: &Engine,
    reading: &Reading<'_>,
    gold: &Gold,
    judge: impl Fn(&Spans) -> bool,
    cases: &mut Cases,
) {
    for candidate in engine.candidates(reading, Stages::default()) {
        let right = judge(&spans(reading, &candidate));
        if !right && gold.in_content(candidate.frame.head) {
            continue;
        }
        let rule = Name {
            text: &candidate.rule,
            key: WordKey::of(&candidate.rule),
        };
        let case = Case {
            frame: &candidate.frame,
            rule,
            content: &candidate.content,
        };
        evidence::evidence(reading, &engine.lexicon, case, cases);
        cases.decide(right);
    }
}
