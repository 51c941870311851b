//! What stands between two commas inside a clause, and that the clause goes on behind it.

use super::class::Class;
use super::cue::{Bounds, Site};
use super::phrase::{clause_stop, phrase_end};
use super::reading::Reading;
use crate::rules::frame::Form;

/// The verb with tense of a clause whose subject, from `start` on, has an aside between commas behind it: "the road, which
/// was built in 1962, would close". None where no aside stands there, or nothing goes on behind it.
pub(crate) fn verb_beyond_aside(
    reading: &Reading<'_>,
    start: usize,
    ceiling: usize,
) -> Option<usize> {
    let open = phrase_end(reading, start, ceiling);
    if open <= start || !reading.is(open, Class::COMMA) {
        return None;
    }
    let close = clause_stop(reading, open + 1, ceiling);
    let mut verb = close + 1;
    while verb < ceiling && reading.is(verb, Class::ADVERB) {
        verb += 1;
    }
    let clause = (open + 1..close).any(|token| reading.is(token, Class::FINITE));
    let aside = reading.is(open + 1, Class::WH) || !clause;
    let goes_on = reading.is(close, Class::COMMA) && reading.is(verb, Class::FINITE);
    (aside && goes_on && close > open + 1 && verb < ceiling).then_some(verb)
}

/// Whether what follows a verb with tense is the subject of a clause, and an aside stands before that clause's verb. Where a
/// relative pronoun is the verb's subject, the verb behind the aside belongs to what the pronoun stands for: "the woman who
/// accused Reed, a lawyer, was jailed".
pub(crate) fn heads_clause(reading: &Reading<'_>, site: &Site, start: usize) -> bool {
    let before = site
        .verb
        .0
        .checked_sub(1)
        .filter(|&before| before >= site.bounds.0);
    let relative = before.is_some_and(|before| reading.is(before, Class::RELATIVE));
    site.form == Form::Finite
        && !relative
        && verb_beyond_aside(reading, start, site.bounds.1).is_some()
}

/// Whether a verb in the past stands right behind a comma in an aside between a subject and its verb, as a participle does:
/// "Reed, asked about the leak, said".
pub(crate) fn opens_aside(reading: &Reading<'_>, head: usize, (floor, ceiling): Bounds) -> bool {
    let comma = head.checked_sub(1).filter(|&comma| comma > floor);
    let Some(comma) = comma.filter(|&comma| reading.is(comma, Class::COMMA)) else {
        return false;
    };
    let close = clause_stop(reading, head, ceiling);
    let verb = (close + 1..ceiling).find(|&token| !reading.is(token, Class::ADVERB));
    reading.is(head, Class::PAST)
        && reading.is(comma - 1, Class::NOUN)
        && reading.is(close, Class::COMMA)
        && verb.is_some_and(|verb| reading.is(verb, Class::FINITE))
        && !(floor..comma).any(|token| reading.is(token, Class::FINITE))
}
