//! How much of the story stands in each sentence: directed centrality.
//!
//! A sentence counts for what the rest of the story comes back to: the sum of its similarities to
//! later sentences, less the sum of its similarities to earlier ones (Zheng and Lapata, "Sentence
//! Centrality Revisited for Unsupervised Summarization", ACL 2019), here with stems weighted by
//! document frequency instead of sentence vectors. Running sums make it linear in the number of words.

use super::Material;
use super::passage::{Passage, Traits};
use super::terms::{Terms, Vector};

/// The parameters of salience. All terms after the first are in standard deviations of the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Weight of centrality itself.
    pub central: f32,
    /// Added to the standard deviation that centrality is divided by: in a short article, where a few chance
    /// words decide, centrality counts less than place.
    pub damping: f32,
    /// Weight of the similarities to later sentences; earlier ones weigh `later - 1`.
    pub later: f32,
    /// Cost of standing late: times the logarithm of the sentence's number.
    pub position: f32,
    /// Cost of each word more or less than [`Weights::length`].
    pub per_word: f32,
    /// The length of a sentence, in words, that costs nothing.
    pub length: f32,
    /// Gain of the similarity to the headline, where there is one.
    pub headline: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            central: 1.0,
            damping: 0.1,
            later: 0.4,
            position: 0.5,
            per_word: 0.03,
            length: 16.0,
            headline: 0.0,
        }
    }
}

/// What salience knows of the passages.
#[derive(Debug)]
pub(super) struct Salience {
    /// How salient each is; comparable within one article only.
    pub(super) scores: Vec<f32>,
    /// What each is about.
    pub(super) vectors: Vec<Vector>,
}

/// A line that is no copy counts for the story when it has this many words: a caption does, a byline does not.
const SHORT: u32 = 8;

/// The salience of every passage.
pub(super) fn salience(
    material: &Material<'_>,
    passages: &[Passage],
    weights: &Weights,
) -> Salience {
    let mut terms = Terms::default();
    let vectors: Vec<Vector> = passages
        .iter()
        .map(|passage| {
            if passage.has(Traits::NOT_COPY) && passage.words < SHORT {
                return Vector::default();
            }
            terms.vector(material.document, passage.tokens.clone())
        })
        .collect();
    let headline = terms.headline(material.headline.unwrap_or_default());
    let earlier = sums(vectors.iter(), terms.len());
    let mut later = sums(vectors.iter().rev(), terms.len());
    later.reverse();
    let central: Vec<f32> = earlier
        .iter()
        .zip(&later)
        .map(|(earlier, later)| weights.later * later - (1.0 - weights.later) * earlier)
        .collect();
    let spread = deviation(&central);
    let mut order = 0.0_f32;
    let mut scores = Vec::with_capacity(passages.len());
    for ((passage, central), vector) in passages.iter().zip(central).zip(&vectors) {
        #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
        let words = passage.words as f32;
        let place =
            weights.position * order.ln_1p() + weights.per_word * (words - weights.length).abs();
        scores.push(
            weights.central * central / (spread + weights.damping) - place
                + weights.headline * vector.dot(&headline),
        );
        if !passage.has(Traits::NOT_COPY) {
            order += 1.0;
        }
    }
    Salience { scores, vectors }
}

/// For each vector the sum of its products with all before it.
fn sums<'v>(vectors: impl Iterator<Item = &'v Vector>, terms: usize) -> Vec<f32> {
    let mut running = vec![0.0_f32; terms];
    let mut sums = Vec::new();
    for vector in vectors {
        let mut sum = 0.0;
        for &(term, weight) in vector.iter() {
            if let Some(total) = running.get_mut(term as usize) {
                sum += weight * *total;
                *total += weight;
            }
        }
        sums.push(sum);
    }
    sums
}

/// The standard deviation; 1 where all values are equal.
fn deviation(values: &[f32]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "an article has few sentences")]
    let count = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / count;
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f32>()
        / count;
    if variance > f32::EPSILON {
        variance.sqrt()
    } else {
        1.0
    }
}
