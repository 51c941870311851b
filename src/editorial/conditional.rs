//! If one thing, then another within a window.

use regex::{Captures, Regex};

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
    let unmet = triggers
        .into_iter()
        .filter(|sighting| !is_met(story, rule, sighting));
    unmet.take(if rule.once { 1 } else { usize::MAX }).collect()
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

fn is_met(story: &Story<'_>, rule: &Conditional, sighting: &Sighting) -> bool {
    let text = story.document.text;
    let at = sighting.spans.first().copied().unwrap_or_default();
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
        .is_some_and(|pattern| stands(pattern, near, at.of(text)));
    wanted && !unwanted
}

/// Whether `pattern` stands in `near`; where it names whom it is about (a group `who`), only if that is whom `described` is of.
fn stands(pattern: &Regex, near: &str, described: &str) -> bool {
    let about = |captures: Captures<'_>| {
        let who = captures.name("who");
        who.is_none_or(|who| shares_a_word(who.as_str(), described))
    };
    pattern.captures_iter(near).any(about)
}

/// Whether two descriptions have a word in common that says where somebody belongs: "ministry", not "official".
fn shares_a_word(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|word| word.chars().count() > SHORT && !COMMON.contains(&word.as_str()))
            .collect::<Vec<String>>()
    };
    let known = words(other);
    words(one).iter().any(|word| known.contains(word))
}

/// Words of so many letters belong to everybody.
const SHORT: usize = 3;

/// Longer words that say nothing of where somebody belongs.
const COMMON: &[&str] = &[
    "official",
    "officials",
    "aide",
    "aides",
    "source",
    "sources",
    "person",
    "people",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "senior",
    "former",
    "familiar",
    "briefed",
    "close",
    "with",
    "from",
    "that",
    "this",
    "there",
    "their",
    "anonymity",
    "condition",
    "plan",
    "plans",
    "matter",
    "talks",
    "other",
    "another",
    "several",
];
