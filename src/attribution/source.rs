//! Who speaks: the mention that belongs to a cue, by the shape of the sentence and, where there is one, by its parse.

use super::class::Class;
use super::phrase::{
    apposition_end, base_end, base_start, clause_stop, modifiers_end, phrase_end, phrase_start,
};
use super::reading::Reading;
use super::tree;
use crate::rules::frame::Tie;
use crate::text::WordKey;

/// Tokens of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The word the phrase is about.
    pub(crate) head: usize,
    pub(crate) tie: Tie,
}

impl Mention {
    /// The part of the mention beside the cue; none where nothing is left.
    pub(crate) fn clear_of(self, cue: (usize, usize)) -> Option<Self> {
        let overlaps = self.start < cue.1 && cue.0 < self.end;
        if !overlaps {
            return Some(self);
        }
        let beside = if self.start < cue.0 {
            Self { end: cue.0, ..self }
        } else {
            Self {
                start: cue.1,
                ..self
            }
        };
        (beside.start < beside.end).then_some(beside)
    }
}

const WHO: [WordKey; 3] = [
    WordKey::of("who"),
    WordKey::of("which"),
    WordKey::of("whose"),
];
const SELF: [WordKey; 5] = [
    WordKey::of("himself"),
    WordKey::of("herself"),
    WordKey::of("themselves"),
    WordKey::of("itself"),
    WordKey::of("both"),
];
const MOST_HOPS: usize = 4;

/// The subject that stands before the verb group at `group_start`.
pub(crate) fn subject_before(
    reading: &Reading<'_>,
    group_start: usize,
    floor: usize,
) -> Option<Mention> {
    let end = skip_adverbs_left(reading, group_start, floor);
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let class = reading.class(last);
    if WHO.contains(&reading.word(last)) {
        return Some(mention(last, last + 1, last, Tie::Relative));
    }
    if class.any(Class::RELATIVE) && class.any(Class::THAT) {
        return antecedent(reading, last, floor);
    }
    if class.any(Class::COMMA.or(Class::DASH).or(Class::BRACKET)) {
        return interrupted(reading, last, floor);
    }
    let demonstrative = class.any(Class::DETERMINER);
    if !class.any(Class::NOMINAL) && !demonstrative {
        return None;
    }
    let start = phrase_start(reading, last, floor);
    Some(mention(
        start,
        end,
        head_of(reading, start, end),
        Tie::Subject,
    ))
}

const fn mention(start: usize, end: usize, head: usize, tie: Tie) -> Mention {
    Mention {
        start,
        end,
        head,
        tie,
    }
}

/// The last noun of the first plain phrase.
fn head_of(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let close = base_end(reading, start, end).max(start + 1);
    (start..close)
        .rev()
        .find(|&token| reading.is(token, Class::NOMINAL))
        .unwrap_or(start)
}

/// Moves left over adverbs, "himself" and days.
pub(crate) fn skip_adverbs_left(reading: &Reading<'_>, from: usize, floor: usize) -> usize {
    let mut end = from;
    while end > floor {
        let last = end - 1;
        if reading.is(last, Class::ADVERB.or(Class::NEGATION)) || SELF.contains(&reading.word(last))
        {
            end = last;
        } else if reading.is(last, Class::TIME) && last > floor {
            let start = base_start(reading, last, floor);
            let linked = start > floor && reading.is(start - 1, Class::PREPOSITION);
            let next = if linked { start - 1 } else { start };
            if next <= floor || !reading.is(next - 1, Class::NOMINAL.or(Class::COMMA)) {
                return end;
            }
            end = next;
        } else {
            return end;
        }
    }
    end
}

/// The noun before a relative "that".
fn antecedent(reading: &Reading<'_>, that: usize, floor: usize) -> Option<Mention> {
    let last = that.checked_sub(1).filter(|&last| last >= floor)?;
    if !reading.is(last, Class::NOMINAL) {
        return None;
    }
    let start = phrase_start(reading, last, floor);
    Some(mention(
        start,
        that,
        head_of(reading, start, that),
        Tie::Subject,
    ))
}

