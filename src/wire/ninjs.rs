//! ninjs 1, 2 and 3 of the IPTC, and what Superdesk calls ninjs.

use super::Refusal;
use super::draft::{Context, Draft};
use super::fields::Fields;
use crate::article::{Article, Person, SkipReason};

/// Fields that are read; everything else is passed on.
const KNOWN: &[&str] = &[
    "uri",
    "guid",
    "standard",
    "type",
    "version",
    "pubstatus",
    "pubStatus",
    "embargoed",
    "embargoedUntil",
    "language",
    "headline",
    "headlines",
    "title",
    "byline",
    "by",
    "authors",
    "located",
    "dateline",
    "copyrightholder",
    "copyrightHolder",
    "copyrightnotice",
    "copyrightNotice",
    "creditline",
    "source",
    "infosource",
    "infosources",
    "infoSources",
    "firstcreated",
    "firstCreated",
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
    "firstpublished",
    "firstPublished",
    "ednote",
    "edNote",
    "genre",
    "genres",
    "subject",
    "subjects",
    "keywords",
    "slugline",
    "body",
    "bodies",
    "descriptions",
    "evolvedfrom",
    "profile",
    "mimetype",
    "usageterms",
    "usageTerms",
    "representationtype",
    "representationType",
];

/// The text of an entry of a list.
const VALUE: &[&str] = &["value", "text"];

/// Reads one item.
pub(super) fn article(item: Fields<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    draft.article.id = item.id(&["uri", "guid"]).unwrap_or_default();
    draft.article.version = item.id(&["version"]);
    draft.article.profile = Some(profile(item));
    draft.article.slugline = item.text(&["slugline"]).map(str::to_owned);
    draft.language(item.text(&["language"]));
    headlines(item, &mut draft);
    people(item, &mut draft);
    management(item, &mut draft)?;
    dates(item, &mut draft);
    topics(item, &mut draft);
    for (_, teaser) in item.starting("description_") {
        draft.teaser(teaser);
    }
    for teaser in item.objects(&["descriptions"]) {
        draft.teaser(teaser.text(&["value"]).unwrap_or_default());
    }
    body(item, &mut draft);
    if is_other_media(item) && draft.flow.is_empty() {
        draft.article.skip = Some(SkipReason::NotText);
    }
    if item.text(&["type"]) == Some("advisory") {
        draft.article.skip = Some(SkipReason::Advisory);
    }
    draft.article.extra = item
        .beyond(KNOWN)
        .into_iter()
        .filter(|(name, _)| !has_variants(name))
        .collect();
    Ok(draft.finish())
}

