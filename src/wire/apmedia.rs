//! Items of the AP Media API, alone or in the answer of its feed.

use super::draft::{Context, Draft};
use super::fields::Fields;
use super::{Refusal, json};
use crate::article::{Article, Person, SkipReason};

/// Fields that are read; everything else is passed on.
const KNOWN: &[&str] = &[
    "uri",
    "altids",
    "version",
    "type",
    "pubstatus",
    "embargoed",
    "releasedatetime",
    "language",
    "headline",
    "headline_extended",
    "headline_seo",
    "title",
    "slugline",
    "byline",
    "bylines",
    "description_creditline",
    "copyrightnotice",
    "copyrightline",
    "datelinelocation",
    "dateline",
    "located",
    "firstcreated",
    "versioncreated",
    "ednote",
    "editorialtypes",
    "signals",
    "infosource",
    "provider",
    "subject",
    "keywords",
    "description_summary",
    "body_nitf",
    "body_text",
    "nitf",
    "renditions",
    "associations",
];

/// The items of a document, each with the JSON Pointer to it: under `data.item`, under `item`, in the list `data.items` of
/// a feed's answer, or the document itself.
pub(super) fn items(document: Fields<'_>) -> Vec<(String, Fields<'_>)> {
    let (data, held) = match document.object(&["data"]) {
        Some(held) => ("/data", held),
        None => ("", document),
    };
    let listed: Vec<(String, Fields<'_>)> = held
        .list(&["items"])
        .iter()
        .zip(0_usize..)
        .filter_map(|(entry, place)| {
            let item = Fields::from(entry)?.object(&["item"])?;
            Some((format!("{data}/items/{place}/item"), item))
        })
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    vec![match held.object(&["item"]) {
        Some(item) => (format!("{data}/item"), item),
        None => (data.to_owned(), held),
    }]
}

/// Whether a document holds items of the AP.
pub(super) fn is_held(document: Fields<'_>) -> bool {
    let is_theirs = |item: Fields<'_>| {
        let ids = item.object(&["altids"]);
        ids.is_some_and(|ids| ids.get(&["itemid", "etag"]).is_some())
    };
    items(document).iter().any(|(_, item)| is_theirs(*item))
}

/// Reads one item.
pub(super) fn article(item: Fields<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    let ids = item.object(&["altids"]);
    draft.article.id = ids
        .and_then(|ids| ids.id(&["itemid"]))
        .or_else(|| item.id(&["uri"]))
        .unwrap_or_default();
    draft.article.version = item.id(&["version"]);
    draft.article.slugline = item.text(&["slugline"]).map(str::to_owned);
    draft.language(item.text(&["language"]));
    draft.headline(item.text(&["headline"]).unwrap_or_default());
    draft.headline(item.text(&["headline_extended"]).unwrap_or_default());
    if draft.article.headline.is_none() {
        draft.headline(item.text(&["title"]).unwrap_or_default());
    }
    draft.teaser(item.text(&["description_summary"]).unwrap_or_default());
    people(item, &mut draft);
    json::status(item, &["pubstatus"], &mut draft)?;
    // Without the status of an embargo the release time is only a date.
    let is_embargoed = item
        .text(&["pubstatus"])
        .is_some_and(|status| status.eq_ignore_ascii_case("embargoed"));
    let fields = ["embargoed", "releasedatetime"];
    let fields = if is_embargoed {
        &fields[..]
    } else {
        &fields[..1]
    };
    json::embargo(item, fields, "", &mut draft)?;
    draft.article.dates.created = draft.date("/firstcreated", item.text(&["firstcreated"]));
    draft.article.dates.versioned = draft.date("/versioncreated", item.text(&["versioncreated"]));
    draft.note(None, item.text(&["ednote"]).unwrap_or_default(), false);
    for subject in item.objects(&["subject"]) {
        draft.subject(subject.text(&["code"]), subject.text(&["name"]));
    }
    body(item, &mut draft);
    if !is_news(item) {
        draft.article.skip = Some(SkipReason::Advisory);
    } else if item.text(&["type"]).is_some_and(|kind| kind != "text") && draft.flow.is_empty() {
        draft.article.skip = Some(SkipReason::NotText);
    }
    draft.article.extra = item.beyond(KNOWN);
    Ok(draft.finish())
}

/// Whether the signals, where there are any, say that the item is news and no note to editors.
fn is_news(item: Fields<'_>) -> bool {
    let signals = item.list(&["signals"]);
    signals.is_empty()
        || signals
            .iter()
            .any(|signal| signal.as_str().is_some_and(|one| one == "newscontent"))
}

fn people(item: Fields<'_>, draft: &mut Draft<'_>) {
    let people: Vec<Person> = item
        .objects(&["bylines"])
        .filter_map(|byline| {
            Some(Person {
                name: byline.text(&["name"])?.to_owned(),
                role: byline.text(&["title"]).map(str::to_owned),
                id: byline.id(&["code"]),
            })
        })
        .collect();
    let lines: Vec<String> = item
        .objects(&["bylines"])
        .filter_map(|byline| byline.text(&["by"]).map(str::to_owned))
        .collect();
    draft.bylines(&lines);
    draft.byline(item.text(&["byline"]).unwrap_or_default());
    draft.authors(people);
    let source = item
        .objects(&["infosource"])
        .find_map(|source| source.text(&["name"]));
    draft.outlet(source.or_else(|| item.text(&["provider"])));
    draft.article.credit = item
        .text(&["description_creditline", "copyrightline", "copyrightnotice"])
        .map(str::to_owned);
    let place = item.object(&["datelinelocation"]);
    draft.article.dateline = item
        .text(&["dateline", "located"])
        .or_else(|| place?.text(&["city"]))
        .map(str::to_owned);
}

fn body(item: Fields<'_>, draft: &mut Draft<'_>) {
    if let Some(html) = item
        .object(&["nitf"])
        .and_then(|nitf| nitf.text(&["body_html", "body_nitf"]))
    {
        draft.html("/nitf/body_html", html);
    }
    if let Some(text) = item.text(&["body_nitf"]).filter(|_| draft.flow.is_empty()) {
        draft.xml("/body_nitf", text);
    }
    if let Some(text) = item.text(&["body_text"]).filter(|_| draft.flow.is_empty()) {
        draft.plain("/body_text", text);
    }
}