/// A subject with something between two marks before its verb: "Reed, a lawyer in Troy, said".
fn interrupted(reading: &Reading<'_>, close: usize, floor: usize) -> Option<Mention> {
    let bracket = reading.is(close, Class::BRACKET);
    let same = reading.class(close);
    let left_out = Class::PREPOSITION
        .or(Class::GERUND)
        .or(Class::ADVERB)
        .or(Class::TO)
        .or(Class::AND);
    let mut open = close;
    for _ in 0..4 {
        open = (floor..open).rev().find(|&token| {
            reading.word(token) != WordKey(0) && shares_mark(reading, token, same)
        })?;
        let before = open.checked_sub(1).filter(|&before| before >= floor)?;
        let nominal = reading.is(before, Class::NOMINAL.or(Class::BRACKET).or(Class::STOP));
        if !nominal {
            continue;
        }
        let first = open + 1;
        if bracket {
            let start = phrase_start(reading, before, floor);
            return Some(mention(
                start,
                close + 1,
                head_of(reading, start, open),
                Tie::Subject,
            ));
        }
        let which = reading.is(first, Class::WH) && reading.word(first) != WordKey::of("who");
        let kept = !reading.is(first, left_out) && !which;
        let start = chain_start(reading, before, floor);
        let end = if kept { close } else { open };
        return Some(mention(
            start,
            end,
            head_of(reading, start, open),
            Tie::Subject,
        ));
    }
    None
}

fn shares_mark(reading: &Reading<'_>, token: usize, class: Class) -> bool {
    reading.is(token, class) && reading.is(token, Class::COMMA.or(Class::DASH).or(Class::BRACKET))
}

/// Start of the phrase that ends at `last`; of the name before it, where it is an apposition itself.
fn chain_start(reading: &Reading<'_>, last: usize, floor: usize) -> usize {
    let mut start = phrase_start(reading, last, floor);
    while start > floor + 1
        && reading.is(start - 1, Class::COMMA)
        && reading.is(start - 2, Class::PROPER)
        && reading.is(start, Class::DETERMINER.or(Class::NOUN).or(Class::NUMBER))
    {
        start = phrase_start(reading, start - 2, floor);
    }
    start
}

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
    let end = phrase_end(reading, first, ceiling);
    if end <= first {
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
    let fits = end >= ceiling || reading.is(end, follows);
    let apposed = apposition_end(reading, end, ceiling);
    fits.then(|| mention(first, apposed, head_of(reading, first, end), Tie::Inverted))
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
    names.then(|| mention(by + 1, end, head_of(reading, by + 1, end), Tie::Agent))
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

/// The subject of the nearest earlier verb with tense, for verbs that share it: "He smiled and said".
pub(crate) fn shared_subject(
    reading: &Reading<'_>,
    group_start: usize,
    floor: usize,
) -> Option<Mention> {
    let mut verbs = 0;
    for token in (floor..group_start).rev() {
        if !reading.is(token, Class::FINITE) || reading.speech(token).is_some() {
            continue;
        }
        verbs += 1;
        let start = group_start_of(reading, token, floor);
        if let Some(found) = subject_before(reading, start, floor) {
            return Some(Mention {
                tie: Tie::Shared,
                ..found
            });
        }
        if verbs >= MOST_HOPS {
            return None;
        }
    }
    None
}

/// First token of the verb group that ends with `verb`: auxiliaries, negation and adverbs before it.
pub(crate) fn group_start_of(reading: &Reading<'_>, verb: usize, floor: usize) -> usize {
    let mut start = verb;
    for token in (floor..verb).rev() {
        let class = reading.class(token);
        if class.any(Class::AUXILIARY.or(Class::NEGATION)) {
            start = token;
        } else if class.any(Class::ADVERB) {
            if token == floor || !reading.is(token - 1, Class::AUXILIARY.or(Class::ADVERB)) {
                break;
            }
        } else if !class.any(Class::TO) || token + 1 != start {
            break;
        } else {
            start = token;
            break;
        }
    }
    start
}

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
