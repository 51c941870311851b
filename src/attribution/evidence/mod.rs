//! What speaks for a cue: lemma, frame, source and content by their grammatical names.

mod content;
mod parse;
mod source;
mod word;

pub(crate) use source::source_type;

use super::content::Parts;
use super::frame::Frame;
use super::reading::Reading;
use super::weights::Evidence;
use crate::rules::frame::CueKind;
use crate::rules::{Lexicon, Name};

const WORDS: &[(usize, Name<'static>)] = &[
    (0, Name::of("0")),
    (1, Name::of("1")),
    (2, Name::of("2")),
    (4, Name::of("3-4")),
    (8, Name::of("5-8")),
    (16, Name::of("9-16")),
    (32, Name::of("17-32")),
    (usize::MAX, Name::of("33+")),
];

/// A candidate ready to be judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'c> {
    pub(crate) frame: &'c Frame,
    pub(crate) rule: Name<'c>,
    pub(crate) content: &'c Parts,
}

/// Notes everything that speaks for or against a candidate.
pub(crate) fn evidence(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    word::of_word(reading, case, evidence);
    word::of_act(reading, lexicon, case, evidence);
    if case.frame.kind == CueKind::Noun {
        word::of_noun(reading, case.frame, evidence);
    }
    source::of_source(reading, lexicon, case, evidence);
    content::of_content(reading, case, evidence);
    content::of_object(reading, lexicon, case, evidence);
    if reading.has_parse() {
        parse::of_parse(reading, lexicon, case, evidence);
    }
}

/// A lemma with the kind of cue it is: "claim" the noun is not "claim" the verb.
fn lemma<'d>(reading: &Reading<'d>, frame: &Frame) -> (Name<'static>, Name<'d>) {
    (frame.kind.name(), reading.lemma(frame.head))
}
