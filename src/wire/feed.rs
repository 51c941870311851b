//! An item of an RSS 2 or Atom feed: mostly a teaser, sometimes the whole article.

use super::draft::{Context, Draft};
use super::xml::Element;
use super::{Reason, Refusal, markup};
use crate::article::{Article, Byline, Person};

/// Parts of an item that are read.
const KNOWN: &[&str] = &[
    "guid",
    "id",
    "link",
    "title",
    "author",
    "creator",
    "source",
    "pubDate",
    "published",
    "date",
    "updated",
    "category",
    "encoded",
    "content",
    "description",
    "summary",
];

/// The items of a feed, or the item that is the document.
///
/// # Errors
/// Refuses a feed without items.
pub(super) fn items(root: Element<'_>) -> Result<Vec<Element<'_>>, Refusal> {
    let is_item = |element: &Element<'_>| matches!(element.name(), "item" | "entry");
    if is_item(&root) {
        return Ok(vec![root]);
    }
    let items: Vec<Element<'_>> = root.within().filter(is_item).collect();
    if items.is_empty() {
        return Err(Refusal::new(
            Reason::Schema,
            format!("{}: a feed without items", root.xpath()),
        ));
    }
    Ok(items)
}

/// Reads one item of a feed.
pub(super) fn article(item: Element<'_>, root: Element<'_>, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    let profile = if item.name() == "entry" {
        "atom"
    } else {
        "rss"
    };
    draft.article.profile = Some(profile.to_owned());
    head(item, &mut draft);
    channel(root, &mut draft);
    body(item, &mut draft);
    draft.keep_unknown(item, "", KNOWN);
    draft.finish()
}

fn head(item: Element<'_>, draft: &mut Draft<'_>) {
    let link = item.all("link").find_map(|link| {
        link.attribute("href")
            .map(str::to_owned)
            .or_else(|| link.line())
    });
    draft.article.id = item
        .line_at("guid")
        .or_else(|| item.line_at("id"))
        .or(link)
        .unwrap_or_default();
    draft.language(item.attribute("xml:lang"));
    draft.headline(&item.line_at("title").unwrap_or_default());
    let authors = item
        .children()
        .filter(|child| matches!(child.name(), "author" | "creator"))
        .filter_map(|author| author.line_at("name").or_else(|| author.line()))
        .flat_map(|author| people(&author))
        .collect();
    draft.authors(authors);
    draft.outlet(item.line_at("source").as_deref());
    let published = item
        .line_at("pubDate")
        .or_else(|| item.line_at("published"))
        .or_else(|| item.line_at("date"));
    draft.article.dates.published = draft.date("pubDate", published.as_deref());
    let updated = item.line_at("updated");
    draft.article.dates.versioned = draft.date("updated", updated.as_deref());
    for category in item.all("category") {
        let name = category.line();
        draft.subject(category.attribute("term"), name.as_deref());
    }
}

/// One name as it stands, or the people of a line with several.
fn people(author: &str) -> Vec<Person> {
    let author = without_address(author);
    let read = Byline::of_field(&author).people;
    if read.is_empty() {
        vec![Person::named(author)]
    } else {
        read
    }
}

/// `jane@example.org (Jane Doe)` → `Jane Doe`
fn without_address(author: &str) -> String {
    match author.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').to_owned(),
        _ => author.to_owned(),
    }
}

/// What the feed says of all its items.
fn channel(root: Element<'_>, draft: &mut Draft<'_>) {
    let channel = root.early("channel").unwrap_or(root);
    let language = channel.early("language").and_then(Element::line);
    draft.language(language.as_deref().or(root.attribute("xml:lang")));
    if channel.name() != "item" && channel.name() != "entry" {
        let title = channel.early("title").and_then(Element::line);
        draft.outlet(title.as_deref());
        let author = channel.early("author");
        let author = author.and_then(|author| author.line_at("name"));
        draft.byline(&author.unwrap_or_default());
    }
}

/// `content:encoded` or `content`, else the description, which is a teaser.
fn body(item: Element<'_>, draft: &mut Draft<'_>) {
    let content = item
        .children()
        .find(|child| child.name() == "encoded")
        .or_else(|| {
            // `media:content` has the same local name and holds no text of its own.
            item.all("content")
                .find(|content| content.attribute("url").is_none())
        });
    if let Some(content) = content {
        if content.children().next().is_some() {
            markup::flow(content, "", &mut draft.flow);
        } else if content.attribute("type") == Some("text") {
            draft.plain(&content.xpath(), &content.string_value());
        } else {
            draft.html(&content.xpath(), &content.string_value());
        }
    }
    let teaser = item.at("description").or_else(|| item.at("summary"));
    draft.teaser(&teaser.map(Element::string_value).unwrap_or_default());
}
