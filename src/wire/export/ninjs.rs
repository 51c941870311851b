//! What copydesk adds to an item, as ninjs 3: summary, people and organisations, trust indicators.

use serde_json::{Value, json};

use crate::article::Article;
use crate::attribution::{Source, SourceKind};
use crate::report::Report;
use crate::wire::names;

/// Writes an item that holds what was found and not the text, to be merged into the newsroom's own.
pub fn enrichment(article: &Article, report: &Report) -> Vec<u8> {
    let sources = &report.attributed.sources;
    let mut item = json!({
        "uri": article.id,
        "standard": { "name": "ninjs", "version": "3.1" },
        "type": "text",
        "representationType": "partial",
        "pubStatus": names::publication_status(article.status),
        "descriptions": summary(report),
        "people": named(sources, &[SourceKind::Person]),
        "organisations": named(sources, &[SourceKind::Organization, SourceKind::Media]),
        "trustIndicators": indicators(sources),
    });
    let optional = [
        ("version", article.version.clone()),
        (
            "language",
            article.language.as_ref().map(|one| one.tag.clone()),
        ),
        ("by", article.byline.as_ref().map(|one| one.raw.clone())),
        (
            "versionCreated",
            article.dates.versioned.map(|time| time.to_string()),
        ),
    ];
    if let Value::Object(fields) = &mut item {
        for (name, value) in optional {
            fields.extend(value.map(|value| (name.to_owned(), Value::String(value))));
        }
        if let Some(headline) = &article.headline {
            let headlines = json!([{ "role": "main", "value": headline }]);
            fields.insert("headlines".to_owned(), headlines);
        }
    }
    item.to_string().into_bytes()
}

fn summary(report: &Report) -> Vec<Value> {
    let sentences: Vec<&str> = report
        .summary
        .iter()
        .flat_map(|summary| &summary.sentences)
        .map(|sentence| sentence.text.as_str())
        .collect();
    if sentences.is_empty() {
        return Vec::new();
    }
    vec![json!({
        "role": "summary",
        "contentType": "text/plain",
        "value": sentences.join(" "),
    })]
}

fn named(sources: &[Source], kinds: &[SourceKind]) -> Vec<Value> {
    sources
        .iter()
        .filter(|source| kinds.contains(&source.kind))
        .filter_map(|source| Some(json!({ "name": source.name.as_ref()?, "rel": "quoted" })))
        .collect()
}

fn indicators(sources: &[Source]) -> Vec<Value> {
    let named = sources.iter().filter(|source| source.named()).count();
    let anonymous = sources.iter().filter(|source| source.anonymous).count();
    vec![
        json!({ "role": "namedSources", "title": named.to_string() }),
        json!({ "role": "anonymousSources", "title": anonymous.to_string() }),
    ]
}
