//! What copydesk adds to an item, as ninjs: summary, people and organisations, trust indicators.
//!
//! An item of ninjs is answered in its own version, whose field names differ; everything else as ninjs 3.1. The names are
//! those of the IPTC's schemas 1.6, 2.2 and 3.1.

use serde_json::{Map, Value, json};

use crate::article::Article;
use crate::attribution::{Source, SourceKind};
use crate::report::Report;
use crate::wire::{Format, names};

/// How a generation of ninjs names what is written here.
struct Generation {
    /// The version where the item names none.
    version: &'static str,
    standard: &'static str,
    id: &'static str,
    representation: (&'static str, &'static str),
    status: &'static str,
    made: &'static str,
    byline: &'static str,
    people: &'static str,
    organisations: &'static str,
    indicators: &'static str,
    /// How an indicator is called.
    indicator: &'static str,
    /// Headlines and descriptions are lists of objects, whose media type this names; none where they are plain fields.
    media_type: Option<&'static str>,
}

const FIRST: Generation = Generation {
    version: "1.6",
    standard: "$standard",
    id: "uri",
    representation: ("representationtype", "incomplete"),
    status: "pubstatus",
    made: "versioncreated",
    byline: "byline",
    people: "person",
    organisations: "organisation",
    indicators: "trustindicator",
    indicator: "code",
    media_type: None,
};

const SUPERDESK: Generation = Generation {
    id: "guid",
    ..FIRST
};

const SECOND: Generation = Generation {
    version: "2.2",
    standard: "standard",
    representation: ("representationtype", "partial"),
    byline: "by",
    people: "people",
    organisations: "organisations",
    indicators: "trustindicators",
    indicator: "role",
    media_type: Some("contenttype"),
    ..FIRST
};

const THIRD: Generation = Generation {
    version: "3.1",
    representation: ("representationType", "partial"),
    status: "pubStatus",
    made: "versionCreated",
    indicators: "trustIndicators",
    media_type: Some("contentType"),
    ..SECOND
};

impl Generation {
    /// That of the item which came in, and its version.
    fn of(article: &Article) -> (&'static Self, &str) {
        let profile = article.profile.as_deref().unwrap_or_default();
        let is_ninjs = article.format == Format::Ninjs.name();
        let generation = match profile.split('.').next().filter(|_| is_ninjs) {
            Some("superdesk") => &SUPERDESK,
            Some("1") => &FIRST,
            Some("2") => &SECOND,
            _ => &THIRD,
        };
        let says_more = is_ninjs && profile.contains('.');
        let version = if says_more {
            profile
        } else {
            generation.version
        };
        (generation, version)
    }
}

/// Writes an item that holds what was found and not the text, to be merged into the newsroom's own.
pub fn enrichment(article: &Article, report: &Report) -> Vec<u8> {
    let (generation, version) = Generation::of(article);
    let sources = &report.attributed.sources;
    let text = |text: &str| Value::String(text.to_owned());
    let (representation, part) = generation.representation;
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| item.insert(name.to_owned(), value);
    put(generation.id, text(&article.id));
    let standard = json!({ "name": "ninjs", "version": version });
    put(generation.standard, standard);
    put("type", text("text"));
    put(representation, text(part));
    let status = names::publication_status(article.status);
    put(generation.status, text(status));
    let people = [SourceKind::Person].as_slice();
    put(generation.people, named(sources, people));
    let organisations = [SourceKind::Organization, SourceKind::Media].as_slice();
    put(generation.organisations, named(sources, organisations));
    put(generation.indicators, indicators(sources, generation));
    let made = article.dates.versioned.map(|time| time.to_string());
    let language = article.language.as_ref().map(|one| one.tag.as_str());
    let byline = article.byline.as_ref().map(|one| one.raw.as_str());
    for (name, value) in [
        ("version", article.version.as_deref()),
        ("language", language),
        (generation.byline, byline),
        (generation.made, made.as_deref()),
    ] {
        value.map(|value| put(name, text(value)));
    }
    lines(article, report, generation, put);
    Value::Object(item).to_string().into_bytes()
}

/// Headline and summary.
fn lines(
    article: &Article,
    report: &Report,
    generation: &Generation,
    mut put: impl FnMut(&str, Value) -> Option<Value>,
) {
    let summary = summary(report);
    let headline = article.headline.as_deref();
    let Some(media_type) = generation.media_type else {
        headline.map(|headline| put("headline", headline.into()));
        summary.map(|summary| put("description_summary", summary.into()));
        return;
    };
    let line = |role: &str, value: &str| json!([{ "role": role, media_type: "text/plain", "value": value }]);
    headline.map(|headline| put("headlines", line("main", headline)));
    let summary = summary.map_or(json!([]), |summary| line("summary", &summary));
    put("descriptions", summary);
}

fn summary(report: &Report) -> Option<String> {
    let sentences: Vec<&str> = report
        .summary
        .iter()
        .flat_map(|summary| &summary.sentences)
        .map(|sentence| sentence.text.as_str())
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn named(sources: &[Source], kinds: &[SourceKind]) -> Value {
    sources
        .iter()
        .filter(|source| kinds.contains(&source.kind))
        .filter_map(|source| Some(json!({ "name": source.name.as_ref()?, "rel": "quoted" })))
        .collect()
}

fn indicators(sources: &[Source], generation: &Generation) -> Value {
    let named = sources.iter().filter(|source| source.named()).count();
    let anonymous = sources.iter().filter(|source| source.anonymous).count();
    let indicator = generation.indicator;
    json!([
        { indicator: "namedSources", "title": named.to_string() },
        { indicator: "anonymousSources", "title": anonymous.to_string() },
    ])
}
