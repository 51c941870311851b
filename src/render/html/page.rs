//! What the page template shows, made from the view of a report.

use std::collections::BTreeSet;

use askama::Template;

use super::pieces::{Piece, Pieces};
use crate::article::Article;
use crate::render::view::{Advice, Statement, View, Voice};
use crate::report::Report;
use crate::text::Document;

/// The whole page.
#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page<'a> {
    view: &'a View,
    paragraphs: Vec<Paragraph<'a>>,
    cards: Vec<Card<'a>>,
    findings: Vec<Flag<'a>>,
    notes: Vec<&'a Advice>,
    sources: Vec<Share<'a>>,
    voices: Voices,
    in_index: bool,
    style: &'static str,
    version: &'static str,
}

/// One paragraph of the text.
struct Paragraph<'a> {
    /// Whether it is no copy: a byline, a repeated headline.
    furniture: bool,
    pieces: Vec<Piece<'a>>,
}

/// One attribution as a card beside the text.
struct Card<'a> {
    id: usize,
    speaker: &'a str,
    content: String,
    percent: u32,
    said: &'a Statement,
}

/// How many of those who speak have a name, have none, or are institutions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Voices {
    pub(super) named: usize,
    pub(super) withheld: usize,
    pub(super) institutions: usize,
}

impl Voices {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            named: report.profile.named,
            withheld: report.profile.anonymous,
            institutions: report.profile.institutional,
        }
    }

    pub(super) const fn all(self) -> usize {
        self.named + self.withheld + self.institutions
    }

    /// "7 named, 1 not named, 2 institutions"; what there is none of is left out.
    pub(super) fn told(self) -> String {
        let institutions = match self.institutions {
            1 => "institution",
            _ => "institutions",
        };
        let parts = [
            (self.named, "named"),
            (self.withheld, "not named"),
            (self.institutions, institutions),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if parts.is_empty() {
            return "nobody".to_owned();
        }
        parts.join(", ")
    }
}

/// One finding, and whether it points at a place.
struct Flag<'a> {
    advice: &'a Advice,
    /// The message as a sentence.
    message: String,
    placed: bool,
    /// Whether the help of its rule stands here: the first time only.
    explained: bool,
}

/// One source with its share of the attributed text.
struct Share<'a> {
    voice: &'a Voice,
    percent: u32,
    /// Length of its bar in per cent of the longest.
    bar: u32,
}

impl Share<'_> {
    /// What the bar is drawn as.
    fn class(&self) -> &'static str {
        match (self.voice.anonymous, self.voice.kind.as_str()) {
            (true, _) => "bar withheld",
            (false, "organization" | "document" | "media") => "bar institution",
            (false, _) => "bar",
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn of(article: &'a Article, report: &'a Report, view: &'a View) -> Self {
        let document = Document::read(&article.text);
        let mut pieces = Pieces::of(&article.text, report, view);
        let paragraphs = document.paragraphs.iter();
        Self {
            view,
            paragraphs: paragraphs
                .map(|&at| Paragraph {
                    furniture: article
                        .furniture
                        .iter()
                        .any(|piece| piece.span.contains(at)),
                    pieces: pieces.paragraph(at),
                })
                .collect(),
            cards: cards(view),
            findings: findings(report, view),
            notes: view.advice.iter().skip(report.findings.len()).collect(),
            sources: shares(report, view),
            voices: Voices::of(report),
            in_index: false,
            style: super::STYLE,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl Page<'_> {
    /// The same page, with a way back to an index.
    pub(super) const fn among_others(mut self, in_index: bool) -> Self {
        self.in_index = in_index;
        self
    }
}

/// A share between 0 and 1 as whole per cent.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 before the cast"
)]
pub(super) fn percent(share: f64) -> u32 {
    (share * 100.0).round().clamp(0.0, 100.0) as u32
}

fn cards(view: &View) -> Vec<Card<'_>> {
    let statements = view.statements.iter().enumerate();
    statements
        .filter(|(_, said)| !said.nested)
        .map(|(id, said)| Card {
            id,
            speaker: said.speaker.as_deref().unwrap_or("nobody named"),
            content: said.content.join(" … "),
            percent: percent(f64::from(said.confidence)),
            said,
        })
        .collect()
}

/// The advice of a view opens with the findings of its report, in the same order.
fn findings<'a>(report: &Report, view: &'a View) -> Vec<Flag<'a>> {
    let pairs = view.advice.iter().zip(&report.findings);
    let mut explained = BTreeSet::new();
    pairs
        .map(|(advice, finding)| Flag {
            advice,
            message: sentence(&advice.message),
            placed: !finding.spans.is_empty(),
            explained: !advice.help.is_empty() && explained.insert(advice.rule.as_str()),
        })
        .collect()
}

/// Messages begin small, for the terminal; on a page they are sentences.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The sources that say something, the loudest first.
fn shares<'a>(report: &Report, view: &'a View) -> Vec<Share<'a>> {
    let voices = report.profile.voices.iter();
    let longest = report
        .profile
        .voices
        .first()
        .map_or(0.0, |(_, share)| *share);
    voices
        .filter_map(|(id, share)| {
            Some(Share {
                voice: view.voices.get(id.0 as usize)?,
                percent: percent(*share),
                bar: percent(share / longest.max(f64::EPSILON)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Voices, sentence};

    #[test]
    fn those_who_speak_are_told_without_what_there_is_none_of() {
        let told = |named, withheld, institutions| {
            let voices = Voices {
                named,
                withheld,
                institutions,
            };
            voices.told()
        };
        assert_eq!(told(7, 1, 2), "7 named, 1 not named, 2 institutions");
        assert_eq!(told(0, 0, 1), "1 institution");
        assert_eq!(told(0, 0, 0), "nobody");
    }

    #[test]
    fn a_message_begins_with_a_capital_unless_a_mark_opens_it() {
        assert_eq!(sentence("no reason is given."), "No reason is given.");
        assert_eq!(sentence("“an aide” is vague."), "“an aide” is vague.");
        assert_eq!(sentence(""), "");
    }
}
