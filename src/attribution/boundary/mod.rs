//! Where the content ends: at every gap between two words the evidence for a stop is weighed, and the end is
//! chosen that most likely shares at least half of its words with the true one.

mod evidence;
mod place;

pub(crate) use evidence::evidence;

use super::aside::verb_beyond_aside;
use super::class::Class;
use super::frame::Frame;
use super::reading::Reading;
use super::weights::Weights;
use crate::rules::frame::After;

/// Stretch of tokens in which the end is sought, and the frame that opens it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'f> {
    pub(crate) frame: &'f Frame,
    /// First token of the content.
    pub(crate) start: usize,
    /// One past the last token it can reach.
    pub(crate) limit: usize,
}

/// What has been passed on the way to a gap.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    finite: usize,
    past: bool,
    words: usize,
    quoted: bool,
}

impl Passed {
    pub(crate) fn step(&mut self, reading: &Reading<'_>, token: usize) {
        if reading.speech(token).is_some() {
            self.quoted = true;
        } else if reading.is(token, Class::FINITE) {
            self.finite += 1;
            self.past |= reading.is(token, Class::PAST);
        }
        self.words += usize::from(!reading.is(token, Class::MARK));
    }
}

/// One past the last token of the content that begins at the start of the stretch.
pub(crate) fn end(reading: &Reading<'_>, stretch: Stretch<'_>, weights: &Weights) -> usize {
    let Stretch { start, limit, .. } = stretch;
    let mut masses: Vec<(usize, f32)> = Vec::with_capacity(limit.saturating_sub(start));
    let mut alive = 1.0_f32;
    let mut passed = Passed::default();
    let least = least(reading, stretch);
    for gap in start + 1..limit {
        passed.step(reading, gap - 1);
        if gap <= least || !is_gap(reading, gap) {
            continue;
        }
        let mut sum = weights.sum();
        evidence(reading, stretch, gap, &passed, &mut sum);
        let stop = sum.probability();
        masses.push((gap - start, alive * stop));
        alive *= 1.0 - stop;
        if alive < 0.005 {
            break;
        }
    }
    masses.push((limit.saturating_sub(start), alive));
    start + most_shared(&masses, |length| edge(reading, start + length))
}

/// The token that the content reaches at least: the verb of a clause behind an aside that would end it.
fn least(reading: &Reading<'_>, stretch: Stretch<'_>) -> usize {
    let Stretch {
        frame,
        start,
        limit,
    } = stretch;
    let subject = match frame.after {
        After::Clause => start,
        After::That => start + 1,
        _ => return start,
    };
    verb_beyond_aside(reading, subject, limit).unwrap_or(start)
}

/// An end is considered when it is at least this likely, compared with the likeliest.
const LIKELY: f32 = 0.2;

/// The length whose half-to-double range holds the most mass.
fn most_shared(masses: &[(usize, f32)], edge: impl Fn(usize) -> bool) -> usize {
    let most = masses.iter().map(|&(_, mass)| mass).fold(0.0, f32::max);
    let mut best = (0, -1.0_f32);
    for &(length, own) in masses {
        if own < most * LIKELY && !edge(length) {
            continue;
        }
        let near = masses
            .iter()
            .filter(|&&(other, _)| other * 2 >= length && other <= length * 2);
        let shared: f32 = near
            .map(|&(other, mass)| {
                let (low, high) = if other < length {
                    (other, length)
                } else {
                    (length, other)
                };
                mass * 0.9 + mass * 0.1 * ratio(low, high)
            })
            .sum();
        let value = shared + 0.05 * own;
        if value > best.1 {
            best = (length, value);
        }
    }
    best.0
}

#[expect(clippy::cast_precision_loss, reason = "lengths of sentences are small")]
fn ratio(low: usize, high: usize) -> f32 {
    if high == 0 {
        0.0
    } else {
        low as f32 / high as f32
    }
}

/// Whether content may end before `gap`: not inside a quotation, not within a word.
pub(crate) fn is_gap(reading: &Reading<'_>, gap: usize) -> bool {
    let inside = reading.speech(gap).is_some_and(|region| region.start < gap);
    !inside
        && !opens_age(reading, gap)
        && !reading.is(gap, Class::HYPHEN)
        && !reading.is(gap.saturating_sub(1), Class::HYPHEN)
}

/// Whether an age between commas follows: "Noah, 9, stood".
fn opens_age(reading: &Reading<'_>, gap: usize) -> bool {
    reading.is(gap, Class::COMMA)
        && reading.is(gap + 1, Class::NUMBER)
        && reading.is(gap + 2, Class::COMMA)
        && reading.is(gap.saturating_sub(1), Class::PROPER)
}

/// Whether a mark stands at the gap, so that a reader takes what stands before it as whole.
fn edge(reading: &Reading<'_>, gap: usize) -> bool {
    let marks = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::COLON)
        .or(Class::BRACKET);
    reading.is(gap, marks)
}
