//! The fields of a result that are promised for ever, and what a result is without the others.

use serde_json::{Map, Value};

/// Which fields of each object stay: all others are left out of the promise. `""` is the result itself.
const PROMISED: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "schema_version",
            "id",
            "status",
            "article",
            "summary",
            "attributions",
            "sources",
            "findings",
            "metrics",
            "provenance",
            "warnings",
        ],
    ),
    (
        "article",
        &[
            "id",
            "version",
            "format",
            "headline",
            "language",
            "content_sha256",
            "byline",
            "outlet",
            "dateline",
        ],
    ),
    ("byline", &["raw", "people"]),
    ("summary", &["sentences"]),
    ("sentences", &["text", "span", "attribution_ids"]),
    (
        "attributions",
        &[
            "id",
            "type",
            "cue",
            "content",
            "source",
            "act",
            "rule",
            "confidence",
        ],
    ),
    ("source", &["spans", "id"]),
    (
        "sources",
        &[
            "id",
            "label",
            "name",
            "type",
            "named",
            "anonymous",
            "role",
            "mentions",
            "attribution_ids",
        ],
    ),
    (
        "findings",
        &["rule", "severity", "message", "spans", "attribution_ids"],
    ),
    (
        "provenance",
        &["service_version", "rule_packs", "processed_at", "trace_id"],
    ),
];

/// The part of `result` that is promised.
pub(crate) fn promised(result: &Value) -> Value {
    part(result, "")
}

fn part(value: &Value, name: &str) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| part(item, name)).collect(),
        Value::Object(fields) => Value::Object(kept(fields, name)),
        other => other.clone(),
    }
}

fn kept(fields: &Map<String, Value>, name: &str) -> Map<String, Value> {
    let promised = PROMISED.iter().find(|(object, _)| *object == name);
    let stays = |field: &str| promised.is_none_or(|(_, names)| names.contains(&field));
    fields
        .iter()
        .filter(|(field, _)| stays(field))
        .map(|(field, value)| (field.clone(), part(value, field)))
        .collect()
}
