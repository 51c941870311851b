//! What is attributed: from the frame and the place its rule names to stretches of tokens.

use super::above;
use super::boundary::{self, Stretch};
use super::class::Class;
use super::frame::Frame;
use super::phrase::base_end;
use super::reading::{Reading, Region};
use super::source::subject_before;
use super::weights::Weights;
use crate::rules::frame::{After, Before, Extent};

/// Stretches of tokens, in document order.
pub(crate) type Parts = Vec<(usize, usize)>;

/// Quotations further from the cue than this belong to somebody else.
const REACH: usize = 14;

/// The content of a frame; empty where there is none.
pub(crate) fn content(
    reading: &Reading<'_>,
    frame: &Frame,
    extent: Extent,
    weights: &Weights,
) -> Parts {
    let mut parts = match extent {
        Extent::Right => right(reading, frame, weights),
        Extent::Left => left(reading, frame),
        Extent::Both => both(reading, frame, weights),
        Extent::Around => around(reading, frame, weights),
        Extent::Subject => subject(reading, frame, weights),
        Extent::Turn => turn(reading, frame),
        Extent::Above => {
            let region = above::quotation(reading, reading.sentence_of(frame.head).0);
            region
                .map(|region| (region.start, region.end))
                .into_iter()
                .collect()
        }
    };
    for part in &mut parts {
        *part = trim(reading, whole_quotations(reading, *part));
    }
    parts.retain(|part| part.0 < part.1);
    parts.sort_unstable();
    // Two sentences of one quotation were both widened to the whole of it.
    parts.dedup_by(|next, part| {
        let shares = next.0 < part.1;
        if shares {
            part.1 = part.1.max(next.1);
        }
        shares
    });
    clear_of_core(frame, &mut parts);
    parts
}

/// One past the last token that content beginning at `from` can reach.
pub(crate) fn limit(reading: &Reading<'_>, from: usize) -> usize {
    let (_, mut ceiling) = reading.sentence_of(from);
    if let Some(region) = ceiling.checked_sub(1).and_then(|last| reading.speech(last))
        && region.end > ceiling
    {
        ceiling = reading.sentence_of(region.end - 1).1;
    }
    while ceiling > from
        && reading.is(ceiling - 1, Class::STOP)
        && reading.speech(ceiling - 1).is_none()
    {
        ceiling -= 1;
    }
    ceiling
}

fn right(reading: &Reading<'_>, frame: &Frame, weights: &Weights) -> Parts {
    let sentence = reading.sentence(frame.right);
    if sentence != reading.sentence(frame.head) && reading.is_item(sentence) {
        return items(reading, sentence);
    }
    vec![stretch_right(reading, frame, frame.right, weights)]
}

/// The items of a list that go on the sentence above it, in small letters; others stand for themselves.
fn items(reading: &Reading<'_>, first: usize) -> Parts {
    let goes_on = |&(start, _): &(usize, usize)| reading.is_small(start);
    (first..reading.document.sentences.len())
        .take_while(|&sentence| reading.is_item(sentence))
        .map(|sentence| reading.sentence_bounds(sentence))
        .take_while(goes_on)
        .collect()
}

fn stretch_right(
    reading: &Reading<'_>,
    frame: &Frame,
    start: usize,
    weights: &Weights,
) -> (usize, usize) {
    let limit = limit(reading, start);
    if limit <= start {
        return (start, start);
    }
    (
        start,
        boundary::end(
            reading,
            Stretch {
                frame,
                start,
                limit,
            },
            weights,
        ),
    )
}

/// The words before source and cue: the quotation that closes there, or the clause.
fn left(reading: &Reading<'_>, frame: &Frame) -> Parts {
    let (floor, _) = reading.sentence_of(frame.head);
    let end = frame.core.0;
    if frame.before != Before::Quote {
        let cut = (floor..end)
            .rev()
            .find(|&token| reading.is(token, Class::SEMICOLON));
        return vec![(cut.map_or(floor, |cut| cut + 1), end)];
    }
    let closing = end.checked_sub(1).and_then(|last| {
        reading
            .speech(last)
            .or_else(|| reading.speech(last.checked_sub(1)?))
    });
    let Some(region) = closing else {
        return vec![(floor, end)];
    };
    let (opening, _) = reading.sentence_of(region.start);
    // "She waved: “We won,” she said." quotes aside; "The vote “was a mistake,” she said." quotes within a clause.
    let aside = region.start > opening && reading.is(region.start - 1, Class::MARK);
    let led = aside
        && (opening..region.start).any(|token| reading.is(token, Class::FINITE.or(Class::COLON)));
    let start = if led { region.start } else { opening };
    let mut parts = earlier_paragraphs(reading, region);
    parts.push((start, region.end));
    parts
}

/// The paragraphs before that the same quotation was left open in.
fn earlier_paragraphs(reading: &Reading<'_>, region: Region) -> Parts {
    let regions = reading.regions();
    let mut parts = Vec::new();
    let mut current = region;
    let mut place = regions.partition_point(|other| other.start < region.start);
    while current.continues && place > 0 {
        place -= 1;
        let Some(&previous) = regions.get(place) else {
            break;
        };
        parts.insert(0, (previous.start, previous.end));
        current = previous;
    }
    parts
}

