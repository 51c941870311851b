//! Whether a mention may take up a referent, by what both are.

use super::{
    form::{Pronoun, Sort},
    referent::Referent,
};

/// How well a referent agrees with a pronoun; none where it cannot.
pub(super) fn agrees(referent: &Referent, pronoun: Pronoun) -> Option<f32> {
    let score = match pronoun {
        Pronoun::He | Pronoun::She if referent.may_be_person() => {
            let fit = match referent.agreement.with(pronoun == Pronoun::He) {
                2 => 1.2,
                1 => 0.7,
                0 => 0.0,
                _ => return None,
            };
            let doubt = match (referent.certain, referent.sort) {
                (true, _) => 0.0,
                (false, Sort::Person) => 0.7,
                (false, _) => 1.2,
            };
            let named = if referent.name.is_some() { 0.5 } else { 0.0 };
            return Some(fit - doubt + named);
        }
        Pronoun::They => match referent.sort {
            Sort::People => 1.0,
            Sort::Organization | Sort::Media => 0.0,
            _ if !referent.members.is_empty() => 1.0,
            _ => return None,
        },
        Pronoun::It => match referent.sort {
            Sort::Document | Sort::Organization | Sort::Media => 1.0,
            Sort::Place => 0.0,
            _ => return None,
        },
        _ => return None,
    };
    Some(score)
}

/// Whether a referent may be what a noun of this sort takes up; a newspaper may be known as an institution only.
pub(super) fn may_be(referent: &Referent, sort: Sort) -> bool {
    referent.sort == sort
        || sort == Sort::Media && referent.sort == Sort::Organization && !referent.certain
}

/// Whether one and many are not mixed.
pub(super) const fn same_number(one: Sort, other: Sort) -> bool {
    matches!(one, Sort::Unknown)
        || matches!(other, Sort::Unknown)
        || matches!(one, Sort::People) == matches!(other, Sort::People)
}
