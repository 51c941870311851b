//! If one thing, then another within a window.

use regex::Regex;

use super::existence::matches;
use super::finding::Sighting;
use super::story::{Story, is};
use crate::attribution::{Act, Attribution};
use crate::rules::editorial::{Conditional, Scope, SourceTest, Trigger, Window};
use crate::text::Span;

pub(super) fn conditional(story: &Story<'_>, rule: &Conditional) -> Vec<Sighting> {
    let triggers = match &rule.when {
        Trigger::Source(test, mention) => sources(story, *test, mention.as_ref()),
        Trigger::Text(pattern) => matches(pattern, story.document.text)
            .filter(|&span| story.in_scope(span, Scope::OutsideQuotes))
            .map(|span| Sighting::at(span).saying("match", span.of(story.document.text)))
            .collect(),
    };
    triggers
        .into_iter()
        .filter(|sighting| {
            let at = sighting.spans.first().copied().unwrap_or_default();
            !is_met(story, rule, at)
        })
        .collect()
}

/// The first statement of each source of the kind asked for.
fn sources(story: &Story<'_>, test: SourceTest, mention: Option<&Regex>) -> Vec<Sighting> {
    story
        .speakers()
        .filter(|source| is(source, test))
        .filter_map(|source| {
            let (id, attribution) = source
                .attributions
                .iter()
                .filter_map(|id| Some((id, story.attributed.attributions.get(id.0 as usize)?)))
                .filter(|(_, attribution)| story.is_said_by(attribution, test))
                .find(|(_, attribution)| is_statement(story, attribution))?;
            let described = |&span: &Span| {
                mention.is_none_or(|pattern| pattern.is_match(span.of(story.document.text)))
            };
            if !attribution.mention.iter().all(described) {
                return None;
            }
            let span = attribution.mention.first().copied().or(attribution.cue)?;
            let span = story.in_scope(span, Scope::Body).then_some(span)?;
            Some(Sighting::at(span).of(*id).saying("source", &source.label))
        })
        .collect()
}

/// Whether somebody tells something here, in the newsroom's own words.
fn is_statement(story: &Story<'_>, attribution: &Attribution) -> bool {
    let cue = attribution.cue.filter(|&cue| !story.is_quoted(cue));
    attribution.act == Act::Statement && attribution.within.is_none() && cue.is_some()
}

fn is_met(story: &Story<'_>, rule: &Conditional, at: Span) -> bool {
    let text = story.document.text;
    let near = match rule.window {
        Window::Document => text,
        Window::Paragraphs { before, after } => {
            story.paragraphs_around(at.start, before, after).of(text)
        }
    };
    let wanted = rule
        .require_any
        .as_ref()
        .is_none_or(|pattern| pattern.is_match(near));
    let unwanted = rule
        .require_none
        .as_ref()
        .is_some_and(|pattern| pattern.is_match(near));
    wanted && !unwanted
}
