//! If one thing, then another within a window.

use super::existence::matches;
use super::finding::Sighting;
use super::story::{Story, is};
use crate::rules::editorial::{Conditional, Scope, SourceTest, Trigger, Window};
use crate::text::Span;

pub(super) fn conditional(story: &Story<'_>, rule: &Conditional) -> Vec<Sighting> {
    let triggers = match &rule.when {
        Trigger::Source(test) => sources(story, *test),
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

/// The first attribution of each source of the kind asked for.
fn sources(story: &Story<'_>, test: SourceTest) -> Vec<Sighting> {
    story
        .speakers()
        .filter(|source| is(source, test))
        .filter_map(|source| {
            let id = source.attributions.first()?;
            let attribution = story.attributed.attributions.get(id.0 as usize)?;
            let span = attribution.mention.first().copied().or(attribution.cue)?;
            Some(Sighting::at(span).of(*id).saying("source", &source.label))
        })
        .collect()
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
