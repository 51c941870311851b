//! Everything known about the sentences of one article, and the summary that fits a budget.

use super::claims::{Claim, claims};
use super::footing::{Footing, footings};
use super::passage::{Passage, passages};
use super::pronoun::Pronouns;
use super::salience::salience;
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
    pub(super) salience: Vec<f32>,
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
            let checked = check::keep_sources_in_view(self.material, sentences, self.plan.guards);
            // Brackets lengthen a sentence: then the next try gets less.
            let excess = budget.size(&checked).saturating_sub(budget.capacity());
            if excess == 0 || capacity == 0 {
                return checked;
            }
            capacity = capacity.saturating_sub(excess);
        }
    }

    fn candidates(&self, budget: Budget) -> Vec<Candidate<'_>> {
        let able = self
            .salience
            .iter()
            .zip(&self.footings)
            .filter(|(_, footing)| footing.is_some());
        let least = able
            .map(|(salience, _)| *salience)
            .fold(f32::INFINITY, f32::min);
        let each = self.passages.iter().zip(&self.footings).zip(&self.salience);
        each.map(|((passage, &footing), salience)| Candidate {
            passage,
            footing,
            value: budget.value(salience - least, passage.words),
            cost: budget.cost(self.material.slice(passage.span), passage.words),
            resolving: budget.penalty(self.plan.resolving, passage.words),
        })
        .collect()
    }
}
