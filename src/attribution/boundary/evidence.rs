//! What speaks for or against the end of a content at a gap.

use crate::attribution::class::Class;
use crate::attribution::frame::Frame;
use crate::attribution::reading::Reading;
use crate::attribution::tree;
use crate::attribution::weights::Evidence;
use crate::rules::Name;
use crate::rules::frame::{After, CueKind};

use super::place::{mark_name, next_name, previous_name};
use super::{Passed, Stretch};

/// Notes what speaks for or against a stop before `gap`.
pub(crate) fn evidence(
    reading: &Reading<'_>,
    stretch: Stretch<'_>,
    gap: usize,
    passed: &Passed,
    evidence: &mut impl Evidence,
) {
    let frame = stretch.frame;
    let family = family(frame);
    let mark = mark_name(reading, gap);
    let next = next_name(reading, gap);
    let words = Name::bucket(passed.words, WORDS);
    let finite = Name::bucket(passed.finite, FINITE);
    let quoted = Name::yes(passed.quoted);
    let place = (mark, next);
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("family") }, family]);
    note(&[const { Name::of("place") }, place.0, place.1]);
    note(&[const { Name::of("place.family") }, place.0, place.1, family]);
    note(&[const { Name::of("place.finite") }, place.0, place.1, finite]);
    note(&[
        const { Name::of("next.finite") },
        next,
        finite,
        frame.kind.name(),
    ]);
    note(&[const { Name::of("words") }, words, family]);
    note(&[const { Name::of("finite") }, finite, family]);
    note(&[const { Name::of("mark.words") }, mark, words]);
    note(&[const { Name::of("mark.quoted") }, mark, quoted, family]);
    note(&[const { Name::of("after") }, frame.after.name(), mark]);
    note(&[
        const { Name::of("previous") },
        previous_name(reading, gap),
        mark,
        next,
    ]);
    note(&[const { Name::of("kind") }, frame.kind.name(), mark, next]);
    let tense = tense_match(reading, frame, gap);
    note(&[const { Name::of("tense") }, mark, tense, finite]);
    note(&[const { Name::of("tense.next") }, place.0, place.1, tense]);
    let ahead = verb_ahead(reading, gap, stretch.limit);
    note(&[const { Name::of("ahead") }, mark, ahead, family]);
    let left = Name::bucket(stretch.limit - gap, WORDS);
    note(&[const { Name::of("left") }, mark, left, family]);
    note(&[const { Name::of("left.next") }, mark, next, left]);
    let open = comma_open(reading, stretch.start, gap);
    note(&[const { Name::of("open") }, mark, next, open]);
    note(&[
        const { Name::of("same") },
        mark,
        subject_again(reading, frame, gap),
        tense,
    ]);
    if reading.has_parse() {
        held(reading, stretch, gap, &mut note);
    }
}

