//! Sources with a word or place of their own: behind the verb, after "by" or "according to", before a noun.

use crate::attribution::class::Class;
use crate::attribution::mention::sort;
use crate::attribution::phrase::{
    apposition_end, base_start, clause_stop, modifiers_end, phrase_end,
};
use crate::attribution::reading::Reading;
use crate::rules::frame::Tie;
use crate::text::WordKey;

use super::{Mention, head_of, mention};

/// The subject that follows the verb at once: "said Reed, a lawyer".
pub(crate) fn subject_after(
    reading: &Reading<'_>,
    group_end: usize,
    ceiling: usize,
) -> Option<Mention> {
    let first = group_end;
    if reading.is(first, Class::PRONOUN) && !reading.is(first, Class::NOMINATIVE) {
        return None;
    }
    // "said retired Gen. Ann Reed"
    let described = reading.is(first, Class::PARTICIPLE) && reading.is(first + 1, Class::NOUN);
    let end = phrase_end(reading, first + usize::from(described), ceiling);
    if end <= first + usize::from(described) {
        return None;
    }
    let follows = Class::MARK
        .or(Class::PREPOSITION)
        .or(Class::WH)
        .or(Class::TO)
        .or(Class::AND);
    let follows = follows
        .or(Class::GERUND)
        .or(Class::TIME)
        .or(Class::ADVERB)
        .or(Class::DETERMINER);
    let end = before_document(reading, first, end);
    let fits = end >= ceiling || reading.is(end, follows);
    let apposed = apposition_end(reading, end, ceiling);
    fits.then(|| mention(first, apposed, head_of(reading, first, end), Tie::Inverted))
}

/// The end of a name before the document that its words stand in: "wrote Reed in a note".
fn before_document(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    let named = reading.is(first, Class::PROPER);
    let opens = (first + 1..end).find(|&token| {
        let head = head_of(reading, token + 1, end);
        reading.is(token, Class::PREPOSITION)
            && reading.is(token + 1, Class::DETERMINER)
            && sort(reading.word(head), std::iter::empty())
                .is_some_and(|sort| sort.text == "document")
    });
    opens.filter(|_| named).unwrap_or(end)
}

/// The phrase after "by" behind a passive verb.
pub(crate) fn agent_after(
    reading: &Reading<'_>,
    group_end: usize,
    ceiling: usize,
) -> Option<Mention> {
    let stop = clause_stop(reading, group_end, ceiling);
    let by = (group_end..stop).find(|&token| reading.word(token) == WordKey::of("by"))?;
    let end = phrase_end(reading, by + 1, ceiling);
    let names = end > by + 1 && !reading.is(by + 1, Class::TIME.or(Class::GERUND));
    // "were told by letter": a means, not somebody.
    let head = head_of(reading, by + 1, end);
    let means = head == by + 1
        && !reading.is(head, Class::PLURAL.or(Class::PROPER))
        && sort(reading.word(head), std::iter::empty()).is_some_and(|sort| sort.text == "document");
    (names && !means).then(|| mention(by + 1, end, head_of(reading, by + 1, end), Tie::Agent))
}

/// The noun phrase that begins at `first`, with its appositions.
pub(crate) fn named_at(reading: &Reading<'_>, first: usize, ceiling: usize) -> Option<Mention> {
    let end = phrase_end(reading, first, ceiling);
    if end <= first {
        return None;
    }
    let apposed = apposition_end(reading, modifiers_end(reading, end, ceiling), ceiling);
    Some(mention(
        first,
        apposed,
        head_of(reading, first, end),
        Tie::Named,
    ))
}

/// The owner of a noun: "her claim", "Mr. Reed's view".
pub(crate) fn owner(reading: &Reading<'_>, noun: usize, floor: usize) -> Option<Mention> {
    let start = base_start(reading, noun, floor);
    let owning = (start..noun)
        .rev()
        .find(|&token| reading.is(token, Class::POSSESSIVE))?;
    let begin = if reading.tag(owning) == "PRP$" {
        owning
    } else {
        base_start(reading, owning, floor)
    };
    let head = if begin == owning { owning } else { owning - 1 };
    Some(mention(begin, owning + 1, head, Tie::Owner))
}
