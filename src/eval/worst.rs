//! What goes wrong, by kind: the list a rule writer works from.

use super::score::{Measured, Yardstick, candidates, common, jaccard, pair, source_jaccard};
use crate::attribution::Spans;
use crate::text::Span;

/// How a gold attribution was missed, or a prediction is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Miss {
    /// Nothing was found at the cue.
    MissedCue,
    /// The cue stands inside a content that was found.
    Nested,
    /// Half of the content is right, the source is not.
    WrongSource,
    /// The content found is a part of the right one.
    TooShort,
    /// The content found holds the right one and more.
    TooLong,
    /// The content found lies elsewhere.
    Elsewhere,
    /// Something was found where the gold has nothing.
    Spurious,
}

impl Miss {
    /// All kinds, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::MissedCue,
        Self::Nested,
        Self::WrongSource,
        Self::TooShort,
        Self::TooLong,
        Self::Elsewhere,
        Self::Spurious,
    ];

    /// For people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MissedCue => "missed cue",
            Self::Nested => "nested",
            Self::WrongSource => "wrong source",
            Self::TooShort => "content too short",
            Self::TooLong => "content too long",
            Self::Elsewhere => "content elsewhere",
            Self::Spurious => "spurious",
        }
    }
}

/// One case: the gold, the prediction, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What went wrong.
    pub miss: Miss,
    /// Index of the gold attribution.
    pub gold: Option<usize>,
    /// Index of the prediction.
    pub predicted: Option<usize>,
}

/// What was judged of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Everything that is wrong, gold first.
    pub cases: Vec<Case>,
    /// For each prediction whether it is right in content and source.
    pub right: Vec<bool>,
}

/// Compares predictions with gold and says what went wrong in each.
pub fn review(text: &str, gold: &[Spans], predicted: &[Spans]) -> Review {
    let yardstick = Yardstick::new(text);
    let measure = |list: &[Spans]| -> Vec<Measured> {
        list.iter()
            .map(|spans| yardstick.measure(text, spans))
            .collect()
    };
    let (gold_measured, predicted_measured) = (measure(gold), measure(predicted));
    let pairs = pair(candidates(&gold_measured, &predicted_measured, |a, b| {
        let content = jaccard(&a.content, &b.content);
        let source = source_jaccard(a.source.as_ref(), b.source.as_ref());
        (content >= 0.5 && source >= 0.5).then_some(content + 1e-3 * source)
    }));
    let mut cases = Vec::new();
    for (index, annotated) in gold_measured.iter().enumerate() {
        if !pairs.iter().any(|&(g, _)| g == index) {
            cases.push(missed(index, annotated, &predicted_measured));
        }
    }
    let right: Vec<bool> = (0..predicted.len())
        .map(|index| pairs.iter().any(|&(_, p)| p == index))
        .collect();
    for (index, prediction) in predicted_measured.iter().enumerate() {
        let at_gold = gold_measured
            .iter()
            .any(|annotated| common(&annotated.cue.all, &prediction.cue.all) > 0);
        if right.get(index) == Some(&false) && !at_gold {
            cases.push(Case {
                miss: Miss::Spurious,
                gold: None,
                predicted: Some(index),
            });
        }
    }
    Review { cases, right }
}

fn missed(index: usize, annotated: &Measured, predicted: &[Measured]) -> Case {
    let overlap = |(_, a): &(usize, &Measured), (_, b): &(usize, &Measured)| {
        jaccard(&annotated.content, &a.content).total_cmp(&jaccard(&annotated.content, &b.content))
    };
    let at_cue = predicted
        .iter()
        .enumerate()
        .filter(|(_, prediction)| common(&annotated.cue.all, &prediction.cue.all) > 0)
        .max_by(overlap);
    let Some((place, prediction)) = at_cue else {
        let outer = predicted
            .iter()
            .position(|other| common(&annotated.cue.all, &other.content.all) > 0);
        let miss = if outer.is_some() {
            Miss::Nested
        } else {
            Miss::MissedCue
        };
        return Case {
            miss,
            gold: Some(index),
            predicted: outer,
        };
    };
    let shared = common(&annotated.content.all, &prediction.content.all);
    let miss = if jaccard(&annotated.content, &prediction.content) >= 0.5 {
        Miss::WrongSource
    } else if shared == prediction.content.all.len() {
        Miss::TooShort
    } else if shared == annotated.content.all.len() {
        Miss::TooLong
    } else {
        Miss::Elsewhere
    };
    Case {
        miss,
        gold: Some(index),
        predicted: Some(place),
    }
}

/// The words of a list of spans, for people.
pub fn words(text: &str, spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| span.of(text))
        .collect::<Vec<_>>()
        .join(" … ")
}
