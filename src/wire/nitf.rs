//! NITF 3, by local names: agencies leave its namespace out.

use super::draft::{Context, Draft};
use super::markup;
use super::xml::{Element, Piece};
use crate::article::{Article, SkipReason};

/// Parts of `head` that are read, or are of use to no reader of the article.
const KNOWN: &[&str] = &["title", "tobject", "docdata", "pubdata"];
const KNOWN_OF_DOCDATA: &[&str] = &[
    "doc-id",
    "du-key",
    "date.issue",
    "date.release",
    "ed-msg",
    "doc.copyright",
];
const KNOWN_OF_BODY_HEAD: &[&str] = &[
    "hedline",
    "headline",
    "rights",
    "byline",
    "distributor",
    "dateline",
    "abstract",
    "note",
];

/// Reads one document.
pub(super) fn article(root: Element<'_>, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    draft.article.profile = root.attribute("version").map(version);
    draft.language(root.attribute("baselang").or(root.attribute("xml:lang")));
    fill(root, &mut draft);
    draft.finish()
}

/// `-//IPTC//DTD NITF 3.6//EN` → `3.6`
fn version(identifier: &str) -> String {
    identifier
        .split([' ', '/'])
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(identifier)
        .to_owned()
}

/// Takes what a NITF document says, where the draft does not know it yet.
pub(super) fn fill(nitf: Element<'_>, draft: &mut Draft<'_>) {
    if let Some(head) = nitf.at("head") {
        topics(head, draft);
        draft.keep_unknown(head, "head", KNOWN);
        if let Some(data) = head.at("docdata") {
            docdata(data, draft);
            draft.keep_unknown(data, "docdata", KNOWN_OF_DOCDATA);
        }
        let published = head
            .at("pubdata")
            .and_then(|data| data.attribute("date.publication"));
        if draft.article.dates.published.is_none() {
            draft.article.dates.published = draft.date("pubdata/@date.publication", published);
        }
    }
    if let Some(head) = nitf.at("body/body.head") {
        body_head(head, draft);
        draft.keep_unknown(head, "body.head", KNOWN_OF_BODY_HEAD);
    }
    if draft.article.headline.is_none() {
        draft.headline(&nitf.line_at("head/title").unwrap_or_default());
    }
    if let Some(content) = nitf.at("body/body.content") {
        markup::flow(content, "", &mut draft.flow);
    }
}

fn docdata(data: Element<'_>, draft: &mut Draft<'_>) {
    if draft.article.id.is_empty() {
        data.at("doc-id")
            .and_then(|id| id.attribute("id-string"))
            .unwrap_or_default()
            .clone_into(&mut draft.article.id);
    }
    if draft.article.version.is_none() {
        draft.article.version = data
            .at("du-key")
            .and_then(|key| key.attribute("version"))
            .map(str::to_owned);
    }
    draft.article.slugline = data
        .at("du-key")
        .and_then(|key| key.attribute("key"))
        .map(str::to_owned);
    draft.status(data.attribute("management-status").unwrap_or_default());
    draft.replaces(data.attribute("management-doc-idref"), None);
    if draft.article.embargo.is_some() {
        let release = data
            .at("date.release")
            .and_then(|date| date.attribute("norm"));
        draft.embargo("docdata/date.release/@norm", release);
    }
    let issued = data
        .at("date.issue")
        .and_then(|date| date.attribute("norm"));
    draft.article.dates.created = draft.date("docdata/date.issue/@norm", issued);
    if let Some(message) = data.at("ed-msg") {
        draft.note(None, message.attribute("info").unwrap_or_default(), false);
    }
    let holder = data
        .at("doc.copyright")
        .and_then(|right| right.attribute("holder"));
    if draft.article.credit.is_none() {
        draft.article.credit = holder.map(str::to_owned);
    }
    for keyword in data.at("key-list").into_iter().flat_map(Element::children) {
        draft.subject(None, keyword.attribute("key"));
    }
    if let Some(source) = data.at("doc-id").and_then(|id| id.attribute("regsrc"))
        && draft.article.outlet.is_none()
        && draft.article.credit.is_none()
    {
        draft.article.credit = Some(source.to_owned());
    }
}

fn topics(head: Element<'_>, draft: &mut Draft<'_>) {
    let Some(object) = head.at("tobject") else {
        return;
    };
    let kind = object.attribute("tobject.type").unwrap_or_default();
    draft.genre(kind);
    for property in object.all("tobject.property") {
        draft.genre(
            property
                .attribute("tobject.property.type")
                .unwrap_or_default(),
        );
    }
    for subject in object.all("tobject.subject") {
        let name = subject
            .attribute("tobject.subject.matter")
            .or(subject.attribute("tobject.subject.detail"))
            .or(subject.attribute("tobject.subject.type"));
        draft.subject(subject.attribute("tobject.subject.refnum"), name);
    }
    if kind.eq_ignore_ascii_case("test") {
        draft.article.skip = Some(SkipReason::Test);
    }
}

/// The byline with its parts apart, also where the markup leaves no space between them.
fn byline_of(byline: Element<'_>) -> String {
    let mut line = String::new();
    for piece in byline.pieces() {
        let (text, before) = match piece {
            Piece::Text(text) => (text.to_owned(), ""),
            Piece::Element(part) if part.name() == "byttl" => (part.string_value(), ", "),
            Piece::Element(part) => (part.string_value(), " "),
        };
        if !line.is_empty() && !line.ends_with(char::is_whitespace) && !text.trim().is_empty() {
            line.push_str(before);
        }
        line.push_str(&text);
    }
    line
}

/// The place, or the line without the date that stands in it for machines.
fn dateline(line: Element<'_>) -> Option<String> {
    if let Some(place) = line.line_at("location") {
        return Some(place);
    }
    let mut text = String::new();
    for piece in line.pieces() {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Element(part) if part.name() == "story.date" => {}
            Piece::Element(part) => text.push_str(&part.string_value()),
        }
    }
    super::draft::line(&text)
}

fn body_head(head: Element<'_>, draft: &mut Draft<'_>) {
    // `headline` is no element of NITF, and agencies send it.
    if let Some(headlines) = head.at("hedline").or(head.at("headline")) {
        for first in headlines.all("hl1") {
            draft.headline(&first.line().unwrap_or_default());
        }
        for second in headlines.all("hl2") {
            draft.subhead(&second.line().unwrap_or_default());
        }
    }
    let bylines: Vec<String> = head.all("byline").map(byline_of).collect();
    draft.bylines(&bylines);
    if let Some(distributor) = head.at("distributor") {
        let name = distributor.line_at("org").or_else(|| distributor.line());
        draft.outlet(name.as_deref());
    }
    if draft.article.dateline.is_none() {
        draft.article.dateline = head.at("dateline").and_then(dateline);
    }
    if draft.article.credit.is_none() {
        draft.article.credit = head.line_at("rights/rights.owner");
    }
    draft.teaser(&head.line_at("abstract").unwrap_or_default());
    for note in head.all("note") {
        draft.note(
            note.attribute("type"),
            &note.line().unwrap_or_default(),
            false,
        );
    }
}
