//! schema.org articles as JSON-LD: an object, an array, or a `@graph`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::draft::{Context, Draft};
use super::fields::Fields;
use super::{Reason, Refusal};
use crate::article::{Article, BlockKind, Person};

/// Fields that are read; everything else is passed on.
const KNOWN: &[&str] = &[
    "@context",
    "@type",
    "@id",
    "url",
    "mainEntityOfPage",
    "headline",
    "name",
    "alternativeHeadline",
    "articleBody",
    "liveBlogUpdate",
    "text",
    "description",
    "abstract",
    "author",
    "creator",
    "publisher",
    "sourceOrganization",
    "provider",
    "creditText",
    "copyrightHolder",
    "inLanguage",
    "dateline",
    "locationCreated",
    "dateCreated",
    "datePublished",
    "dateModified",
    "articleSection",
    "about",
    "keywords",
    "genre",
    "correction",
    "version",
    "identifier",
];

/// Types that are articles.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "AskPublicNewsArticle",
    "ReviewNewsArticle",
    "OpinionNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "ScholarlyArticle",
    "TechArticle",
    "Report",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
];

/// The articles of a document, each with the JSON Pointer to it.
///
/// # Errors
/// Refuses a document that holds no article.
pub(super) fn articles(document: &Value) -> Result<Vec<(String, Fields<'_>)>, Refusal> {
    let mut found = Vec::new();
    gather(document, "", &mut found);
    if found.is_empty() {
        return Err(Refusal::new(
            Reason::Schema,
            format!("/@type: {} is not an article", kind_of(document)),
        ));
    }
    Ok(found)
}

/// Reads an article that was found.
pub(super) fn described(item: Fields<'_>, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    draft.article.id = item
        .id(&["@id", "url"])
        .or_else(|| reference(item, "mainEntityOfPage"))
        .or_else(|| item.id(&["identifier"]))
        .unwrap_or_default();
    draft.article.version = item.id(&["version"]);
    draft.article.profile = types(item).next().map(str::to_owned);
    draft.language(language(item));
    for headline in item.list(&["headline", "name"]) {
        draft.headline(headline.as_str().unwrap_or_default());
    }
    draft.subhead(item.text(&["alternativeHeadline"]).unwrap_or_default());
    draft.teaser(item.text(&["description", "abstract"]).unwrap_or_default());
    people(item, &mut draft);
    dates(item, &mut draft);
    topics(item, &mut draft);
    body(item, &mut draft);
    draft.article.extra = item.beyond(KNOWN);
    draft.finish()
}

/// The same document as it is read, where that is not how it was written: in its shortest form, and with those whom its
/// articles only refer to in their places.
pub(super) fn rewritten(document: &Value) -> Option<Value> {
    let shortened = shortened(document);
    let joined = joined(shortened.as_ref().unwrap_or(document));
    joined.or(shortened)
}

/// The same document in its shortest form, where it is not: names without the prefix of schema.org, and values that are
/// not wrapped in an object.
fn shortened(document: &Value) -> Option<Value> {
    is_long(document).then(|| short(document))
}

fn short_name(name: &str) -> &str {
    ["schema:", "http://schema.org/", "https://schema.org/"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

fn is_long(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_long),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name == "@value" || short_name(name) != name || is_long(value)),
        _ => false,
    }
}

fn short(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(short).collect(),
        Value::Object(fields) => match fields.get("@value") {
            Some(value) => value.clone(),
            None => fields
                .iter()
                .map(|(name, value)| (short_name(name).to_owned(), short(value)))
                .collect(),
        },
        other => other.clone(),
    }
}

/// Fields that name people and organisations, which a graph mostly describes elsewhere.
const REFERRING: &[&str] = &[
    "author",
    "creator",
    "publisher",
    "sourceOrganization",
    "provider",
    "copyrightHolder",
    "locationCreated",
];

/// The same document with the people and organisations that its articles only refer to by `@id` in their places; none where
/// nothing is missing.
fn joined(document: &Value) -> Option<Value> {
    let mut described = BTreeMap::new();
    describe(document, &mut described);
    if described.is_empty() {
        return None;
    }
    let mut joined = document.clone();
    join(&mut joined, &described).then_some(joined)
}

