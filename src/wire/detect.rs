//! Which format a body is in, and why that is thought.

use serde_json::Value;

use super::fields::Fields;
use super::format::Family;
use super::{Envelope, Format, Reason, Refusal, ans, apmedia, digitalwires, jsonld};

/// A format and the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// Why, for a person.
    pub because: String,
}

impl Detected {
    fn new(format: Format, because: impl Into<String>) -> Self {
        Self {
            format,
            because: because.into(),
        }
    }
}

/// What is known before the text is looked into.
#[derive(Debug)]
pub(super) enum Known {
    /// The format.
    Format(Detected),
    /// Only what carries it.
    Family(Family),
}

/// What header, content type and first characters say, in this order.
///
/// # Errors
/// Refuses a format name or a content type that nobody here reads.
pub(super) fn before_reading(text: &str, envelope: &Envelope<'_>) -> Result<Known, Refusal> {
    if let Some(name) = envelope.format.filter(|name| *name != "auto") {
        return named(name, "named by the sender");
    }
    if let Some(media_type) = envelope.media_type()
        && let Some(known) = of_media_type(&media_type)?
    {
        return Ok(known);
    }
    Ok(of_opening(text, envelope))
}

fn named(name: &str, because: &str) -> Result<Known, Refusal> {
    match Format::named(name) {
        Some(format) => Ok(Known::Format(Detected::new(format, because))),
        None => Err(Refusal::new(
            Reason::ContentType,
            "unknown format name; `copydesk formats` lists what is read",
        )),
    }
}

fn of_media_type(media_type: &str) -> Result<Option<Known>, Refusal> {
    if let Some(format) = Format::of_media_type(media_type) {
        let because = format!("content type {media_type}");
        return Ok(Some(Known::Format(Detected::new(format, because))));
    }
    let subtype = media_type.rsplit('/').next().unwrap_or_default();
    if subtype == "json" || subtype.ends_with("+json") {
        return Ok(Some(Known::Family(Family::Json)));
    }
    if subtype == "xml" || subtype.ends_with("+xml") {
        return Ok(Some(Known::Family(Family::Xml)));
    }
    if matches!(
        media_type,
        "application/octet-stream" | "application/x-www-form-urlencoded" | "binary/octet-stream"
    ) {
        return Ok(None);
    }
    Err(Refusal::new(
        Reason::ContentType,
        "unknown content type; `copydesk formats` lists what is read",
    ))
}

fn of_opening(text: &str, envelope: &Envelope<'_>) -> Known {
    let opening = text.trim_start();
    if opening.starts_with('{') {
        return Known::Family(Family::Json);
    }
    if let Some(rest) = opening.strip_prefix('[')
        && (rest.trim_start().starts_with(['{', '[']) || rest.trim() == "]")
    {
        return Known::Family(Family::Json);
    }
    if opening.starts_with('<') {
        return of_mark(opening);
    }
    if is_markdown(opening) {
        return Known::Format(Detected::new(
            Format::Markdown,
            "opens with front matter or a heading of Markdown",
        ));
    }
    let default = envelope.default_format.and_then(Format::named);
    if let Some(format) = default.filter(|format| *format != Format::Plain) {
        return Known::Format(Detected::new(format, "the configured default"));
    }
    Known::Format(Detected::new(
        Format::Plain,
        "neither JSON, XML, HTML nor Markdown",
    ))
}

/// A text that opens with `<`: XML if its first element is one of a news format, else HTML.
fn of_mark(opening: &str) -> Known {
    let html = |because: &str| Known::Format(Detected::new(Format::Html, because));
    let first = after_prolog(opening);
    let start: String = first
        .chars()
        .take(16)
        .flat_map(char::to_lowercase)
        .collect();
    if start.starts_with("<!doctype html") || is_element(&start, "html") {
        return html("opens as an HTML page");
    }
    let name: String = first
        .chars()
        .skip(1)
        .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '-' | '_'))
        .collect();
    let local = name.rsplit(':').next().unwrap_or_default();
    match of_root(local) {
        Some(detected) if detected.format == Format::Html => html("opens with a mark of HTML"),
        Some(_) => Known::Family(Family::Xml),
        None if opening.starts_with("<?xml") || first.starts_with("<!") || is_envelope(first) => {
            Known::Family(Family::Xml)
        }
        None if name.is_empty() => Known::Format(Detected::new(Format::Plain, "no mark after `<`")),
        None => html("opens with a mark that is no news format's"),
    }
}

/// Whether the first element is one of an XML vocabulary: it has a prefix, or declares a namespace.
fn is_envelope(first: &str) -> bool {
    let tag = first.split('>').next().unwrap_or_default();
    let name = tag.split_whitespace().next().unwrap_or_default();
    name.contains(':') || tag.contains(" xmlns")
}

