//! The best sentences under a budget: exact, by dynamic programming.
//!
//! A sentence may need its predecessor, or a name before it; so the programme carries, beside what is
//! used of the budget, whether the sentence before was taken and whether a name has been seen.

use super::SummarySentence;
use super::footing::{Footing, Lean};
use super::passage::{Passage, Traits};

/// How much a summary may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// At most so many sentences.
    Sentences(u32),
    /// At most so many words.
    Words(u32),
    /// At most so many characters, one between sentences included.
    Characters(u32),
}

impl Budget {
    /// How many of its units there are.
    pub(super) const fn capacity(self) -> u32 {
        match self {
            Self::Sentences(most) | Self::Words(most) => most,
            // The last sentence needs no space after it.
            Self::Characters(most) => most.saturating_add(1),
        }
    }

    /// What a sentence takes of it.
    pub(super) fn cost(self, text: &str, words: u32) -> u32 {
        match self {
            Self::Sentences(_) => 1,
            Self::Words(_) => words,
            Self::Characters(_) => count(text.chars()).saturating_add(1),
        }
    }

    /// What finished sentences take of it.
    pub(super) fn size(self, sentences: &[SummarySentence]) -> u32 {
        let texts = sentences.iter().map(|sentence| sentence.text.as_str());
        texts
            .map(|text| self.cost(text, count(text.split_whitespace())))
            .sum()
    }

    /// What a sentence is worth. Under a budget of sentences three beat two; under one of words a sentence
    /// counts as often as it has words, so that many short ones do not beat few good ones; what is below the
    /// usual by more than [`Budget::leniency`] is not taken only to fill the space.
    pub(super) fn value(self, salience: f32, words: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
        match self {
            Self::Sentences(_) => salience + ANOTHER,
            Self::Words(_) | Self::Characters(_) => {
                // Squared, so that one sentence that matters much beats two that matter little.
                let above = salience + self.leniency();
                above * above.abs() * words as f32
            }
        }
    }

    /// How far below the usual sentence one may be and still be worth its space: a longer summary may fill its
    /// space, an alert says nothing that does not stand out.
    pub(super) fn leniency(self) -> f32 {
        const WORDS_FOR_ONE: f32 = 100.0;
        #[expect(clippy::cast_precision_loss, reason = "a budget is small")]
        match self {
            Self::Sentences(_) => 0.0,
            Self::Words(most) => most as f32 / WORDS_FOR_ONE,
            Self::Characters(_) => -0.5,
        }
    }

    /// A loss of salience in the unit of [`Budget::value`].
    pub(super) fn penalty(self, salience: f32, words: u32) -> f32 {
        self.value(salience, words) - self.value(0.0, words)
    }
}

/// More than any difference of salience.
const ANOTHER: f32 = 1000.0;

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// A sentence as the programme sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'p> {
    pub(super) passage: &'p Passage,
    pub(super) footing: Option<Footing>,
    /// What choosing it is worth; more sentences are better than fewer only as far as this says so.
    pub(super) value: f32,
    /// What it takes of the budget.
    pub(super) cost: u32,
    /// What is lost when its opening is resolved in brackets instead of shown with its predecessor.
    pub(super) resolving: f32,
}

/// A choice: its value, and the last link of the chain of chosen sentences.
#[derive(Clone, Copy, Debug)]
struct State {
    value: f32,
    last: u32,
}

/// No sentence, no link.
const NOTHING: u32 = u32::MAX;
/// Combinations of "the sentence before was taken" and "a name was seen".
const MODES: usize = 4;
const TAKEN: usize = 1;
const NAMED: usize = 2;

