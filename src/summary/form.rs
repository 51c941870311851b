//! Texts that a summary of whole sentences cannot do justice to.

use super::Material;
use super::passage::{Passage, Traits};
use crate::text::{Case, Token, TokenKind, list_marker};
use std::fmt;

/// Why there is no summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoSummary {
    /// Less than two sentences of copy.
    TooShort,
    /// A list of items without connection.
    List,
    /// Entries with times of day, each its own story.
    LiveBlog,
    /// Turns of speakers.
    Transcript,
    /// No sentence can stand without its context.
    NothingStands,
}

impl fmt::Display for NoSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "fewer than two sentences of copy: there is nothing to shorten",
            Self::List => "a list of items, not a story: no sentence speaks for the whole",
            Self::LiveBlog => "a live blog: its entries are stories of their own",
            Self::Transcript => "a transcript: its turns do not stand without their questions",
            Self::NothingStands => "no sentence can stand without the ones around it",
        })
    }
}

/// Says why a text of this form has no summary, if so.
pub(super) fn obstacle(material: &Material<'_>, passages: &[Passage]) -> Option<NoSummary> {
    let paragraphs: Vec<&[Token]> = paragraphs(material).collect();
    let share = |holds: &dyn Fn(&[Token]) -> bool| {
        let count = paragraphs.iter().filter(|tokens| holds(tokens)).count();
        (count, paragraphs.len())
    };
    let (turns, all) = share(&|tokens| begins_with_speaker(material, tokens));
    if turns >= 4 && 2 * turns >= all {
        return Some(NoSummary::Transcript);
    }
    let (entries, _) = share(&|tokens| begins_with_time(material, tokens));
    if entries >= 3 && 4 * entries >= all {
        return Some(NoSummary::LiveBlog);
    }
    let (items, _) = share(&|tokens| list_marker(material.document.text, tokens) > 0);
    if items >= 3 && 2 * items >= all {
        return Some(NoSummary::List);
    }
    let copy = |passage: &&Passage| !passage.has(Traits::NOT_COPY);
    match passages.iter().filter(copy).count() {
        0 | 1 => Some(NoSummary::TooShort),
        _ => None,
    }
}

/// The tokens of each paragraph that is not furniture.
fn paragraphs<'m>(material: &'m Material<'_>) -> impl Iterator<Item = &'m [Token]> {
    let document = material.document;
    let copy = document.paragraphs.iter().filter(|paragraph| {
        !material
            .furniture
            .iter()
            .any(|piece| piece.contains(**paragraph))
    });
    copy.filter_map(|paragraph| document.tokens.get(document.tokens_in(*paragraph)))
}

/// "Marsh: …", "PRESIDENT OF THE SENATE: …", "Q: …".
fn begins_with_speaker(material: &Material<'_>, tokens: &[Token]) -> bool {
    const LONGEST: usize = 6;
    let is_colon = |token: &Token| material.slice(token.span) == ":";
    let colon = tokens.iter().take(LONGEST).position(is_colon);
    let speaker = colon.and_then(|at| tokens.get(..at)).unwrap_or_default();
    let names =
        |token: &Token| matches!(token.case, Case::Capital | Case::Upper) || token.is_mark();
    !speaker.is_empty() && speaker.iter().all(names)
}

/// "10:42", "[9:05 a.m.]", "14.05 —".
fn begins_with_time(material: &Material<'_>, tokens: &[Token]) -> bool {
    let first = tokens.iter().find(|token| !token.is_mark());
    first.is_some_and(|token| {
        let digits = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|value| value <= most);
        let clock = material.slice(token.span).split_once([':', '.']);
        token.kind == TokenKind::Number
            && clock.is_some_and(|(hour, minute)| {
                minute.len() == 2 && digits(hour, 24) && digits(minute, 59)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<NoSummary>) {
        let found = Trial::of(text).summary().err();
        assert_eq!(found, expected, "of {text:?}");
    }

    #[test]
    fn a_single_sentence_is_too_short() {
        check(
            "The Lindal tunnel will be closed on Sunday night.",
            Some(NoSummary::TooShort),
        );
        check("", Some(NoSummary::TooShort));
        check(
            "The tunnel will close on Sunday. Lindal council said so on Friday.",
            None,
        );
    }

    #[test]
    fn lists_live_blogs_and_transcripts_are_no_stories() {
        let list =
            "• Walk the old line to Hathe.\n\n• Hear Haydn in the hall.\n\n• Bring your apples.";
        check(list, Some(NoSummary::List));
        let blog =
            "14:05 The port is closed.\n\n13:40 No trains run.\n\n12:30 The storm makes landfall.";
        check(blog, Some(NoSummary::LiveBlog));
        let talk =
            "Voss: Did you know?\n\nLang: No, I did not.\n\nVoss: Who did?\n\nLang: Ask the firm.";
        check(talk, Some(NoSummary::Transcript));
    }

    #[test]
    fn a_story_with_a_few_items_or_times_is_a_story() {
        check(
            "Lindal will close three baths.\n\nThe oldest is from 1931.\n\n• Mill Street\n\nVoters were told on Monday.",
            None,
        );
        check(
            "11.30 is when doors open in Lindal.\n\nThe baths close at six.\n\nVoters were told on Monday.",
            None,
        );
        check(
            "Voss: no comment.\n\nLindal will close three baths.\n\nVoters were told on Monday.",
            None,
        );
    }
}
