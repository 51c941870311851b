//! Noun phrases by their outer shape: where they begin and end, seen from their last or first word.

use super::class::Class;
use super::reading::Reading;
use crate::text::WordKey;

/// Prepositions that tie a phrase to the noun before it.
const BINDING: [WordKey; 17] = [
    WordKey::of("of"),
    WordKey::of("for"),
    WordKey::of("at"),
    WordKey::of("from"),
    WordKey::of("in"),
    WordKey::of("with"),
    WordKey::of("on"),
    WordKey::of("to"),
    WordKey::of("by"),
    WordKey::of("near"),
    WordKey::of("against"),
    WordKey::of("about"),
    WordKey::of("within"),
    WordKey::of("under"),
    WordKey::of("among"),
    WordKey::of("around"),
    WordKey::of("outside"),
];

/// "officials close to the talks": read as an adverb as often as not.
const CLOSE: WordKey = WordKey::of("close");

/// Verb forms that begin a title: "managing director".
const TITLING: [WordKey; 3] = [
    WordKey::of("managing"),
    WordKey::of("acting"),
    WordKey::of("founding"),
];

/// Whether a preposition ties what follows to the noun before it.
pub(crate) fn binds(reading: &Reading<'_>, token: usize) -> bool {
    reading.is(token, Class::PREPOSITION.or(Class::TO)) && BINDING.contains(&reading.word(token))
}

/// First token of the plain noun phrase whose last token is `last`.
pub(crate) fn base_start(reading: &Reading<'_>, last: usize, floor: usize) -> usize {
    let mut start = last;
    if reading.is(last, Class::PRONOUN) {
        return start;
    }
    while start > floor {
        let previous = start - 1;
        let closed = reading.is(start, Class::DETERMINER) || reading.tag(start) == "PRP$";
        let goes_on = if closed {
            reading.is(previous, Class::DETERMINER)
        } else {
            inside_left(reading, previous, start, floor)
        };
        if !goes_on {
            break;
        }
        start = previous;
    }
    start
}

fn inside_left(reading: &Reading<'_>, previous: usize, start: usize, floor: usize) -> bool {
    if reading.is(start, Class::HYPHEN) {
        return true;
    }
    let before = previous.checked_sub(1).filter(|&before| before >= floor);
    let before_is = |class| before.is_some_and(|before| reading.is(before, class));
    if reading.is(previous, Class::INSIDE) && !reading.is(previous, Class::PRONOUN) {
        return !reading.is(previous, Class::TIME) || reading.is(start, Class::NOUN);
    }
    if reading.is(previous, Class::GERUND.or(Class::PARTICIPLE)) {
        return before_is(
            Class::DETERMINER
                .or(Class::ADJECTIVE)
                .or(Class::POSSESSIVE)
                .or(Class::HYPHEN),
        );
    }
    if reading.is(previous, Class::ADVERB) {
        return reading.is(start, Class::ADJECTIVE.or(Class::NUMBER))
            && before_is(Class::DETERMINER);
    }
    if reading.is(previous, Class::QUOTE) {
        return reading
            .region(previous)
            .is_some_and(|region| !region.spoken);
    }
    if reading.is(previous, Class::AND) {
        let proper = reading.is(start, Class::PROPER) && before_is(Class::PROPER);
        let qualities = reading.is(start, Class::ADJECTIVE) && before_is(Class::ADJECTIVE);
        return proper || qualities;
    }
    reading.word(previous) == WordKey::of("$")
}

/// First token of the noun phrase that ends with `last`, with the phrases tied to it by prepositions and "and".
pub(crate) fn phrase_start(reading: &Reading<'_>, last: usize, floor: usize) -> usize {
    let mut start = base_start(reading, last, floor);
    while start > floor + 1 {
        let link = start - 1;
        let mut before = link - 1;
        if binds(reading, link) && before > floor && describes(reading, before) {
            before -= 1;
        }
        if binds(reading, link) && reading.is(before, Class::NOMINAL) {
            start = base_start(reading, before, floor);
            continue;
        }
        if !reading.is(link, Class::AND) {
            break;
        }
        if reading.is(before, Class::COMMA) && before > floor {
            before -= 1;
        }
        let Some(first) = list_start(reading, before, floor) else {
            break;
        };
        start = first;
    }
    start
}

