//! One walk over a document: every name, description and pronoun, in order.

use super::{
    class::Class,
    description,
    form::{Form, Mention, Pronoun},
    kind, name,
    words::Words,
};
use crate::text::WordKey;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Every mention in the sentences whose capitals can be trusted, by anchor.
pub(super) fn scan(words: &Words<'_, '_>) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(words.len() / 4);
    for sentence in &words.document.sentences {
        let tokens = sentence.range();
        if !words.is_in_shouted(tokens.start) {
            scan_sentence(words, tokens, &mut mentions);
        }
    }
    mentions
}

fn scan_sentence(words: &Words<'_, '_>, tokens: Range<usize>, mentions: &mut Vec<Mention>) {
    let mut at = tokens.start;
    while at < tokens.end {
        let (mention, next) = read(words, at, tokens.end);
        mentions.extend(mention);
        at = next.max(at + 1);
    }
}

fn read(words: &Words<'_, '_>, at: usize, end: usize) -> (Option<Mention>, usize) {
    if let Some(pronoun) = pronoun(words, at) {
        let form = Form::Pronoun(pronoun);
        let tokens = at..at + 1;
        return (Some(Mention { tokens, form }), at + 1);
    }
    if name::begins(words, at) {
        let (mention, stop) = name::read(words, at, end);
        return (mention.filter(|mention| is_trusted(words, mention)), stop);
    }
    let headline = words.paragraph(at) == 0 && !words.has(end - 1, ".");
    let head = !headline
        && description::is_head(words, at)
        && !is_before_name(words, at)
        && !kind::is_kind(words, at, end);
    (head.then(|| description::at(words, at, 0)), at + 1)
}

/// The pronoun at a token, if there is one.
pub(super) fn pronoun(words: &Words<'_, '_>, at: usize) -> Option<Pronoun> {
    let pronouns = [
        (Class::HE, Pronoun::He),
        (Class::SHE, Pronoun::She),
        (Class::THEY, Pronoun::They),
        (Class::IT, Pronoun::It),
        (Class::I, Pronoun::I),
        (Class::WE, Pronoun::We),
        (Class::YOU, Pronoun::You),
    ];
    let relative = ["who", "which", "whom", "whose"];
    if relative.iter().any(|word| words.has(at, word)) && !words.opens_sentence(at) {
        return Some(Pronoun::Relative);
    }
    if words.is_upper(at) {
        return None;
    }
    let found = pronouns.iter().find(|(class, _)| words.is(at, *class));
    found.map(|(_, pronoun)| *pronoun)
}

/// A role in small letters that belongs to the name after it.
fn is_before_name(words: &Words<'_, '_>, at: usize) -> bool {
    words.is(at, Class::ROLE.or(Class::TITLE))
        && name::begins(words, at + 1)
        && words.same_sentence(at, at + 1)
}

/// Whether a name is more than a first word that the sentence capitalises.
fn is_trusted(words: &Words<'_, '_>, mention: &Mention) -> bool {
    let Some(name) = mention.name() else {
        return true;
    };
    let first = name.core.start;
    if name.core.len() > 1 || !words.opens_sentence(first) {
        return true;
    }
    let listed = Class::FIRST_NAME
        .or(Class::PLACE)
        .or(Class::INSTITUTION_NAME)
        .or(Class::MEDIA_NAME);
    words.is(first, listed)
        || words.is_capital_inside(first)
        || words.is_proper(first) && !words.is_noun(first + 1)
}

/// The names of the body that stand in headlines and in lines of capitals.
pub(super) fn scan_shouted(words: &Words<'_, '_>, mentions: &mut Vec<Mention>) {
    let known = known_words(words, mentions);
    for sentence in &words.document.sentences {
        let tokens = sentence.range();
        if words.is_in_shouted(tokens.start) {
            shouted_names(words, tokens, &known, mentions);
        }
    }
    mentions.sort_by_key(Mention::anchor);
}

fn shouted_names(
    words: &Words<'_, '_>,
    tokens: Range<usize>,
    known: &FxHashSet<WordKey>,
    mentions: &mut Vec<Mention>,
) {
    let mut at = tokens.start;
    while at < tokens.end {
        let run = at..(at..tokens.end)
            .find(|&token| !known.contains(&words.key(token)))
            .unwrap_or(tokens.end);
        at = run.end.max(at + 1);
        if !run.is_empty() {
            mentions.push(name::mention(words, run));
        }
    }
}

/// The words of which the names of the body are made.
fn known_words(words: &Words<'_, '_>, mentions: &[Mention]) -> FxHashSet<WordKey> {
    let cores = mentions
        .iter()
        .filter_map(|mention| Some(mention.name()?.core.clone()));
    let tokens = cores
        .flatten()
        .filter(|&token| words.is_word(token) && words.is_capital(token));
    tokens.map(|token| words.key(token)).collect()
}
