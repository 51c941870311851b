//! dpa digitalwires.

use super::draft::{Context, Draft};
use super::fields::Fields;
use super::{Refusal, json};
use crate::article::{Article, Embargo, SkipReason};

/// Fields that are read or of no use to readers; everything else is passed on.
const KNOWN: &[&str] = &[
    "format",
    "type",
    "urn",
    "version",
    "pubstatus",
    "signal",
    "embargoed",
    "language",
    "headline",
    "kicker",
    "subhead",
    "teaser",
    "byline",
    "dateline",
    "article_html",
    "infobox_html",
    "linkbox_html",
    "creditline",
    "copyrightnotice",
    "usageterms",
    "autopublishnotice",
    "notepad",
    "ednotes",
    "version_created",
    "content_created",
    "updated",
    "categories",
    "genre_names",
    "dpasubject_names",
    "keyword_names",
    "geosubject_names",
    "descriptions",
    "associations",
    "poi_names",
    "scope_names",
    "rubric_names",
    "current_rubric_names",
    "desk_names",
];

/// The entries of a document, each with the JSON Pointer to it: of the list that the interface answers with, or itself.
pub(super) fn entries(document: Fields<'_>) -> Vec<(String, Fields<'_>)> {
    if !is_list(document) {
        return vec![(String::new(), document)];
    }
    let listed = document.list(&["entries"]).iter().zip(0_usize..);
    listed
        .filter_map(|(entry, place)| Some((format!("/entries/{place}"), Fields::from(entry)?)))
        .collect()
}

/// Whether a document is a list of entries.
pub(super) fn is_list(document: Fields<'_>) -> bool {
    let mut entries = document.objects(&["entries"]);
    entries
        .next()
        .is_some_and(|entry| entry.has("urn") && entry.has("article_html"))
}

/// Reads one entry.
pub(super) fn article(entry: Fields<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    draft.article.id = entry.id(&["urn"]).unwrap_or_default();
    draft.article.version = entry.id(&["version"]);
    draft.article.profile = entry
        .text(&["format"])
        .and_then(|format| format.split_once('@'))
        .map(|(_, version)| version.to_owned());
    draft.language(entry.text(&["language"]));
    draft.headline(entry.text(&["headline"]).unwrap_or_default());
    draft.subhead(entry.text(&["kicker"]).unwrap_or_default());
    draft.subhead(entry.text(&["subhead"]).unwrap_or_default());
    draft.teaser(entry.text(&["teaser"]).unwrap_or_default());
    draft.byline(entry.text(&["byline"]).unwrap_or_default());
    draft.article.credit = entry.text(&["creditline"]).map(str::to_owned);
    draft.outlet(entry.text(&["creditline"]));
    draft.article.dateline = entry.text(&["dateline"]).and_then(dateline);
    json::status(entry, &["pubstatus"], &mut draft)?;
    json::embargo(entry, &["embargoed"], "", &mut draft)?;
    draft.article.dates.created = draft.date("/content_created", entry.text(&["content_created"]));
    draft.article.dates.versioned =
        draft.date("/version_created", entry.text(&["version_created"]));
    management(entry, &mut draft);
    topics(entry, &mut draft);
    for field in ["article_html", "infobox_html"] {
        draft.html(
            &format!("/{field}"),
            entry.text(&[field]).unwrap_or_default(),
        );
    }
    draft.article.extra = entry.beyond(KNOWN);
    Ok(draft.finish())
}

fn dateline(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['-', '–', '—']).trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

fn management(entry: Fields<'_>, draft: &mut Draft<'_>) {
    let signal = entry.text(&["signal"]).unwrap_or_default();
    let id = draft.article.id.clone();
    let version: Option<u64> = draft
        .article
        .version
        .as_ref()
        .and_then(|one| one.parse().ok());
    if let Some(before) = version
        .and_then(|one| one.checked_sub(1))
        .filter(|one| *one > 0)
    {
        draft.replaces(Some(&id), Some(&before.to_string()));
    }
    if signal.ends_with("test") {
        draft.article.skip = Some(SkipReason::Test);
    }
    for note in entry.objects(&["ednotes"]) {
        let role = note
            .text(&["role"])
            .map(|role| role.rsplit(':').next().unwrap_or(role));
        let public = note
            .get(&["is_publishable"])
            .and_then(serde_json::Value::as_bool);
        // The note may say what the field does not.
        if role == Some("embargo") && note.has("ednote") {
            draft.article.embargo.get_or_insert(Embargo { until: None });
        }
        draft.note(
            role,
            note.text(&["ednote"]).unwrap_or_default(),
            public == Some(true),
        );
    }
}

fn topics(entry: Fields<'_>, draft: &mut Draft<'_>) {
    for genre in entry.list(&["genre_names"]) {
        draft.genre(genre.as_str().unwrap_or_default());
    }
    for category in entry.objects(&["categories"]) {
        let kind = category.text(&["type"]).unwrap_or_default();
        if kind.ends_with("dpasubject") || kind.ends_with("geosubject") || kind.ends_with("keyword")
        {
            draft.subject(category.text(&["qcode"]), category.text(&["name"]));
        }
    }
}
