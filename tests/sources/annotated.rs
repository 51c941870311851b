//! Labelled mentions of annotated articles that are not part of this repository.

use crate::score::{Expected, Verdict, form, judge, line};
use copydesk::attribution::mention::{Lexicon, resolve};
use copydesk::attribution::{Act, Attribution, Quoting, Source, SourceKind};
use copydesk::syntax::{Analysis, Syntax};
use copydesk::text::{Document, Span};
use serde_json::Value;
use std::{fs, path::PathBuf, sync::Arc};

/// Verdicts on every labelled mention, or none where the articles are not at hand.
pub(crate) fn verdicts() -> Option<Vec<Verdict>> {
    let articles = fs::read_to_string(shared().join("data/attribution/train.jsonl")).ok()?;
    let labels = include_str!("../corpus/sources/labels.jsonl");
    let labels: Vec<Value> = labels
        .lines()
        .map(|line| serde_json::from_str(line).expect("a label is JSON"))
        .collect();
    let mut verdicts = Vec::new();
    for article in articles.lines() {
        let article: Value = serde_json::from_str(article).expect("an article is JSON");
        let labels: Vec<_> = labels
            .iter()
            .filter(|label| label["id"] == article["id"])
            .collect();
        if !labels.is_empty() {
            verdicts.extend(judged(&article, &labels));
        }
    }
    Some(verdicts)
}

fn shared() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("COPYDESK_SHARED").map_or_else(beside, PathBuf::from)
}

fn judged(article: &Value, labels: &[&Value]) -> Vec<Verdict> {
    let text = article["text"].as_str().unwrap_or_default();
    let places = Places::of(text);
    let document = Document::read(text);
    let gold = article["attributions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut attributions: Vec<_> = gold.iter().map(|gold| attribution(gold, &places)).collect();
    let analysis = Analysis::of(&document, Syntax::embedded());
    let sources = resolve(&analysis, &mut attributions, Lexicon::embedded());
    let verdicts = labels.iter().map(|label| {
        let mention = places.spans(&label["mention"]);
        let found = attributions
            .iter()
            .find(|attribution| attribution.mention == mention);
        let found = found.and_then(|found| sources.get(found.source?.0 as usize));
        verdict(label, text, &places, found)
    });
    verdicts.collect()
}

fn verdict(label: &Value, text: &str, places: &Places, found: Option<&Source>) -> Verdict {
    let refers = places.spans(&label["refers"]);
    let flag = label["flag"].as_str().unwrap_or_default();
    let expected = Expected {
        labels: refers.iter().map(|span| span.of(text).to_owned()).collect(),
        named: flag == "n",
        anonymous: (flag.len() == 1).then_some(flag == "a"),
        kinds: label["types"]
            .as_str()
            .unwrap_or_default()
            .chars()
            .map(kind)
            .collect(),
    };
    let is_mentioned = |source: &Source| {
        refers.iter().any(|refers| {
            source
                .mentions
                .iter()
                .any(|mention| mention.overlaps(*refers))
        })
    };
    let right = judge(&expected, found, is_mentioned);
    let written = places
        .spans(&label["mention"])
        .first()
        .map_or("", |span| span.of(text))
        .to_owned();
    let seen = label["half"] == "rules";
    Verdict {
        set: if seen {
            "labelled, seen"
        } else {
            "labelled, kept apart"
        },
        article: label["id"].as_str().unwrap_or_default().to_owned(),
        form: form(&written),
        mention: written,
        expected,
        found: found.map(line),
        right,
        may_be_shown: seen,
    }
}

fn attribution(gold: &Value, places: &Places) -> Attribution {
    Attribution {
        quoting: Quoting::Indirect,
        cue: places.spans(&gold["cue"]).first().copied(),
        content: places.spans(&gold["content"]),
        mention: places.spans(&gold["source"]),
        source: None,
        act: Act::Statement,
        rule: Arc::from("gold"),
        confidence: 1.0,
        within: None,
    }
}

fn kind(letter: char) -> SourceKind {
    match letter {
        'P' => SourceKind::Person,
        'O' => SourceKind::Organization,
        'G' => SourceKind::Group,
        'D' => SourceKind::Document,
        'M' => SourceKind::Media,
        _ => SourceKind::Unknown,
    }
}

/// From code points to bytes.
struct Places(Vec<u32>);

impl Places {
    fn of(text: &str) -> Self {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        Self(
            ends.map(|at| u32::try_from(at).expect("articles are short"))
                .collect(),
        )
    }

    fn spans(&self, pairs: &Value) -> Vec<Span> {
        let point = |pair: &Value, end: usize| {
            let at = pair[end]
                .as_u64()
                .and_then(|at| usize::try_from(at).ok())
                .unwrap_or_default();
            self.0.get(at).copied().unwrap_or_default()
        };
        let pairs = pairs.as_array().map_or(&[][..], Vec::as_slice);
        pairs
            .iter()
            .map(|pair| Span::new(point(pair, 0), point(pair, 1)))
            .collect()
    }
}
