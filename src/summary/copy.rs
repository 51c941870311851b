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

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use super::*;

    #[track_caller]
    fn check_dateline(sentence: &str, expected: &str) {
        let trial = Trial::of(sentence);
        let rest = trial.with(|material| {
            let tokens = &material.document.tokens;
            let first = tokens.get(dateline(material, tokens)).unwrap();
            sentence
                .get(first.span.start as usize..)
                .unwrap()
                .to_owned()
        });
        assert_eq!(rest, expected);
    }

    #[test]
    fn datelines_of_every_shape_end_before_the_story() {
        check_dateline("(CNN) The baths closed.", "The baths closed.");
        check_dateline("Graz, Austria (CNN)The baths closed.", "The baths closed.");
        check_dateline(
            "KYIV, March 3 (Reuters) — The baths closed.",
            "The baths closed.",
        );
        check_dateline("WASHINGTON — The baths closed.", "The baths closed.");
    }

    #[test]
    fn brackets_and_dashes_of_the_story_are_no_dateline() {
        for story in [
            "NATO said it would — in time — reply.",
            "The North Atlantic Treaty Organization (NATO) replied.",
            "Anna Voss (left) replied.",
            "WASHINGTON is a city.",
        ] {
            check_dateline(story, story);
        }
    }

    #[track_caller]
    fn check_copy(sentence: &str, expected: bool) {
        let found =
            Trial::of(sentence).with(|material| is_copy(material, &material.document.tokens));
        assert_eq!(found, expected, "of {sentence:?}");
    }

    #[test]
    fn headings_captions_credits_and_turns_are_no_copy() {
        check_copy("Council Votes To Close The Baths.", false);
        check_copy("What happens next", false);
        check_copy("Photo: the baths in 1931.", false);
        check_copy("Jonas Vik contributed to this report.", false);
        check_copy("LANG: We will come back to it.", false);
        check_copy("Facebook/Anna Voss.", false);
    }

    #[test]
    fn sentences_of_the_story_are_copy() {
        check_copy("The council voted to close the baths.", true);
        check_copy("Anna Voss and Otto Lang voted against it.", true);
        check_copy("A photo shows the baths in 1931.", true);
        check_copy("Vik contributed to the design.", true);
        check_copy("Lang had one answer: no.", true);
    }
}
