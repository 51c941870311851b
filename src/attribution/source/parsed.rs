//! The subject by the parse, put right by the shape of its phrase.

use crate::attribution::class::Class;
use crate::attribution::phrase::base_end;
use crate::attribution::reading::Reading;
use crate::attribution::tree;
use crate::rules::frame::Tie;

use super::subject::{antecedent, group_start_of, shared_subject, skip_adverbs_left};
use super::{MOST_HOPS, Mention, mention};

/// The subject by the parse: its own, or that of the verb it depends on.
pub(crate) fn subject_by_parse(
    reading: &Reading<'_>,
    verb: usize,
    bounds: (usize, usize),
) -> Option<Mention> {
    let mut current = verb;
    let mut tie = Tie::Subject;
    for _ in 0..=MOST_HOPS {
        if let Some(subject) = tree::child(reading, current, &tree::SUBJECT, bounds)
            && let Some(found) = parsed(reading, subject, verb, tie, bounds)
        {
            return Some(found);
        }
        let (head, relation) = reading.head(current)?;
        if head == current {
            return None;
        }
        let loose = reading.is(current, Class::GERUND)
            && group_start_of(reading, current, bounds.0)
                .checked_sub(1)
                .is_some_and(|previous| reading.is(previous, Class::COMMA));
        if tree::MODIFIES_NOUN.contains(&relation.key) && loose {
            return shared_subject(reading, current, bounds.0);
        }
        if tree::MODIFIES_NOUN.contains(&relation.key) && reading.is(head, Class::NOMINAL) {
            return parsed(reading, head, verb, Tie::Subject, bounds);
        }
        if relation.key == tree::OPEN_COMPLEMENT
            && !reading.is(verb, Class::FINITE)
            && let Some(object) = tree::child(reading, head, &tree::OBJECT, bounds)
            && object < current
        {
            return parsed(reading, object, verb, Tie::Shared, bounds);
        }
        if !tree::SHARES_SUBJECT.contains(&relation.key) {
            return None;
        }
        tie = Tie::Shared;
        current = head;
    }
    None
}

/// The phrase around a head found by the parse, kept clear of the cue.
fn parsed(
    reading: &Reading<'_>,
    head: usize,
    verb: usize,
    tie: Tie,
    bounds: (usize, usize),
) -> Option<Mention> {
    if reading.is(head, Class::RELATIVE) {
        if !reading.is(head, Class::THAT) {
            return Some(mention(head, head + 1, head, Tie::Relative));
        }
        let antecedent = antecedent(reading, head, bounds.0)?;
        return Some(Mention { tie, ..antecedent });
    }
    let (mut start, mut end) = tree::phrase(reading, head, bounds);
    if head < verb {
        end = end
            .min(group_start_of(reading, verb, bounds.0))
            .max(head + 1);
        if tie == Tie::Shared {
            end = end.min(verb);
        }
    } else {
        start = start.max(verb + 1);
    }
    while end > head + 1
        && reading.is(
            end - 1,
            Class::COMMA
                .or(Class::DASH)
                .or(Class::ADVERB)
                .or(Class::PREPOSITION),
        )
    {
        end -= 1;
    }
    let (start, end) = trimmed(reading, (start, end), head, verb);
    if holds_clause(reading, start, end) || reading.is(head, Class::MARK) {
        return None;
    }
    let tie = if head > verb && tie == Tie::Subject {
        Tie::Inverted
    } else {
        tie
    };
    (start < end).then(|| mention(start, end, head, tie))
}

/// A parsed phrase put right by its shape: a name that the parse cut in two goes on to its end ("City engineer Tom
/// Vale"), and what only says when or how the verb happened is left out ("Reed, during a visit,").
fn trimmed(
    reading: &Reading<'_>,
    (start, end): (usize, usize),
    head: usize,
    verb: usize,
) -> (usize, usize) {
    let group = group_start_of(reading, verb, start);
    let whole = base_end(reading, start, group.max(end));
    if head < verb && end < whole && whole == skip_adverbs_left(reading, group, start) {
        return (start, whole);
    }
    let left_out = Class::PREPOSITION
        .or(Class::GERUND)
        .or(Class::ADVERB)
        .or(Class::TO);
    let loose = (head + 1..end).find(|&token| {
        let aside = reading.is(token, Class::COMMA) && reading.is(token + 1, left_out);
        let timed = reading.is(token, Class::PREPOSITION) && reading.is(token + 1, Class::TIME);
        aside || timed
    });
    (start, loose.unwrap_or(end))
}

/// Whether a verb with tense stands in the phrase outside a relative clause: then the parse took a clause for a name.
fn holds_clause(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let opens = |token: usize| reading.is(token, Class::WH.or(Class::THAT));
    (start..end)
        .find(|&token| reading.is(token, Class::FINITE) || opens(token))
        .is_some_and(|token| !opens(token))
}
