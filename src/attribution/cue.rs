//! Finds every word that could attribute, and describes the frame around it.

use super::above;
use super::aside::{heads_clause, opens_aside};
use super::choice;
use super::class::Class;
use super::frame::{Complement, Frame, before, behind_pause, complement, opens_speech, plain};
use super::phrase::{base_start, phrase_end};
use super::reading::Reading;
use super::sign;
use super::source::{
    Mention, agent_after, group_start_of, main_coordinate, named_at, outside_speech, owner,
    shared_subject, subject_after, subject_before, subject_by_parse,
};
use super::weights::Weights;
use crate::rules::Lexicon;
use crate::rules::frame::{After, Before, CueKind, Form, Tie};
use crate::text::WordKey;

/// A sentence as tokens.
pub(crate) type Bounds = (usize, usize);

pub(crate) const ACCORDING: WordKey = WordKey::of("according");

/// At the beginning of a sentence it is often taken for a name.
const SAID: WordKey = WordKey::of("said");

const TO: WordKey = WordKey::of("to");

const BY: [WordKey; 2] = [WordKey::of("by"), WordKey::of("from")];

/// A word that could attribute, before its source is chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) kind: CueKind,
    pub(crate) form: Form,
    /// The word that carries the meaning.
    pub(crate) head: usize,
    /// The verb group whose subject is sought.
    pub(crate) verb: Bounds,
    /// The cue without the preposition that links it to its content.
    pub(crate) cue: Bounds,
    /// First token of what may follow cue and source.
    pub(crate) from: usize,
    pub(crate) bounds: Bounds,
    /// The source that shape and parse propose first.
    pub(crate) first: Option<Mention>,
    /// Whether no other source is possible.
    pub(crate) settled: bool,
}

/// Every candidate of a document, in order, with the source that the table chooses.
pub(crate) fn frames(reading: &Reading<'_>, lexicon: &Lexicon, sources: &Weights) -> Vec<Frame> {
    let sites = sites(reading, lexicon);
    let frame = |site: &Site| {
        let source = choice::choose(reading, lexicon, site, sources);
        frame(reading, site, source)
    };
    sites.iter().map(frame).collect()
}

/// Every word that could attribute.
pub(crate) fn sites(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Site> {
    let mut found = Vec::new();
    let mut asked = None;
    for sentence in 0..reading.document.sentences.len() {
        let bounds = reading.sentence_bounds(sentence);
        if (bounds.0..bounds.0 + 2).any(|mark| sign::opens_question(reading.document, mark)) {
            asked = Some(reading.paragraph(bounds.0));
        }
        // What an interviewer asks is nobody's statement.
        if asked == Some(reading.paragraph(bounds.0)) {
            continue;
        }
        for token in bounds.0..bounds.1 {
            if reading.speech(token).is_none() {
                found.extend(site(reading, lexicon, token, bounds));
            }
        }
    }
    found
}

fn site(reading: &Reading<'_>, lexicon: &Lexicon, token: usize, bounds: Bounds) -> Option<Site> {
    let class = reading.class(token);
    if let Some(above) = above::site(reading, lexicon, token, bounds) {
        return Some(above);
    }
    if reading.word(token) == ACCORDING && reading.word(token + 1) == TO {
        return sign::according(reading, token, bounds);
    }
    if class.any(Class::COLON) {
        return sign::colon(reading, token, bounds);
    }
    if token == bounds.0
        && let Some(answer) = sign::answer(reading, token, bounds)
    {
        return Some(answer);
    }
    if class.any(Class::DASH) {
        return sign::dash(reading, token, bounds);
    }
    if class.any(Class::VERB.or(Class::ADJECTIVE))
        && lexicon.adjective(reading.word(token)).is_some()
    {
        let predicate = adjective(reading, token, bounds);
        if predicate.is_some() || class.any(Class::ADJECTIVE) {
            return predicate;
        }
    }
    if class.any(Class::VERB) {
        return verb(reading, token, bounds).filter(|site| !is_put_to(reading, lexicon, site));
    }
    if reading.word(token) == SAID && announced(reading, token, bounds).is_some() {
        return verb(reading, token, bounds);
    }
    if misread(reading, lexicon, token, bounds) {
        return verb(reading, token, bounds);
    }
    let known = class.any(Class::NOUN)
        && !class.any(Class::PROPER)
        && lexicon.noun(reading.lemma(token).key).is_some();
    known.then(|| noun(reading, token, bounds))
}

/// Whether a word tagged as a noun is the verb of its sentence: a known cue behind a possible subject, with a
/// complement of speech, where no other verb has tense before it ("the senator notes that …", "“…,” Reed notes.").
fn misread(reading: &Reading<'_>, lexicon: &Lexicon, token: usize, bounds: Bounds) -> bool {
    let (floor, ceiling) = bounds;
    if !reading.is(token, Class::NOUN)
        || token == floor
        || lexicon.verb(reading.lemma(token).key).is_none()
    {
        return false;
    }
    let previous = token - 1;
    let plural = reading.is(token, Class::PLURAL);
    let subject = reading.is(previous, Class::PRONOUN)
        || (reading.is(previous, Class::NOUN.or(Class::NUMBER))
            && reading.is(previous, Class::PLURAL) != plural)
        || plural
            && previous > floor
            && reading.is(previous, Class::ADJECTIVE)
            && reading.is(previous - 1, Class::DETERMINER);
    if !subject {
        return false;
    }
    let quoted = subject_before(reading, token, floor)
        .is_some_and(|subject| before(reading, subject.start, floor) == Before::Quote);
    let ends = reading.is(token + 1, Class::STOP.or(Class::COMMA)) || token + 1 >= ceiling;
    let parts = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::AND)
        .or(Class::DASH);
    let governed = (floor..token)
        .rev()
        .take_while(|&other| !reading.is(other, parts))
        .any(|other| reading.is(other, Class::FINITE) && reading.speech(other).is_none());
    let after = complement(reading, token + 1, ceiling);
    let verbless = !(floor..ceiling).any(|other| reading.is(other, Class::FINITE));
    let speaks = (matches!(after.after, After::Quote | After::That | After::Clause)
        || verbless && after.after == After::Infinitive)
        && after.start
            == token
                + 1
                + usize::from(
                    after.after == After::Quote
                        && reading.is(token + 1, Class::COMMA.or(Class::COLON)),
                );
    (quoted && ends) || (speaks && !governed)
}