/// The indices of the best candidates whose costs sum to at most `capacity`, in order.
pub(super) fn select(candidates: &[Candidate<'_>], capacity: u32) -> Vec<usize> {
    let mut chain: Vec<(u32, u32)> = Vec::new();
    let width = capacity as usize + 1;
    let mut states: Vec<Option<State>> = vec![None; width * MODES];
    if let Some(start) = states.first_mut() {
        *start = Some(State {
            value: 0.0,
            last: NOTHING,
        });
    }
    let mut next = states.clone();
    for (index, candidate) in candidates.iter().enumerate() {
        next.fill(None);
        let index = u32::try_from(index).unwrap_or(NOTHING);
        let worth: [Option<f32>; MODES] = std::array::from_fn(|mode| candidate.worth(mode));
        let named = if candidate.passage.has(Traits::NAMES) {
            NAMED
        } else {
            0
        };
        for (at, state) in states.iter().enumerate() {
            let Some(state) = state else { continue };
            let (used, mode) = (at / MODES, at % MODES);
            keep_better(&mut next, used * MODES + (mode & NAMED), *state);
            let used = used + candidate.cost as usize;
            let worth = worth.get(mode).copied().flatten();
            let Some(value) = worth.filter(|_| used < width) else {
                continue;
            };
            let named = named | mode & NAMED;
            let last = u32::try_from(chain.len()).unwrap_or(NOTHING);
            let taken = State {
                value: state.value + value,
                last,
            };
            if keep_better(&mut next, used * MODES + TAKEN + named, taken) {
                chain.push((index, state.last));
            }
        }
        std::mem::swap(&mut states, &mut next);
    }
    let best = states
        .iter()
        .flatten()
        .max_by(|one, other| one.value.total_cmp(&other.value));
    follow(&chain, best.map_or(NOTHING, |best| best.last))
}

impl Candidate<'_> {
    /// What taking it adds, or nothing where it may not be taken.
    fn worth(&self, mode: usize) -> Option<f32> {
        let footing = self.footing?;
        let joined = mode & TAKEN != 0 && self.passage.has(Traits::FOLLOWS);
        let named = joined || mode & NAMED != 0;
        if footing.needs_source && !joined {
            return None;
        }
        let leans = [(footing.opening, joined), (footing.person, named)];
        let open = || {
            leans
                .iter()
                .filter(|(_, held)| !held)
                .map(|(lean, _)| *lean)
        };
        if open().any(|lean| lean == Lean::Bound) {
            return None;
        }
        let resolving = open().any(|lean| lean == Lean::Resolvable);
        Some(self.value - if resolving { self.resolving } else { 0.0 })
    }
}

/// Puts `state` at `at` unless a better one is there.
fn keep_better(states: &mut [Option<State>], at: usize, state: State) -> bool {
    let Some(place) = states.get_mut(at) else {
        return false;
    };
    let better = place.is_none_or(|there| state.value > there.value);
    if better {
        *place = Some(state);
    }
    better
}

fn follow(chain: &[(u32, u32)], last: u32) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut link = last;
    while let Some(&(index, before)) = chain.get(link as usize) {
        chosen.push(index as usize);
        link = before;
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use super::super::{Plan, study::Study};
    use super::*;

    /// The sentences that are chosen when each is worth the number at its place.
    fn chosen(text: &str, values: &[f32], budget: Budget) -> Vec<usize> {
        Trial::of(text).with(|material| {
            let study = Study::new(material, &Plan::default());
            let candidates: Vec<Candidate<'_>> = study
                .passages
                .iter()
                .zip(&study.footings)
                .zip(values)
                .map(|((passage, footing), value)| Candidate {
                    passage,
                    footing: *footing,
                    value: *value,
                    cost: budget.cost("", passage.words),
                    resolving: 0.0,
                })
                .collect();
            select(&candidates, budget.capacity())
        })
    }

    #[test]
    fn the_best_are_taken_in_order() {
        let text = "Lindal has baths. Marl has none. Hathe has two. Sund has three.";
        assert_eq!(
            chosen(text, &[1.0, 5.0, 2.0, 4.0], Budget::Sentences(2)),
            [1, 3]
        );
        assert_eq!(
            chosen(text, &[1.0, -5.0, -2.0, -4.0], Budget::Sentences(3)),
            [0]
        );
    }

    #[test]
    fn a_sentence_that_leans_comes_with_its_neighbour_or_not_at_all() {
        let text = "Lindal has baths. But Marl has none. Hathe has two.";
        assert_eq!(chosen(text, &[1.0, 5.0, 2.0], Budget::Sentences(2)), [0, 1]);
        assert_eq!(chosen(text, &[1.0, 5.0, 2.0], Budget::Sentences(1)), [2]);
    }

    #[test]
    fn words_are_counted() {
        let text = "Lindal has baths. Marl has none. Hathe has two.";
        assert_eq!(chosen(text, &[2.0, 1.0, 3.0], Budget::Words(6)), [0, 2]);
        assert_eq!(chosen(text, &[2.0, 1.0, 3.0], Budget::Words(5)), [2]);
        assert!(chosen(text, &[2.0, 1.0, 3.0], Budget::Words(0)).is_empty());
    }
}
