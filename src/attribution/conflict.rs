//! Which candidates stay: nothing nested is found twice, and a quotation that goes on belongs to who began it.

use super::class::Class;
use super::content::Parts;
use super::engine::Candidate;
use super::frame::Frame;
use super::reading::Reading;
use crate::rules::frame::{Before, CueKind, Tie};

/// Which sentences a quotation that goes on may hold besides its own words, in percent.
const QUOTED_PERCENT: usize = 90;

/// A candidate that is this much less likely than one inside its content gives way to it.
const FIRM: f32 = 0.7;

/// Splits candidates into those that stay and those that stand inside the content of one that stays.
pub(crate) fn settle(
    reading: &Reading<'_>,
    candidates: Vec<Candidate>,
    threshold: f32,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut likely: Vec<Candidate> = candidates
        .into_iter()
        .filter(|candidate| candidate.probability >= threshold)
        .collect();
    give_way(reading, &mut likely);
    yield_to_postposed(&mut likely);
    stop_before_subjects(reading, &mut likely);
    likely.sort_by_key(|candidate| {
        (
            std::cmp::Reverse(length(&candidate.content)),
            candidate.frame.head,
        )
    });
    let mut kept: Vec<Candidate> = Vec::new();
    let mut nested: Vec<Candidate> = Vec::new();
    for candidate in likely {
        let holds = |outer: &Candidate| swallows(outer, &candidate);
        let firm = |outer: &Candidate| outer.probability >= candidate.probability * FIRM;
        if kept.iter().any(|outer| holds(outer) && firm(outer)) {
            nested.push(candidate);
        } else {
            kept.retain(|outer| !holds(outer));
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| candidate.frame.head);
    nested.sort_by_key(|candidate| candidate.frame.head);
    (kept, nested)
}

/// Cuts from contents the clause of attribution at their end that reports the whole sentence before it: "The bank expects rates to
/// fall, its chief said on Monday."
fn yield_to_postposed(candidates: &mut [Candidate]) {
    let postposed: Vec<(usize, usize, usize, f32)> = candidates
        .iter()
        .filter(|candidate| matches!(candidate.frame.before, Before::Comma | Before::Dash))
        .filter_map(|candidate| {
            let &(start, end) = candidate.content.first()?;
            let core = candidate.frame.core.0;
            (end <= core).then_some((start, end, core, candidate.probability))
        })
        .collect();
    for candidate in candidates {
        let (head, probability) = (candidate.frame.head, candidate.probability);
        let reports = |&&(start, end, _, other): &&(usize, usize, usize, f32)| {
            start <= head && head < end && other >= probability * FIRM
        };
        for part in &mut candidate.content {
            let within =
                |&&(_, end, core, _): &&(usize, usize, usize, f32)| part.0 < end && core < part.1;
            let cut = postposed.iter().filter(reports).find(within);
            part.1 = cut.map_or(part.1, |&(_, end, ..)| end);
        }
    }
}

/// Cuts from contents the subject at their end whose own cue stands behind it: "said the plan works, while his rival, Ann Reed, said".
fn stop_before_subjects(reading: &Reading<'_>, candidates: &mut [Candidate]) {
    let subjects: Vec<(usize, usize)> = candidates
        .iter()
        .filter_map(|candidate| {
            let source = candidate.frame.source?;
            (source.tie == Tie::Subject).then_some((source.start, candidate.frame.cue.0))
        })
        .collect();
    let links = Class::MARK.or(Class::AND).or(Class::PREPOSITION);
    for candidate in candidates {
        let Some(part) = candidate.content.last_mut() else {
            continue;
        };
        let split = |&&(subject, cue): &&(usize, usize)| {
            part.0 < subject && subject < part.1 && part.1 <= cue
        };
        let Some(&(subject, _)) = subjects.iter().find(split) else {
            continue;
        };
        let mut end = subject;
        while end > part.0 && reading.is(end - 1, links) && reading.region(end - 1).is_none() {
            end -= 1;
        }
        if end > part.0 {
            part.1 = end;
        }
    }
}

/// Cuts from contents the quotation at their end that has a source and cue of its own behind it or before it: "He claimed that
/// nothing was lost: “It is all there,” he wrote."
fn give_way(reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
    let owned: Vec<Owned> = candidates.iter().filter_map(owned).collect();
    let marks = Class::COLON
        .or(Class::COMMA)
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::HYPHEN)
        .or(Class::STOP);
    let is_mark = |token: Option<usize>| token.is_some_and(|token| reading.is(token, marks));
    for candidate in candidates.iter_mut() {
        let (head, probability) = (candidate.frame.head, candidate.probability);
        let Some(last) = candidate.content.last_mut() else {
            continue;
        };
        let loses = |own: &&Owned| {
            own.head != head
                && head < own.start
                && last.0 <= own.start
                && own.inner <= last.1
                && last.1 <= own.end
                && own.probability >= probability * FIRM
        };
        let marked = |own: &&Owned| last.0 == own.start || is_mark(own.start.checked_sub(1));
        if let Some(own) = owned.iter().filter(loses).find(marked) {
            last.1 = own.start;
            while last.0 < last.1 && is_mark(last.1.checked_sub(1)) {
                last.1 -= 1;
            }
        }
    }
    for candidate in candidates.iter_mut() {
        candidate.content.retain(|part| part.0 < part.1);
    }
    candidates.retain(|candidate| !candidate.content.is_empty());
}

