//! Everything known about the sentences of one article, and the summary that fits a budget.

use super::claims::{Claim, claims};
use super::footing::{Footing, footings};
use super::guard::Guard;
use super::passage::{Passage, passages};
use super::pronoun::Pronouns;
use super::salience::{Salience, salience};
use super::select::{Budget, Candidate, select};
use super::{Material, Plan, SummarySentence, check, wording};

/// Everything known about the sentences of one article; all lists run over the document's sentences.
#[derive(Debug)]
pub(super) struct Study<'m> {
    pub(super) material: &'m Material<'m>,
    pub(super) passages: Vec<Passage>,
    pub(super) claims: Vec<Vec<Claim>>,
    pub(super) footings: Vec<Option<Footing>>,
    pub(super) pronouns: Pronouns<'m>,
    pub(super) salience: Salience,
    plan: Plan,
}

impl<'m> Study<'m> {
    pub(super) fn new(material: &'m Material<'m>, plan: &Plan) -> Self {
        let passages = passages(material);
        let claims = claims(material, &passages);
        let pronouns = Pronouns::new(material);
        Self {
            footings: footings(&passages, &claims, &pronouns, plan.guards),
            salience: salience(material, &passages, &plan.weights),
            plan: *plan,
            material,
            passages,
            claims,
            pronouns,
        }
    }

    /// The best sentences under a budget, in document order, every claim with its source in view.
    pub(super) fn summary(&self, budget: Budget) -> Vec<SummarySentence> {
        let mut capacity = budget.capacity();
        loop {
            let chosen = select(&self.candidates(budget), capacity);
            let sentences = wording::word(self, &chosen);
            let checked = self.checked(sentences);
            // Brackets lengthen a sentence: then the next try gets less.
            let excess = budget.size(&checked).saturating_sub(budget.capacity());
            if excess == 0 || capacity == 0 {
                return checked;
            }
            capacity = capacity.saturating_sub(excess);
        }
    }

    /// What is left of finished sentences when every claim must have its source in view.
    pub(super) fn checked(&self, sentences: Vec<SummarySentence>) -> Vec<SummarySentence> {
        if self.plan.guards.hold(Guard::Claim) {
            check::keep_sources_in_view(self.material, sentences)
        } else {
            sentences
        }
    }

    /// How salient a passage is.
    pub(super) fn score(&self, at: usize) -> f32 {
        self.salience
            .scores
            .get(at)
            .copied()
            .unwrap_or(f32::NEG_INFINITY)
    }

    /// How alike two passages are, 0 to 1.
    pub(super) fn likeness(&self, one: usize, other: usize) -> f32 {
        let vectors = &self.salience.vectors;
        match (vectors.get(one), vectors.get(other)) {
            (Some(one), Some(other)) => one.dot(other),
            _ => 0.0,
        }
    }

    fn candidates(&self, budget: Budget) -> Vec<Candidate<'_>> {
        let able = self.salience.scores.iter().zip(&self.footings);
        let able: Vec<f32> = able
            .filter_map(|(score, footing)| footing.map(|_| *score))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "an article has few sentences")]
        let usual = able.iter().sum::<f32>() / able.len().max(1) as f32;
        let each = self
            .passages
            .iter()
            .zip(&self.footings)
            .zip(&self.salience.scores);
        each.map(|((passage, &footing), salience)| Candidate {
            passage,
            footing,
            value: budget.value(salience - usual, passage.words),
            cost: budget.cost(self.material.slice(passage.span), passage.words),
            resolving: budget.penalty(self.plan.resolving, passage.words),
        })
        .collect()
    }
}
