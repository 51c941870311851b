//! What each sentence needs so that it can stand in a summary.

use super::claims::{Claim, View};
use super::guard::{Guard, Guards};
use super::passage::{Opening, Passage, Quoted};
use super::pronoun::Pronouns;

/// What a sentence needs so that it can stand in a summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Footing {
    /// It cannot stand at all.
    pub(super) barred: bool,
    /// It needs the sentence before it, which holds the source of a claim.
    pub(super) needs_source: bool,
    /// Its first word leans on the sentence before it.
    pub(super) leans: bool,
    /// It needs somebody to be named before.
    pub(super) needs_name: bool,
    /// Its first personal pronoun can be resolved in square brackets.
    pub(super) resolvable: bool,
}

/// The footing of every passage.
pub(super) fn footings(
    passages: &[Passage],
    claims: &[Vec<Claim>],
    pronouns: &Pronouns<'_>,
    guards: Guards,
) -> Vec<Footing> {
    let in_first_person = is_in_first_person(passages);
    let each = passages.iter().zip(claims);
    each.map(|(passage, claims)| {
        let resolvable = pronouns.first_is_resolvable(passage);
        let opening = match passage.opening {
            Opening::Free => false,
            Opening::Neighbour => guards.hold(Guard::Neighbour),
            Opening::Introduction => guards.hold(Guard::Introduction),
        };
        Footing {
            barred: is_barred(passage, claims, in_first_person, guards),
            needs_source: guards.hold(Guard::Claim) && claims.iter().any(|claim| claim.source == View::Before),
            leans: opening,
            needs_name: guards.hold(Guard::Person) && passage.pronoun,
            resolvable,
        }
    })
    .collect()
}

fn is_barred(passage: &Passage, claims: &[Claim], in_first_person: bool, guards: Guards) -> bool {
    let faults = [
        (Guard::NotCopy, passage.not_copy),
        (Guard::Claim, claims.iter().any(|claim| claim.source == View::Away)),
        (Guard::BrokenQuotation, passage.quoted == Quoted::Broken),
        (
            Guard::LooseQuotation,
            passage.quoted == Quoted::Mostly && claims.is_empty() && !passage.reports,
        ),
        (Guard::FirstPerson, passage.first_person && !in_first_person),
        (Guard::Announcement, passage.announces),
    ];
    passage.words == 0 || faults.iter().any(|(guard, fault)| *fault && guards.hold(*guard))
}

/// Whether the writer tells the whole story as "I" or "we": then that voice misleads nobody.
fn is_in_first_person(passages: &[Passage]) -> bool {
    const ONE_IN: usize = 5;
    let voiced = passages.iter().filter(|passage| passage.first_person).count();
    voiced * ONE_IN > passages.len()
}