/// The frame of a candidate with its source.
fn frame(reading: &Reading<'_>, site: &Site, source: Option<Mention>) -> Frame {
    let ceiling = site.bounds.1;
    let frame = match site.kind {
        CueKind::According => return sign::according_frame(reading, site, source),
        CueKind::Colon => return sign::colon_frame(reading, site, source),
        CueKind::Dash => return sign::dash_frame(reading, site, source),
        CueKind::Above => return above::frame(reading, site, source),
        CueKind::Verb => {
            let inverted = source.filter(|source| source.tie == Tie::Inverted);
            let from = inverted.map_or(site.from, |source| source.end);
            let after = complement(reading, from, ceiling);
            let adjacent =
                source.filter(|source| matches!(source.tie, Tie::Subject | Tie::Relative));
            let start = adjacent.map_or(site.cue.0, |source| source.start.min(site.cue.0));
            let after = match after.after {
                // "“…,” Reed told reporters as she left": the quotation is what was said.
                After::Clause if behind_pause(reading, start, site.bounds.0) => {
                    plain(reading, after.start, ceiling)
                }
                After::Phrase if heads_clause(reading, site, after.start) => Complement {
                    after: After::Clause,
                    ..after
                },
                _ => after,
            };
            let frame = assemble(reading, site.cue, (start, from), after, site.bounds);
            // "said Reed in a statement": the cue does not reach over its source.
            let cue = inverted.map_or(frame.cue, |_| site.cue);
            Frame { cue, ..frame }
        }
        _ => {
            let after = complement(reading, site.from, ceiling);
            let before = source
                .filter(|source| source.end <= site.cue.0)
                .filter(|source| site.kind == CueKind::Noun || source.tie != Tie::Shared);
            let start = before.map_or(site.cue.0, |source| source.start);
            assemble(reading, site.cue, (start, site.from), after, site.bounds)
        }
    };
    Frame {
        kind: site.kind,
        form: site.form,
        head: site.head,
        source,
        negated: site.kind != CueKind::Noun
            && (site.cue.0..site.head).any(|token| reading.is(token, Class::NEGATION)),
        ..frame
    }
}

