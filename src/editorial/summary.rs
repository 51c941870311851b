//! The summary against its article: what a summary promises, checked once more from outside.

use super::finding::Sighting;
use super::quote::plain;
use super::story::Story;
use crate::rules::editorial::SummaryCheck;
use crate::summary::SummarySentence;
use crate::text::Span;

pub(super) fn summary(story: &Story<'_>, check: SummaryCheck) -> Vec<Sighting> {
    let broken: fn(&Story<'_>, &SummarySentence) -> bool = match check {
        SummaryCheck::Attribution => loses_a_speaker,
        SummaryCheck::Hedge => loses_a_hedge,
        SummaryCheck::Quote => alters_a_quotation,
    };
    let sentences = story
        .summary
        .into_iter()
        .flat_map(|summary| &summary.sentences);
    sentences
        .filter(|sentence| broken(story, sentence))
        .map(|sentence| Sighting::at(sentence.span))
        .collect()
}

/// Whether the sentence shows content whose source and cue stand in no sentence of the summary.
fn loses_a_speaker(story: &Story<'_>, sentence: &SummarySentence) -> bool {
    let in_view = |span: &Span| {
        story
            .summary
            .into_iter()
            .flat_map(|summary| &summary.sentences)
            .any(|shown| shown.span.overlaps(*span))
    };
    story.attributions().any(|(_, attribution)| {
        let shown = attribution
            .content
            .iter()
            .any(|part| part.overlaps(sentence.span));
        let speaker = attribution
            .mention
            .iter()
            .chain(&attribution.cue)
            .any(in_view);
        let has_speaker = !attribution.mention.is_empty() || attribution.cue.is_some();
        shown && has_speaker && !speaker
    })
}

/// Words that limit a statement.
const HEDGES: &[&str] = &[
    "alleged",
    "allegedly",
    "may",
    "might",
    "could",
    "if",
    "not",
    "never",
    "no",
    "suspected",
];

fn is_hedge(word: &str) -> bool {
    HEDGES.iter().any(|hedge| hedge.eq_ignore_ascii_case(word))
}

fn loses_a_hedge(story: &Story<'_>, sentence: &SummarySentence) -> bool {
    let count = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| is_hedge(word)).count()
    };
    count(&sentence.text) < count(sentence.span.of(story.document.text))
}

/// Whether a quotation of the sentence does not stand in the text, words in brackets left out.
fn alters_a_quotation(story: &Story<'_>, sentence: &SummarySentence) -> bool {
    let original = sentence.span.of(story.document.text);
    let opened = sentence.text.split(['“', '"']).skip(1);
    opened
        .filter_map(|rest| rest.split(['”', '"']).next())
        .flat_map(|quoted| quoted.split(['[', ']']).step_by(2))
        .any(|words| !plain(original).contains(plain(words).trim()))
}
