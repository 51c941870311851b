//! Who speaks: the mention that belongs to a cue, by the shape of the sentence and, where there is one, by its parse.

mod beside;
mod parsed;
mod subject;

pub(crate) use beside::{agent_after, named_at, owner, subject_after};
pub(crate) use parsed::subject_by_parse;
pub(crate) use subject::{group_start_of, main_coordinate, shared_subject, subject_before};

use super::class::Class;
use super::phrase::base_end;
use super::reading::Reading;
use crate::rules::frame::Tie;

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
        if self.start >= self.end {
            return None;
        }
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

const MOST_HOPS: usize = 4;

/// A source inside a quotation speaks there, not here.
pub(crate) fn outside_speech(reading: &Reading<'_>, source: Mention) -> Option<Mention> {
    reading.speech(source.head).is_none().then_some(source)
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