const WORDS: &[(usize, Name<'static>)] = &[
    (1, Name::of("1")),
    (2, Name::of("2")),
    (4, Name::of("3-4")),
    (8, Name::of("5-8")),
    (16, Name::of("9-16")),
    (30, Name::of("17-30")),
    (usize::MAX, Name::of("31+")),
];

const FINITE: &[(usize, Name<'static>)] = &[
    (0, Name::of("0")),
    (1, Name::of("1")),
    (2, Name::of("2")),
    (usize::MAX, Name::of("3+")),
];

/// Whether an odd number of commas has been passed.
fn comma_open(reading: &Reading<'_>, start: usize, gap: usize) -> Name<'static> {
    let commas = (start..gap)
        .filter(|&token| reading.is(token, Class::COMMA) && reading.speech(token).is_none())
        .count();
    match commas {
        0 => const { Name::of("none") },
        1 => const { Name::of("one") },
        2 => const { Name::of("two") },
        _ => const { Name::of("more") },
    }
}

/// Whether the words after the gap begin with a pronoun or name, and whether the source is one.
fn subject_again(reading: &Reading<'_>, frame: &Frame, gap: usize) -> Name<'static> {
    let skipped = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::AND);
    let mut token = gap;
    for _ in 0..2 {
        token += usize::from(reading.is(token, skipped));
    }
    let Some(source) = frame.source else {
        return const { Name::of("none") };
    };
    if (source.start..source.end).any(|other| reading.word(other) == reading.word(token)) {
        return const { Name::of("same") };
    }
    if reading.is(token, Class::NOMINATIVE) {
        return const { Name::of("pronoun") };
    }
    if reading.is(token, Class::PROPER) {
        return const { Name::of("name") };
    }
    const { Name::of("other") }
}

/// How the words after the gap hang on those before it.
fn held(
    reading: &Reading<'_>,
    stretch: Stretch<'_>,
    gap: usize,
    note: &mut impl FnMut(&[Name<'_>]),
) {
    let hold = tree::hold(reading, gap);
    let frame = stretch.frame;
    let by = match hold.governor {
        None => const { Name::of("root") },
        Some(governor) if governor >= stretch.start => const { Name::of("content") },
        Some(governor) if governor == frame.head => const { Name::of("cue") },
        Some(governor) if governor >= frame.core.0 => const { Name::of("core") },
        Some(_) => const { Name::of("before") },
    };
    let relation = reading
        .head(hold.top)
        .map_or(const { Name::of("") }, |(_, relation)| relation);
    let family = family(frame);
    let mark = mark_name(reading, gap);
    let next = next_name(reading, gap);
    note(&[const { Name::of("held.next") }, by, relation, next]);
    let above = hold.governor.map_or("", |governor| reading.tag(governor));
    note(&[
        const { Name::of("held.above") },
        by,
        relation,
        Name::of(above),
        mark,
    ]);
    note(&[const { Name::of("held") }, by]);
    note(&[const { Name::of("held.family") }, by, family]);
    note(&[const { Name::of("held.relation") }, by, relation]);
    note(&[const { Name::of("held.mark") }, by, mark, family]);
    note(&[const { Name::of("held.relation.mark") }, by, relation, mark]);
    note(&[
        const { Name::of("held.after") },
        by,
        relation,
        frame.after.name(),
    ]);
}

/// Families of frames that end alike.
pub(crate) const fn family(frame: &Frame) -> Name<'static> {
    match (frame.kind, frame.after) {
        (CueKind::According, _) => const { Name::of("according") },
        (_, After::Quote | After::ColonQuote) => const { Name::of("quote") },
        (_, After::That | After::Clause | After::Whether | After::Question) => {
            const { Name::of("clause") }
        }
        (_, After::Infinitive | After::PhraseInfinitive | After::Gerund) => {
            const { Name::of("verbal") }
        }
        (_, After::Comma | After::Colon | After::End | After::Other) => const { Name::of("rest") },
        (CueKind::Noun, _) => const { Name::of("noun") },
        (_, After::Phrase | After::PhraseAs | After::PhraseQuote | After::Adjective) => {
            const { Name::of("phrase") }
        }
        _ => const { Name::of("preposition") },
    }
}

/// Whether the next verb with tense has the tense of the cue.
fn tense_match(reading: &Reading<'_>, frame: &Frame, gap: usize) -> Name<'static> {
    let next = (gap..gap + 4).find(|&token| reading.is(token, Class::FINITE));
    let Some(next) = next else {
        return const { Name::of("none") };
    };
    let cue = (frame.cue.0..frame.cue.1).find(|&token| reading.is(token, Class::FINITE));
    let Some(cue) = cue else {
        return const { Name::of("open") };
    };
    if reading.is(next, Class::PAST) == reading.is(cue, Class::PAST) {
        const { Name::of("same") }
    } else {
        const { Name::of("other") }
    }
}

/// What the next mark or verb after the gap is: a verb first means that a clause goes on.
fn verb_ahead(reading: &Reading<'_>, gap: usize, limit: usize) -> Name<'static> {
    let stop = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::QUOTE);
    for token in gap + 1..limit {
        if reading.is(token, Class::FINITE) {
            return const { Name::of("verb") };
        }
        if reading.is(token, stop) {
            return const { Name::of("mark") };
        }
    }
    const { Name::of("end") }
}
