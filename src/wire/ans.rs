//! ANS stories (Arc XP), bare or in an IFX event envelope.

use serde_json::Value;

use super::draft::{Context, Draft};
use super::fields::Fields;
use super::{Reason, Refusal, json};
use crate::article::{Article, BlockKind, Embargo, Person, SkipReason};

/// Fields that are read; everything else is passed on.
const KNOWN: &[&str] = &[
    "_id",
    "type",
    "version",
    "revision",
    "language",
    "headlines",
    "subheadlines",
    "description",
    "credits",
    "distributor",
    "content_elements",
    "content_restrictions",
    "created_date",
    "last_updated_date",
    "publish_date",
    "first_publish_date",
    "display_date",
    "editor_note",
    "corrections",
    "location",
    "label",
    "taxonomy",
    "copyright",
    "canonical_url",
    "slug",
    "subtype",
    "source",
    "owner",
];

/// Reads one story.
pub(super) fn article(story: Fields<'_>, context: &Context<'_>) -> Result<Article, Refusal> {
    let mut draft = Draft::new(context);
    draft.article.id = story.id(&["_id", "canonical_url"]).unwrap_or_default();
    // `version` is that of the schema.
    draft.article.profile = story.text(&["version"]).map(str::to_owned);
    draft.article.slugline = story.text(&["slug"]).map(str::to_owned);
    draft.language(story.text(&["language"]));
    lines(story, &mut draft);
    credits(story, &mut draft);
    revision(story, &mut draft);
    embargo(story, &mut draft)?;
    dates(story, &mut draft);
    notes(story, &mut draft);
    topics(story, &mut draft);
    elements(story, "", &mut draft);
    if story.text(&["type"]).is_some_and(|kind| kind != "story") && draft.flow.is_empty() {
        draft.article.skip = Some(SkipReason::NotText);
    }
    draft.article.extra = story.beyond(KNOWN);
    Ok(draft.finish())
}