fn has_variants(name: &str) -> bool {
    ["headline_", "body_", "description_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

fn profile(item: Fields<'_>) -> String {
    let declared = item
        .object(&["standard", "$standard"])
        .and_then(|standard| standard.text(&["version"]));
    if let Some(version) = declared {
        return version.to_owned();
    }
    let name = if item.has("guid") && !item.has("uri") {
        "superdesk"
    } else if item.has("versionCreated") || item.has("pubStatus") {
        "3"
    } else if item.has("bodies") || item.has("headlines") {
        "2"
    } else {
        "1"
    };
    name.to_owned()
}

fn headlines(item: Fields<'_>, draft: &mut Draft<'_>) {
    let all: Vec<Fields<'_>> = item.objects(&["headlines", "headline"]).collect();
    let is_main = |one: &&Fields<'_>| {
        one.text(&["role", "name"])
            .is_none_or(|role| role == "main")
    };
    for one in all.iter().filter(is_main) {
        draft.headline(one.text(VALUE).unwrap_or_default());
    }
    draft.headline(
        item.text(&["headline", "headline_main", "headlines"])
            .unwrap_or_default(),
    );
    for (_, text) in item.starting("headline_") {
        draft.headline(text);
    }
    for one in &all {
        draft.headline(one.text(VALUE).unwrap_or_default());
    }
    if draft.article.headline.is_none() {
        draft.headline(item.text(&["title"]).unwrap_or_default());
    }
}

fn people(item: Fields<'_>, draft: &mut Draft<'_>) {
    draft.byline(&item.line(&["byline", "by"]).unwrap_or_default());
    let authors: Vec<Person> = item
        .objects(&["authors"])
        .filter_map(|author| {
            Some(Person {
                name: author.text(&["name"])?.to_owned(),
                role: author.text(&["role"]).map(str::to_owned),
                id: author.id(&["code", "uri"]),
            })
        })
        .collect();
    draft.authors(authors);
    let source = item
        .objects(&["infosource", "infosources", "infoSources"])
        .find_map(|source| source.text(&["name"]));
    let holder = item.text(&["copyrightholder", "copyrightHolder"]);
    draft.outlet(item.text(&["source"]).or(source).or(holder));
    draft.article.credit = item
        .text(&["creditline", "copyrightnotice", "copyrightNotice"])
        .or(holder)
        .map(str::to_owned);
    draft.article.dateline = item
        .text(&["located"])
        .or_else(|| item.object(&["dateline"])?.text(&["text"]))
        .map(str::to_owned);
}

fn management(item: Fields<'_>, draft: &mut Draft<'_>) -> Result<(), Refusal> {
    super::json::status(item, &["pubstatus", "pubStatus"], draft)?;
    super::json::embargo(item, &["embargoed", "embargoedUntil"], "", draft)?;
    for note in item.list(&["ednote", "edNote"]) {
        draft.note(None, note.as_str().unwrap_or_default(), false);
    }
    draft.replaces(item.text(&["evolvedfrom"]), None);
    Ok(())
}

fn dates(item: Fields<'_>, draft: &mut Draft<'_>) {
    let created = [
        "firstcreated",
        "firstCreated",
        "contentcreated",
        "contentCreated",
    ];
    draft.article.dates.created = draft.date("/firstcreated", item.text(&created));
    let versioned = item.text(&["versioncreated", "versionCreated"]);
    draft.article.dates.versioned = draft.date("/versioncreated", versioned);
    let published = item.text(&["firstpublished", "firstPublished"]);
    draft.article.dates.published = draft.date("/firstpublished", published);
}

fn topics(item: Fields<'_>, draft: &mut Draft<'_>) {
    for genre in item.objects(&["genre", "genres"]) {
        let name = genre.text(&["name"]).or_else(|| last_step(genre));
        draft.genre(name.unwrap_or_default());
    }
    for subject in item.objects(&["subject", "subjects"]) {
        let code = subject.id(&["code", "qcode", "uri", "literal"]);
        draft.subject(code.as_deref(), subject.text(&["name"]));
    }
    for keyword in item.list(&["keywords"]) {
        draft.subject(None, keyword.as_str());
    }
}

fn last_step(genre: Fields<'_>) -> Option<&str> {
    genre.text(&["uri", "code", "qcode"])?.rsplit('/').next()
}

/// Takes the first body that holds text, the best kind first: NITF, HTML, plain.
fn body(item: Fields<'_>, draft: &mut Draft<'_>) {
    let list = if item.has("bodies") { "bodies" } else { "body" };
    let mut bodies: Vec<Body<'_>> = item
        .list(&[list])
        .iter()
        .enumerate()
        .filter_map(|(index, body)| {
            // A body that is only a text says by its looks what it is.
            let (text, told, field) = match Fields::from(body) {
                Some(body) => (
                    body.text(VALUE)?,
                    body.text(&["contentType", "contenttype", "name"])
                        .unwrap_or_default(),
                    if body.has("value") { "/value" } else { "/text" },
                ),
                None => (body.as_str()?, "", ""),
            };
            let place = match item.get(&[list]) {
                Some(serde_json::Value::Array(_)) => format!("/{index}"),
                _ => String::new(),
            };
            Some(Body {
                pointer: format!("/{list}{place}{field}"),
                kind: Kind::of(told, text)?,
                text,
            })
        })
        .collect();
    bodies.extend(item.starting("body_").filter_map(|(name, text)| {
        Some(Body {
            pointer: format!("/{name}"),
            kind: Kind::of(name, text)?,
            text,
        })
    }));
    bodies.sort_by_key(|body| body.kind);
    for body in bodies {
        match body.kind {
            Kind::Nitf => draft.xml(&body.pointer, body.text),
            Kind::Html => draft.html(&body.pointer, body.text),
            Kind::Plain => draft.plain(&body.pointer, body.text),
        }
        if !draft.flow.is_empty() {
            return;
        }
    }
}

struct Body<'v> {
    pointer: String,
    kind: Kind,
    text: &'v str,
}

/// The kinds of body, the one that says most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Nitf,
    Html,
    Plain,
}

impl Kind {
    /// What a body is, by its declared type or field name and by its looks; none if it is
    /// markup of a house that nobody here reads.
    fn of(told: &str, text: &str) -> Option<Self> {
        let told = told.to_ascii_lowercase();
        let opening = text.trim_start();
        if told.contains("nitf") || opening.contains("<nitf") {
            return Some(Self::Nitf);
        }
        if told.contains("html") {
            return Some(Self::Html);
        }
        if !opening.starts_with('<') {
            return Some(Self::Plain);
        }
        (!told.ends_with("xml")).then_some(Self::Html)
    }
}

fn is_other_media(item: Fields<'_>) -> bool {
    item.text(&["type"]).is_some_and(|kind| {
        matches!(
            kind,
            "picture"
                | "audio"
                | "video"
                | "graphic"
                | "animation"
                | "planning"
                | "event"
                | "component"
                | "composite"
        )
    })
}