/// A quotation with its own clause of attribution.
struct Owned {
    head: usize,
    probability: f32,
    /// First token of both.
    start: usize,
    /// One past the quotation's last token, where its clause stands behind it; where before it, of the name.
    inner: usize,
    /// One past the last token of both.
    end: usize,
}

fn owned(candidate: &Candidate) -> Option<Owned> {
    let frame = &candidate.frame;
    let &(start, end) = candidate.content.first()?;
    let of = |start, inner, end| Owned {
        head: frame.head,
        probability: candidate.probability,
        start,
        inner,
        end,
    };
    let postposed = frame.before == Before::Quote && end <= frame.core.0 + 1 && start < end;
    match frame.kind {
        CueKind::Verb if postposed => Some(of(start, end, frame.core.1)),
        CueKind::Colon => frame
            .source
            .map(|source| of(source.start, frame.core.1, end)),
        _ => None,
    }
}

/// Whether the content of one holds the cue, or more than half of the content, of the other.
fn swallows(outer: &Candidate, inner: &Candidate) -> bool {
    let head = inner.frame.head;
    let holds_cue = outer
        .content
        .iter()
        .any(|&(start, end)| start <= head && head < end);
    holds_cue || shared(&outer.content, &inner.content) * 2 > length(&inner.content)
}

fn length(parts: &Parts) -> usize {
    parts.iter().map(|&(start, end)| end - start).sum()
}

fn shared(a: &Parts, b: &Parts) -> usize {
    let mut shared = 0;
    for &(start, end) in a {
        for &(first, last) in b {
            shared += end.min(last).saturating_sub(start.max(first));
        }
    }
    shared
}

/// Joins the sentences behind a quotation that only go on quoting.
pub(crate) fn join_continued(reading: &Reading<'_>, frame: &Frame, content: &mut Parts) {
    let quotes = content
        .iter()
        .any(|&(start, end)| (start..end).any(|token| reading.speech(token).is_some()));
    let last = content
        .last()
        .map_or(0, |part| part.1)
        .max(frame.core.1)
        .checked_sub(1);
    let Some(last) = last.filter(|_| quotes) else {
        return;
    };
    let mut sentence = reading.sentence(last) + 1;
    let mut before = last;
    while let Some(next) = quoted_until(reading, sentence) {
        let (start, _) = reading.sentence_bounds(sentence);
        let same = reading.paragraph(start) == reading.paragraph(before) || goes_on(reading, start);
        if !(same || direct(reading, content) && own_paragraph(reading, start, next)) {
            return;
        }
        content.extend((sentence..next).map(|sentence| reading.sentence_bounds(sentence)));
        before = start;
        sentence = next;
    }
}

/// Whether all that is known of a content stands in quotation marks.
fn direct(reading: &Reading<'_>, content: &Parts) -> bool {
    content.iter().all(|&(start, end)| {
        (start..end).all(|token| reading.is(token, Class::MARK) || reading.speech(token).is_some())
    })
}

/// Whether the sentences up to `next` are a whole paragraph in one pair of marks.
fn own_paragraph(reading: &Reading<'_>, start: usize, next: usize) -> bool {
    let paragraph = reading.paragraph(start);
    let opens = start
        .checked_sub(1)
        .is_none_or(|before| reading.paragraph(before) != paragraph);
    let region = reading.speech(start);
    opens
        && region.is_some_and(|region| region.start == start && region.closed)
        && reading.paragraph(reading.sentence_bounds(next).0) != paragraph
}

/// One past the last sentence of the quotation that a sentence opens or goes on with; none where not all of it is quoted, or
/// somebody else claims it.
fn quoted_until(reading: &Reading<'_>, sentence: usize) -> Option<usize> {
    let mut next = sentence;
    loop {
        let (start, end) = reading.sentence_bounds(next);
        if start >= end || !quoted(reading, start, end) {
            return None;
        }
        next += 1;
        let paragraph = |sentence| reading.paragraph(reading.sentence_bounds(sentence).0);
        let runs_on = reading
            .region(end - 1)
            .is_some_and(|region| region.end > end);
        if !runs_on || paragraph(next) != paragraph(next - 1) {
            return Some(next);
        }
    }
}

/// Whether the token stands in a quotation that was left open in the paragraph before.
fn goes_on(reading: &Reading<'_>, token: usize) -> bool {
    reading.region(token).is_some_and(|region| region.continues)
}

fn quoted(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let words = || (start..end).filter(|&token| !reading.is(token, Class::MARK));
    let inside = words()
        .filter(|&token| reading.region(token).is_some())
        .count();
    let claimed =
        (start..end).any(|token| reading.region(token).is_none() && reading.is(token, Class::VERB));
    // "…" within a quotation is a sentence without words.
    let held = inside > 0 || reading.region(start).is_some();
    !claimed && held && inside * 100 >= words().count() * QUOTED_PERCENT
}