/// Whether the word stands behind the noun it describes: "a person familiar with the talks", "a person briefed on
/// them". A participle can look like a past tense; behind a name it mostly is one, and does not count.
fn describes(reading: &Reading<'_>, token: usize) -> bool {
    let participle = Class::PARTICIPLE.or(Class::GERUND).or(Class::PAST);
    let quality = reading.is(token, Class::ADJECTIVE) || reading.word(token) == CLOSE;
    let common = reading.is(token - 1, Class::NOUN) && !reading.is(token - 1, Class::PROPER);
    reading.is(token - 1, Class::NOUN) && quality
        || common && reading.is(token, participle) && !reading.is(token, Class::AUXILIARY)
}

/// First token of the list whose last member before "and" ends with `last`.
fn list_start(reading: &Reading<'_>, last: usize, floor: usize) -> Option<usize> {
    if !reading.is(last, Class::NOMINAL) {
        return None;
    }
    let mut start = base_start(reading, last, floor);
    while start > floor + 1
        && reading.is(start - 1, Class::COMMA)
        && reading.is(start - 2, Class::NOMINAL)
        && reading.is(last, Class::PROPER) == reading.is(start - 2, Class::PROPER)
    {
        start = base_start(reading, start - 2, floor);
    }
    if start > floor + 1 && binds(reading, start - 1) && reading.is(start - 2, Class::NOMINAL) {
        start = base_start(reading, start - 2, floor);
    }
    let bound =
        start > floor && reading.is(start - 1, Class::VERB.or(Class::PREPOSITION).or(Class::TO));
    (!bound).then_some(start)
}

/// One past the last token of the plain noun phrase that begins at `first`; `first` where none does.
pub(crate) fn base_end(reading: &Reading<'_>, first: usize, ceiling: usize) -> usize {
    if reading.is(first, Class::PRONOUN.or(Class::EXISTENTIAL)) {
        return first + 1;
    }
    let mut end = first;
    let mut token = first;
    while token < ceiling {
        let class = reading.class(token);
        if class.any(Class::NOUN.or(Class::NUMBER)) {
            if end > first
                && class.any(Class::TIME)
                && !reading.is(
                    token - 1,
                    Class::DETERMINER.or(Class::POSSESSIVE).or(Class::HYPHEN),
                )
            {
                break;
            }
            end = token + 1;
        } else if class.any(Class::DETERMINER) {
            if token > first && !reading.is(token - 1, Class::DETERMINER) {
                break;
            }
            if !reading.is(
                token + 1,
                Class::INSIDE
                    .or(Class::ADVERB)
                    .or(Class::PARTICIPLE)
                    .or(Class::GERUND),
            ) {
                end = token + 1;
            }
        } else if !inside_right(reading, token, first) || opens_next(reading, token, first) {
            break;
        }
        token += 1;
    }
    end
}

/// "the court her client": an owner in front opens a phrase of its own, also right behind another.
fn opens_next(reading: &Reading<'_>, token: usize, first: usize) -> bool {
    token > first
        && reading.tag(token) == "PRP$"
        && !reading.is(token - 1, Class::DETERMINER.or(Class::ADJECTIVE))
}

