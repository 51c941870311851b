//! Finds every word that could attribute, and describes the frame around it.

use super::class::Class;
use super::frame::{Complement, Frame, before, complement, opens_speech};
use super::phrase::{base_end, base_start, phrase_end};
use super::reading::Reading;
use super::source::{
    Mention, agent_after, group_start_of, named_at, owner, shared_subject, subject_after,
    subject_before, subject_by_parse,
};
use crate::rules::Lexicon;
use crate::rules::frame::{After, Before, CueKind, Form, Tie};
use crate::text::WordKey;

/// A sentence as tokens.
type Bounds = (usize, usize);

const ACCORDING: WordKey = WordKey::of("according");
const TO: WordKey = WordKey::of("to");
const BY: [WordKey; 2] = [WordKey::of("by"), WordKey::of("from")];

/// Every candidate of a document, in order.
pub(crate) fn frames(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Frame> {
    let mut found = Vec::new();
    for sentence in 0..reading.document.sentences.len() {
        let bounds = reading.sentence_bounds(sentence);
        for token in bounds.0..bounds.1 {
            if reading.speech(token).is_none() {
                found.extend(frame(reading, lexicon, token, bounds));
            }
        }
    }
    found
}

fn frame(reading: &Reading<'_>, lexicon: &Lexicon, token: usize, bounds: Bounds) -> Option<Frame> {
    let class = reading.class(token);
    if reading.word(token) == ACCORDING && reading.word(token + 1) == TO {
        return according(reading, token, bounds);
    }
    if class.any(Class::COLON) {
        return colon(reading, token, bounds);
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
        return verb(reading, token, bounds);
    }
    let known = class.any(Class::NOUN)
        && !class.any(Class::PROPER)
        && lexicon.noun(reading.lemma(token).key).is_some();
    known.then(|| noun(reading, token, bounds))
}

fn verb(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Frame> {
    let (floor, ceiling) = bounds;
    if reading.is(head, Class::AUXILIARY) {
        return None;
    }
    let start = group_start_of(reading, head, floor);
    let form = form_of(reading, start, head);
    let mut end = head + 1;
    if reading.is(end, Class::PARTICLE) {
        end += 1;
    }
    let source = verb_source(reading, form, (start, end), head, bounds);
    let inverted = source.filter(|source| source.tie == Tie::Inverted);
    let from = inverted.map_or(end, |source| source.end);
    let after = complement(reading, from, ceiling);
    let adjacent = source.filter(|source| matches!(source.tie, Tie::Subject | Tie::Relative));
    let core_start = adjacent.map_or(start, |source| source.start.min(start));
    Some(Frame {
        kind: CueKind::Verb,
        form,
        head,
        source,
        negated: (start..head).any(|token| reading.is(token, Class::NEGATION)),
        ..assemble(reading, (start, end), (core_start, from), after, bounds)
    })
}

/// Fills what every kind of cue has in common.
fn assemble(
    reading: &Reading<'_>,
    cue: Bounds,
    core: Bounds,
    after: Complement,
    bounds: Bounds,
) -> Frame {
    let before = before(reading, core.0, bounds.0);
    let left_clause = before == Before::Quote
        || (bounds.0..core.0).any(|token| {
            reading.is(token, Class::FINITE) || opens_speech(reading, token).is_some()
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

/// A source inside a quotation speaks there, not here.
fn outside_speech(reading: &Reading<'_>, source: Mention) -> Option<Mention> {
    reading.speech(source.head).is_none().then_some(source)
}

fn noun(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Frame {
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
    let governor = start.checked_sub(1).filter(|&verb| {
        verb >= floor && reading.is(verb, Class::VERB) && reading.speech(verb).is_none()
    });
    let mut cue_start = owner.map_or(head, |owner| owner.end);
    if let Some(verb) = governor.filter(|_| source.is_none()) {
        let group = group_start_of(reading, verb, floor);
        let form = form_of(reading, group, verb);
        if form != Form::Passive {
            source = verb_source(reading, form, (group, verb + 1), verb, bounds);
        }
        cue_start = group;
    }
    let after = complement(reading, from, ceiling);
    let core_start = source
        .filter(|source| source.end <= cue_start)
        .map_or(cue_start, |source| source.start);
    let mut frame = assemble(
        reading,
        (cue_start, head + 1),
        (core_start, from),
        after,
        bounds,
    );
    frame.kind = CueKind::Noun;
    frame.head = head;
    frame.source = source;
    frame
}

fn adjective(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Frame> {
    let (floor, ceiling) = bounds;
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
    let source = source.and_then(|source| outside_speech(reading, source));
    let after = complement(reading, head + 1, ceiling);
    let core_start = source
        .filter(|source| source.tie != Tie::Shared)
        .map_or(start, |source| source.start);
    let mut frame = assemble(
        reading,
        (start, head + 1),
        (core_start, head + 1),
        after,
        bounds,
    );
    frame.kind = CueKind::Adjective;
    frame.form = Form::Finite;
    frame.head = head;
    frame.source = source;
    frame.negated = (start..head).any(|token| reading.is(token, Class::NEGATION));
    Some(frame)
}

fn according(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Frame> {
    let source = named_at(reading, head + 2, bounds.1)?;
    let mut end = source.end;
    if reading.is(end, Class::COMMA) {
        end += 1;
    }
    let after = Complement {
        after: After::Comma,
        start: end,
        link: None,
        recipient: false,
    };
    let mut frame = assemble(reading, (head, head + 2), (head, source.end), after, bounds);
    frame.kind = CueKind::According;
    frame.source = Some(source);
    if end >= bounds.1 || reading.is(end, Class::STOP) {
        frame.after = After::End;
    }
    Some(frame)
}

/// "JONES: No.", "Reed: “No.”": a name, and nothing else, from the beginning of the sentence to the colon.
fn colon(reading: &Reading<'_>, token: usize, bounds: Bounds) -> Option<Frame> {
    let (floor, ceiling) = bounds;
    let begin = if reading.is(floor, Class::QUOTE.or(Class::HYPHEN).or(Class::DASH)) {
        floor + 1
    } else {
        floor
    };
    let named = begin < token
        && (token - begin) <= 8
        && base_end(reading, begin, token).max(phrase_end(reading, begin, token)) == token;
    if !named || token + 1 >= ceiling {
        return None;
    }
    let source = named_at(reading, begin, token)?;
    let after = match opens_speech(reading, token + 1) {
        Some(_) => After::Quote,
        None => After::Colon,
    };
    let after = Complement {
        after,
        start: token + 1,
        link: None,
        recipient: false,
    };
    let mut frame = assemble(
        reading,
        (token, token + 1),
        (begin, token + 1),
        after,
        bounds,
    );
    frame.kind = CueKind::Colon;
    frame.source = Some(source);
    Some(frame)
}
