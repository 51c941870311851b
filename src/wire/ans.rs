//! ANS stories (Arc XP), bare or in an IFX event envelope.

use serde_json::Value;

use super::draft::{Context, Draft};
use super::fields::Fields;
use super::{Reason, Refusal, json};
use crate::article::{Article, BlockKind, Byline, Embargo, Person, SkipReason};

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

/// The stories of a document, each with the JSON Pointer to it: itself, that of an event, or those of a collection.
pub(super) fn stories(document: Fields<'_>) -> Vec<(String, Fields<'_>)> {
    let (pointer, held) = match unwrapped(document) {
        Some((field, body)) => (format!("/{field}"), body),
        None => (String::new(), document),
    };
    let list = if held.text(&["type"]) == Some("results") && held.has("data") {
        "data"
    } else {
        "content_elements"
    };
    let elements = held.list(&[list]).iter().zip(0_usize..);
    let stories: Vec<(String, Fields<'_>)> = elements
        .filter_map(|(element, place)| {
            let pointer = format!("{pointer}/{list}/{place}");
            Some((pointer, Fields::from(element)?))
        })
        .filter(|(_, element)| is_story(*element))
        .collect();
    if stories.is_empty() || is_story(held) {
        return vec![(pointer, held)];
    }
    stories
}

fn is_story(document: Fields<'_>) -> bool {
    document.text(&["type"]) == Some("story")
}

/// Whether a document is an answer with several stories.
pub(super) fn is_answer(document: Fields<'_>) -> bool {
    document.text(&["type"]) == Some("results") && document.objects(&["data"]).any(is_story)
}

/// The story inside an IFX event or an operation on a story, and the name of its field.
pub(super) fn unwrapped(event: Fields<'_>) -> Option<(&'static str, Fields<'_>)> {
    let field = if is_operation(event) {
        ["story", "body"]
            .into_iter()
            .find(|field| event.has(field))?
    } else {
        event.get(&["key", "typeId", "organizationId"])?;
        "body"
    };
    Some((field, event.object(&[field])?))
}

/// Whether this is what Arc calls an operation: `{"type": "story_operation", "operation": "update", …}`.
fn is_operation(event: Fields<'_>) -> bool {
    let is_named = event
        .text(&["type"])
        .is_some_and(|kind| matches!(kind, "story_operation" | "content-operation"));
    is_named && event.has("operation")
}

/// Whether this is an event that takes a story down; it need not hold the story.
pub(super) fn is_taken_down(event: Fields<'_>) -> bool {
    const DOWN: &[&str] = &["delete", "unpublish"];
    let is_event = event.has("organizationId")
        || event.has("typeId")
        || event.has("body")
        || is_operation(event);
    let kinds = ["key", "typeId", "operation"].map(|name| event.text(&[name]));
    let says = |kind: &str| {
        let kind = kind.to_ascii_lowercase();
        DOWN.iter().any(|verb| kind.contains(verb))
    };
    is_event && kinds.into_iter().flatten().any(says)
}

/// The id of the story that an event is about, where the event itself says it.
pub(super) fn told_of(event: Fields<'_>) -> Option<String> {
    let is_id = |id: &String| !id.contains(':') || id.contains("://") || id.starts_with("urn:");
    let named = ["_id", "story_id", "typeId", "id"];
    let mut ids = named.iter().filter_map(|name| event.id(&[name]));
    ids.find(is_id)
}

fn lines(story: Fields<'_>, draft: &mut Draft<'_>) {
    if let Some(headlines) = story.object(&["headlines"]) {
        draft.headline(headlines.text(&["basic"]).unwrap_or_default());
    }
    for (field, names) in [
        ("subheadlines", ["basic"].as_slice()),
        ("label", &["kicker", "basic"]),
    ] {
        if let Some(part) = story.object(&[field]) {
            let text = part
                .text(names)
                .or_else(|| part.object(names)?.text(&["text"]));
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
                role: author
                    .text(&["role"])
                    .or_else(|| {
                        let kept = author.object(&["additional_properties"])?;
                        kept.object(&["original"])?.text(&["role"])
                    })
                    .map(str::to_owned),
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
    if let Some(name) = author.text(&["name"]) {
        return Some(name.to_owned());
    }
    let parts = [author.text(&["first_name"]), author.text(&["last_name"])];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        let line = author.text(&["byline"])?;
        let people = Byline::of_field(line).people.into_iter();
        return Some(
            people
                .map(|person| person.name)
                .next()
                .unwrap_or_else(|| line.to_owned()),
        );
    }
    Some(parts.join(" "))
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
            if let Some(speaker) = element.object(&["citation"]) {
                let pointer = format!("{pointer}/citation");
                content(speaker, &pointer, "content", Some(BlockKind::Quote), draft);
            }
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
    row(
        element.list(&["header"]),
        &format!("{pointer}/header"),
        draft,
    );
    for (index, cells) in element.list(&["rows"]).iter().enumerate() {
        let cells = cells.as_array().map(Vec::as_slice).unwrap_or_default();
        row(cells, &format!("{pointer}/rows/{index}"), draft);
    }
}

fn row(cells: &[Value], pointer: &str, draft: &mut Draft<'_>) {
    draft.flow.open(BlockKind::TableRow);
    for (column, cell) in cells.iter().enumerate() {
        let text = Fields::from(cell).and_then(|cell| cell.text(&["content"]));
        draft.flow.cell();
        if let Some(html) = text {
            draft.html(&format!("{pointer}/{column}/content"), html);
        }
    }
    draft.flow.close();
}
