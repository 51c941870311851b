//! An item of an RSS 2 or Atom feed: mostly a teaser, sometimes the whole article.

use super::draft::{Context, Draft};
use super::xml::Element;
use super::{Reason, Refusal, markup};
use crate::article::markup::{Flow, html};
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
    "issued",
    "date",
    "updated",
    "modified",
    "rights",
    "copyright",
    "category",
    "subject",
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

/// Prefixes of what describes a picture or a recording of the item rather than the item.
const OF_MEDIA: &[&str] = &["media", "itunes", "googleplay", "podcast", "georss"];

/// How near the namespace of a child is to the item's own: `title` before `dc:title` before `media:title`.
fn distance(item: Element<'_>, child: Element<'_>) -> u8 {
    if child.prefix() == item.prefix() {
        0
    } else if OF_MEDIA.contains(&child.prefix()) {
        2
    } else {
        1
    }
}

/// The children of these names that are nearest to the item's own namespace.
fn nearest<'t>(item: Element<'t>, names: &[&str]) -> Vec<Element<'t>> {
    let candidates = || {
        item.children()
            .filter(|child| names.contains(&child.name()))
            .filter(|child| child.line().is_some())
    };
    let least = candidates().map(|child| distance(item, child)).min();
    candidates()
        .filter(|child| Some(distance(item, *child)) == least)
        .collect()
}

/// The text of the first child of the first of these names that has one.
fn line(item: Element<'_>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| nearest(item, &[name]).first()?.line())
}

fn head(item: Element<'_>, draft: &mut Draft<'_>) {
    draft.article.id = line(item, &["guid", "id"])
        .or_else(|| item.attribute("rdf:about").map(str::to_owned))
        .or_else(|| link(item))
        .unwrap_or_default();
    draft.language(item.attribute("xml:lang"));
    draft.headline(&line(item, &["title"]).unwrap_or_default());
    draft.authors(authors(item));
    draft.outlet(source(item).as_deref());
    draft.article.credit = line(item, &["rights", "copyright"]);
    let published = line(item, &["pubDate", "published", "issued", "date"]);
    draft.article.dates.published = draft.date("pubDate", published.as_deref());
    let updated = line(item, &["updated", "modified"]);
    draft.article.dates.versioned = draft.date("updated", updated.as_deref());
    for category in item.children().filter(|child| is_category(item, *child)) {
        let name = category.attribute("label").map(str::to_owned);
        draft.subject(
            category.attribute("term"),
            name.or_else(|| category.line()).as_deref(),
        );
    }
}

fn is_category(item: Element<'_>, child: Element<'_>) -> bool {
    matches!(child.name(), "category" | "subject") && distance(item, child) < 2
}

/// The link to the article itself, not to its feed or to a recording.
fn link(item: Element<'_>) -> Option<String> {
    let target = |link: Element<'_>| {
        link.attribute("href")
            .map(str::to_owned)
            .or_else(|| link.line())
    };
    let is_article = |link: &Element<'_>| {
        link.attribute("rel")
            .is_none_or(|relation| relation == "alternate")
    };
    let mut articles = item.all("link").filter(is_article);
    articles
        .find_map(target)
        .or_else(|| item.all("link").find_map(target))
}

/// The people of an item, each once.
fn authors(item: Element<'_>) -> Vec<Person> {
    let mut authors: Vec<Person> = Vec::new();
    let written = item
        .children()
        .filter(|child| matches!(child.name(), "author" | "creator"));
    let (own, of_media): (Vec<_>, Vec<_>) = written.partition(|author| distance(item, *author) < 2);
    let named = |elements: &[Element<'_>]| -> Vec<Person> {
        let lines = elements
            .iter()
            .filter_map(|author| author.line_at("name").or_else(|| author.line()));
        lines.flat_map(|author| people(&author)).collect()
    };
    let own = named(&own);
    let found = if own.is_empty() {
        named(&of_media)
    } else {
        own
    };
    for person in found {
        if !authors.iter().any(|known| known.name == person.name) {
            authors.push(person);
        }
    }
    authors
}

/// One name as it stands, or the people of a line with several; none where there is only an address.
fn people(author: &str) -> Vec<Person> {
    let Some(author) = without_address(author) else {
        return Vec::new();
    };
    let read = Byline::of_field(&author).people;
    if read.is_empty() {
        vec![Person::named(author)]
    } else {
        read
    }
}

/// `jane@example.org (Jane Doe)` and `Jane Doe <jane@example.org>` → `Jane Doe`
fn without_address(author: &str) -> Option<String> {
    let named = match author.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')'),
        _ => author,
    };
    let words = named.split_whitespace().filter(|word| !word.contains('@'));
    let name = words.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// Whom an item was taken from: a name, or in Atom a feed of its own.
fn source(item: Element<'_>) -> Option<String> {
    let source = item.at("source")?;
    match source.children().next() {
        Some(_) => source.line_at("title"),
        None => source.line(),
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

/// Fewest paragraphs of a description that is the whole article.
const WHOLE: usize = 3;

/// `content:encoded` or `content`, else the description: a teaser, if it is not as long as an article.
fn body(item: Element<'_>, draft: &mut Draft<'_>) {
    if let Some(content) = content(item) {
        if content.children().next().is_some() {
            markup::flow(content, "", &mut draft.flow);
        } else if content.attribute("type") == Some("text") {
            draft.plain(&content.xpath(), &content.string_value());
        } else {
            draft.html(&content.xpath(), &content.string_value());
        }
    }
    let named = |name| nearest(item, &[name]).first().copied();
    let described = || ["description", "summary"].into_iter().filter_map(named);
    let described = described()
        .find(|one| distance(item, *one) < 2)
        .or_else(|| item.all("encoded").find(|one| one.prefix() == "excerpt"))
        .or_else(|| described().next());
    let Some(described) = described else { return };
    let teaser = described.string_value();
    if draft.flow.is_empty() && paragraphs(&teaser) >= WHOLE {
        draft.html(&described.xpath(), &teaser);
    }
    draft.teaser(&teaser);
}

/// The element with the whole article. `media:content` has the same local name as Atom's and mostly no text of its own, and
/// an export of `WordPress` holds the teaser as `excerpt:encoded`.
fn content(item: Element<'_>) -> Option<Element<'_>> {
    let holds_text = |element: &Element<'_>| !element.string_value().trim().is_empty();
    item.all("encoded")
        .filter(|encoded| encoded.prefix() != "excerpt")
        .find(holds_text)
        .or_else(|| {
            item.all("content")
                .filter(|content| distance(item, *content) < 2)
                .filter(|content| content.attribute("url").is_none())
                .find(holds_text)
        })
}

/// How many paragraphs HTML has.
fn paragraphs(html: &str) -> usize {
    let mut flow = Flow::new();
    html::flow_fragment(html, &mut flow);
    flow.finish().blocks.len()
}
