//! Too many or too few of something in the whole article.

use std::collections::BTreeSet;

use super::finding::Sighting;
use super::story::Story;
use super::verb::is_form_of;
use crate::attribution::SourceKind;
use crate::rules::editorial::{Count, Counted};

pub(super) fn count(story: &Story<'_>, rule: &Count) -> Vec<Sighting> {
    if !story.applies(&rule.applies_if) || is_excepted(story, rule) {
        return Vec::new();
    }
    let counted = counted(story, rule);
    let too_few = rule.min.is_some_and(|min| counted < min);
    let too_many = rule.max.is_some_and(|max| counted > max);
    if !too_few && !too_many {
        return Vec::new();
    }
    let source = story.speakers().next();
    let sighting = Sighting::default()
        .saying("count", counted)
        .saying("attributions", story.attributions().count())
        .saying(
            "source",
            source.map_or("nobody named", |source| &source.label),
        );
    vec![sighting]
}

/// Whether the article is of a kind that the rule lets pass, by its genre, its headline or its first line.
fn is_excepted(story: &Story<'_>, rule: &Count) -> bool {
    let article = story.article;
    let first = article.text.lines().next();
    let mut told = article.genre.iter().map(String::as_str);
    let mut lines = article.headline.as_deref().into_iter().chain(first);
    let matches = |line: &str| {
        rule.except
            .as_ref()
            .is_some_and(|except| except.is_match(line))
    };
    told.any(matches) || lines.any(matches)
}

fn counted(story: &Story<'_>, rule: &Count) -> usize {
    match rule.counted {
        Counted::Sources => story.speakers().count(),
        Counted::People => story
            .speakers()
            .filter(|source| matches!(source.kind, SourceKind::Person | SourceKind::Group))
            .count(),
        Counted::Verbs => verbs(story, &rule.cues),
    }
}

/// How many different ones of `lemmas` the story uses as cues.
fn verbs(story: &Story<'_>, lemmas: &[String]) -> usize {
    let text = story.document.text;
    let used: BTreeSet<&str> = story
        .attributions()
        .filter_map(|(_, attribution)| attribution.cue)
        .flat_map(|cue| cue.of(text).split_whitespace())
        .filter_map(|word| {
            let word = word.to_lowercase();
            let lemma = lemmas.iter().find(|lemma| is_form_of(&word, lemma));
            lemma.map(String::as_str)
        })
        .collect();
    used.len()
}