fn verb(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Site> {
    let (floor, _) = bounds;
    if reading.is(head, Class::AUXILIARY) {
        return None;
    }
    let start = group_start_of(reading, head, floor);
    let announced = announced(reading, head, bounds);
    let form = match announced {
        Some(_) => Form::Finite,
        None if start == head && opens_aside(reading, head, bounds) => Form::Participle,
        None => form_of(reading, start, head),
    };
    let mut end = head + 1;
    if reading.is(end, Class::PARTICLE) {
        end += 1;
    }
    let beside = behind_comma(reading, start, floor).filter(|_| form == Form::Finite);
    let coordinate = main_coordinate(reading, start, floor).filter(|_| form == Form::Finite);
    let settled = announced.or(coordinate).or(beside);
    let first = settled.or_else(|| verb_source(reading, form, (start, end), head, bounds));
    Some(Site {
        kind: CueKind::Verb,
        form,
        head,
        verb: (start, head + 1),
        cue: (start, end),
        from: end,
        bounds,
        first,
        settled: settled.is_some(),
    })
}

/// Whether a question is put, by nobody named, to the one who speaks: "Reed, asked about the leak, said". Where it opens its
/// sentence it stands for itself: "Asked whether he would resign, Reed said".
fn is_put_to(reading: &Reading<'_>, lexicon: &Lexicon, site: &Site) -> bool {
    let entry = reading.entry(lexicon, CueKind::Verb, site.head);
    let asks = entry.is_some_and(|entry| entry.class.as_str() == "question");
    let agent = agent_after(reading, site.verb.1, site.bounds.1).is_some();
    asks && site.head > site.bounds.0 && site.form == Form::Participle && !agent
}

/// The subject behind a verb that opens its sentence, where a quotation follows: "Said Reed: “…”".
fn announced(reading: &Reading<'_>, head: usize, (floor, ceiling): Bounds) -> Option<Mention> {
    if head != floor {
        return None;
    }
    let subject = subject_after(reading, head + 1, ceiling)?;
    let marked = reading.is(subject.end, Class::COMMA.or(Class::COLON));
    (marked && opens_speech(reading, subject.end + 1).is_some()).then_some(subject)
}

/// The phrase between a comma and a verb that ends its sentence: it is no apposition, for none closes it. "Half plan to leave, a
/// survey by the union suggests."
fn behind_comma(reading: &Reading<'_>, group_start: usize, floor: usize) -> Option<Mention> {
    let subject = subject_before(reading, group_start, floor)?;
    let comma = subject
        .start
        .checked_sub(1)
        .filter(|&comma| comma > floor)?;
    let listed = (subject.start..subject.end).any(|token| reading.is(token, Class::AND));
    let article = reading.is(subject.start, Class::DETERMINER) && subject.end == group_start;
    let ends = reading.is(group_start + 1, Class::STOP);
    let fits = subject.tie == Tie::Subject && reading.is(comma, Class::COMMA);
    (fits && article && ends && !listed).then(|| outside_speech(reading, subject))?
}

/// Fills what every kind of cue has in common.
pub(crate) fn assemble(
    reading: &Reading<'_>,
    cue: Bounds,
    core: Bounds,
    after: Complement,
    bounds: Bounds,
) -> Frame {
    let before = before(reading, core.0, bounds.0);
    let left_clause = before == Before::Quote
        || (main_clause(reading, bounds.0, core.0)..core.0).any(|token| {
            reading.is(token, Class::FINITE)
                || bare_past(reading, token, bounds.0)
                || opens_speech(reading, token).is_some()
        });
    Frame {
        kind: CueKind::Verb,
        form: Form::None,
        before,
        after: after.after,
        head: cue.0,
        cue: (cue.0, after.link.map_or(cue.1, |link| cue.1.max(link + 1))),
        core: (core.0, core.1.max(after.link.unwrap_or(0))),
        right: after.start,
        link: after.link,
        recipient: after.recipient,
        left_clause,
        negated: false,
        source: None,
    }
}

/// Whether a word tagged as a participle stands right behind the first phrase of its sentence, as a past tense does:
/// "The mine flooded on Monday, officials said."
fn bare_past(reading: &Reading<'_>, token: usize, floor: usize) -> bool {
    reading.is(token, Class::PARTICIPLE)
        && token > floor
        && phrase_end(reading, floor, token) == token
}

/// Where a main clause can begin in what stands before a cue: behind the first comma, where a word like "when" or
/// "if" or a participle opens the sentence.
fn main_clause(reading: &Reading<'_>, floor: usize, end: usize) -> usize {
    let subordinate = matches!(reading.tag(floor), "WRB" | "IN" | "VBN" | "VBG" | "VBD")
        && (floor..end).any(|token| reading.is(token, Class::FINITE));
    if !subordinate {
        return floor;
    }
    (floor..end)
        .find(|&token| reading.is(token, Class::COMMA))
        .unwrap_or(floor)
}

fn form_of(reading: &Reading<'_>, start: usize, head: usize) -> Form {
    let helped = |class| (start..head).any(|token| reading.is(token, class));
    let class = reading.class(head);
    if class.any(Class::PARTICIPLE) || (class.any(Class::PAST) && helped(Class::BE)) {
        if helped(Class::BE) {
            return Form::Passive;
        }
        return if helped(Class::HAVE) {
            Form::Finite
        } else {
            Form::Participle
        };
    }
    if class.any(Class::GERUND) {
        return if helped(Class::BE) {
            Form::Finite
        } else {
            Form::Gerund
        };
    }
    if class.any(Class::BASE) && !helped(Class::MODAL.or(Class::AUXILIARY)) {
        return Form::Base;
    }
    Form::Finite
}

fn verb_source(
    reading: &Reading<'_>,
    form: Form,
    group: Bounds,
    head: usize,
    bounds: Bounds,
) -> Option<Mention> {
    if form == Form::Passive {
        return agent_after(reading, group.1, bounds.1);
    }
    let previous = group
        .0
        .checked_sub(1)
        .filter(|&previous| previous >= bounds.0);
    let marked = previous.is_none_or(|previous| reading.is(previous, Class::MARK));
    let plain = form == Form::Finite && group.0 == head;
    let quoted = before(reading, group.0, bounds.0) == Before::Quote;
    if quoted
        && plain
        && let Some(after) = subject_after(reading, group.1, bounds.1)
    {
        return Some(after);
    }
    if before_pair(reading, group.0, bounds.0)
        && let Some(subject) = subject_before(reading, group.0, bounds.0)
    {
        return outside_speech(reading, subject);
    }
    if let Some(parsed) = subject_by_parse(reading, head, bounds) {
        return outside_speech(reading, parsed);
    }
    if let Some(subject) = subject_before(reading, group.0, bounds.0) {
        return outside_speech(reading, subject);
    }
    if marked
        && plain
        && let Some(after) = subject_after(reading, group.1, bounds.1)
    {
        return Some(after);
    }
    outside_speech(reading, shared_subject(reading, group.0, bounds.0)?)
}

/// Whether what stands right before the verb group is a plain subject behind a closing quotation mark.
fn before_pair(reading: &Reading<'_>, group_start: usize, floor: usize) -> bool {
    subject_before(reading, group_start, floor)
        .is_some_and(|subject| before(reading, subject.start, floor) == Before::Quote)
}

fn noun(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Site {
    let (floor, ceiling) = bounds;
    let start = base_start(reading, head, floor);
    let owner = owner(reading, head, floor);
    let mut from = head + 1;
    let mut source = owner;
    if source.is_none() && BY.contains(&reading.word(from)) {
        source = named_at(reading, from + 1, ceiling).map(|named| {
            let end = phrase_end(reading, named.start, ceiling);
            Mention {
                end,
                tie: Tie::Agent,
                ..named
            }
        });
        from = source.map_or(from, |source| source.end);
    }
    let settled = source.is_some();
    let governor = start.checked_sub(1).filter(|&verb| {
        verb >= floor && reading.is(verb, Class::VERB) && reading.speech(verb).is_none()
    });
    let mut cue_start = owner.map_or(head, |owner| owner.end);
    let mut group = (start, head + 1);
    let mut form = Form::None;
    if let Some(verb) = governor.filter(|_| !settled) {
        let first = group_start_of(reading, verb, floor);
        form = form_of(reading, first, verb);
        group = (first, verb + 1);
        if form != Form::Passive {
            source = verb_source(reading, form, group, verb, bounds);
        }
        cue_start = first;
    }
    Site {
        kind: CueKind::Noun,
        form: Form::None,
        head,
        verb: group,
        cue: (cue_start, head + 1),
        from,
        bounds,
        first: source,
        settled: settled || form == Form::None || form == Form::Passive,
    }
}

fn adjective(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Site> {
    let (floor, _) = bounds;
    let mut verb = head.checked_sub(1)?;
    for _ in 0..2 {
        if reading.is(verb, Class::ADVERB.or(Class::NEGATION)) && verb > floor {
            verb -= 1;
        }
    }
    if verb < floor || !reading.is(verb, Class::VERB.or(Class::AUXILIARY)) {
        return None;
    }
    let start = group_start_of(reading, verb, floor);
    let source =
        subject_before(reading, start, floor).or_else(|| shared_subject(reading, start, floor));
    Some(Site {
        kind: CueKind::Adjective,
        form: Form::Finite,
        head,
        verb: (start, verb + 1),
        cue: (start, head + 1),
        from: head + 1,
        bounds,
        first: source.and_then(|source| outside_speech(reading, source)),
        settled: false,
    })
}
