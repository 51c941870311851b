//! Markdown, with or without front matter.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::draft::{Context, Draft};
use crate::article::{Article, BlockKind};

/// Reads a document. The first heading of the first level is the headline.
pub(super) fn article(text: &str, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH;
    draft.flow.from_field("");
    let mut front = None;
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => front = Some(String::new()),
            Event::End(TagEnd::MetadataBlock(_)) => {
                front_matter(&front.take().unwrap_or_default(), &mut draft);
            }
            Event::Text(text) | Event::Code(text) => match &mut front {
                Some(front) => front.push_str(&text),
                None => draft.flow.text(&text, place.start),
            },
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

/// The items of a list, `[a, b]` or one a line behind a hyphen, with commas between them; none where there is no list.
fn listed(value: &str, below: &std::str::Lines<'_>) -> Option<String> {
    let bare = |item: &str| item.trim().trim_matches(['"', '\'']).to_owned();
    let value = value.trim();
    let items: Vec<String> = if value.is_empty() {
        let items = below
            .clone()
            .map_while(|line| line.trim().strip_prefix("- "));
        items.map(bare).collect()
    } else {
        let inside = value.strip_prefix('[')?.strip_suffix(']')?;
        inside.split(',').map(bare).collect()
    };
    (!items.is_empty()).then(|| items.join(", "))
}

/// `key: value` or `key = value` lines; anything else of YAML and TOML is left alone.
fn front_matter(front: &str, draft: &mut Draft<'_>) {
    let mut lines = front.lines();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once([':', '=']) else {
            continue;
        };
        let listed = listed(value, &lines);
        let value = listed.as_deref().unwrap_or(value);
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_ascii_lowercase().as_str() {
            "id" | "slug" if draft.article.id.is_empty() => value.clone_into(&mut draft.article.id),
            "title" | "headline" => draft.headline(value),
            "author" | "authors" | "byline" => draft.byline(value),
            "date" | "published" => {
                draft.article.dates.published = draft.date("date", Some(value));
            }
            "language" | "lang" => draft.language(Some(value)),
            "description" | "summary" => draft.teaser(value),
            "publisher" | "outlet" => draft.outlet(Some(value)),
            "status" => draft.status(value),
            "embargo" | "embargoed" => draft.embargo("embargo", Some(value)),
            _ => {}
        }
    }
}
