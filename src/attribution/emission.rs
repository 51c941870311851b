//! From candidates that stay to attributions with spans.

use std::fmt::Write;
use std::sync::Arc;

use super::engine::{Candidate, Engine, Stages};
use super::reading::Reading;
use super::{Act, Attribution, Quoting};
use crate::rules::CueAct;
use crate::rules::frame::After;
use crate::text::Span;

/// One attribution as spans only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The source; empty where there is none.
    pub source: Vec<Span>,
    /// The cue.
    pub cue: Vec<Span>,
    /// The content.
    pub content: Vec<Span>,
}

/// The attributions of a document, and those nested in their contents, both in order of their first span; sources are
/// not resolved yet.
pub(crate) fn attributions(
    engine: &Engine,
    reading: &Reading<'_>,
) -> (Vec<Attribution>, Vec<Attribution>) {
    let (kept, nested) = engine.find(reading, Stages::default());
    let of = |candidates: &[Candidate]| {
        let candidates = candidates.iter();
        let mut found: Vec<Attribution> = candidates
            .map(|candidate| attribution(engine, reading, candidate))
            .collect();
        found.sort_by_key(first_byte);
        found
    };
    (of(&kept), of(&nested))
}

/// Everything that the rules read, likely or not.
pub(crate) fn all(engine: &Engine, reading: &Reading<'_>) -> Vec<Attribution> {
    let candidates = engine.candidates(reading, Stages::default());
    candidates
        .iter()
        .map(|candidate| attribution(engine, reading, candidate))
        .collect()
}

fn first_byte(attribution: &Attribution) -> u32 {
    let spans = attribution
        .content
        .iter()
        .chain(&attribution.mention)
        .chain(&attribution.cue);
    spans.map(|span| span.start).min().unwrap_or(u32::MAX)
}

fn attribution(engine: &Engine, reading: &Reading<'_>, candidate: &Candidate) -> Attribution {
    let Spans {
        source,
        cue,
        content,
    } = spans(reading, candidate);
    Attribution {
        quoting: quoting(reading, candidate),
        cue: cue.first().copied(),
        content,
        mention: source,
        source: None,
        act: act(engine, reading, candidate),
        rule: candidate.rule.clone(),
        confidence: candidate.probability,
        within: None,
    }
}

/// Source, cue and content of a candidate as bytes.
pub(crate) fn spans(reading: &Reading<'_>, candidate: &Candidate) -> Spans {
    let span = |&(start, end): &(usize, usize)| reading.span(start, end);
    let source = candidate.frame.source;
    Spans {
        source: source
            .iter()
            .map(|source| span(&(source.start, source.end)))
            .collect(),
        cue: vec![span(&candidate.frame.cue)],
        content: candidate.content.iter().map(span).collect(),
    }
}

fn quoting(reading: &Reading<'_>, candidate: &Candidate) -> Quoting {
    let tokens = candidate
        .content
        .iter()
        .flat_map(|&(start, end)| start..end);
    let words: Vec<bool> = tokens
        .filter(|&token| !reading.is(token, super::class::Class::MARK))
        .map(|token| reading.region(token).is_some())
        .collect();
    match words.iter().filter(|&&quoted| quoted).count() {
        0 => Quoting::Indirect,
        quoted if quoted == words.len() => Quoting::Direct,
        _ => Quoting::Mixed,
    }
}

fn act(engine: &Engine, reading: &Reading<'_>, candidate: &Candidate) -> Act {
    let entry = reading.entry(&engine.lexicon, candidate.frame.kind, candidate.frame.head);
    match entry.map(|entry| entry.act) {
        Some(CueAct::Belief) => Act::Belief,
        Some(CueAct::Intention) => Act::Intention,
        Some(CueAct::Stance) => Act::Stance,
        Some(CueAct::Decree) => Act::Decree,
        Some(CueAct::Evidence) => Act::Evidence,
        Some(CueAct::Perception) => Act::Perception,
        None if candidate.frame.after == After::Infinitive => Act::Intention,
        Some(CueAct::Statement) | None => Act::Statement,
    }
}

/// A candidate before the judgement, for people who write rules.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What it would emit.
    pub spans: Spans,
    /// The rule that read it.
    pub rule: Arc<str>,
    /// Frame and parts of speech, by name.
    pub frame: String,
    /// What the table says, from 0 to 1.
    pub probability: f32,
}

/// Every candidate of a document, likely or not.
pub fn traces(engine: &Engine, reading: &Reading<'_>) -> Vec<Trace> {
    let candidates = engine.candidates(reading, Stages::default());
    let trace = |candidate: &Candidate| {
        let frame = &candidate.frame;
        Trace {
            spans: spans(reading, candidate),
            rule: Arc::clone(&candidate.rule),
            frame: format!(
                "before={} after={} tie={} form={}",
                frame.before.name().text,
                frame.after.name().text,
                frame.tie().name().text,
                frame.form.name().text,
            ),
            probability: candidate.probability,
        }
    };
    candidates.iter().map(trace).collect()
}

/// Every candidate with its frame and probability, one a line: for people who write rules.
pub fn explain(engine: &Engine, reading: &Reading<'_>) -> String {
    let mut text = String::new();
    for trace in traces(engine, reading) {
        let join = |spans: &[Span]| {
            let words = spans.iter().map(|span| span.of(reading.document.text));
            words.collect::<Vec<_>>().join(" … ")
        };
        let _infallible = writeln!(
            text,
            "{:.2} {} {} | {} | {} | {}",
            trace.probability,
            trace.rule,
            trace.frame,
            join(&trace.spans.source),
            join(&trace.spans.cue),
            join(&trace.spans.content),
        );
    }
    text
}

/// The spans of the attributions that the engine finds.
pub fn found(engine: &Engine, reading: &Reading<'_>) -> Vec<Spans> {
    let (kept, _) = engine.find(reading, Stages::default());
    kept.iter()
        .map(|candidate| spans(reading, candidate))
        .collect()
}

/// The same with some stages off, each with its confidence.
pub fn found_with(engine: &Engine, reading: &Reading<'_>, stages: Stages) -> Vec<(Spans, f32)> {
    let (kept, _) = engine.find(reading, stages);
    kept.iter()
        .map(|candidate| (spans(reading, candidate), candidate.probability))
        .collect()
}
