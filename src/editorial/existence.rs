//! Words that must not stand alone, and statements that need a source.

use std::collections::BTreeSet;

use regex::{Captures, Regex};

use super::finding::Sighting;
use super::story::Story;
use crate::rules::editorial::{Attributed, Existence};
use crate::text::Span;

pub(super) fn existence(story: &Story<'_>, rule: &Existence) -> Vec<Sighting> {
    let text = story.document.text;
    let mut told = BTreeSet::new();
    matches(&rule.pattern, text)
        .filter(|&span| story.in_scope(span, rule.scope))
        .filter(|&span| !is_excused(story, rule, span))
        .filter(|span| !rule.once || told.insert(story.paragraph_at(span.start)))
        .map(|span| Sighting::at(span).saying("match", span.of(text)))
        .collect()
}

/// Where `pattern` matches: its first group, if it has one that took part, else the whole match.
pub(super) fn matches<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Span> + 't {
    pattern
        .captures_iter(text)
        .filter_map(|captures| flagged(&captures))
}

fn flagged(captures: &Captures<'_>) -> Option<Span> {
    let group = captures.iter().skip(1).flatten().next();
    let flagged = group.or_else(|| captures.get(0))?;
    let text = flagged.as_str();
    let lead = text.len()
        - text
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .len();
    let start = u32::try_from(flagged.start() + lead).ok()?;
    let end = u32::try_from(flagged.end()).ok()?;
    Some(Span::new(start, end))
}

fn is_excused(story: &Story<'_>, rule: &Existence, span: Span) -> bool {
    let sentence = story.sentence(span.start);
    let excepted = rule.except.as_ref().is_some_and(|except| {
        let near = story.around(span.start, rule.except_in);
        except.is_match(near.of(story.document.text))
    });
    let attributed = rule.unless_attributed.is_some_and(|within| {
        story.is_attributed(match within {
            Attributed::Sentence => sentence,
            Attributed::Paragraph => story.paragraphs_around(span.start, 0, 0),
        })
    });
    excepted
        || attributed
        || rule
            .unless_named
            .is_some_and(|sentences| is_named_near(story, span, sentences))
}

/// Whether a named source stands within `sentences` of `span`.
fn is_named_near(story: &Story<'_>, span: Span, sentences: usize) -> bool {
    let document = story.document;
    let Some(at) = document.sentence_at(span.start) else {
        return false;
    };
    let first = document.sentences.get(at.saturating_sub(sentences));
    let last = document
        .sentences
        .get((at + sentences).min(document.sentences.len().saturating_sub(1)));
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    let near = first.span.hull(last.span);
    story
        .speakers()
        .filter(|source| source.named())
        .flat_map(|source| &source.mentions)
        .any(|mention| mention.overlaps(near) && !mention.overlaps(span))
}
