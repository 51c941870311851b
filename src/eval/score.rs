//! How well predicted attributions meet the annotated ones.
//!
//! The unit is the word token; every matching is one to one, best overlap first. The headline measure counts an
//! attribution as found when content and source both share at least half of their words (Jaccard) with the gold.

use super::ruler::{Covered, Ruler};
use super::speech::is_reporting;
use super::tally::{Kind, Measure, Tally};
use crate::attribution::Spans;

/// Which attributions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Every kind: speech, belief, intention, stance, decree, evidence.
    #[default]
    All,
    /// Gold and predictions whose cue is of reporting.
    Speech,
}

/// An attribution measured in tokens.
#[derive(Clone, Debug)]
pub struct Measured {
    pub(super) source: Option<Covered>,
    pub(super) cue: Covered,
    pub(super) content: Covered,
    pub(super) kind: Kind,
    pub(super) speech: bool,
}

/// Scores the predictions of one article.
pub fn score(text: &str, gold: &[Spans], predicted: &[Spans], scope: Scope) -> Tally {
    let ruler = Ruler::new(text);
    let measure_all = |list: &[Spans]| -> Vec<Measured> {
        list.iter()
            .map(|spans| measure(text, &ruler, spans))
            .collect()
    };
    let mut gold = measure_all(gold);
    let mut predicted = measure_all(predicted);
    predicted.retain(|prediction| !prediction.content.all.is_empty());
    let mut ignored = Vec::new();
    if scope == Scope::Speech {
        predicted.retain(|prediction| prediction.speech || prediction.cue.all.is_empty());
        (gold, ignored) = gold.into_iter().partition(|attribution| attribution.speech);
        drop_ignored(&gold, &ignored, &mut predicted);
    }
    let mut tally = Tally::default();
    count_matches(&gold, &predicted, &mut tally);
    count_content_tokens(&gold, &predicted, &ignored, &mut tally);
    tally
}

/// Measures attributions of one text in the tokens of the metric.
#[derive(Clone, Debug)]
pub struct Yardstick(Ruler);

impl Yardstick {
    /// The yardstick of a text.
    pub fn new(text: &str) -> Self {
        Self(Ruler::new(text))
    }

    /// Measures one attribution of that text.
    pub fn measure(&self, text: &str, spans: &Spans) -> Measured {
        measure(text, &self.0, spans)
    }
}

impl Measured {
    /// Whether both share at least half of content and source.
    pub fn meets(&self, other: &Self) -> bool {
        jaccard(&self.content, &other.content) >= 0.5
            && source_jaccard(self.source.as_ref(), other.source.as_ref()) >= 0.5
    }
}

pub(super) fn measure(text: &str, ruler: &Ruler, spans: &Spans) -> Measured {
    let content = ruler.cover(&spans.content);
    let cue: Vec<&str> = spans.cue.iter().map(|span| span.of(text)).collect();
    Measured {
        source: (!spans.source.is_empty()).then(|| ruler.cover(&spans.source)),
        cue: ruler.cover(&spans.cue),
        kind: kind_of(ruler.quoted(&content)),
        speech: is_reporting(&cue.join(" ")),
        content,
    }
}

const fn kind_of((inside, all): (usize, usize)) -> Kind {
    match inside {
        0 => Kind::Indirect,
        _ if inside == all => Kind::Direct,
        _ => Kind::Mixed,
    }
}

/// Share of common tokens among the tokens of both.
pub(super) fn jaccard(a: &Covered, b: &Covered) -> f64 {
    let (a, b) = if a.words.is_empty() || b.words.is_empty() {
        (&a.all, &b.all)
    } else {
        (&a.words, &b.words)
    };
    let common = common(a, b);
    if common == 0 {
        return 0.0;
    }
    ratio(common, a.len() + b.len() - common)
}

pub(super) fn source_jaccard(a: Option<&Covered>, b: Option<&Covered>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => jaccard(a, b),
        (None, None) => 1.0,
        _ => 0.0,
    }
}

pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter()
        .filter(|&token| b.binary_search(token).is_ok())
        .count()
}