fn inside_right(reading: &Reading<'_>, token: usize, first: usize) -> bool {
    let class = reading.class(token);
    if class.any(Class::INSIDE) {
        return true;
    }
    if class.any(Class::GERUND.or(Class::PARTICIPLE).or(Class::ADVERB)) {
        return token > first
            && reading.is(
                token + 1,
                Class::NOUN.or(Class::ADJECTIVE).or(Class::PARTICIPLE),
            );
    }
    if class.any(Class::QUOTE) {
        return reading.region(token).is_some_and(|region| !region.spoken);
    }
    if class.any(Class::AND) {
        return token > first
            && reading.is(token - 1, Class::PROPER.or(Class::ADJECTIVE))
            && reading.is(token + 1, Class::PROPER.or(Class::ADJECTIVE));
    }
    reading.word(token) == WordKey::of("$")
}

/// One past the noun phrase at `first` with the phrases tied to it by prepositions and "and".
pub(crate) fn phrase_end(reading: &Reading<'_>, first: usize, ceiling: usize) -> usize {
    let mut end = base_end(reading, first, ceiling);
    while end > first && end + 1 < ceiling {
        let link = reading.is(end, Class::AND) || binds(reading, end);
        if !link || reading.is(end + 1, Class::TIME) {
            break;
        }
        let next = base_end(reading, end + 1, ceiling);
        if next <= end + 1 || reading.is(end + 1, Class::NOMINATIVE) {
            break;
        }
        if reading.is(end, Class::AND) && reading.is(next, Class::FINITE) {
            break;
        }
        end = next;
    }
    end
}

/// One past the appositions that follow a name at `end`: ", a lawyer in Troy," up to, not including, its last comma.
pub(crate) fn apposition_end(reading: &Reading<'_>, end: usize, ceiling: usize) -> usize {
    let mut end = end;
    while reading.is(end, Class::COMMA) && end + 1 < ceiling {
        let first = end + 1;
        let identifying = Class::DETERMINER
            .or(Class::NOUN)
            .or(Class::NUMBER)
            .or(Class::ADJECTIVE)
            .or(Class::POSSESSIVE);
        let titled = TITLING.contains(&reading.word(first)) && reading.is(first + 1, Class::NOUN);
        let who = reading.word(first) == WordKey::of("who")
            || reading.word(first) == WordKey::of("whose");
        let stop = clause_stop(reading, first, ceiling);
        if who {
            // What identifies a name stays with it; of a common noun it is as often an aside.
            return if reading.is(end - 1, Class::PROPER) {
                stop
            } else {
                end
            };
        }
        let close = phrase_end(reading, first + usize::from(titled), ceiling);
        let finite_follows = (first..stop).any(|token| reading.is(token, Class::FINITE));
        let relative = (first..stop).find(|&token| reading.is(token, Class::RELATIVE));
        let loose = reading.is(first, Class::TIME) && !reading.is(first, Class::DETERMINER);
        if !(titled || reading.is(first, identifying))
            || close <= first
            || loose
            || (finite_follows && relative.is_none())
        {
            break;
        }
        end = if relative.is_some() {
            stop
        } else {
            stop.max(close)
        };
    }
    end
}

/// The next comma, semicolon, dash, quotation mark or end from `first` on.
pub(crate) fn clause_stop(reading: &Reading<'_>, first: usize, ceiling: usize) -> usize {
    let marks = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::COLON)
        .or(Class::DASH)
        .or(Class::STOP)
        .or(Class::QUOTE);
    (first..ceiling)
        .find(|&token| reading.is(token, marks))
        .unwrap_or(ceiling)
}

/// One past what else identifies the source named at the end of a clause: "officials who asked not to be named",
/// "a poll released on Sunday".
pub(crate) fn modifiers_end(reading: &Reading<'_>, end: usize, ceiling: usize) -> usize {
    let who = [
        WordKey::of("who"),
        WordKey::of("that"),
        WordKey::of("which"),
    ]
    .contains(&reading.word(end));
    if who
        || reading.is(end, Class::PARTICIPLE.or(Class::GERUND))
        || reading.word(end) == WordKey::of("/")
    {
        return clause_stop(reading, end, ceiling);
    }
    end
}
