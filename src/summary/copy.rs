//! What is copy and what is not: datelines, headings, captions, credits, turns of a transcript.

use super::Material;
use super::lexicon::{Uses, leading};
use crate::text::{Case, Token, TokenKind, WordKey};

/// How many tokens a dateline takes at the beginning of a sentence.
///
/// It is an agency in brackets ("(Agency)"), or a place in capitals, perhaps with a date and an agency, up
/// to a dash ("KYIV, March 3 (Agency) —").
pub(super) fn dateline(material: &Material<'_>, tokens: &[Token]) -> usize {
    const LONGEST: usize = 14;
    let is = |token: &Token, texts: &[&str]| texts.contains(&material.slice(token.span));
    let head = tokens.get(..tokens.len().min(LONGEST)).unwrap_or_default();
    let capitals = head.first().is_some_and(|token| token.case == Case::Upper);
    let dash = head
        .iter()
        .position(|token| token.spaced && is(token, &["-", "–", "—", "--"]));
    let place = |dash: usize| {
        let lower = |token: &&Token| token.case == Case::Lower;
        head.iter().take(dash).filter(lower).count() == 0
    };
    let agency = head.first().is_some_and(|token| is(token, &["("]));
    let close = head.iter().position(|token| is(token, &[")"]));
    let length = match (dash, close) {
        (Some(dash), _) if capitals && place(dash) => dash + 1,
        (_, Some(close)) if agency && (2..=4).contains(&close) => {
            close + 1 + usize::from(dash == Some(close + 1))
        }
        _ => 0,
    };
    if length + 1 < tokens.len() { length } else { 0 }
}

/// Whether the tokens are a whole sentence of the story itself.
pub(super) fn is_copy(material: &Material<'_>, headline: &[WordKey], tokens: &[Token]) -> bool {
    let furniture = tokens.iter().any(|token| material.is_furniture(token.span));
    let repeats_headline = !headline.is_empty() && words_of(tokens).eq(headline.iter().copied());
    !furniture
        && !repeats_headline
        && ends_as_sentence(material, tokens)
        && !is_turn(material, tokens)
        && !is_aside(tokens)
}

/// The words and numbers of a stretch of tokens.
pub(super) fn words_of(tokens: &[Token]) -> impl Iterator<Item = WordKey> {
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
    words.map(|token| token.key)
}

fn ends_as_sentence(material: &Material<'_>, tokens: &[Token]) -> bool {
    let stops = |token: &Token| {
        material
            .slice(token.span)
            .ends_with(['.', '!', '?', '…', ':'])
    };
    let mut marks = tokens
        .iter()
        .rev()
        .take_while(|token| token.is_mark() || stops(token));
    marks.any(stops)
}

/// "COOPER: …", "Q: …": a turn of a transcript.
fn is_turn(material: &Material<'_>, tokens: &[Token]) -> bool {
    let is_colon = |token: &Token| material.slice(token.span) == ":";
    let colon = tokens.iter().take(5).position(is_colon);
    let speaker = colon.and_then(|at| tokens.get(..at)).unwrap_or_default();
    let shouts =
        |token: &Token| token.case == Case::Upper || token.is_mark() || token.span.len() == 1;
    !speaker.is_empty() && speaker.iter().all(shouts)
}

fn is_aside(tokens: &[Token]) -> bool {
    let mut rests = (0..tokens.len()).filter_map(|at| tokens.get(at..));
    leading(tokens).any(Uses::ASIDE) || rests.any(|rest| leading(rest).any(Uses::CREDIT))
}
