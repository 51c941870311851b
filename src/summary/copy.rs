//! What is copy and what is not: datelines, headings, captions, credits, turns of a transcript.

use super::Material;
use super::lexicon::{Uses, leading, uses};
use crate::text::{Case, Document, Token, TokenKind, WordKey};

/// How many tokens a dateline takes at the beginning of a sentence.
///
/// It is a place and perhaps a date up to a known agency in brackets ("Graz, Austria (AP)"), or a place in
/// capitals, perhaps with a date and an agency, up to a dash ("KYIV, March 3 (Agency) —").
pub(super) fn dateline(material: &Material<'_>, tokens: &[Token]) -> usize {
    const LONGEST: usize = 14;
    let is = |token: &Token, texts: &[&str]| texts.contains(&material.slice(token.span));
    let head = tokens.get(..tokens.len().min(LONGEST)).unwrap_or_default();
    let lower = |token: &Token| token.case == Case::Lower;
    let head = head.split(lower).next().unwrap_or_default();
    let capitals = head.first().is_some_and(|token| token.case == Case::Upper);
    let dash = head
        .iter()
        .position(|token| token.spaced && is(token, &["-", "–", "—", "―", "--"]));
    let agency = head
        .iter()
        .zip(head.iter().skip(1))
        .position(|(bracket, name)| is(bracket, &["("]) && uses(name).any(Uses::AGENCY));
    let close = head.iter().position(|token| is(token, &[")"]));
    let length = match (dash, agency, close) {
        (Some(dash), ..) if capitals => dash + 1,
        (_, Some(_), Some(close)) => close + 1 + usize::from(dash == Some(close + 1)),
        _ => 0,
    };
    if length + 1 < tokens.len() { length } else { 0 }
}

/// The paragraph near the beginning that says the headline once more.
pub(super) fn repeated_headline(material: &Material<'_>) -> Option<u32> {
    const NEAR: usize = 3;
    let headline = Document::read(material.headline?);
    let document = material.document;
    let mut paragraphs = document.paragraphs.iter().take(NEAR).zip(0..);
    let found = paragraphs.find(|(paragraph, _)| {
        let tokens = document.tokens.get(document.tokens_in(**paragraph));
        words_of(tokens.unwrap_or_default()).eq(words_of(&headline.tokens))
    });
    found.map(|(_, index)| index)
}

/// Whether the tokens are a whole sentence of the story itself.
pub(super) fn is_copy(material: &Material<'_>, tokens: &[Token]) -> bool {
    let furniture = tokens.iter().any(|token| material.is_furniture(token.span));
    !furniture
        && tokens.iter().any(|token| token.case == Case::Lower)
        && !is_heading(tokens)
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

/// "Council Votes To Close The Baths.": no word of length in lower case.
fn is_heading(tokens: &[Token]) -> bool {
    const LONG: u32 = 5;
    let long = || {
        tokens
            .iter()
            .filter(|token| token.is_word() && token.span.len() >= LONG)
    };
    long().count() >= 3 && long().all(|token| token.case != Case::Lower)
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