fn both(reading: &Reading<'_>, frame: &Frame, weights: &Weights) -> Parts {
    let mut parts = left(reading, frame);
    if let Some(region) = quotation_after(reading, frame) {
        parts.push((region.start, limit(reading, region.start).max(region.end)));
        let stretch = stretch_right(reading, frame, region.start, weights);
        if let Some(last) = parts.last_mut() {
            *last = stretch;
        }
    } else if frame.after == After::Comma
        && frame.before != Before::Quote
        && !says_when(reading, frame.right)
    {
        parts.push(stretch_right(reading, frame, frame.right, weights));
    }
    parts
}

/// Whether nothing but a time follows up to the end of the sentence: "…, said Reed, a lawyer, on Tuesday."
fn says_when(reading: &Reading<'_>, start: usize) -> bool {
    let first = start + usize::from(reading.is(start, Class::PREPOSITION));
    let end = limit(reading, start);
    first < end
        && base_end(reading, first, end) == end
        && (first..end).any(|token| reading.is(token, Class::TIME))
}

/// The quotation that goes on behind the cue: no other verb stands between.
fn quotation_after(reading: &Reading<'_>, frame: &Frame) -> Option<Region> {
    let (_, ceiling) = reading.sentence_of(frame.head);
    let from = frame.core.1;
    for token in from..ceiling.min(from + REACH) {
        if let Some(region) = reading.speech(token).filter(|region| region.start == token) {
            return Some(region);
        }
        if reading.is(token, Class::VERB.or(Class::MODAL).or(Class::SEMICOLON)) {
            return None;
        }
    }
    None
}

/// The sentence without the clause of attribution.
fn around(reading: &Reading<'_>, frame: &Frame, weights: &Weights) -> Parts {
    let (floor, _) = reading.sentence_of(frame.head);
    if frame.before == Before::Start {
        return right(reading, frame, weights);
    }
    let cut = (floor..frame.core.0)
        .rev()
        .find(|&token| reading.is(token, Class::SEMICOLON) && reading.speech(token).is_none());
    let mut parts = vec![(cut.map_or(floor, |cut| cut + 1), frame.core.0)];
    if frame.after == After::Comma && frame.right < limit(reading, frame.right) {
        parts.push(stretch_right(reading, frame, frame.right, weights));
    }
    parts
}

/// The subject and the complement: "Reed seemed tired", "Reed is expected to win".
fn subject(reading: &Reading<'_>, frame: &Frame, weights: &Weights) -> Parts {
    let (floor, _) = reading.sentence_of(frame.head);
    let mut parts = Vec::new();
    if let Some(subject) = subject_before(reading, frame.cue.0, floor) {
        parts.push((subject.start, subject.end));
    }
    let stops = matches!(frame.after, After::End | After::Comma | After::Other);
    let agent = frame
        .source
        .is_some_and(|source| source.start >= frame.cue.1);
    if !stops && !agent {
        parts.push(stretch_right(reading, frame, frame.right, weights));
    }
    parts
}

/// The sentences behind the cue, up to the end of its paragraph.
fn turn(reading: &Reading<'_>, frame: &Frame) -> Parts {
    let mut parts = vec![(frame.right, reading.sentence_of(frame.head).1)];
    let next = reading.sentence(frame.head) + 1;
    let paragraph = reading.paragraph(frame.head);
    parts.extend(
        (next..)
            .map(|sentence| reading.sentence_bounds(sentence))
            .take_while(|&(start, end)| start < end && reading.paragraph(start) == paragraph),
    );
    parts
}

/// A quotation that is touched belongs wholly.
fn whole_quotations(reading: &Reading<'_>, part: (usize, usize)) -> (usize, usize) {
    let (mut start, mut end) = part;
    if start >= end {
        return part;
    }
    if let Some(region) = reading.speech(start) {
        start = region.start;
    }
    if let Some(region) = reading.speech(end - 1) {
        end = end.max(region.end);
    }
    (start, end)
}

/// Leaves marks that belong to the sentence at both ends.
fn trim(reading: &Reading<'_>, part: (usize, usize)) -> (usize, usize) {
    let (mut start, mut end) = part;
    let loose = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::STOP)
        .or(Class::COLON);
    while start < end && reading.is(start, loose) && reading.region(start).is_none() {
        start += 1;
    }
    while start < end && reading.is(end - 1, loose) && reading.region(end - 1).is_none() {
        end -= 1;
    }
    (start, end)
}

/// Content never covers its own cue or source.
fn clear_of_core(frame: &Frame, parts: &mut Parts) {
    let mut taken = vec![frame.cue];
    taken.extend(frame.source.map(|source| (source.start, source.end)));
    for (start, end) in taken {
        let mut cut = Vec::with_capacity(parts.len() + 1);
        for &(first, last) in parts.iter() {
            if last <= start || first >= end {
                cut.push((first, last));
                continue;
            }
            if first < start {
                cut.push((first, start));
            }
            if last > end {
                cut.push((end, last));
            }
        }
        *parts = cut;
    }
}