/// Every thing of a document that has both an id and a name.
fn describe<'v>(value: &'v Value, described: &mut BTreeMap<&'v str, &'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| describe(item, described)),
        Value::Object(fields) => {
            if let Some(id) = fields.get("@id").and_then(Value::as_str)
                && fields.contains_key("name")
            {
                described.entry(id).or_insert(value);
            }
            fields.values().for_each(|field| describe(field, described));
        }
        _ => {}
    }
}

/// Puts what is described where it is referred to; whether there was anything to put.
fn join(value: &mut Value, described: &BTreeMap<&str, &Value>) -> bool {
    match value {
        Value::Array(items) => each(items, |item| join(item, described)),
        Value::Object(fields) => fields.iter_mut().fold(false, |any, (name, field)| {
            let here = REFERRING.contains(&name.as_str()) && put(field, described);
            join(field, described) || here || any
        }),
        _ => false,
    }
}

/// Changes each item; whether any was to change.
fn each(items: &mut [Value], change: impl Fn(&mut Value) -> bool) -> bool {
    let mut any = false;
    for item in items {
        any |= change(item);
    }
    any
}

fn put(reference: &mut Value, described: &BTreeMap<&str, &Value>) -> bool {
    if let Value::Array(items) = reference {
        return each(items, |item| put(item, described));
    }
    let id = reference.get("@id").and_then(Value::as_str);
    let Some(thing) = id.and_then(|id| described.get(id)) else {
        return false;
    };
    if reference.get("name").is_some() && reference.get("@type").is_some() {
        return false;
    }
    // Without what it refers to itself: a circle of references has no end.
    let Some(fields) = thing.as_object() else {
        return false;
    };
    let kept = fields
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "@id" | "@type" | "name" | "jobTitle" | "url"))
        .map(|(name, field)| (name.clone(), field.clone()));
    *reference = Value::Object(kept.collect());
    true
}

/// Whether a value, or something in it, calls itself a thing of schema.org.
pub(super) fn looks_like(document: &Value) -> bool {
    match document {
        Value::Array(items) => items.first().is_some_and(looks_like),
        Value::Object(fields) => {
            fields.contains_key("@type")
                || fields.contains_key("@graph")
                || fields.contains_key("@context")
        }
        _ => false,
    }
}

fn gather<'v>(document: &'v Value, pointer: &str, found: &mut Vec<(String, Fields<'v>)>) {
    if let Value::Array(items) = document {
        for (place, item) in items.iter().enumerate() {
            gather(item, &format!("{pointer}/{place}"), found);
        }
    }
    let Some(item) = Fields::from(document) else {
        return;
    };
    if types(item).any(|kind| ARTICLES.contains(&kind)) {
        found.push((pointer.to_owned(), item));
        return;
    }
    for name in ["@graph", "mainEntity", "itemListElement", "item"] {
        if let Some(inner) = item.get(&[name]) {
            gather(inner, &format!("{pointer}/{name}"), found);
        }
    }
}

