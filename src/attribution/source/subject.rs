//! The subject that stands before a verb, next to it or shared with an earlier one.

use crate::attribution::class::Class;
use crate::attribution::phrase::{base_start, phrase_start};
use crate::attribution::reading::Reading;
use crate::rules::frame::Tie;
use crate::text::WordKey;

use super::{MOST_HOPS, Mention, head_of, mention};

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

/// Pronouns that are no subject: "those who worked with her recall".
const OBJECTIVE: [WordKey; 5] = [
    WordKey::of("me"),
    WordKey::of("him"),
    WordKey::of("her"),
    WordKey::of("us"),
    WordKey::of("them"),
];

/// A bracket behind a name holds at most so many tokens.
const LONGEST_BRACKET: usize = 8;

/// The subject that stands before the verb group at `group_start`.
pub(crate) fn subject_before(
    reading: &Reading<'_>,
    group_start: usize,
    floor: usize,
) -> Option<Mention> {
    let end = skip_adverbs_left(reading, group_start, floor);
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let class = reading.class(last);
    if OBJECTIVE.contains(&reading.word(last)) && class.any(Class::PRONOUN) {
        return None;
    }
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
    // "the documentary claims": an adjective in the place of a noun.
    let noun =
        class.any(Class::ADJECTIVE) && last > floor && reading.is(last - 1, Class::DETERMINER);
    if noun {
        return Some(mention(last - 1, end, last, Tie::Subject));
    }
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

/// Moves left over adverbs, "himself" and days.
pub(crate) fn skip_adverbs_left(reading: &Reading<'_>, from: usize, floor: usize) -> usize {
    let mut end = from;
    while end > floor {
        let last = end - 1;
        if reading.is(last, Class::ADVERB.or(Class::NEGATION)) || SELF.contains(&reading.word(last))
        {
            end = last;
        } else if reading.is(last, Class::TIME) && last > floor {
            let start = time_start(reading, last, floor);
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

/// First token of the words for a time that end with `last`: "Monday night", "last week". A name before them is none of them:
/// "Brightwave today".
fn time_start(reading: &Reading<'_>, last: usize, floor: usize) -> usize {
    let start = base_start(reading, last, floor);
    let named = (start..last)
        .rev()
        .find(|&token| reading.is(token, Class::NOUN) && !reading.is(token, Class::TIME));
    named.map_or(start, |named| named + 1)
}

/// The noun before a relative "that".
pub(crate) fn antecedent(reading: &Reading<'_>, that: usize, floor: usize) -> Option<Mention> {
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
        let start = chain_start(reading, before_bracket(reading, before, floor), floor);
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

/// The last token before a bracket that closes at `last`; `last` where none does: "Gov. Reed (R)".
fn before_bracket(reading: &Reading<'_>, last: usize, floor: usize) -> usize {
    if !reading.is(last, Class::BRACKET) {
        return last;
    }
    let opens = (floor..last)
        .rev()
        .take(LONGEST_BRACKET)
        .find(|&token| reading.is(token, Class::BRACKET));
    opens
        .and_then(|opens| opens.checked_sub(1))
        .filter(|&before| before >= floor && reading.is(before, Class::NOMINAL))
        .unwrap_or(last)
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
        let name = phrase_start(reading, start - 2, floor);
        // "In an interview with the BBC, the home secretary, Ann Reed, said": what a preposition governs is no subject.
        let governed = Class::PREPOSITION.or(Class::TO).or(Class::VERB);
        if name > floor && reading.is(name - 1, governed) {
            break;
        }
        start = name;
    }
    start
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

/// The subject of the main clause, for a verb behind ", and" that goes on with it and not with the clause of "that" before it: "The
/// report found that the hospital failed, and recommended".
pub(crate) fn main_coordinate(
    reading: &Reading<'_>,
    group_start: usize,
    floor: usize,
) -> Option<Mention> {
    let comma = group_start.checked_sub(2).filter(|&comma| comma > floor)?;
    if !reading.is(comma, Class::COMMA) || !reading.is(comma + 1, Class::AND) {
        return None;
    }
    let finite = |until: usize| {
        (floor..until)
            .rev()
            .find(|&token| reading.is(token, Class::FINITE) && reading.speech(token).is_none())
    };
    let inner = subject_before(
        reading,
        group_start_of(reading, finite(comma)?, floor),
        floor,
    )?;
    let that = inner.start.checked_sub(1).filter(|&that| that > floor)?;
    if !reading.is(that, Class::THAT) {
        return None;
    }
    let main = group_start_of(reading, finite(that)?, floor);
    let subject = subject_before(reading, main, floor)?;
    (subject.tie == Tie::Subject).then_some(Mention {
        tie: Tie::Shared,
        ..subject
    })
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
