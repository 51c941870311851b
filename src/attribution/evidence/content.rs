//! The content: how long, how quoted, with what it begins, what it is about.

use crate::attribution::class::Class;
use crate::attribution::phrase::base_end;
use crate::attribution::reading::Reading;
use crate::attribution::weights::Evidence;
use crate::rules::{Lexicon, Name};

use super::source::{sort_of, source_type};
use super::{Case, WORDS, lemma};

pub(crate) fn of_content(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
    let Case {
        frame,
        rule,
        content,
    } = case;
    let (kind, lemma) = lemma(reading, frame);
    let tokens = || content.iter().flat_map(|&(start, end)| start..end);
    let words = tokens()
        .filter(|&token| !reading.is(token, Class::MARK))
        .count();
    let inside = tokens()
        .filter(|&token| !reading.is(token, Class::MARK) && reading.region(token).is_some())
        .count();
    let quoted = match inside {
        0 => const { Name::of("unquoted") },
        _ if inside == words => const { Name::of("quoted") },
        _ => const { Name::of("partly") },
    };
    let finite = tokens().any(|token| reading.is(token, Class::FINITE));
    let words = Name::bucket(words, WORDS);
    let first = content.first().map_or("", |&(start, _)| reading.tag(start));
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("words") }, words, rule]);
    note(&[const { Name::of("words.after") }, words, frame.after.name()]);
    note(&[const { Name::of("lemma.words") }, kind, lemma, words]);
    note(&[const { Name::of("quoted") }, quoted, rule]);
    note(&[
        const { Name::of("quoted.after") },
        quoted,
        frame.after.name(),
        kind,
    ]);
    note(&[const { Name::of("lemma.quoted") }, kind, lemma, quoted]);
    note(&[
        const { Name::of("clause") },
        Name::yes(finite),
        frame.after.name(),
    ]);
    note(&[
        const { Name::of("lemma.clause") },
        kind,
        lemma,
        Name::yes(finite),
    ]);
    note(&[const { Name::of("first") }, Name::of(first), rule]);
    note(&[
        const { Name::of("first.after") },
        Name::of(first),
        frame.after.name(),
        kind,
    ]);
}

const FIRST: [Name<'static>; 43] = [
    Name::of("the"),
    Name::of("a"),
    Name::of("an"),
    Name::of("no"),
    Name::of("any"),
    Name::of("this"),
    Name::of("that"),
    Name::of("some"),
    Name::of("all"),
    Name::of("his"),
    Name::of("her"),
    Name::of("their"),
    Name::of("its"),
    Name::of("him"),
    Name::of("them"),
    Name::of("it"),
    Name::of("himself"),
    Name::of("herself"),
    Name::of("themselves"),
    Name::of("me"),
    Name::of("us"),
    Name::of("you"),
    Name::of("he"),
    Name::of("she"),
    Name::of("they"),
    Name::of("i"),
    Name::of("we"),
    Name::of("there"),
    Name::of("who"),
    Name::of("what"),
    Name::of("how"),
    Name::of("why"),
    Name::of("not"),
    Name::of("such"),
    Name::of("when"),
    Name::of("if"),
    Name::of("as"),
    Name::of("after"),
    Name::of("while"),
    Name::of("although"),
    Name::of("because"),
    Name::of("since"),
    Name::of("before"),
];

/// The word the content begins with and the noun it is about, by their classes.
pub(crate) fn of_object(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    let Case { frame, content, .. } = case;
    let Some(&(start, end)) = content.last() else {
        return;
    };
    let after = frame.after.name();
    let (kind, lemma) = lemma(reading, frame);
    let word = reading.word(start);
    let first = FIRST.iter().find(|name| name.key == word).copied();
    let first = first.unwrap_or_else(|| Name::of(reading.tag(start)));
    let close = base_end(reading, start, end);
    let head = close.checked_sub(1).filter(|&head| head >= start);
    let object = head.and_then(|head| lexicon.noun(reading.lemma(head).key));
    let act = object.map_or(const { Name::of("unlisted") }, |object| object.act.name());
    let about = head.map_or(const { Name::of("none") }, |head| {
        source_type(reading, head)
    });
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("opens") }, first, after, kind]);
    note(&[const { Name::of("opens.rule") }, first, case.rule]);
    note(&[const { Name::of("lemma.opens") }, kind, lemma, first]);
    note(&[const { Name::of("object.act") }, act, after]);
    note(&[const { Name::of("object") }, about, after]);
    note(&[const { Name::of("lemma.object") }, kind, lemma, about]);
    let thing = head.map_or(const { Name::of("none") }, |head| {
        sort_of(reading, (start, close), head)
    });
    note(&[const { Name::of("thing") }, thing, after, kind]);
    note(&[const { Name::of("lemma.thing") }, kind, lemma, thing]);
    let who = frame.source.map_or(const { Name::of("none") }, |source| {
        sort_of(reading, (source.start, source.head + 1), source.head)
    });
    note(&[const { Name::of("who.thing") }, who, thing, after]);
    let own = reading
        .entry(lexicon, frame.kind, frame.head)
        .map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[const { Name::of("act.object.act") }, own, act, after]);
    note(&[const { Name::of("act.object") }, own, about, after]);
    note(&[const { Name::of("act.thing") }, own, thing, after]);
}
