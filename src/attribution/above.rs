//! A quotation that is a paragraph of its own, and the paragraph behind it that says whose words it was.

use super::class::Class;
use super::cue::{Bounds, Site, assemble};
use super::frame::{Complement, Frame};
use super::mention;
use super::phrase::base_start;
use super::reading::{Reading, Region};
use super::source::{Mention, group_start_of, named_at, subject_before};
use crate::rules::frame::{After, CueKind, Form, Tie};
use crate::rules::{CueAct, Lexicon};
use crate::text::WordKey;

macro_rules! keys {
    ($($word:literal),* $(,)?) => { &[$(WordKey::of($word)),*] };
}

const THAT: &[WordKey] = keys!["that", "this"];
const HOW: &[WordKey] = keys!["how", "what"];
const SPEAKING: &[WordKey] = keys!["speaking", "talking"];
const WORDS: &[WordKey] = keys![
    "words", "remarks", "comments", "remark", "comment", "message", "verdict", "warning", "view",
];
const THOSE: WordKey = WordKey::of("those");
const OF: WordKey = WordKey::of("of");
/// Subjects that leave nobody to have spoken.
const NOBODY: &[WordKey] = keys![
    "nobody",
    "no",
    "none",
    "neither",
    "nothing",
    "everyone",
    "everybody"
];

/// The cue at `token`, if its sentence says whose words the paragraph above was.
pub(crate) fn site(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    bounds: Bounds,
) -> Option<Site> {
    let floor = bounds.0;
    if !reading.is(token, Class::VERB) || quotation(reading, floor).is_none() {
        return None;
    }
    let (cue, source) = told_how(reading, lexicon, token, floor)
        .or_else(|| was_speaking(reading, token, floor))
        .or_else(|| words_were(reading, token, bounds))?;
    Some(Site {
        kind: CueKind::Above,
        form: Form::None,
        head: token,
        verb: cue,
        cue,
        from: cue.1.max(source.end),
        bounds,
        first: Some(source),
        settled: true,
    })
}

/// The closed quotation that is the whole paragraph before the one that begins at `floor`.
pub(crate) fn quotation(reading: &Reading<'_>, floor: usize) -> Option<Region> {
    let last = floor.checked_sub(1)?;
    let region = reading.speech(last)?;
    let paragraph = reading.paragraph(last);
    let elsewhere = |token: usize| reading.paragraph(token) != paragraph;
    let whole = region.end == floor
        && !elsewhere(region.start)
        && region.start.checked_sub(1).is_none_or(elsewhere);
    (whole && region.closed && !region.continues && elsewhere(floor)).then_some(region)
}

/// "That was how Omar Haddad described the flood."
fn told_how(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    verb: usize,
    floor: usize,
) -> Option<(Bounds, Mention)> {
    let points = THAT.contains(&reading.word(floor))
        && reading.is(floor + 1, Class::BE)
        && HOW.contains(&reading.word(floor + 2));
    let entry = lexicon.verb(reading.lemma(verb).key);
    let says = entry.is_some_and(|entry| entry.act == CueAct::Statement);
    if !points || !says || !reading.is(verb, Class::FINITE) {
        return None;
    }
    let start = group_start_of(reading, verb, floor);
    let source = subject_before(reading, start, floor)?;
    (source.start == floor + 3).then_some(((start, verb + 1), source))
}

/// "Reed, 52, was speaking outside the court."
fn was_speaking(reading: &Reading<'_>, verb: usize, floor: usize) -> Option<(Bounds, Mention)> {
    let behind = Class::PREPOSITION
        .or(Class::TO)
        .or(Class::ADVERB)
        .or(Class::TIME)
        .or(Class::MARK);
    let start = group_start_of(reading, verb, floor);
    let speaks = SPEAKING.contains(&reading.word(verb))
        && start + 1 == verb
        && reading.is(start, Class::BE)
        && reading.is(verb + 1, behind);
    let source = subject_before(reading, start, floor).filter(|_| speaks)?;
    let somebody = source.start == floor && is_somebody(reading, source);
    somebody.then_some(((start, verb + 1), source))
}

fn is_somebody(reading: &Reading<'_>, source: Mention) -> bool {
    let others = (source.start..source.end).map(|token| reading.word(token));
    let known = reading.is(source.head, Class::PROPER.or(Class::NOMINATIVE))
        || mention::sort(reading.word(source.head), others).is_some();
    known && !NOBODY.contains(&reading.word(source.start))
}

/// "The words were Reed's.", "The remarks are those of the mayor."
fn words_were(
    reading: &Reading<'_>,
    be: usize,
    (floor, ceiling): Bounds,
) -> Option<(Bounds, Mention)> {
    let fits = be == floor + 2
        && reading.is(be, Class::BE)
        && reading.is(floor, Class::DETERMINER)
        && WORDS.contains(&reading.word(floor + 1));
    if !fits {
        return None;
    }
    let cue = (floor + 1, be + 1);
    if reading.word(be + 1) == THOSE && reading.word(be + 2) == OF {
        return Some((cue, named_at(reading, be + 3, ceiling)?));
    }
    let end = (be + 1..ceiling).find(|&token| reading.is(token, Class::STOP.or(Class::COMMA)))?;
    let head = end.checked_sub(2).filter(|&head| head > be)?;
    let owns = reading.tag(end - 1) == "POS"
        && !reading.is(head, Class::TIME)
        && base_start(reading, head, be + 1) == be + 1;
    let source = Mention {
        start: be + 1,
        end,
        head,
        tie: Tie::Owner,
    };
    owns.then_some((cue, source))
}

pub(crate) fn frame(reading: &Reading<'_>, site: &Site, source: Option<Mention>) -> Frame {
    let after = Complement {
        after: After::End,
        start: site.from,
        link: None,
        recipient: false,
    };
    let start = source.map_or(site.cue.0, |source| source.start.min(site.cue.0));
    let mut frame = assemble(reading, site.cue, (start, site.from), after, site.bounds);
    frame.kind = CueKind::Above;
    frame.source = source;
    frame
}