/// The stories of a document, each with the JSON Pointer to it: itself, the body of an event, or those of a collection.
pub(super) fn stories(document: Fields<'_>) -> Vec<(String, Fields<'_>)> {
    let (pointer, held) = match unwrapped(document) {
        Some(body) => ("/body", body),
        None => ("", document),
    };
    let is_story = |element: Fields<'_>| element.text(&["type"]) == Some("story");
    let elements = held.list(&["content_elements"]).iter().zip(0_usize..);
    let stories: Vec<(String, Fields<'_>)> = elements
        .filter_map(|(element, place)| {
            let pointer = format!("{pointer}/content_elements/{place}");
            Some((pointer, Fields::from(element)?))
        })
        .filter(|(_, element)| is_story(*element))
        .collect();
    if stories.is_empty() || is_story(held) {
        return vec![(pointer.to_owned(), held)];
    }
    stories
}

/// The story inside an IFX event.
pub(super) fn unwrapped(event: Fields<'_>) -> Option<Fields<'_>> {
    event.get(&["key", "typeId", "organizationId"])?;
    event.object(&["body"])
}

/// Whether this is an event that takes a story down; it need not hold the story.
pub(super) fn is_taken_down(event: Fields<'_>) -> bool {
    const DOWN: &[&str] = &["delete", "unpublish"];
    let is_event = event.has("organizationId") || event.has("typeId") || event.has("body");
    let kinds = [event.text(&["key"]), event.text(&["typeId"])];
    let says = |kind: &str| {
        let kind = kind.to_ascii_lowercase();
        DOWN.iter().any(|verb| kind.contains(verb))
    };
    is_event && kinds.into_iter().flatten().any(says)
}

/// The id of the story that an event is about, where the event itself says it.
pub(super) fn told_of(event: Fields<'_>) -> Option<String> {
    let is_id = |id: &String| !id.contains(':') || id.contains("://") || id.starts_with("urn:");
    let named = ["_id", "typeId", "id"];
    let mut ids = named.iter().filter_map(|name| event.id(&[name]));
    ids.find(is_id)
}

fn lines(story: Fields<'_>, draft: &mut Draft<'_>) {
    if let Some(headlines) = story.object(&["headlines"]) {
        draft.headline(headlines.text(&["basic"]).unwrap_or_default());
    }
    for (field, name) in [("subheadlines", "basic"), ("label", "basic")] {
        if let Some(part) = story.object(&[field]) {
            let text = part
                .text(&[name])
                .or_else(|| part.object(&[name])?.text(&["text"]));
            draft.subhead(text.unwrap_or_default());
        }
    }
    if let Some(description) = story.object(&["description"]) {
        draft.teaser(description.text(&["basic"]).unwrap_or_default());
    }
    draft.article.dateline = story.text(&["location"]).map(str::to_owned);
}

fn credits(story: Fields<'_>, draft: &mut Draft<'_>) {
    let by: Vec<Fields<'_>> = story
        .object(&["credits"])
        .into_iter()
        .flat_map(|credits| credits.objects(&["by"]))
        .collect();
    let people: Vec<Person> = by
        .iter()
        .filter_map(|author| {
            Some(Person {
                name: name_of(*author)?,
                role: author.text(&["role"]).map(str::to_owned),
                id: author.id(&["_id"]),
            })
        })
        .collect();
    draft.authors(people);
    let distributor = story
        .object(&["distributor"])
        .and_then(|one| one.text(&["name"]));
    let house = by.iter().find_map(|author| author.text(&["org"]));
    draft.outlet(house.or(distributor));
    draft.article.credit = distributor
        .or_else(|| story.text(&["copyright"]))
        .map(str::to_owned);
}

fn name_of(author: Fields<'_>) -> Option<String> {
    if let Some(name) = author.text(&["name", "byline"]) {
        return Some(name.to_owned());
    }
    let parts = [author.text(&["first_name"]), author.text(&["last_name"])];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn revision(story: Fields<'_>, draft: &mut Draft<'_>) {
    let Some(revision) = story.object(&["revision"]) else {
        return;
    };
    draft.article.version = revision.id(&["revision_id"]);
    let parent = revision.id(&["parent_id"]).filter(|parent| parent != "0");
    if parent.is_some() {
        let id = draft.article.id.clone();
        draft.replaces(Some(&id), parent.as_deref());
    }
}

fn embargo(story: Fields<'_>, draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let Some(embargo) = story
        .object(&["content_restrictions"])
        .and_then(|restrictions| restrictions.object(&["embargo"]))
    else {
        return Ok(());
    };
    let pointer = "/content_restrictions/embargo";
    match embargo.get(&["active"]) {
        Some(Value::Bool(false)) => return Ok(()),
        None | Some(Value::Bool(true)) => {}
        Some(_) => {
            return Err(Refusal::new(
                Reason::Schema,
                format!("{pointer}/active: expected true or false"),
            ));
        }
    }
    json::embargo(embargo, &["end_time"], pointer, draft)?;
    // Without an end it has no end.
    draft.article.embargo.get_or_insert(Embargo { until: None });
    draft.note(
        Some("embargo"),
        embargo.text(&["description"]).unwrap_or_default(),
        false,
    );
    Ok(())
}

fn dates(story: Fields<'_>, draft: &mut Draft<'_>) {
    draft.article.dates.created = draft.date("/created_date", story.text(&["created_date"]));
    draft.article.dates.versioned =
        draft.date("/last_updated_date", story.text(&["last_updated_date"]));
    let published = story.text(&["first_publish_date", "publish_date", "display_date"]);
    draft.article.dates.published = draft.date("/publish_date", published);
}

fn notes(story: Fields<'_>, draft: &mut Draft<'_>) {
    draft.note(
        None,
        story.text(&["editor_note"]).unwrap_or_default(),
        false,
    );
    for correction in story.objects(&["corrections"]) {
        draft.note(
            Some(
                correction
                    .text(&["correction_type"])
                    .unwrap_or("correction"),
            ),
            correction.text(&["text"]).unwrap_or_default(),
            true,
        );
    }
}

fn topics(story: Fields<'_>, draft: &mut Draft<'_>) {
    if let Some(taxonomy) = story.object(&["taxonomy"]) {
        for tag in taxonomy.objects(&["tags"]) {
            draft.subject(tag.text(&["_id"]), tag.text(&["text"]));
        }
        for section in taxonomy.objects(&["sections"]) {
            draft.subject(section.text(&["_id"]), section.text(&["name"]));
        }
    }
    draft.genre(story.text(&["subtype"]).unwrap_or_default());
}

/// Lets the content elements flow; lists and quotations hold elements of their own.
fn elements(holder: Fields<'_>, pointer: &str, draft: &mut Draft<'_>) {
    list(
        holder,
        pointer,
        "content_elements",
        BlockKind::Paragraph,
        draft,
    );
}

fn list(
    holder: Fields<'_>,
    pointer: &str,
    field: &'static str,
    kind: BlockKind,
    draft: &mut Draft<'_>,
) {
    for (index, element) in holder.list(&[field]).iter().enumerate() {
        if let Some(element) = Fields::from(element) {
            let pointer = format!("{pointer}/{field}/{index}");
            draft.flow.open(kind);
            one(element, &pointer, draft);
            draft.flow.close();
        }
    }
}

fn one(element: Fields<'_>, pointer: &str, draft: &mut Draft<'_>) {
    match element.text(&["type"]).unwrap_or_default() {
        "text" | "raw_html" => content(element, pointer, "content", None, draft),
        "header" => content(element, pointer, "content", Some(BlockKind::Heading), draft),
        "blockquote" | "pullquote" => {
            content(element, pointer, "content", Some(BlockKind::Quote), draft);
        }
        "correction" => content(element, pointer, "text", Some(BlockKind::Correction), draft),
        // A pull quote repeats what the text says.
        "quote" if element.text(&["subtype"]) == Some("pullquote") => {}
        "quote" => {
            content(element, pointer, "content", Some(BlockKind::Quote), draft);
            list(
                element,
                pointer,
                "content_elements",
                BlockKind::Quote,
                draft,
            );
        }
        "list" => list(element, pointer, "items", BlockKind::ListItem, draft),
        "element_group" => elements(element, pointer, draft),
        "image" | "video" => content(element, pointer, "caption", Some(BlockKind::Caption), draft),
        "table" => table(element, pointer, draft),
        // Links, embeds, ratings, dividers: not copy.
        _ => {}
    }
}

fn content(
    element: Fields<'_>,
    pointer: &str,
    field: &str,
    kind: Option<BlockKind>,
    draft: &mut Draft<'_>,
) {
    let Some(html) = element.text(&[field]) else {
        return;
    };
    if let Some(kind) = kind {
        draft.flow.open(kind);
    }
    draft.html(&format!("{pointer}/{field}"), html);
    if kind.is_some() {
        draft.flow.close();
    }
}

fn table(element: Fields<'_>, pointer: &str, draft: &mut Draft<'_>) {
    for (index, row) in element.list(&["rows"]).iter().enumerate() {
        draft.flow.open(BlockKind::TableRow);
        for (column, cell) in row.as_array().into_iter().flatten().enumerate() {
            let text = Fields::from(cell).and_then(|cell| cell.text(&["content"]));
            draft.flow.cell();
            if let Some(html) = text {
                draft.html(&format!("{pointer}/rows/{index}/{column}/content"), html);
            }
        }
        draft.flow.close();
    }
}
