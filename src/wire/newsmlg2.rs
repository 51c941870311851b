//! NewsML-G2: a news item, alone or in a news message, its body in NITF, XHTML or plain text.

use super::draft::{Context, Draft};
use super::xml::Element;
use super::{Reason, Refusal, cloudevents, markup};
use crate::article::{Article, Byline, Embargo, Person, SkipReason};

/// Parts of an item that are read, or are of use to no reader of the article.
const KNOWN: &[&str] = &[
    "catalog",
    "catalogRef",
    "itemMeta",
    "contentMeta",
    "contentSet",
    "rightsInfo",
];
const KNOWN_OF_ITEM: &[&str] = &[
    "itemClass",
    "pubStatus",
    "embargoed",
    "firstCreated",
    "versionCreated",
    "provider",
    "edNote",
    "link",
    "signal",
];
const KNOWN_OF_CONTENT: &[&str] = &[
    "language",
    "headline",
    "slugline",
    "by",
    "creator",
    "creditline",
    "dateline",
    "located",
    "contentCreated",
    "genre",
    "subject",
    "description",
];
const KNOWN_OF_RIGHTS: &[&str] = &["copyrightHolder", "copyrightNotice"];

/// The text items of a document; where there are none, its first item, or the package itself.
///
/// # Errors
/// Refuses a document that holds no news item.
pub(super) fn items(root: Element<'_>) -> Result<Vec<Element<'_>>, Refusal> {
    if root.name() == "newsItem" {
        return Ok(vec![root]);
    }
    let items = || root.within().filter(|element| element.name() == "newsItem");
    let texts: Vec<Element<'_>> = items().filter(|item| is_text(*item)).collect();
    if !texts.is_empty() {
        return Ok(texts);
    }
    match items().next() {
        Some(item) => Ok(vec![item]),
        None if root.name().ends_with("Item") || root.name() == "newsMessage" => Ok(vec![root]),
        None => Err(Refusal::new(
            Reason::Schema,
            format!("{}: no newsItem inside", root.xpath()),
        )),
    }
}

/// Reads one of [`items`].
///
/// # Errors
/// Refuses an item with two statuses or two embargoes.
pub(super) fn article(chosen: Element<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    if chosen.name() == "newsItem" {
        item(chosen, context)
    } else {
        Ok(package(chosen, context))
    }
}

/// Whether an item is, or may be, a text.
fn is_text(item: Element<'_>) -> bool {
    item.at("itemMeta/itemClass")
        .and_then(|class| class.attribute("qcode"))
        .is_none_or(|class| class.ends_with("text") || class.ends_with("composite"))
}

/// A package without items of its own: no text.
fn package(root: Element<'_>, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    draft.article.id = root
        .attribute("guid")
        .map(str::to_owned)
        .or_else(|| root.line_at("header/transmitId"))
        .unwrap_or_default();
    draft.article.skip = Some(SkipReason::NotText);
    draft.finish()
}

fn item(item: Element<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    item.attribute("guid")
        .unwrap_or_default()
        .clone_into(&mut draft.article.id);
    draft.article.version = item.attribute("version").map(str::to_owned);
    draft.article.profile = item.attribute("standardversion").map(str::to_owned);
    let described = item.at("contentMeta");
    draft.language(
        described
            .and_then(|meta| meta.at("language"))
            .and_then(|language| language.attribute("tag"))
            .or(item.attribute("xml:lang")),
    );
    draft.keep_unknown(item, "", KNOWN);
    if let Some(meta) = item.at("itemMeta") {
        meta.agree("pubStatus", status)?;
        meta.agree("embargoed", Element::line)?;
        item_meta(meta, &mut draft);
        draft.keep_unknown(meta, "itemMeta", KNOWN_OF_ITEM);
    }
    if let Some(meta) = described {
        content_meta(meta, &mut draft);
        draft.keep_unknown(meta, "contentMeta", KNOWN_OF_CONTENT);
    }
    if let Some(rights) = item.at("rightsInfo") {
        draft.keep_unknown(rights, "rightsInfo", KNOWN_OF_RIGHTS);
    }
    rights(item, &mut draft);
    if let Some(set) = item.at("contentSet") {
        body(set, &mut draft);
    }
    if !is_text(item) && draft.flow.is_empty() {
        draft.article.skip = Some(SkipReason::NotText);
    }
    Ok(draft.finish())
}

/// The code of a status, without its scheme.
fn status(element: Element<'_>) -> Option<String> {
    let code = element.attribute("qcode").or(element.attribute("uri"))?;
    let local = code.rsplit([':', '/']).next().unwrap_or(code);
    Some(local.to_ascii_lowercase())
}

fn item_meta(meta: Element<'_>, draft: &mut Draft<'_>) {
    if let Some(status) = meta.at("pubStatus").and_then(status) {
        draft.status(&status);
    }
    embargo(meta, draft);
    let created = meta.line_at("firstCreated");
    draft.article.dates.created = draft.date("itemMeta/firstCreated", created.as_deref());
    let versioned = meta.line_at("versionCreated");
    draft.article.dates.versioned = draft.date("itemMeta/versionCreated", versioned.as_deref());
    if let Some(provider) = meta.at("provider") {
        let name = named(provider).or_else(|| code(provider.attribute("qcode")));
        draft.outlet(name.as_deref());
    }
    // A note is for editors unless its house marks those that are not.
    let marked = meta
        .all("edNote")
        .any(|one| one.attribute("pubconstraint").is_some());
    for note in meta.all("edNote") {
        let role = note
            .attribute("role")
            .map(|role| role.rsplit(':').next().unwrap_or(role));
        let nonpublic = note
            .attribute("pubconstraint")
            .is_some_and(|constraint| constraint.ends_with("nonpublic"));
        // A whole notepad holds both kinds.
        let is_pad = note.children().next().is_some();
        let public = marked && !nonpublic && !is_pad;
        if role == Some("embargo") {
            draft.article.embargo.get_or_insert(Embargo { until: None });
        }
        draft.note(role, &note.line().unwrap_or_default(), public);
    }
    for link in meta.all("link") {
        let relation = link.attribute("rel").unwrap_or_default();
        if [
            "previousVersion",
            "replaces",
            "updates",
            "corrects",
            "evolvedFrom",
        ]
        .iter()
        .any(|one| relation.ends_with(one))
        {
            let target = link.attribute("residref").or(link.attribute("href"));
            draft.replaces(target, link.attribute("version"));
        }
    }
    let is_test = meta
        .all("signal")
        .filter_map(|signal| signal.attribute("qcode"))
        .any(|signal| signal.ends_with(":test"));
    if is_test {
        draft.article.skip = Some(SkipReason::Test);
    }
}

/// An embargo until a date, or one whose end is not known: `<embargoed xsi:nil="true"/>`.
fn embargo(meta: Element<'_>, draft: &mut Draft<'_>) {
    let Some(embargoed) = meta.at("embargoed") else {
        return;
    };
    draft.embargo("itemMeta/embargoed", embargoed.line().as_deref());
    let is_open = embargoed
        .attributes()
        .any(|(name, value)| name.ends_with(":nil") && value == "true");
    if is_open {
        draft.article.embargo.get_or_insert(Embargo { until: None });
    }
}

/// `nprov:REUTERS` → `REUTERS`
fn code(qcode: Option<&str>) -> Option<String> {
    qcode.map(|qcode| qcode.rsplit(':').next().unwrap_or(qcode).to_owned())
}

/// The name of a concept for people.
fn named(concept: Element<'_>) -> Option<String> {
    concept
        .line_at("name")
        .or_else(|| concept.attribute("literal").map(str::to_owned))
}

/// Whether a line says that it is in another language than the article's own.
fn is_foreign(line: Element<'_>, own: Option<&str>) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
    let tag = line.attribute("xml:lang").and_then(primary);
    tag.zip(own.and_then(primary))
        .is_some_and(|(tag, own)| tag != own)
}

fn content_meta(meta: Element<'_>, draft: &mut Draft<'_>) {
    let mut headlines: Vec<Element<'_>> = meta.all("headline").collect();
    let own = draft.article.language.as_ref();
    let own = own.map(|language| language.tag.to_ascii_lowercase());
    headlines.sort_by_key(|headline| {
        let rank = headline.attribute("rank");
        let rank: Option<u32> = rank.and_then(|rank| rank.parse().ok());
        let is_second = headline
            .attribute("role")
            .is_some_and(|role| !role.ends_with("main"));
        (
            is_foreign(*headline, own.as_deref()),
            is_second,
            rank.unwrap_or(0),
        )
    });
    for headline in headlines {
        draft.headline(&headline.line().unwrap_or_default());
    }
    draft.article.slugline = meta.line_at("slugline");
    draft.byline(&meta.line_at("by").unwrap_or_default());
    creators(meta, draft);
    draft.article.credit = meta.line_at("creditline");
    draft.article.dateline = meta
        .line_at("dateline")
        .map(|line| line.trim_end_matches(['-', '–', '—', ' ']).to_owned())
        .or_else(|| named(meta.at("located")?));
    let created = meta.line_at("contentCreated");
    let created = draft.date("contentMeta/contentCreated", created.as_deref());
    if draft.article.dates.created.is_none() {
        draft.article.dates.created = created;
    }
    for genre in meta.all("genre") {
        let name = genre
            .line_at("name")
            .or_else(|| code(genre.attribute("qcode")));
        draft.genre(&name.unwrap_or_default());
    }
    for subject in meta.all("subject") {
        let name = subject.line_at("name");
        let code = ["qcode", "uri", "literal"]
            .iter()
            .find_map(|attribute| subject.attribute(attribute));
        draft.subject(code, name.as_deref());
    }
    for keyword in meta.all("keyword") {
        draft.subject(None, keyword.line().as_deref());
    }
    for description in meta.all("description") {
        draft.teaser(&description.line().unwrap_or_default());
    }
}

/// Creators are people only where their name is written as one; logins and outlets are not.
fn creators(meta: Element<'_>, draft: &mut Draft<'_>) {
    if draft.article.byline.is_some() {
        return;
    }
    let names: Vec<String> = meta.all("creator").filter_map(named).collect();
    let read = Byline::of_field(&names.join(", "));
    if read.people.is_empty() {
        return;
    }
    let people = meta
        .all("creator")
        .filter_map(|creator| {
            let name = named(creator)?;
            let id = creator.attribute("qcode").or(creator.attribute("uri"));
            Some(Person {
                name,
                role: None,
                id: id.map(str::to_owned),
            })
        })
        .collect();
    draft.article.byline = Some(Byline { people, ..read });
}

fn rights(item: Element<'_>, draft: &mut Draft<'_>) {
    let holder = item.at("rightsInfo/copyrightHolder");
    let holder = holder.and_then(named).filter(|name| !name.is_empty());
    if draft.article.credit.is_none() {
        draft.article.credit.clone_from(&holder);
    }
    if draft.article.credit.is_none() {
        draft.article.credit = item.line_at("rightsInfo/copyrightNotice");
    }
    draft.outlet(holder.as_deref());
}

fn body(set: Element<'_>, draft: &mut Draft<'_>) {
    for holder in set.children() {
        if !draft.flow.is_empty() {
            return;
        }
        match holder.name() {
            "inlineXML" => inline_xml(holder, draft),
            "inlineData" => inline_data(holder, draft),
            _ => {}
        }
    }
}

fn inline_data(holder: Element<'_>, draft: &mut Draft<'_>) {
    let kind = holder.attribute("contenttype").unwrap_or_default();
    let is_other_media = ["image/", "audio/", "video/"]
        .iter()
        .any(|media| kind.starts_with(media));
    let Some(text) = written(holder).filter(|_| !is_other_media) else {
        return;
    };
    if kind.contains("html") {
        draft.html(&holder.xpath(), &text);
    } else {
        draft.plain(&holder.xpath(), &text);
    }
}

/// What an element holds as text, read from base64 where it says so; none where that is no text.
fn written(holder: Element<'_>) -> Option<String> {
    let text = holder.string_value();
    match holder.attribute("encoding") {
        Some("base64") => String::from_utf8(cloudevents::from_base64(&text).ok()?).ok(),
        _ => Some(text),
    }
}

fn inline_xml(holder: Element<'_>, draft: &mut Draft<'_>) {
    if draft.article.byline.is_none() {
        draft.byline(&marked_byline(holder).unwrap_or_default());
    }
    markup::held(holder, draft);
}

/// The line whose class is `byline`, which is not that of a picture: those stand in figures.
fn marked_byline(holder: Element<'_>) -> Option<String> {
    let mut figure: Option<Element<'_>> = None;
    let byline = holder.within().find(|element| {
        if figure.is_some_and(|figure| figure.holds(*element)) {
            return false;
        }
        if element.name() == "figure" {
            figure = Some(*element);
        }
        element.attribute("class") == Some("byline")
    });
    byline?.line()
}
