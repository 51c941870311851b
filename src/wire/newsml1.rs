//! NewsML 1: nested components, of which one holds the text.

use super::draft::{Context, Draft};
use super::xml::Element;
use super::{Reason, Refusal, markup};
use crate::article::{Article, SkipReason};

/// Parts of `NewsManagement` that are read.
const KNOWN_OF_MANAGEMENT: &[&str] = &[
    "NewsItemType",
    "Status",
    "FirstCreated",
    "ThisRevisionCreated",
    "StatusWillChange",
    "DerivedFrom",
];
const KNOWN_OF_LINES: &[&str] = &[
    "HeadLine",
    "SubHeadLine",
    "ByLine",
    "DateLine",
    "CreditLine",
    "CopyrightLine",
    "SlugLine",
    "NewsLine",
];
const KNOWN_OF_ADMINISTRATION: &[&str] = &["Provider", "Source", "Creator"];
const KNOWN_OF_DESCRIPTION: &[&str] = &["Language", "Genre", "SubjectCode"];

/// The news items of a document.
///
/// # Errors
/// Refuses a document without a news item.
pub(super) fn items(root: Element<'_>) -> Result<Vec<Element<'_>>, Refusal> {
    let items: Vec<Element<'_>> = root.all("NewsItem").collect();
    if items.is_empty() {
        return Err(Refusal::new(Reason::Schema, "/NewsML: no NewsItem inside"));
    }
    Ok(items)
}

/// Reads one news item of a document.
///
/// # Errors
/// Refuses an item with two statuses.
pub(super) fn article(
    item: Element<'_>,
    root: Element<'_>,
    context: &Context<'_>,
) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    draft.article.profile = root.attribute("Version").map(str::to_owned);
    identification(item, &mut draft);
    if let Some(management) = item.at("NewsManagement") {
        management.agree("Status", |status| formal(Some(status)))?;
    }
    management(item, &mut draft);
    metadata(item, &mut draft);
    draft.outlet(
        formal(
            root.early("NewsEnvelope")
                .and_then(|envelope| envelope.at("SentFrom/Party")),
        )
        .as_deref(),
    );
    lines(item, &mut draft);
    let source = formal(first(item, "AdministrativeMetadata/Source/Party"));
    draft.outlet(source.as_deref());
    body(item, &mut draft);
    if draft.article.language.is_none() {
        draft.language(item.attribute("xml:lang"));
    }
    Ok(draft.finish())
}

fn formal(element: Option<Element<'_>>) -> Option<String> {
    element?.attribute("FormalName").map(str::to_owned)
}

fn identification(item: Element<'_>, draft: &mut Draft<'_>) {
    let Some(identifier) = item.at("Identification/NewsIdentifier") else {
        return;
    };
    let public = identifier.line_at("PublicIdentifier");
    let revision = identifier.at("RevisionId");
    draft.article.version = revision.and_then(Element::line);
    // A public identifier ends with the revision; the id of the article is what stands before.
    let suffix = draft
        .article
        .version
        .as_ref()
        .map(|version| format!(":{version}"));
    draft.article.id = public
        .or_else(|| identifier.line_at("NewsItemId"))
        .map(|id| {
            suffix
                .and_then(|suffix| id.strip_suffix(&suffix).map(str::to_owned))
                .unwrap_or(id)
        })
        .unwrap_or_default();
    let before = revision
        .and_then(|revision| revision.attribute("PreviousRevision"))
        .filter(|before| *before != "0");
    if before.is_some() {
        let id = draft.article.id.clone();
        draft.replaces(Some(&id), before);
    }
    draft.article.slugline = item.line_at("Identification/NameLabel");
}

fn management(item: Element<'_>, draft: &mut Draft<'_>) {
    let Some(management) = item.at("NewsManagement") else {
        return;
    };
    draft.status(&formal(management.at("Status")).unwrap_or_default());
    let kind = formal(management.at("NewsItemType")).unwrap_or_default();
    match kind.to_ascii_lowercase().as_str() {
        "advisory" | "daybook" | "newsbudget" => {
            draft.article.skip = Some(SkipReason::Advisory);
        }
        "test" => draft.article.skip = Some(SkipReason::Test),
        _ => {}
    }
    let created = management.line_at("FirstCreated");
    draft.article.dates.created = draft.date("NewsManagement/FirstCreated", created.as_deref());
    let versioned = management.line_at("ThisRevisionCreated");
    draft.article.dates.versioned =
        draft.date("NewsManagement/ThisRevisionCreated", versioned.as_deref());
    // A status that changes on a date: usable from then on means embargoed until then.
    if let Some(change) = management.at("StatusWillChange") {
        let until = change.line_at("DateAndTime");
        let opens = formal(change.at("FutureStatus"))
            .is_some_and(|status| status.eq_ignore_ascii_case("usable"));
        if opens {
            draft.embargo("StatusWillChange/DateAndTime", until.as_deref());
        }
    }
    for derived in management.all("DerivedFrom") {
        draft.replaces(derived.attribute("NewsItem"), None);
    }
    draft.keep_unknown(management, "NewsManagement", KNOWN_OF_MANAGEMENT);
}

