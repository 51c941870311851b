//! The words and marks at a gap, by their grammatical names.

use crate::attribution::class::Class;
use crate::attribution::reading::Reading;
use crate::rules::Name;
use crate::text::WordKey;

/// The mark or connecting word at the gap.
pub(crate) fn mark_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let class = reading.class(gap);
    let closed = reading
        .speech(gap.saturating_sub(1))
        .is_some_and(|region| region.end == gap);
    if closed {
        return const { Name::of("closed") };
    }
    let named = [
        (Class::COMMA, const { Name::of(",") }),
        (Class::SEMICOLON, const { Name::of(";") }),
        (Class::COLON, const { Name::of(":") }),
        (Class::DASH, const { Name::of("dash") }),
        (Class::STOP, const { Name::of(".") }),
        (Class::BRACKET, const { Name::of("bracket") }),
        (Class::QUOTE, const { Name::of("quote") }),
        (Class::AND, const { Name::of("and") }),
    ];
    let found = named.iter().find(|(kind, _)| class.any(*kind));
    found.map_or(const { Name::of("word") }, |&(_, name)| name)
}

/// The word that goes on after the gap: its closed-class form or its tag.
pub(crate) fn next_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let mut token = gap;
    let skipped = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::COLON);
    if reading.is(gap, skipped) {
        token += 1;
        if reading.is(token, Class::AND) {
            return and_name(reading, token);
        }
    }
    if reading.is(token, Class::AND) {
        return and_name(reading, token);
    }
    closed_word(reading, token).unwrap_or_else(|| Name::of(reading.tag(token)))
}

/// "and" or "but" with the class of the word after it.
const AND: [(Class, Name<'static>, Name<'static>); 10] = [
    (Class::PAST, Name::of("and+past"), Name::of("but+past")),
    (
        Class::PRESENT.or(Class::MODAL),
        Name::of("and+present"),
        Name::of("but+present"),
    ),
    (
        Class::GERUND,
        Name::of("and+gerund"),
        Name::of("but+gerund"),
    ),
    (Class::BASE, Name::of("and+base"), Name::of("but+base")),
    (
        Class::NOMINATIVE,
        Name::of("and+pronoun"),
        Name::of("but+pronoun"),
    ),
    (Class::PROPER, Name::of("and+name"), Name::of("but+name")),
    (
        Class::ADVERB,
        Name::of("and+adverb"),
        Name::of("but+adverb"),
    ),
    (Class::THAT, Name::of("and+that"), Name::of("but+that")),
    (Class::TO, Name::of("and+to"), Name::of("but+to")),
    (
        Class::PREPOSITION,
        Name::of("and+preposition"),
        Name::of("but+preposition"),
    ),
];

fn and_name(reading: &Reading<'_>, and: usize) -> Name<'static> {
    let but = reading.word(and) == WordKey::of("but");
    let class = reading.class(and + 1);
    let found = AND.iter().find(|(kind, ..)| class.any(*kind));
    let plain = (
        Class::AND,
        const { Name::of("and") },
        const { Name::of("but") },
    );
    let &(_, and, or_but) = found.unwrap_or(&plain);
    if but { or_but } else { and }
}

const CLOSED: [Name<'static>; 46] = [
    Name::of("that"),
    Name::of("which"),
    Name::of("who"),
    Name::of("whose"),
    Name::of("when"),
    Name::of("where"),
    Name::of("while"),
    Name::of("as"),
    Name::of("because"),
    Name::of("although"),
    Name::of("though"),
    Name::of("if"),
    Name::of("unless"),
    Name::of("since"),
    Name::of("after"),
    Name::of("before"),
    Name::of("until"),
    Name::of("in"),
    Name::of("on"),
    Name::of("at"),
    Name::of("of"),
    Name::of("for"),
    Name::of("to"),
    Name::of("by"),
    Name::of("with"),
    Name::of("from"),
    Name::of("about"),
    Name::of("during"),
    Name::of("according"),
    Name::of("including"),
    Name::of("than"),
    Name::of("whether"),
    Name::of("what"),
    Name::of("how"),
    Name::of("why"),
    Name::of("despite"),
    Name::of("over"),
    Name::of("against"),
    Name::of("into"),
    Name::of("so"),
    Name::of("not"),
    Name::of("including"),
    Name::of("even"),
    Name::of("like"),
    Name::of("through"),
    Name::of("without"),
];

fn closed_word(reading: &Reading<'_>, token: usize) -> Option<Name<'static>> {
    let word = reading.word(token);
    CLOSED.iter().find(|name| name.key == word).copied()
}

/// The class of the last word before the gap.
pub(crate) fn previous_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let class = reading.class(gap.saturating_sub(1));
    let named = [
        (Class::TIME, const { Name::of("time") }),
        (Class::PROPER, const { Name::of("name") }),
        (Class::NOUN, const { Name::of("noun") }),
        (Class::PRONOUN, const { Name::of("pronoun") }),
        (Class::NUMBER, const { Name::of("number") }),
        (Class::FINITE, const { Name::of("finite") }),
        (Class::VERB, const { Name::of("verb") }),
        (Class::ADJECTIVE, const { Name::of("adjective") }),
        (
            Class::ADVERB.or(Class::PARTICLE),
            const { Name::of("adverb") },
        ),
        (Class::QUOTE, const { Name::of("quote") }),
        (Class::MARK, const { Name::of("mark") }),
        (
            Class::DETERMINER.or(Class::POSSESSIVE),
            const { Name::of("determiner") },
        ),
        (
            Class::PREPOSITION.or(Class::TO),
            const { Name::of("preposition") },
        ),
        (Class::AND, const { Name::of("and") }),
    ];
    let found = named.iter().find(|(kind, _)| class.any(*kind));
    found.map_or(const { Name::of("other") }, |&(_, name)| name)
}
