//! Who is anonymous: somebody who speaks and whose name the article withholds.
//!
//! A desk asks of an anonymous source why it is one. So the word is kept for people who know from inside
//! ("a senior official", "people familiar with the matter", "aides") and for one unnamed person ("a woman at
//! the rally"). Crowds without a face ("analysts", "critics", "voters") are collective, not anonymous; so is
//! an institution; a spokeswoman answers for hers on the record, and "his wife" is known by him.

use super::{class::Class, form::Sort, referent::Referent, words::Words};
use std::ops::Range;

/// Whether an unnamed referent is anonymous.
pub(super) fn is_anonymous(words: &Words<'_, '_>, referent: &Referent) -> bool {
    let Some(head) = referent.head else {
        return false;
    };
    match referent.sort {
        Sort::Person => {
            !words.is(head, Class::SPOKESPERSON.or(Class::KIN))
                && !is_known(words, referent, head)
                && referent.group.is_none()
        }
        Sort::People => words.is(head, Class::INSIDER) || is_familiar(words, head),
        _ => false,
    }
}

/// "the mayor" and "Scotland's first minister" are known by the office, "the candidate" by what was said before; "the official" by neither.
fn is_known(words: &Words<'_, '_>, referent: &Referent, head: usize) -> bool {
    let definite = referent
        .description
        .as_ref()
        .is_some_and(|tokens| words.is(tokens.start, Class::DEFINITE));
    let owned = referent.description.clone().is_some_and(|mut tokens| {
        tokens.any(|token| token < head && words.is_possessive_mark(token))
    });
    definite && !words.is(head, Class::INSIDER) || owned && words.is(head, Class::OFFICE)
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

/// The stated reason why a name is withheld, looked for after `from` in its sentence.
///
/// "on condition of anonymity **because the talks were private**"; "who **was not authorized to speak**".
pub(super) fn reason(words: &Words<'_, '_>, from: usize) -> Option<Range<usize>> {
    let sentence = words.document.sentence_of(from)?.range();
    let sign = sign(words, from)?;
    if is_authority(words, sign) {
        let start = (from..sign)
            .rev()
            .find(|&token| words.is(token, Class::RELATIVE))?
            + 1;
        let end = clause_end(words, sign, sentence.end);
        let verb = (sign + 1..end)
            .find(|&token| words.is_finite(token) || follows_infinitive(words, token));
        return Some(start..verb.unwrap_or(end));
    }
    let start =
        (sign + 1..sentence.end.min(sign + 4)).find(|&token| words.is(token, Class::REASON))?;
    Some(start..clause_end(words, start, sentence.end))
}

/// The word after `from` in its sentence that says that a name is withheld.
pub(super) fn sign(words: &Words<'_, '_>, from: usize) -> Option<usize> {
    let end = words.document.sentence_of(from)?.range().end;
    (from..end).find(|&token| is_sign(words, token))
}

/// Whether a word says that a name is withheld: not in "a man named Smith".
fn is_sign(words: &Words<'_, '_>, token: usize) -> bool {
    let after = |verbs: &[&str]| {
        verbs
            .iter()
            .any(|verb| words.has(token.saturating_sub(1), verb))
    };
    words.is(token, Class::WITHHELD)
        && (words.has(token, "anonymity")
            || words.has(token, "anonymously")
            || is_authority(words, token)
            || after(&["be", "being", "remain", "stay"]))
}

fn is_authority(words: &Words<'_, '_>, token: usize) -> bool {
    let denied = ["not", "n't"]
        .iter()
        .any(|no| (1..3).any(|back| words.has(token.saturating_sub(back), no)));
    denied && (words.has(token, "authorized") || words.has(token, "authorised"))
}

/// Whether a word tagged a participle follows an infinitive and its adverbs: "to speak publicly **told**". Only behind
/// "be", "have" and "get" a participle stands there; elsewhere the tag is wrong, and the word the verb of the sentence.
fn follows_infinitive(words: &Words<'_, '_>, token: usize) -> bool {
    let before = (0..token).rev().find(|&token| !words.is_adverb(token));
    let governs = |verb: usize| {
        ["be", "have", "get"]
            .iter()
            .any(|word| words.has(verb, word))
    };
    words.is_past_participle(token)
        && before.is_some_and(|before| words.is_base_verb(before) && !governs(before))
}

/// Where the clause ends: at its first mark that joins no words.
fn clause_end(words: &Words<'_, '_>, start: usize, end: usize) -> usize {
    let stop = (start..end).find(|&token| words.is_mark(token) && !words.is_hyphen(token));
    stop.unwrap_or(end)
}