fn is_element(start: &str, name: &str) -> bool {
    let rest = start
        .strip_prefix('<')
        .and_then(|rest| rest.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\r', '\t', '/']))
}

/// What stands after the XML declaration, comments and instructions.
fn after_prolog(opening: &str) -> &str {
    let mut rest = opening;
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

fn is_markdown(opening: &str) -> bool {
    let front_matter = ["---", "+++"].iter().any(|fence| {
        let rest = opening.strip_prefix(fence);
        rest.is_some_and(|rest| {
            rest.starts_with(['\n', '\r']) && rest.contains(&format!("\n{fence}"))
        })
    });
    let heading = opening
        .lines()
        .next()
        .is_some_and(|line| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#'));
    front_matter || heading || is_underlined(opening)
}

/// Whether the first line is a heading by the signs below it.
fn is_underlined(opening: &str) -> bool {
    let mut lines = opening.lines().map(str::trim_end);
    let title = lines.next().is_some_and(|line| !line.is_empty());
    let rule = lines.next().unwrap_or_default();
    title && rule.len() >= 3 && rule.chars().all(|c| c == '=')
}

/// The format whose documents have this root element, by its local name.
pub(super) fn of_root(local: &str) -> Option<Detected> {
    let format = match local {
        "newsItem" | "newsMessage" | "packageItem" | "conceptItem" | "planningItem"
        | "knowledgeItem" | "catalogItem" => Format::NewsmlG2,
        "nitf" => Format::Nitf,
        "NewsML" => Format::Newsml1,
        "rss" | "feed" | "entry" | "item" | "RDF" => Format::Feed,
        "html" | "body" | "div" | "article" | "p" | "section" => Format::Html,
        _ => return None,
    };
    Some(Detected::new(format, format!("root element {local}")))
}

/// The format of a JSON document, by its keys.
pub(super) fn of_json(document: &Value) -> Option<Detected> {
    let Some(fields) = Fields::from(document) else {
        return jsonld::looks_like(document)
            .then(|| Detected::new(Format::JsonLd, "an array of things with @type"));
    };
    let any = |names: &[&'static str]| names.iter().copied().find(|name| fields.has(name));
    let told = |format, key: &str| Some(Detected::new(format, format!("key {key}")));
    if let Some(key) = any(&["@context", "@type", "@graph"]) {
        return told(Format::JsonLd, key);
    }
    if fields
        .text(&["format"])
        .is_some_and(|format| format.starts_with("digitalwires"))
    {
        return told(Format::Digitalwires, "format");
    }
    if digitalwires::is_list(fields) {
        return told(Format::Digitalwires, "entries");
    }
    if any(&["article_html"]).is_some() && any(&["urn"]).is_some() {
        return told(Format::Digitalwires, "article_html");
    }
    if apmedia::is_held(fields) {
        return told(Format::ApMedia, "altids/itemid");
    }
    if let Some(key) = any(&["content_elements"]) {
        return told(Format::Ans, key);
    }
    if ans::unwrapped(fields).is_some() {
        return told(Format::Ans, "body of an event");
    }
    if ans::is_taken_down(fields) {
        return told(Format::Ans, "key of an event that takes a story down");
    }
    let is_ans_schema = fields
        .text(&["version"])
        .is_some_and(|one| one.starts_with("0."));
    if is_ans_schema && fields.object(&["headlines"]).is_some() {
        return told(Format::Ans, "headlines and a schema version");
    }
    if ans::is_answer(fields) {
        return told(Format::Ans, "type results");
    }
    if let Some(key) = any(&["content_metadata"]) {
        return told(Format::MediaCloud, key);
    }
    of_ninjs(fields).or_else(|| told(Format::Copydesk, any(&["text"])?))
}

fn of_ninjs(fields: Fields<'_>) -> Option<Detected> {
    let only_theirs = [
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "bodies",
        "headlines",
        "body_text",
        "body_html",
        "body_xhtml",
        "representationtype",
        "representationType",
        "embargoed",
        "embargoedUntil",
        "firstcreated",
        "firstCreated",
    ];
    let key = only_theirs.into_iter().find(|name| fields.has(name));
    let variant = || fields.starting("body_").next().map(|(name, _)| name);
    let bare = || (fields.has("uri") && !fields.has("text")).then_some("uri");
    let key = key.or_else(variant).or_else(bare)?;
    let has_id = fields.has("uri") || fields.has("guid");
    (has_id || fields.has("headline") || fields.has("headlines") || fields.has("bodies"))
        .then(|| Detected::new(Format::Ninjs, format!("key {key}")))
}
