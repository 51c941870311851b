//! The cue, the source and the content of an attribution.

use regex::Regex;

use super::finding::Sighting;
use super::story::Story;
use crate::attribution::{Act, Attribution, Quoting};
use crate::rules::editorial::{Scope, Verb};
use crate::text::Span;

pub(super) fn verb(story: &Story<'_>, rule: &Verb) -> Vec<Sighting> {
    let text = story.document.text;
    story
        .attributions()
        .filter(|(_, attribution)| holds(story, rule, attribution))
        .filter_map(|(id, attribution)| {
            let source = story.source(attribution);
            let span = place(rule, attribution, text)?;
            let cue = attribution.cue.unwrap_or_default().of(text);
            Some(Sighting::at(span).of(id).saying("cue", cue).saying(
                "source",
                source.map_or("nobody named", |source| &source.label),
            ))
        })
        .collect()
}

fn holds(story: &Story<'_>, rule: &Verb, attribution: &Attribution) -> bool {
    let text = story.document.text;
    let cue = attribution.cue.unwrap_or_default().of(text).to_lowercase();
    let named_cue = (rule.cues.is_empty() && rule.phrases.is_empty())
        || rule.cues.iter().any(|lemma| has_form_of(&cue, lemma))
        || rule.phrases.iter().any(|phrase| cue.ends_with(phrase));
    let quoting = match attribution.quoting {
        Quoting::Direct => "direct",
        Quoting::Mixed => "mixed",
        Quoting::Indirect => "indirect",
    };
    named_cue
        && rule
            .quoting
            .as_deref()
            .is_none_or(|wanted| wanted == quoting)
        && rule
            .source
            .is_none_or(|test| story.is_said_by(attribution, test))
        && rule
            .act
            .as_deref()
            .is_none_or(|wanted| wanted == act(attribution.act))
        && rule
            .content
            .as_ref()
            .is_none_or(|pattern| says(attribution, pattern, text))
        && rule
            .content_not
            .as_ref()
            .is_none_or(|pattern| !says(attribution, pattern, text))
        && !is_excused(story, rule, attribution)
        && whole(attribution).is_some_and(|span| story.in_scope(anchor(rule, span), rule.scope))
}

fn says(attribution: &Attribution, pattern: &Regex, text: &str) -> bool {
    let mut parts = attribution.content.iter();
    parts.any(|part| pattern.is_match(part.of(text)))
}

/// A rule about cues judges the newsroom's words: not those of somebody who is quoted, not "I think", not "his claim".
fn is_excused(story: &Story<'_>, rule: &Verb, attribution: &Attribution) -> bool {
    let text = story.document.text;
    let Some(cue) = attribution.cue else {
        return false;
    };
    let excepted = rule
        .except
        .as_ref()
        .is_some_and(|except| except.is_match(story.sentence(cue.start).of(text)));
    let about_cues = !rule.cues.is_empty() || !rule.phrases.is_empty();
    let first_person = attribution.mention.iter().any(|mention| {
        let mention = mention.of(text).to_lowercase();
        matches!(mention.as_str(), "i" | "we")
    });
    excepted || about_cues && (first_person || story.is_quoted(cue) || is_noun(text, cue))
}

/// Whether a determiner or a possessive stands before the cue.
fn is_noun(text: &str, cue: Span) -> bool {
    const BEFORE: &[&str] = &[
        "a", "an", "the", "this", "these", "those", "any", "no", "his", "her", "their", "its",
        "my", "our", "your",
    ];
    let before = text.get(..cue.start as usize).unwrap_or_default();
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let word = word.to_lowercase();
    BEFORE.contains(&word.as_str()) || word.ends_with("’s") || word.ends_with("'s")
}

const fn act(act: Act) -> &'static str {
    match act {
        Act::Statement => "statement",
        Act::Belief => "belief",
        Act::Intention => "intention",
        Act::Stance => "stance",
        Act::Decree => "decree",
        Act::Evidence => "evidence",
        Act::Perception => "perception",
    }
}

/// A whole attribution is in the lede if any of it is; elsewhere its own words count.
fn anchor(rule: &Verb, whole: Span) -> Span {
    match rule.scope {
        Scope::Lede => whole,
        _ => Span::new(whole.start, whole.start),
    }
}

fn whole(attribution: &Attribution) -> Option<Span> {
    let parts = attribution
        .cue
        .iter()
        .chain(&attribution.mention)
        .chain(&attribution.content);
    parts.copied().reduce(Span::hull)
}

/// What the finding points at: the cue, where the rule names cues; the content, where it is about that; else the source.
fn place(rule: &Verb, attribution: &Attribution, text: &str) -> Option<Span> {
    let about_cues = !rule.cues.is_empty() || !rule.phrases.is_empty();
    if rule.content.is_some() && !about_cues {
        return attribution.content.first().copied();
    }
    if !about_cues {
        return attribution.mention.first().copied().or(attribution.cue);
    }
    let cue = attribution.cue?;
    let words = cue.of(text);
    let lower = words.to_lowercase();
    let word = words.split_whitespace().find(|word| {
        rule.cues
            .iter()
            .any(|lemma| is_form_of(&word.to_lowercase(), lemma))
    });
    let within = word
        .and_then(|word| words.find(word).map(|at| (at, word.len())))
        .or_else(|| {
            let phrase = rule
                .phrases
                .iter()
                .find(|phrase| lower.ends_with(phrase.as_str()))?;
            Some((words.len().checked_sub(phrase.len())?, phrase.len()))
        });
    let (at, length) = within?;
    let start = cue.start + u32::try_from(at).ok()?;
    Some(Span::new(start, start + u32::try_from(length).ok()?))
}

pub(super) fn has_form_of(cue: &str, lemma: &str) -> bool {
    cue.split_whitespace().any(|word| is_form_of(word, lemma))
}

/// Whether `word` is a regular form of the verb `lemma`, or one of the few irregular ones.
pub(super) fn is_form_of(word: &str, lemma: &str) -> bool {
    const IRREGULAR: &[(&str, &str)] = &[
        ("thought", "think"),
        ("felt", "feel"),
        ("said", "say"),
        ("told", "tell"),
    ];
    // Irregular forms begin as their verbs do, too.
    if word.as_bytes().first() != lemma.as_bytes().first() {
        return false;
    }
    if word == lemma || IRREGULAR.contains(&(word, lemma)) {
        return true;
    }
    let Some(rest) = word.strip_prefix(lemma.trim_end_matches(['e', 'y'])) else {
        return false;
    };
    let doubled = lemma.chars().next_back();
    let rest = match doubled {
        Some(last) if last != 's' => rest.strip_prefix(last).unwrap_or(rest),
        _ => rest,
    };
    matches!(rest, "s" | "es" | "d" | "ed" | "ing" | "ies" | "ied")
}

#[cfg(test)]
mod tests {
    use super::is_form_of;

    #[test]
    fn knows_the_forms_of_a_verb_and_no_other_word() {
        for (word, lemma) in [
            ("claims", "claim"),
            ("claimed", "claim"),
            ("claiming", "claim"),
            ("admitted", "admit"),
            ("smiled", "smile"),
            ("smiling", "smile"),
            ("denied", "deny"),
            ("thought", "think"),
            ("confesses", "confess"),
        ] {
            assert!(is_form_of(word, lemma), "{word} is a form of {lemma}");
        }
        for (word, lemma) in [
            ("claimant", "claim"),
            ("admission", "admit"),
            ("notable", "note"),
        ] {
            assert!(!is_form_of(word, lemma), "{word} is no form of {lemma}");
        }
    }
}
