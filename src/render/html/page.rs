//! What the page template shows, made from the view of a report.

use askama::Template;

use super::pieces::{Piece, Pieces};
use crate::article::Article;
use crate::attribution::Source;
use crate::render::view::{Advice, Statement, View, Voice};
use crate::report::Report;
use crate::text::Document;

/// The whole page.
#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct Page<'a> {
    view: &'a View,
    paragraphs: Vec<Vec<Piece<'a>>>,
    cards: Vec<Card<'a>>,
    findings: Vec<Flag<'a>>,
    notes: Vec<&'a Advice>,
    sources: Vec<Share<'a>>,
    style: &'static str,
    version: &'static str,
}

/// One attribution as a card beside the text.
struct Card<'a> {
    id: usize,
    speaker: &'a str,
    content: String,
    percent: u32,
    said: &'a Statement,
}

/// One finding, and whether it points at a place.
struct Flag<'a> {
    advice: &'a Advice,
    placed: bool,
}

/// One source with its share of the attributed text.
struct Share<'a> {
    voice: &'a Voice,
    percent: u32,
}

impl<'a> Page<'a> {
    pub(super) fn of(article: &'a Article, report: &'a Report, view: &'a View) -> Self {
        let document = Document::read(&article.text);
        let mut pieces = Pieces::of(&article.text, report, view);
        let paragraphs = document.paragraphs.iter();
        Self {
            view,
            paragraphs: paragraphs.map(|&at| pieces.paragraph(at)).collect(),
            cards: cards(view),
            findings: findings(report, view),
            notes: view.advice.iter().skip(report.findings.len()).collect(),
            sources: shares(report, view),
            style: include_str!("style.css"),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// A share between 0 and 1 as whole per cent.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=100 before the cast"
)]
pub(super) fn percent(share: f32) -> u32 {
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
            percent: percent(said.confidence),
            said,
        })
        .collect()
}

/// The advice of a view opens with the findings of its report, in the same order.
fn findings<'a>(report: &Report, view: &'a View) -> Vec<Flag<'a>> {
    let pairs = view.advice.iter().zip(&report.findings);
    pairs
        .map(|(advice, finding)| Flag {
            advice,
            placed: !finding.spans.is_empty(),
        })
        .collect()
}

/// The sources that say something, the most quoted first.
fn shares<'a>(report: &Report, view: &'a View) -> Vec<Share<'a>> {
    let bytes = |source: &Source| -> u32 {
        let said = source.attributions.iter();
        said.filter_map(|id| report.attributed.attributions.get(id.0 as usize))
            .flat_map(|attribution| &attribution.content)
            .map(|span| span.len())
            .sum()
    };
    let sources = &report.attributed.sources;
    let total: u32 = sources.iter().map(bytes).sum();
    let mut shares: Vec<Share<'_>> = view
        .voices
        .iter()
        .zip(sources)
        .filter(|(voice, _)| voice.statements > 0)
        .map(|(voice, source)| Share {
            voice,
            percent: bytes(source).saturating_mul(100) / total.max(1),
        })
        .collect();
    shares.sort_by_key(|share| std::cmp::Reverse(share.percent));
    shares
}
