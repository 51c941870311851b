//! What each sentence needs so that it can stand in a summary.

use super::claims::{Claim, View};
use super::guard::{Guard, Guards};
use super::opening::Opening;
use super::passage::{Passage, Quoted, Traits};
use super::pronoun::Pronouns;

/// What a sentence needs so that it can stand in a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footing {
    /// Whether it needs the sentence before it, which holds the source of a claim.
    pub(super) needs_source: bool,
    /// What its first words lean on.
    pub(super) opening: Lean,
    /// What a pronoun in it leans on that means a person: the sentence before it.
    pub(super) person: Lean,
}

impl Footing {
    /// Whether it was meant to be read with the sentence before it.
    pub(super) fn needs_neighbour(self) -> bool {
        self.needs_source || self.opening != Lean::Free
    }
}

/// Whether words mean something that stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// They stand alone.
    Free,
    /// They do, and can be resolved in square brackets.
    Resolvable,
    /// They do.
    Bound,
}

/// The footing of every passage; none where it may not stand in a summary.
pub(super) fn footings(
    passages: &[Passage],
    claims: &[Vec<Claim>],
    pronouns: &Pronouns<'_>,
    guards: Guards,
) -> Vec<Option<Footing>> {
    let in_first_person = is_in_first_person(passages);
    let first = passages
        .iter()
        .position(|passage| !passage.has(Traits::NOT_COPY));
    let footing = |(at, (passage, claims)): (usize, (&Passage, &Vec<Claim>))| {
        if is_barred(passage, claims, in_first_person, guards) {
            return None;
        }
        let leans = |guard, leans: bool| match guards.hold(guard) && leans {
            false => Lean::Free,
            true if pronouns.first_is_resolvable(passage) => Lean::Resolvable,
            true => Lean::Bound,
        };
        let before = |claim: &Claim| claim.source == View::Before;
        Some(Footing {
            needs_source: guards.hold(Guard::Claim)
                && (claims.iter().any(before) || pronouns.hides_a_speaker(passage)),
            opening: match passage.opening {
                Opening::Free => Lean::Free,
                Opening::Person | Opening::Claim | Opening::Neighbour
                    if !guards.hold(Guard::Neighbour) =>
                {
                    Lean::Free
                }
                Opening::Introduction if !guards.hold(Guard::Introduction) || Some(at) == first => {
                    Lean::Free
                }
                Opening::Person | Opening::Claim => leans(Guard::Neighbour, true),
                Opening::Neighbour | Opening::Introduction => Lean::Bound,
            },
            person: leans(Guard::Person, passage.has(Traits::PRONOUN)),
        })
    };
    passages
        .iter()
        .zip(claims)
        .enumerate()
        .map(footing)
        .collect()
}

fn is_barred(passage: &Passage, claims: &[Claim], in_first_person: bool, guards: Guards) -> bool {
    let faults = [
        (Guard::NotCopy, passage.has(Traits::NOT_COPY)),
        (
            Guard::Claim,
            claims.iter().any(|claim| claim.source == View::Away),
        ),
        (Guard::BrokenQuotation, passage.quoted == Quoted::Broken),
        (
            Guard::LooseQuotation,
            passage.quoted == Quoted::Mostly && claims.is_empty() && !passage.has(Traits::REPORTS),
        ),
        (
            Guard::FirstPerson,
            passage.has(Traits::FIRST_PERSON) && !in_first_person,
        ),
        (Guard::Announcement, passage.has(Traits::ANNOUNCES)),
    ];
    passage.words == 0
        || faults
            .iter()
            .any(|(guard, fault)| *fault && guards.hold(*guard))
}

/// Whether the writer tells the story as "I" or "we", and says so early: then that voice misleads nobody.
fn is_in_first_person(passages: &[Passage]) -> bool {
    const EARLY: usize = 3;
    const ONE_IN: usize = 5;
    let voiced = |passage: &&Passage| passage.has(Traits::FIRST_PERSON);
    let copy = || {
        passages
            .iter()
            .filter(|passage| !passage.has(Traits::NOT_COPY))
    };
    let early = copy().take(EARLY).any(|passage| voiced(&passage));
    early || copy().filter(voiced).count() * ONE_IN > passages.len()
}