fn ratio(part: usize, whole: usize) -> f64 {
    let [part, whole] =
        [part, whole].map(|count| f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn same(a: &Covered, b: &Covered) -> bool {
    !a.all.is_empty()
        && if a.words.is_empty() && b.words.is_empty() {
            a.all == b.all
        } else {
            a.words == b.words
        }
}

/// Pairs gold with predictions, best score first, each at most once.
pub(super) fn pair(mut candidates: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, gold, predicted) in candidates {
        if !pairs.iter().any(|&(g, p)| g == gold || p == predicted) {
            pairs.push((gold, predicted));
        }
    }
    pairs
}

/// All scored combinations of gold and prediction.
pub(super) fn candidates(
    gold: &[Measured],
    predicted: &[Measured],
    score: impl Fn(&Measured, &Measured) -> Option<f64>,
) -> Vec<(f64, usize, usize)> {
    let mut found = Vec::new();
    for (g, annotated) in gold.iter().enumerate() {
        for (p, prediction) in predicted.iter().enumerate() {
            if let Some(score) = score(annotated, prediction) {
                found.push((score, g, p));
            }
        }
    }
    found
}

/// A prediction that lands on an attribution out of scope is neither right nor wrong.
fn drop_ignored(gold: &[Measured], ignored: &[Measured], predicted: &mut Vec<Measured>) {
    let all: Vec<Measured> = gold.iter().chain(ignored).cloned().collect();
    let pairs = pair(candidates(&all, predicted, |a, b| {
        Some(jaccard(&a.content, &b.content)).filter(|&overlap| overlap >= 0.5)
    }));
    let shares_cue = |list: &[Measured], prediction: &Measured| {
        list.iter()
            .any(|other| common(&other.cue.all, &prediction.cue.all) > 0)
    };
    let keep: Vec<bool> = predicted
        .iter()
        .enumerate()
        .map(
            |(index, prediction)| match pairs.iter().find(|&&(_, p)| p == index) {
                Some(&(g, _)) => g < gold.len(),
                None => {
                    prediction.cue.all.is_empty()
                        || !shares_cue(ignored, prediction)
                        || shares_cue(gold, prediction)
                }
            },
        )
        .collect();
    let mut keep = keep.into_iter();
    predicted.retain(|_| keep.next().unwrap_or(true));
}

/// The score by which a measure pairs gold with prediction; none where they do not meet.
fn affinity(measure: Measure, gold: &Measured, prediction: &Measured) -> Option<f64> {
    let content = jaccard(&gold.content, &prediction.content);
    let source = source_jaccard(gold.source.as_ref(), prediction.source.as_ref());
    let when = |met: bool, score: f64| met.then_some(score);
    match measure {
        Measure::CueOverlap => when(
            common(&gold.cue.all, &prediction.cue.all) > 0,
            jaccard(&gold.cue, &prediction.cue) + 1e-6 * content,
        ),
        Measure::CueStrict => when(same(&gold.cue, &prediction.cue), 1.0 + content),
        Measure::ContentExact => when(
            content > 0.0 && gold.content.all == prediction.content.all,
            1.0,
        ),
        Measure::ContentStrict => when(
            content > 0.0 && same(&gold.content, &prediction.content),
            1.0,
        ),
        Measure::ContentHalf => when(content >= 0.5, content + 1e-3 * source),
        Measure::WholeHalf => when(content >= 0.5 && source >= 0.5, content + 1e-3 * source),
        Measure::WholeAny => when(content >= 0.5 && source > 0.0, content + 1e-3 * source),
        Measure::WholeStrict => when(
            content > 0.0
                && same(&gold.content, &prediction.content)
                && match (&gold.source, &prediction.source) {
                    (Some(a), Some(b)) => same(a, b),
                    (None, None) => true,
                    _ => false,
                },
            1.0,
        ),
    }
}

fn count_matches(gold: &[Measured], predicted: &[Measured], tally: &mut Tally) {
    for measure in Measure::ALL {
        let of_cue = matches!(measure, Measure::CueOverlap | Measure::CueStrict);
        let counts = |list: &[Measured], add: &mut dyn FnMut(Kind)| {
            list.iter()
                .filter(|attribution| !of_cue || !attribution.cue.all.is_empty())
                .for_each(|attribution| add(attribution.kind));
        };
        counts(gold, &mut |kind| tally.gold(measure, kind));
        counts(predicted, &mut |kind| tally.predicted(measure, kind));
        let pairs = pair(candidates(gold, predicted, |a, b| affinity(measure, a, b)));
        for &(g, p) in &pairs {
            let (Some(annotated), Some(prediction)) = (gold.get(g), predicted.get(p)) else {
                continue;
            };
            tally.hit(measure, annotated.kind, prediction.kind);
            if measure == Measure::ContentHalf {
                tally.source_pair(
                    annotated.kind,
                    source_jaccard(annotated.source.as_ref(), prediction.source.as_ref()),
                );
            }
        }
    }
}

fn count_content_tokens(
    gold: &[Measured],
    predicted: &[Measured],
    ignored: &[Measured],
    tally: &mut Tally,
) {
    let union = |list: &[Measured]| {
        let mut words: Vec<u32> = list
            .iter()
            .flat_map(|one| one.content.words.iter().copied())
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let gold = union(gold);
    let ignored = union(ignored);
    let mut predicted = union(predicted);
    predicted
        .retain(|word| ignored.binary_search(word).is_err() || gold.binary_search(word).is_ok());
    tally.content_tokens(gold.len(), predicted.len(), common(&gold, &predicted));
}
