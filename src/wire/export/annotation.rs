//! W3C Web Annotation: one annotation an attribution, placed by position and by quotation.

use serde_json::{Value, json};

use super::source_of;
use crate::article::Article;
use crate::report::{Report, RulePack};
use crate::text::Span;
use crate::wire::encode::{after, before};
use crate::wire::positions::Positions;
use crate::wire::{identity, names};

/// Writes an annotation page. Positions are code points, as the recommendation demands.
pub fn page(article: &Article, report: &Report, packs: &[RulePack]) -> Vec<u8> {
    let positions = Positions::of(&article.text);
    let page = format!("urn:uuid:{}", identity::result_id(article, packs));
    let items: Vec<Value> = report
        .attributed
        .attributions
        .iter()
        .zip(1..)
        .map(|(attribution, number)| {
            let source = source_of(&report.attributed, attribution);
            let mut bodies = vec![tag("classifying", names::quoting(attribution.quoting))];
            bodies.extend(source.map(|source| tag("identifying", &source.label)));
            let targets: Vec<Value> = attribution
                .content
                .iter()
                .map(|span| target(article, &positions, *span))
                .collect();
            json!({
                "id": format!("{page}#a{number}"),
                "type": "Annotation",
                "motivation": "describing",
                "body": bodies,
                "target": targets,
            })
        })
        .collect();
    let page = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": page,
        "type": "AnnotationPage",
        "items": items,
    });
    page.to_string().into_bytes()
}

fn tag(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": value })
}

fn target(article: &Article, positions: &Positions<'_>, span: Span) -> Value {
    json!({
        "source": article.id,
        "selector": [
            {
                "type": "TextPositionSelector",
                "start": positions.at(span.start).code_points,
                "end": positions.at(span.end).code_points,
            },
            {
                "type": "TextQuoteSelector",
                "exact": span.of(&article.text),
                "prefix": before(&article.text, span),
                "suffix": after(&article.text, span),
            },
        ],
    })
}
