//! Which candidates stay: nothing nested is found twice, and a quotation that goes on belongs to who began it.

use super::class::Class;
use super::content::Parts;
use super::engine::Candidate;
use super::frame::Frame;
use super::reading::Reading;

/// Which sentences a quotation that goes on may hold besides its own words, in percent.
const QUOTED_PERCENT: usize = 90;

/// A candidate that is this much less likely than one inside its content gives way to it.
const FIRM: f32 = 0.7;

/// Splits candidates into those that stay and those that stand inside the content of one that stays.
pub(crate) fn settle(
    candidates: Vec<Candidate>,
    threshold: f32,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut likely: Vec<Candidate> = candidates
        .into_iter()
        .filter(|candidate| candidate.probability >= threshold)
        .collect();
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
    loop {
        let (start, end) = reading.sentence_bounds(sentence);
        let same = reading.paragraph(start) == reading.paragraph(before) || goes_on(reading, start);
        if start >= end || !same || !quoted(reading, start, end) {
            return;
        }
        content.push((start, end));
        before = start;
        sentence += 1;
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
    !claimed && inside > 0 && inside * 100 >= words().count() * QUOTED_PERCENT
}
