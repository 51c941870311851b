//! The contracts as they are committed, and results that keep them.

use std::path::Path;

use serde_json::Value;

use copydesk::Desk;
use copydesk::article::Article;
use copydesk::wire::{self, Layout, Provenance};

use crate::{decoded, result};

fn committed(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

#[test]
fn the_committed_contracts_are_those_of_the_code() {
    for (name, current) in [
        ("result.json", wire::result_schema()),
        ("article.json", wire::article_schema()),
        ("asyncapi.json", wire::asyncapi()),
    ] {
        let subject = name.trim_end_matches(".json");
        assert!(
            committed(name) == current,
            "schemas/{name} is stale: copydesk schema {subject} > schemas/{name}"
        );
    }
}

/// Every article of the examples, as bytes.
fn examples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let mut examples: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    examples.sort();
    assert!(examples.len() >= 12);
    examples
}

#[test]
fn every_result_of_the_examples_keeps_the_schema() {
    let schema = jsonschema::validator_for(&wire::result_schema()).unwrap();
    for (name, body) in examples() {
        let result = result(&decoded(&body));
        let faults: Vec<String> = schema
            .iter_errors(&result)
            .map(|fault| fault.to_string())
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn a_result_without_its_status_breaks_the_schema() {
    let schema = jsonschema::validator_for(&wire::result_schema()).unwrap();
    let mut result = result(&decoded(b"The ferry is late, Ada Berg said."));
    assert!(schema.is_valid(&result));
    result.as_object_mut().unwrap().remove("status");
    assert!(!schema.is_valid(&result));
}

#[test]
fn the_article_schema_tells_articles_from_other_documents() {
    let schema = jsonschema::validator_for(&wire::article_schema()).unwrap();
    for article in [
        r#"{"text": "The ferry is late."}"#,
        r#"{"id": 7, "title": "Ferry late", "text": "The ferry is late.", "desk": "city"}"#,
    ] {
        assert!(
            schema.is_valid(&serde_json::from_str(article).unwrap()),
            "{article}"
        );
    }
    for other in [r#"{"title": "Ferry late"}"#, r#"{"text": 7}"#, "[]"] {
        assert!(
            !schema.is_valid(&serde_json::from_str(other).unwrap()),
            "{other}"
        );
    }
}

#[test]
fn offsets_cut_out_exactly_what_they_claim() {
    for (name, body) in examples() {
        let article = decoded(&body);
        let points: Vec<char> = article.text.chars().collect();
        let units: Vec<u16> = article.text.encode_utf16().collect();
        let mut spans = Vec::new();
        collect_spans(&result(&article), &mut spans);
        for span in spans {
            let at = |field: &str| usize::try_from(span[field].as_u64().unwrap()).unwrap();
            let exact = span["exact"].as_str().unwrap();
            let by_points: String = points[at("start")..at("end")].iter().collect();
            let by_units = String::from_utf16(&units[at("start_utf16")..at("end_utf16")]).unwrap();
            assert_eq!(
                (by_points.as_str(), by_units.as_str()),
                (exact, exact),
                "{name}"
            );
        }
    }
}

/// The result of an article with everything that settings add.
fn full_result(article: &Article) -> Value {
    let desk = Desk::default();
    let layout = Layout {
        detail: true,
        context: true,
        bytes: true,
        text: true,
        embargoed_text: false,
    };
    let report = desk.report(article);
    let written = wire::encode_as(article, &report, &Provenance::default(), layout);
    serde_json::from_slice(&written).unwrap()
}

#[test]
fn what_settings_add_keeps_the_schema_and_agrees_with_the_text() {
    let schema = jsonschema::validator_for(&wire::result_schema()).unwrap();
    for (name, body) in examples() {
        let article = decoded(&body);
        let result = full_result(&article);
        assert!(schema.is_valid(&result), "{name}");
        let mut spans = Vec::new();
        collect_spans(&result, &mut spans);
        for span in spans {
            let at = |field: &str| usize::try_from(span[field].as_u64().unwrap()).unwrap();
            let (exact, text) = (span["exact"].as_str().unwrap(), article.text.as_str());
            let (before, rest) = text.split_at(at("start_byte"));
            let (covered, after) = rest.split_at(at("end_byte") - at("start_byte"));
            assert_eq!(covered, exact, "{name}");
            let (prefix, suffix) = (
                span["prefix"].as_str().unwrap(),
                span["suffix"].as_str().unwrap(),
            );
            assert!(
                before.ends_with(prefix) && after.starts_with(suffix),
                "{name}"
            );
            assert!(prefix.chars().count() == 32 || prefix == before, "{name}");
            assert!(suffix.chars().count() == 32 || suffix == after, "{name}");
        }
        assert_eq!(result["article"]["text"], article.text.as_str(), "{name}");
    }
}

#[test]
fn every_word_of_a_block_is_found_again_in_the_message() {
    let html = "<p>“Caf&eacute;s” close 🙂 early</p>";
    let body = serde_json::json!({"uri": "a", "body_html": html, "headline": "Late"}).to_string();
    let result = full_result(&decoded(body.as_bytes()));
    let block = &result["article"]["blocks"][0];
    assert_eq!(
        (&block["kind"], &block["pointer"]),
        (&Value::from("paragraph"), &Value::from("/body_html"))
    );
    let text: Vec<char> = result["article"]["text"]
        .as_str()
        .unwrap()
        .chars()
        .collect();
    assert_eq!(block["end"].as_u64(), Some(text.len() as u64));
    assert_eq!(block["end_utf16"].as_u64(), Some(text.len() as u64 + 1));
    let last = block["anchors"].as_array().unwrap().last().unwrap();
    let at = |place: usize| usize::try_from(last[place].as_u64().unwrap()).unwrap();
    let rest: String = text[at(0)..].iter().collect();
    assert!(html.split_at(at(1)).1.starts_with(rest.as_str()), "{rest}");
}

#[test]
fn nothing_of_the_text_is_added_under_embargo() {
    let body = br#"{"id": "a", "text": "The ferry is late.", "embargoed": true}"#;
    let result = full_result(&decoded(body));
    assert!(!result.to_string().contains("ferry"));
}

fn collect_spans(value: &Value, spans: &mut Vec<Value>) {
    match value {
        Value::Object(fields) if fields.contains_key("exact") => spans.push(value.clone()),
        Value::Object(fields) => fields
            .values()
            .for_each(|field| collect_spans(field, spans)),
        Value::Array(items) => items.iter().for_each(|item| collect_spans(item, spans)),
        _ => {}
    }
}

#[test]
fn every_length_of_a_summary_is_made_of_its_sentences_each_written_once() {
    let mut digests = 0;
    for (name, body) in examples() {
        let article = decoded(&body);
        let result = result(&article);
        let summary = &result["summary"];
        let further = summary["further"].as_array().into_iter().flatten();
        let sentences: Vec<&Value> = summary["sentences"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(further)
            .collect();
        for (at, sentence) in sentences.iter().enumerate() {
            assert!(!sentences[..at].contains(sentence), "{name}: twice");
        }
        for (profile, most) in [("alert", 240), ("brief", 600), ("digest", 1500)] {
            let places = summary["profiles"][profile].as_array();
            let texts: Vec<String> = places
                .into_iter()
                .flatten()
                .map(|place| usize::try_from(place.as_u64().unwrap()).unwrap())
                .map(|place| words(&article, sentences[place]))
                .collect();
            assert!(texts.join(" ").chars().count() <= most, "{name}: {profile}");
            digests += usize::from(profile == "digest" && !texts.is_empty());
        }
    }
    assert!(digests >= 10);
}

/// The words of a sentence: its own, or, where it says none, those of the article at its place.
fn words(article: &Article, sentence: &Value) -> String {
    let at = |field: &str| usize::try_from(sentence["span"][field].as_u64().unwrap()).unwrap();
    match sentence["text"].as_str() {
        Some(text) => text.to_owned(),
        None => article
            .text
            .chars()
            .take(at("end"))
            .skip(at("start"))
            .collect(),
    }
}

#[test]
fn what_a_result_leaves_out_is_what_it_says_elsewhere_or_the_article_does() {
    let mut left_out = 0;
    for (name, body) in examples() {
        let article = decoded(&body);
        let (least, full) = (result(&article), full_result(&article));
        for list in ["/summary/further", "/summary/key_points"] {
            let lists = [&least, &full].map(|one| one.pointer(list).and_then(Value::as_array));
            let [Some(least_list), Some(full_list)] = lists else {
                continue;
            };
            let shown = least["summary"]["sentences"].as_array().unwrap();
            for (sentence, with_words) in least_list.iter().zip(full_list) {
                let text = with_words["text"].as_str().unwrap();
                let says = |one: &Value| one["text"] == text;
                let said = words(&article, sentence) == text || shown.iter().any(says);
                assert!(said, "{name}: {text}");
                left_out += usize::from(sentence.get("text").is_none());
            }
        }
        for nested in least["nested_attributions"]
            .as_array()
            .into_iter()
            .flatten()
        {
            assert!(nested["content"][0].get("exact").is_none(), "{name}");
        }
        for nested in full["nested_attributions"].as_array().into_iter().flatten() {
            assert!(nested["content"][0].get("exact").is_some(), "{name}");
        }
    }
    assert!(left_out >= 10);
}

#[test]
fn a_key_point_leaves_out_the_claim_that_its_attribution_holds() {
    let mut quoted = 0;
    for (name, body) in examples() {
        let result = result(&decoded(&body));
        let attributions = result["attributions"].as_array().unwrap();
        for point in result["summary"]["key_points"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let behind = attributions
                .iter()
                .find(|one| one["id"] == point["attribution_id"]);
            let claim = point["claim"].as_array();
            if let Some(attribution) = behind {
                quoted += 1;
                assert_eq!(attribution["source"]["id"], point["source_id"], "{name}");
                let content = attribution["content"].as_array().unwrap();
                let same = |claim: &Vec<Value>| {
                    let starts = |spans: &[Value]| -> Vec<Value> {
                        spans.iter().map(|span| span["start"].clone()).collect()
                    };
                    starts(claim) == starts(content) && claim.len() == content.len()
                };
                assert!(!claim.is_some_and(same), "{name}: said twice");
            }
        }
    }
    assert!(quoted >= 10);
}

#[test]
fn every_reference_of_the_asyncapi_document_leads_somewhere() {
    let document = wire::asyncapi();
    let schemas = ["article", "result"].map(|message| {
        document
            .pointer(&format!("/components/messages/{message}/payload/schema"))
            .cloned()
            .unwrap()
    });
    for schema in schemas {
        jsonschema::validator_for(&schema).unwrap();
    }
    let mut references = Vec::new();
    collect_references(&without_schemas(&document), &mut references);
    assert!(references.len() >= 10);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    for (name, operation) in document["operations"].as_object().unwrap() {
        let action = operation["action"].as_str().unwrap();
        assert!(["send", "receive"].contains(&action), "{name}");
    }
    for channel in document["channels"].as_object().unwrap().values() {
        assert!(channel["address"].is_string());
        assert!(!channel["messages"].as_object().unwrap().is_empty());
    }
}

/// The document without the JSON schemas inside, whose references count from their own root.
fn without_schemas(document: &Value) -> Value {
    let mut document = document.clone();
    for message in document
        .pointer_mut("/components/messages")
        .and_then(Value::as_object_mut)
        .unwrap()
        .values_mut()
    {
        message.as_object_mut().unwrap().remove("payload");
    }
    document
}

fn collect_references(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                references.push(reference.to_owned());
            }
            fields
                .values()
                .for_each(|field| collect_references(field, references));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_references(item, references)),
        _ => {}
    }
}

#[test]
fn a_result_names_the_rules_it_was_made_with() {
    let result = result(&decoded(b"The ferry is late, Ada Berg said."));
    let packs = result["provenance"]["rule_packs"].as_array().unwrap();
    let names: Vec<&str> = packs
        .iter()
        .filter_map(|pack| pack["name"].as_str())
        .collect();
    assert_eq!(names, ["attribution", "editorial/core"]);
    for pack in packs {
        assert_eq!(pack["sha256"].as_str().map(str::len), Some(64));
    }
}
