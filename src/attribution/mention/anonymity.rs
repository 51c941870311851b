//! Who is anonymous: somebody who speaks and whose name the article withholds.
//!
//! A desk asks of an anonymous source why it is one. So the word is kept for people who know from inside
//! ("a senior official", "people familiar with the matter", "aides") and for one unnamed person ("a woman at
//! the rally"). Crowds without a face ("analysts", "critics", "voters") are collective, not anonymous; so is
//! an institution; a spokeswoman answers for hers on the record, and "his wife" is known by him.

use super::{class::Class, form::Sort, referent::Referent, words::Words};

/// Whether an unnamed referent is anonymous.
pub(super) fn is_anonymous(words: &Words<'_, '_>, referent: &Referent) -> bool {
    let Some(head) = referent.head else {
        return false;
    };
    match referent.sort {
        Sort::Person => {
            !words.is(head, Class::SPOKESPERSON.or(Class::KIN)) && !is_known(words, referent, head)
        }
        Sort::People => words.is(head, Class::INSIDER) || is_familiar(words, head),
        _ => false,
    }
}

/// "the mayor" is known by the office, "the candidate" by what was said before; "the official" by neither.
fn is_known(words: &Words<'_, '_>, referent: &Referent, head: usize) -> bool {
    let definite = referent
        .description
        .as_ref()
        .is_some_and(|tokens| words.is(tokens.start, Class::DEFINITE));
    definite && !words.is(head, Class::INSIDER)
}

/// "people familiar with", "people briefed on", "two people".
fn is_familiar(words: &Words<'_, '_>, head: usize) -> bool {
    let knowing = [
        "familiar",
        "close",
        "briefed",
        "knowledgeable",
        "involved",
        "aware",
        "informed",
        "privy",
    ];
    let known = knowing
        .iter()
        .any(|word| (1..3).any(|step| words.has(head + step, word)));
    let counted = words.before_is(head, Class::COUNTED);
    known || counted && words.has(head, "people")
}
