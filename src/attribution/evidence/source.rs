//! The source: what it is made of, what it names, where it stands.

use crate::attribution::class::Class;
use crate::attribution::mention;
use crate::attribution::reading::Reading;
use crate::attribution::weights::Evidence;
use crate::rules::{Lexicon, Name};

use super::{Case, WORDS, lemma};

pub(crate) fn of_source(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let tie = frame.tie().name();
    let source = frame.source.map_or(const { Name::of("none") }, |source| {
        source_type(reading, source.head)
    });
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("tie") }, tie, rule]);
    note(&[const { Name::of("tie.after") }, tie, frame.after.name()]);
    note(&[const { Name::of("lemma.tie") }, kind, lemma, tie]);
    note(&[const { Name::of("source") }, source, rule]);
    note(&[
        const { Name::of("source.after") },
        source,
        frame.after.name(),
    ]);
    note(&[const { Name::of("source.tie") }, source, tie]);
    note(&[const { Name::of("lemma.source") }, kind, lemma, source]);
    if let Some(mention) = frame.source {
        let sort = sort_of(reading, (mention.start, mention.head + 1), mention.head);
        let act = reading
            .entry(lexicon, frame.kind, frame.head)
            .map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
        note(&[const { Name::of("sort") }, sort, rule]);
        note(&[
            const { Name::of("sort.after") },
            sort,
            frame.after.name(),
            kind,
        ]);
        note(&[
            const { Name::of("sort.act") },
            sort,
            act,
            frame.after.name(),
        ]);
        note(&[const { Name::of("lemma.sort") }, kind, lemma, sort]);
        let shape = shape(reading, mention.start, mention.end);
        note(&[
            const { Name::of("source.shape") },
            shape,
            source,
            frame.after.name(),
        ]);
        note(&[const { Name::of("source.shape.rule") }, shape, source, rule]);
        let gap = frame.cue.0.saturating_sub(mention.end);
        let distance = Name::bucket(gap, WORDS);
        note(&[const { Name::of("distance") }, distance, tie]);
        let long = Name::bucket(mention.end - mention.start, WORDS);
        note(&[const { Name::of("source.words") }, long, source]);
    }
}

/// What the source is made of.
pub(crate) fn source_type(reading: &Reading<'_>, head: usize) -> Name<'static> {
    let word = reading.word(head);
    let pronouns = [
        Name::of("he"),
        Name::of("she"),
        Name::of("they"),
        Name::of("we"),
        Name::of("i"),
        Name::of("it"),
        Name::of("you"),
        Name::of("who"),
        Name::of("which"),
        Name::of("this"),
        Name::of("that"),
        Name::of("there"),
        Name::of("one"),
        Name::of("some"),
        Name::of("many"),
        Name::of("others"),
        Name::of("his"),
        Name::of("her"),
        Name::of("their"),
        Name::of("its"),
        Name::of("my"),
        Name::of("your"),
        Name::of("our"),
        Name::of("what"),
    ];
    if let Some(&name) = pronouns.iter().find(|name| name.key == word) {
        return name;
    }
    let class = reading.class(head);
    if class.any(Class::PROPER) {
        return const { Name::of("name") };
    }
    if class.any(Class::NOUN) {
        return if class.any(Class::PLURAL) {
            const { Name::of("plural") }
        } else {
            const { Name::of("noun") }
        };
    }
    const { Name::of("other") }
}

/// What a phrase names by the word lists; else by the class of its head.
pub(crate) fn sort_of(
    reading: &Reading<'_>,
    (start, end): (usize, usize),
    head: usize,
) -> Name<'static> {
    let class = reading.class(head);
    if class.any(Class::PRONOUN.or(Class::WH)) {
        return source_type(reading, head);
    }
    let lemma = if class.any(Class::PROPER) {
        reading.word(head)
    } else {
        reading.lemma(head).key
    };
    let others = (start..end).map(|token| reading.word(token));
    mention::sort(reading.word(head), others.clone())
        .or_else(|| mention::sort(lemma, others))
        .unwrap_or_else(|| source_type(reading, head))
}

/// What the mention begins with.
fn shape(reading: &Reading<'_>, start: usize, end: usize) -> Name<'static> {
    let names = (start..end)
        .filter(|&token| reading.is(token, Class::PROPER))
        .count();
    let comma = (start..end).any(|token| reading.is(token, Class::COMMA));
    let class = reading.class(start);
    match names {
        _ if comma => const { Name::of("apposed") },
        0 if class.any(Class::DETERMINER) => const { Name::of("determined") },
        0 if class.any(Class::NUMBER) => const { Name::of("number") },
        0 if class.any(Class::POSSESSIVE) => const { Name::of("owned") },
        0 => const { Name::of("plain") },
        1 if class.any(Class::DETERMINER) => const { Name::of("the-name") },
        1 => const { Name::of("name") },
        _ => const { Name::of("names") },
    }
}