/// The first of these elements that any component holds, outer components first.
fn first<'t>(item: Element<'t>, path: &str) -> Option<Element<'t>> {
    item.within()
        .filter(|element| element.name() == "NewsComponent")
        .find_map(|component| component.at(path))
}

fn metadata(item: Element<'_>, draft: &mut Draft<'_>) {
    draft.language(formal(first(item, "DescriptiveMetadata/Language")).as_deref());
    let provider = formal(first(item, "AdministrativeMetadata/Provider/Party"));
    draft.outlet(provider.as_deref());
    draft.article.credit = formal(first(item, "AdministrativeMetadata/Source/Party"));
    if let Some(data) = first(item, "DescriptiveMetadata") {
        for genre in data.all("Genre") {
            draft.genre(genre.attribute("FormalName").unwrap_or_default());
        }
        for subject in data.all("SubjectCode").flat_map(Element::children) {
            draft.subject(subject.attribute("FormalName"), None);
        }
    }
    let creator = formal(first(item, "AdministrativeMetadata/Creator/Party"));
    draft.byline(&creator.unwrap_or_default());
    for (path, known) in [
        ("AdministrativeMetadata", KNOWN_OF_ADMINISTRATION),
        ("DescriptiveMetadata", KNOWN_OF_DESCRIPTION),
        ("NewsLines", KNOWN_OF_LINES),
    ] {
        if let Some(holder) = first(item, path) {
            draft.keep_unknown(holder, path, known);
        }
    }
}

fn lines(item: Element<'_>, draft: &mut Draft<'_>) {
    for component in item
        .within()
        .filter(|element| element.name() == "NewsComponent")
        .filter(|component| !is_picture(*component))
    {
        let Some(lines) = component.at("NewsLines") else {
            continue;
        };
        draft.headline(&lines.line_at("HeadLine").unwrap_or_default());
        draft.subhead(&lines.line_at("SubHeadLine").unwrap_or_default());
        draft.byline(&lines.line_at("ByLine").unwrap_or_default());
        if draft.article.slugline.is_none() {
            draft.article.slugline = lines.line_at("SlugLine");
        }
        if draft.article.dateline.is_none() {
            draft.article.dateline = lines
                .line_at("DateLine")
                .map(|line| line.trim_end_matches(['-', '–', '—', ' ']).to_owned());
        }
        if draft.article.credit.is_none() {
            draft.article.credit = lines
                .line_at("CreditLine")
                .or_else(|| lines.line_at("CopyrightLine"));
        }
        for line in lines.all("NewsLine") {
            let kind = formal(line.at("NewsLineType")).unwrap_or_default();
            if kind == "AdvisoryLine" || kind == "EditorialNote" {
                let text = line.line_at("NewsLineText").unwrap_or_default();
                draft.note(Some(&kind), &text, false);
            }
        }
    }
}

fn role(component: Element<'_>) -> Option<&str> {
    component.at("Role")?.attribute("FormalName")
}

fn is_picture(component: Element<'_>) -> bool {
    role(component).is_some_and(|role| {
        matches!(
            role,
            "Photo" | "Logo" | "Graphic" | "Video" | "Caption" | "StyleSheet" | "Contact"
        )
    })
}

/// The content of the component whose role is the body; else of the first that holds text.
fn body(item: Element<'_>, draft: &mut Draft<'_>) {
    let components = || {
        item.within()
            .filter(|element| element.name() == "NewsComponent")
            .filter(|component| component.at("ContentItem/DataContent").is_some())
    };
    let named = components().find(|component| {
        role(*component).is_some_and(|role| matches!(role, "Body" | "Main" | "MainText"))
    });
    let other = || {
        components().find(|component| {
            !is_picture(*component)
                && role(*component)
                    .is_none_or(|role| !matches!(role, "HeadLine" | "SubHeadLine" | "Summary"))
        })
    };
    let Some(content) = named
        .or_else(other)
        .and_then(|component| component.at("ContentItem/DataContent"))
    else {
        return;
    };
    if content.children().next().is_some() {
        markup::held(content, draft);
        return;
    }
    let text = content.string_value();
    if text.trim_start().starts_with('<') {
        draft.html(&content.xpath(), &text);
    } else {
        draft.plain(&content.xpath(), &text);
    }
}
