//! What speaks for a cue: lemma, frame, source and content by their grammatical names.

use super::class::Class;
use super::content::Parts;
use super::frame::Frame;
use super::reading::Reading;
use super::weights::Evidence;
use crate::rules::frame::CueKind;
use crate::rules::{Entry, Lexicon, Name};

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

/// The entry of a cue in the lexicon.
pub(crate) fn entry<'l>(
    reading: &Reading<'_>,
    lexicon: &'l Lexicon,
    frame: &Frame,
) -> Option<&'l Entry> {
    match frame.kind {
        CueKind::Verb => lexicon.verb(reading.lemma(frame.head).key),
        CueKind::Noun => lexicon.noun(reading.lemma(frame.head).key),
        CueKind::Adjective => lexicon.adjective(reading.word(frame.head)),
        _ => None,
    }
}

/// Notes everything that speaks for or against a candidate.
pub(crate) fn evidence(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    of_word(reading, case, evidence);
    of_act(reading, lexicon, case, evidence);
    if case.frame.kind == CueKind::Noun {
        of_noun(reading, case.frame, evidence);
    }
    of_source(reading, case, evidence);
    of_content(reading, case, evidence);
    of_object(reading, lexicon, case, evidence);
    if reading.has_parse() {
        of_parse(reading, lexicon, case, evidence);
    }
}

/// A lemma with the kind of cue it is: "claim" the noun is not "claim" the verb.
fn lemma<'d>(reading: &Reading<'d>, frame: &Frame) -> (Name<'static>, Name<'d>) {
    (frame.kind.name(), reading.lemma(frame.head))
}

fn of_word(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
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
fn of_act(reading: &Reading<'_>, lexicon: &Lexicon, case: Case<'_>, evidence: &mut impl Evidence) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let after = frame.after.name();
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    let entry = entry(reading, lexicon, frame);
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
fn of_noun(reading: &Reading<'_>, frame: &Frame, evidence: &mut impl Evidence) {
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
    let start = super::phrase::base_start(reading, noun, noun.saturating_sub(6));
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

fn of_source(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
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

fn of_content(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
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

const FIRST: [Name<'static>; 34] = [
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
];

/// The word the content begins with and the noun it is about, by their classes.
fn of_object(
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
    let close = super::phrase::base_end(reading, start, end);
    let head = close.checked_sub(1).filter(|&head| head >= start);
    let object = head.and_then(|head| lexicon.noun(reading.lemma(head).key));
    let act = object.map_or(const { Name::of("unlisted") }, |object| object.act.name());
    let about = head.map_or(const { Name::of("none") }, |head| {
        source_type(reading, head)
    });
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("opens") }, first, after, kind]);
    note(&[const { Name::of("lemma.opens") }, kind, lemma, first]);
    note(&[const { Name::of("object.act") }, act, after]);
    note(&[const { Name::of("object") }, about, after]);
    note(&[const { Name::of("lemma.object") }, kind, lemma, about]);
    let own = entry(reading, lexicon, frame)
        .map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[const { Name::of("act.object.act") }, own, act, after]);
    note(&[const { Name::of("act.object") }, own, about, after]);
}

fn of_parse(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let Some((above, relation)) = reading.head(frame.head) else {
        return;
    };
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("relation") }, relation, rule]);
    note(&[
        const { Name::of("relation.after") },
        relation,
        frame.after.name(),
    ]);
    note(&[const { Name::of("lemma.relation") }, kind, lemma, relation]);
    let above_tag = if above == frame.head {
        ""
    } else {
        reading.tag(above)
    };
    note(&[
        const { Name::of("above") },
        Name::of(above_tag),
        relation,
        frame.after.name(),
    ]);
    let governor = if above == frame.head {
        None
    } else {
        lexicon.verb(reading.lemma(above).key)
    };
    let governing = governor.map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[const { Name::of("above.act") }, governing, relation]);
    let entry = entry(reading, lexicon, frame);
    let act = entry.map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[
        const { Name::of("act.relation") },
        act,
        relation,
        frame.after.name(),
    ]);
    of_hold(reading, case, evidence);
}

/// How the content hangs on the cue.
fn of_hold(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
    let Case {
        frame,
        rule,
        content,
    } = case;
    let (kind, lemma) = lemma(reading, frame);
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    let start = content.last().map_or(0, |&(start, _)| start);
    let hold = super::tree::hold(reading, start);
    let by = if hold.governor == Some(frame.head) {
        const { Name::of("cue") }
    } else if hold
        .governor
        .is_some_and(|governor| governor >= frame.core.0 && governor < start)
    {
        const { Name::of("core") }
    } else {
        const { Name::of("other") }
    };
    let relation_held = reading
        .head(hold.top)
        .map_or(const { Name::of("") }, |(_, relation)| relation);
    note(&[const { Name::of("held") }, by, relation_held, rule]);
    note(&[
        const { Name::of("held.after") },
        by,
        relation_held,
        frame.after.name(),
    ]);
    note(&[const { Name::of("lemma.held") }, kind, lemma, relation_held]);
}
