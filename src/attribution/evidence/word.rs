//! The cue itself: its lemma, its form, what the lexicon says of it.

use crate::attribution::class::Class;
use crate::attribution::frame::Frame;
use crate::attribution::phrase::base_start;
use crate::attribution::reading::Reading;
use crate::attribution::weights::Evidence;
use crate::rules::{Lexicon, Name};

use super::{Case, lemma};

pub(crate) fn of_word(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let after = frame.after.name();
    let before = frame.before.name();
    let form = frame.form.name();
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("always") }]);
    note(&[const { Name::of("rule") }, rule]);
    note(&[const { Name::of("rule.after") }, rule, after]);
    note(&[const { Name::of("rule.form") }, rule, form]);
    note(&[const { Name::of("kind.before.after") }, kind, before, after]);
    note(&[const { Name::of("lemma") }, kind, lemma]);
    note(&[const { Name::of("lemma.rule") }, kind, lemma, rule]);
    note(&[const { Name::of("lemma.after") }, kind, lemma, after]);
    note(&[const { Name::of("lemma.form") }, kind, lemma, form]);
    note(&[
        const { Name::of("tag.after") },
        Name::of(reading.tag(frame.head)),
        after,
    ]);
    note(&[
        const { Name::of("negated") },
        Name::yes(frame.negated),
        rule,
    ]);
    note(&[
        const { Name::of("lemma.negated") },
        kind,
        lemma,
        Name::yes(frame.negated),
    ]);
    note(&[
        const { Name::of("recipient") },
        Name::yes(frame.recipient),
        after,
    ]);
    let modal = (frame.cue.0..frame.head).any(|token| reading.is(token, Class::MODAL));
    note(&[const { Name::of("modal") }, Name::yes(modal), after]);
    note(&[
        const { Name::of("lemma.modal") },
        kind,
        lemma,
        Name::yes(modal),
    ]);
}

/// What the lexicon says of the cue, and the preposition that links it to its content.
pub(crate) fn of_act(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let after = frame.after.name();
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    let entry = reading.entry(lexicon, frame.kind, frame.head);
    let act = entry.map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    let class = entry.map_or(const { Name::of("unlisted") }, |entry| entry.class_name());
    note(&[const { Name::of("act") }, kind, act]);
    note(&[const { Name::of("act.after") }, act, after, kind]);
    note(&[const { Name::of("act.class.after") }, act, class, after]);
    note(&[const { Name::of("act.rule") }, act, class, rule]);
    note(&[
        const { Name::of("act.form") },
        act,
        frame.form.name(),
        after,
    ]);
    if let Some(link) = frame.link {
        let preposition = Name::of(
            PREPOSITIONS
                .iter()
                .find(|name| name.key == reading.word(link))
                .map_or("other", |name| name.text),
        );
        note(&[const { Name::of("lemma.link") }, kind, lemma, preposition]);
        note(&[const { Name::of("act.link") }, act, class, preposition]);
    }
}

/// How a noun cue is determined.
pub(crate) fn of_noun(reading: &Reading<'_>, frame: &Frame, evidence: &mut impl Evidence) {
    let lemma = reading.lemma(frame.head);
    let after = frame.after.name();
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    let determined = determiner(reading, frame.head);
    note(&[const { Name::of("determiner") }, determined, after]);
    note(&[const { Name::of("lemma.determiner") }, lemma, determined]);
    let verbal = reading.is(frame.cue.0, Class::VERB.or(Class::AUXILIARY));
    note(&[
        const { Name::of("lemma.verbal") },
        lemma,
        Name::yes(verbal),
        after,
    ]);
    note(&[
        const { Name::of("plural") },
        lemma,
        Name::yes(reading.is(frame.head, Class::PLURAL)),
    ]);
}

const PREPOSITIONS: [Name<'static>; 22] = [
    Name::of("as"),
    Name::of("about"),
    Name::of("for"),
    Name::of("of"),
    Name::of("to"),
    Name::of("on"),
    Name::of("with"),
    Name::of("against"),
    Name::of("in"),
    Name::of("at"),
    Name::of("by"),
    Name::of("from"),
    Name::of("over"),
    Name::of("after"),
    Name::of("into"),
    Name::of("through"),
    Name::of("like"),
    Name::of("around"),
    Name::of("during"),
    Name::of("under"),
    Name::of("behind"),
    Name::of("without"),
];

fn determiner(reading: &Reading<'_>, noun: usize) -> Name<'static> {
    let start = base_start(reading, noun, noun.saturating_sub(6));
    let words = [
        Name::of("the"),
        Name::of("a"),
        Name::of("an"),
        Name::of("no"),
        Name::of("any"),
        Name::of("this"),
        Name::of("that"),
        Name::of("some"),
        Name::of("all"),
        Name::of("these"),
        Name::of("such"),
    ];
    if (start..noun).any(|token| reading.is(token, Class::POSSESSIVE)) {
        return const { Name::of("owned") };
    }
    let found = words.iter().find(|name| name.key == reading.word(start));
    found.copied().unwrap_or(const { Name::of("bare") })
}
