//! Markdown, with or without front matter.

use std::str::Lines;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::draft::{Context, Draft};
use crate::article::markup::html;
use crate::article::{Article, BlockKind, Embargo};

/// Reads a document. The first heading of the first level is the headline.
pub(super) fn article(text: &str, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH;
    draft.flow.from_field("");
    let mut front = None;
    // What an image shows is told for those who do not see it, and is no copy.
    let mut images = 0_usize;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => front = Some(String::new()),
            Event::End(TagEnd::MetadataBlock(_)) => {
                front_matter(&front.take().unwrap_or_default(), &mut draft);
            }
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(text) | Event::Code(text) => match &mut front {
                Some(front) => front.push_str(&text),
                None if images == 0 => draft.flow.text(&text, place.start),
                None => {}
            },
            Event::Start(Tag::HtmlBlock) => html::flow_part(text, place, &mut draft.flow),
            Event::Start(tag) => start(&tag, &mut draft),
            Event::End(tag) => end(tag, &mut draft),
            Event::SoftBreak => draft.flow.push(' ', place.start),
            Event::HardBreak => draft.flow.line_break(),
            Event::Rule => draft.flow.end_block(),
            _ => {}
        }
    }
    draft.finish()
}

fn kind(tag: &Tag<'_>) -> Option<BlockKind> {
    match tag {
        Tag::Paragraph | Tag::CodeBlock(_) => Some(BlockKind::Paragraph),
        Tag::Heading { .. } => Some(BlockKind::Heading),
        Tag::BlockQuote(_) => Some(BlockKind::Quote),
        Tag::Item => Some(BlockKind::ListItem),
        Tag::TableRow | Tag::TableHead => Some(BlockKind::TableRow),
        _ => None,
    }
}

fn start(tag: &Tag<'_>, draft: &mut Draft<'_>) {
    if let Some(kind) = kind(tag) {
        draft.flow.open(kind);
    }
    if matches!(tag, Tag::TableCell) {
        draft.flow.cell();
    }
}

fn end(tag: TagEnd, draft: &mut Draft<'_>) {
    let is_block = matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::CodeBlock
    );
    if is_block {
        draft.flow.close();
    }
}

/// `key: value` and `key = value` lines with lists and folded texts; anything else of YAML and TOML is left alone.
fn front_matter(front: &str, draft: &mut Draft<'_>) {
    let mut lines = front.lines();
    while let Some(line) = lines.next() {
        // What is indented belongs to the key above it.
        if line.starts_with(char::is_whitespace) || line.starts_with(['-', '#', '[']) {
            continue;
        }
        if let Some((key, value)) = line.split_once([':', '=']) {
            let below = lines.clone();
            field(&key.trim().to_ascii_lowercase(), value, below, draft);
        }
    }
}

fn field(key: &str, value: &str, below: Lines<'_>, draft: &mut Draft<'_>) {
    let values = values(value, below);
    let value = values.join(", ");
    let value = value.as_str();
    match key {
        "id" | "slug" if draft.article.id.is_empty() => value.clone_into(&mut draft.article.id),
        "title" | "headline" => draft.headline(value),
        "subtitle" | "subheadline" | "kicker" => draft.subhead(value),
        "author" | "authors" | "byline" => draft.byline(value),
        "date" | "published" => {
            draft.article.dates.published = draft.date("date", Some(value));
        }
        "lastmod" | "updated" | "modified" => {
            draft.article.dates.versioned = draft.date("updated", Some(value));
        }
        "language" | "lang" => draft.language(Some(value)),
        "description" | "summary" => draft.teaser(value),
        "publisher" | "outlet" => draft.outlet(Some(value)),
        "dateline" => {
            draft.article.dateline = Some(value.to_owned()).filter(|line| !line.is_empty());
        }
        "genre" => {
            for genre in &values {
                draft.genre(genre);
            }
        }
        "tags" | "keywords" | "categories" => {
            for tag in &values {
                draft.subject(None, Some(tag));
            }
        }
        "status" => draft.status(value),
        "embargo" | "embargoed" => match value {
            "false" | "no" => {}
            "true" | "yes" => draft.article.embargo = Some(Embargo { until: None }),
            until => draft.embargo("embargo", Some(until)),
        },
        _ => {}
    }
}

/// What a key holds: a text, `[a, b]`, or what stands below it, as a list behind hyphens or as a text.
fn values(value: &str, below: Lines<'_>) -> Vec<String> {
    let value = value.trim();
    if let Some(inside) = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return inside
            .split(',')
            .map(bare)
            .filter(|item| !item.is_empty())
            .collect();
    }
    if matches!(value, ">" | ">-" | "|" | "|-" | ">+" | "|+") {
        let text: Vec<&str> = below
            .take_while(|line| line.starts_with(' ') || line.trim().is_empty())
            .map(str::trim)
            .collect();
        return vec![text.join(" ").trim().to_owned()];
    }
    if !value.is_empty() {
        return vec![bare(value)];
    }
    let items = below.take_while(|line| line.starts_with([' ', '-', '\t']));
    items
        .filter_map(item)
        .filter(|item| !item.is_empty())
        .collect()
}

/// `- Ada Berg` and `- name: Ada Berg`; nothing for the other fields of an item.
fn item(line: &str) -> Option<String> {
    let line = line.trim();
    let inside = line.strip_prefix("- ").unwrap_or(line);
    if let Some(name) = inside.strip_prefix("name:") {
        return Some(bare(name));
    }
    (line.starts_with("- ") && !inside.contains(": ")).then(|| bare(inside))
}

fn bare(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).trim().to_owned()
}
