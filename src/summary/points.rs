//! Key points: up to five claims for the desk that wants a list.

use super::footing::Lean;
use super::lexicon::{Uses, leading, uses};
use super::shape::{KeyPoint, PointKind};
use super::study::Study;
use super::{Treatment, wording};
use crate::attribution::{Act, Attribution, AttributionId, Quoting};
use crate::text::{Case, Span, Token, TokenKind};

/// Most points.
const MOST: usize = 5;
/// Points are taken from the most salient sentences only: one in so many.
const ONE_IN: usize = 3;
/// Sentences more alike than this say the same.
const ALIKE: f32 = 0.5;
/// From here on an indirect claim is more likely right than wrong.
const SURE: f32 = 0.5;

/// The claims of the most salient sentences that stand alone, in document order.
pub(super) fn key_points(study: &Study<'_>) -> Vec<KeyPoint> {
    let mut ranked: Vec<usize> = (0..study.passages.len())
        .filter(|at| stands_alone(study, *at))
        .collect();
    ranked.sort_by(|one, other| study.score(*other).total_cmp(&study.score(*one)));
    let mut chosen: Vec<usize> = Vec::new();
    for at in ranked.iter().take(ranked.len().div_ceil(ONE_IN).max(MOST)) {
        if chosen.len() < MOST
            && chosen
                .iter()
                .all(|other| study.likeness(*at, *other) < ALIKE)
        {
            chosen.push(*at);
        }
    }
    chosen.sort_unstable();
    chosen
        .iter()
        .filter_map(|at| key_point(study, *at))
        .collect()
}

fn stands_alone(study: &Study<'_>, at: usize) -> bool {
    let footing = study.footings.get(at).copied().flatten();
    footing.is_some_and(|footing| {
        !footing.needs_source && footing.opening != Lean::Bound && footing.person != Lean::Bound
    })
}

fn key_point(study: &Study<'_>, at: usize) -> Option<KeyPoint> {
    let sentence = study.checked(wording::word(study, &[at])).pop()?;
    let main = sentence
        .attributions
        .iter()
        .filter_map(|&id| {
            Some((
                id,
                study.material.attributed.attributions.get(id.0 as usize)?,
            ))
        })
        .filter(|(_, attribution)| is_sure(attribution))
        .max_by_key(|(id, attribution)| {
            (covered(attribution, sentence.span), std::cmp::Reverse(*id))
        });
    let tokens = study
        .material
        .tokens(study.passages.get(at)?.tokens.clone());
    Some(KeyPoint {
        kind: kind(main, tokens, study, sentence.span),
        claim: main.map_or_else(
            || vec![sentence.span],
            |(_, main)| within(main, sentence.span),
        ),
        speaker: main.and_then(|(_, main)| main.source),
        attribution: main.map(|(id, _)| id),
        resolved: sentence.treatment == Treatment::Resolved,
        text: sentence.text,
        span: sentence.span,
    })
}

/// Whether a sentence is more likely somebody's claim than the reporter's: "Engineers will measure the arches" is hardly one.
fn is_sure(attribution: &Attribution) -> bool {
    attribution.confidence >= SURE || attribution.quoting != Quoting::Indirect
}

/// The parts of the content that stand in `span`.
fn within(attribution: &Attribution, span: Span) -> Vec<Span> {
    let parts = attribution
        .content
        .iter()
        .filter(|part| part.overlaps(span));
    parts
        .map(|part| Span::new(part.start.max(span.start), part.end.min(span.end)))
        .collect()
}

fn covered(attribution: &Attribution, span: Span) -> u32 {
    within(attribution, span)
        .iter()
        .map(|part| part.len())
        .sum()
}

fn kind(
    main: Option<(AttributionId, &Attribution)>,
    tokens: &[Token],
    study: &Study<'_>,
    span: Span,
) -> PointKind {
    let quotes = |attribution: &Attribution| {
        attribution.quoting != Quoting::Indirect && quoted_words(study, span) >= 3
    };
    match main {
        Some((_, main)) if quotes(main) => PointKind::Quote,
        Some((_, main)) if main.act == Act::Decree => PointKind::Decision,
        None if decides(tokens) => PointKind::Decision,
        _ if counts(study, tokens) => PointKind::Number,
        _ => PointKind::Fact,
    }
}

fn quoted_words(study: &Study<'_>, span: Span) -> usize {
    let quotations = study.material.document.quotations.iter();
    let inside =
        quotations.filter(|quotation| quotation.is_double() && span.contains(quotation.span));
    inside
        .map(crate::text::Quotation::len)
        .max()
        .unwrap_or_default()
}

fn decides(tokens: &[Token]) -> bool {
    let verb = |token: &Token| token.case == Case::Lower && uses(token).any(Uses::DECISION);
    tokens.iter().any(verb)
}

/// "12 per cent", "$3.2 million", "14 people".
fn counts(study: &Study<'_>, tokens: &[Token]) -> bool {
    let is_currency =
        |token: &Token| matches!(study.material.slice(token.span), "$" | "£" | "€" | "%");
    (0..tokens.len())
        .filter_map(|at| tokens.get(at..))
        .any(|rest| {
            let number = rest
                .first()
                .is_some_and(|token| token.kind == TokenKind::Number);
            let unit = (1..3).filter_map(|next| rest.get(next..)).any(|after| {
                leading(after).any(Uses::UNIT) || after.first().is_some_and(is_currency)
            });
            let price = rest.first().is_some_and(is_currency)
                && rest
                    .get(1)
                    .is_some_and(|token| token.kind == TokenKind::Number);
            number && unit || price
        })
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use crate::summary::PointKind;

    #[track_caller]
    fn check(trial: &Trial<'_>, beginning: &str, expected: PointKind) {
        let points = trial.summary().unwrap().key_points;
        let point = points
            .iter()
            .find(|point| point.text.starts_with(beginning));
        let point = point.unwrap_or_else(|| panic!("no point {beginning:?} in {points:#?}"));
        assert_eq!(point.kind, expected, "of {beginning:?}");
    }

    #[test]
    fn points_have_the_kind_of_their_claim() {
        let text = "The council of Lindal voted on Monday to close the baths. Lessons for children cost 2 million a year. \
                    “Nobody asked the swimmers of Lindal,” Anna Voss said. Rain fell on the river all day.";
        let trial = Trial::of(text)
            .claim(
                "Anna Voss",
                "said",
                "“Nobody asked the swimmers of Lindal,”",
            )
            .person("Anna Voss", &["Anna Voss"]);
        check(&trial, "The council", PointKind::Decision);
        check(&trial, "Lessons", PointKind::Number);
        check(&trial, "“Nobody", PointKind::Quote);
        check(&trial, "Rain fell", PointKind::Fact);
        let points = trial.summary().unwrap().key_points;
        let quote = points
            .iter()
            .find(|point| point.kind == PointKind::Quote)
            .unwrap();
        assert_eq!(
            quote.claim,
            [trial.find("“Nobody asked the swimmers of Lindal,”", 0)]
        );
        assert!(quote.speaker.is_some());
    }

    #[test]
    fn a_year_is_no_figure() {
        let text = "The baths of Lindal opened in 1931. The council of Lindal meets on Monday.";
        check(&Trial::of(text), "The baths", PointKind::Fact);
    }
}