fn types(item: Fields<'_>) -> impl Iterator<Item = &str> {
    item.list(&["@type"])
        .iter()
        .filter_map(Value::as_str)
        .map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

/// The type of a document that is no article, if it is a plain word.
fn kind_of(document: &Value) -> String {
    let kind = Fields::from(document).and_then(|item| types(item).next());
    match kind {
        Some(kind) if kind.len() <= 40 && kind.chars().all(char::is_alphanumeric) => {
            kind.to_owned()
        }
        _ => "this".to_owned(),
    }
}

fn body(item: Fields<'_>, draft: &mut Draft<'_>) {
    copy(item, "", draft);
    // A live blog is what its updates say.
    let updates = item.objects(&["liveBlogUpdate"]).zip(0_usize..);
    for (update, place) in updates {
        let pointer = format!("/liveBlogUpdate/{place}");
        if let Some(headline) = update.text(&["headline", "name"]) {
            draft.flow.open(BlockKind::Heading);
            draft.plain(&format!("{pointer}/headline"), headline);
            draft.flow.close();
        }
        copy(update, &pointer, draft);
    }
}

/// Lets the first field that holds copy flow.
fn copy(item: Fields<'_>, within: &str, draft: &mut Draft<'_>) {
    let has_text = |field: &&&str| item.text(&[**field]).is_some();
    let Some(field) = ["articleBody", "text"].iter().find(has_text) else {
        return;
    };
    for (place, part) in item.list(&[*field]).iter().enumerate() {
        let pointer = match item.get(&[*field]) {
            Some(Value::Array(_)) => format!("{within}/{field}/{place}"),
            _ => format!("{within}/{field}"),
        };
        draft.plain(&pointer, part.as_str().unwrap_or_default());
    }
}

/// A tag or a name, alone or in an object.
fn language(item: Fields<'_>) -> Option<&str> {
    let first = item.list(&["inLanguage"]).first()?;
    first
        .as_str()
        .or_else(|| Fields::from(first)?.text(&["alternateName", "name"]))
}

/// A text, or the id of the thing that stands in its place.
fn reference(item: Fields<'_>, name: &str) -> Option<String> {
    match item.get(&[name])? {
        Value::String(text) => Some(text.clone()),
        value => Fields::from(value)?.id(&["@id", "url"]),
    }
}

/// The names of the people or organisations of a field.
fn named<'v>(item: Fields<'v>, name: &str) -> Vec<(Fields<'v>, &'v str)> {
    item.objects(&[name])
        .filter_map(|one| Some((one, one.text(&["name"])?)))
        .collect()
}

fn first_name(item: Fields<'_>, name: &str) -> Option<String> {
    named(item, name)
        .first()
        .map(|(_, name)| (*name).to_owned())
        .or_else(|| item.text(&[name]).map(str::to_owned))
}

fn people(item: Fields<'_>, draft: &mut Draft<'_>) {
    let authors = if item.has("author") {
        "author"
    } else {
        "creator"
    };
    let mut people = Vec::new();
    let written: Vec<&str> = item
        .list(&[authors])
        .iter()
        .filter_map(Value::as_str)
        .filter(|author| !author.contains("://"))
        .collect();
    let described = named(item, authors);
    if !described.is_empty() {
        people.extend(written.iter().copied().map(Person::named));
    }
    for (author, name) in described {
        if types(author).any(|kind| kind != "Person") {
            draft.outlet(Some(name));
        } else {
            people.push(Person {
                name: name.to_owned(),
                role: author.text(&["jobTitle"]).map(str::to_owned),
                id: author.id(&["@id", "url"]),
            });
        }
    }
    if people.is_empty() && !written.is_empty() {
        draft.byline(&written.join(", "));
    }
    draft.authors(people);
    draft.outlet(first_name(item, "publisher").as_deref());
    draft.outlet(first_name(item, "sourceOrganization").as_deref());
    draft.outlet(first_name(item, "provider").as_deref());
    draft.article.credit = item
        .text(&["creditText"])
        .map(str::to_owned)
        .or_else(|| first_name(item, "copyrightHolder"));
    draft.article.dateline = item
        .text(&["dateline"])
        .map(str::to_owned)
        .or_else(|| first_name(item, "locationCreated"));
}

fn dates(item: Fields<'_>, draft: &mut Draft<'_>) {
    draft.article.dates.created = draft.date("/dateCreated", item.text(&["dateCreated"]));
    draft.article.dates.versioned = draft.date("/dateModified", item.text(&["dateModified"]));
    draft.article.dates.published = draft.date("/datePublished", item.text(&["datePublished"]));
}

fn topics(item: Fields<'_>, draft: &mut Draft<'_>) {
    for section in item.list(&["articleSection", "genre"]) {
        draft.genre(section.as_str().unwrap_or_default());
    }
    for (about, name) in named(item, "about") {
        draft.subject(about.text(&["@id", "url"]), Some(name));
    }
    for keyword in item.list(&["keywords"]).iter().filter_map(Value::as_str) {
        for word in keyword.split(',') {
            draft.subject(None, Some(word));
        }
    }
    for correction in item.list(&["correction"]) {
        let text = correction
            .as_str()
            .or_else(|| Fields::from(correction)?.text(&["text"]));
        draft.note(Some("correction"), text.unwrap_or_default(), true);
    }
}
