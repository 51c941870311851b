//! An HTML page or fragment: its text, and what the page says about it.

use std::ops::Range;

use serde_json::Value;

use super::draft::{Context, Draft, line};
use super::fields::Fields;
use super::jsonld;
use crate::article::markup::element::is_furniture;
use crate::article::markup::html::{self, Piece};
use crate::article::{Article, Byline};

/// Reads a page or a fragment.
pub(super) fn article(page: &str, context: &Context<'_>) -> Article {
    let seen = Seen::of(page);
    let mut draft = Draft::new(context);
    if let Some(linked_data) = linked_data(&seen.data)
        && let Ok(articles) = jsonld::articles(&linked_data)
        && let Some((_, item)) = articles.into_iter().next()
    {
        linked(item, &mut draft, context);
    }
    described(&seen, &mut draft);
    draft.flow.from_field("");
    html::flow_part(page, seen.text_range(page), &mut draft.flow);
    draft.finish()
}

/// The linked data of all scripts of a page, those whom its articles refer to in their places.
fn linked_data(scripts: &[&str]) -> Option<Value> {
    let values: Vec<Value> = scripts
        .iter()
        .filter_map(|script| script_data(script))
        .collect();
    let document = match <[Value; 1]>::try_from(values) {
        Ok([value]) => value,
        Err(values) => Value::Array(values),
    };
    jsonld::rewritten(&document).or(Some(document))
}

/// The JSON of a script. Line ends inside its texts, comments around it and a semicolon behind it are wrong and common.
fn script_data(script: &str) -> Option<Value> {
    let inside = script
        .trim()
        .trim_start_matches("//")
        .trim_start_matches("<![CDATA[")
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end()
        .trim_end_matches("//")
        .trim_end()
        .trim_end_matches(';');
    serde_json::from_str(inside)
        .or_else(|_| serde_json::from_str(&inside.replace(char::is_control, " ")))
        .ok()
}

/// What the page's own linked data says; its body stays the page's.
fn linked(item: Fields<'_>, draft: &mut Draft<'_>, context: &Context<'_>) {
    let article = jsonld::described(item, context);
    draft.article = Article {
        text: String::new(),
        blocks: Vec::new(),
        extra: Vec::new(),
        profile: None,
        extent: crate::article::Extent::Full,
        ..article
    };
}

/// Metas that name who wrote a page.
const AUTHORS: [&str; 5] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
];
/// Metas that say when a page was published.
const PUBLISHED: [&str; 6] = [
    "article:published_time",
    "date",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
];

/// "Ferry to stop - Harbour Post" without the name of the site behind it.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let named = site.and_then(|site| title.trim_end().strip_suffix(site.trim()));
    let bare = named
        .map(str::trim_end)
        .and_then(|rest| rest.strip_suffix(['-', '–', '—', '|', '·']));
    match bare.map(str::trim_end) {
        Some(bare) if !bare.is_empty() => bare,
        _ => title,
    }
}

/// What the head of the page says, where its linked data did not.
fn described(seen: &Seen<'_>, draft: &mut Draft<'_>) {
    if draft.article.id.is_empty() {
        draft.article.id = seen.canonical.clone().unwrap_or_default();
    }
    draft.language(seen.language.as_deref());
    let site = seen.meta(&["og:site_name"]);
    if draft.article.headline.is_none() {
        let title = seen.meta(&["og:title"]).or(seen.heading).or(seen.title);
        draft.headline(without_site(title.unwrap_or_default(), site));
    }
    draft.teaser(
        seen.meta(&["og:description", "description", "dc.description"])
            .unwrap_or_default(),
    );
    let author = seen
        .metas_of(&AUTHORS)
        .find(|author| !author.starts_with("http"));
    draft.byline(author.unwrap_or_default());
    if let Some(byline) = seen
        .byline
        .and_then(line)
        .map(|line| Byline::of_field(&line))
        && draft.article.byline.is_none()
        && !byline.people.is_empty()
    {
        draft.article.byline = Some(byline);
    }
    draft.outlet(site);
    if draft.article.dates.published.is_none() {
        let published = seen.meta(&PUBLISHED);
        draft.article.dates.published = draft.date("article:published_time", published);
    }
    if draft.article.dates.versioned.is_none() {
        let modified = seen.meta(&["article:modified_time", "datemodified", "dc.date.modified"]);
        draft.article.dates.versioned = draft.date("article:modified_time", modified);
    }
}

/// Most elements of interest that may be open at once.
const MOST_OPEN: usize = 64;

/// What one look over a page finds.
#[derive(Debug, Default)]
struct Seen<'p> {
    language: Option<String>,
    canonical: Option<String>,
    title: Option<&'p str>,
    heading: Option<&'p str>,
    byline: Option<&'p str>,
    metas: Vec<(String, String)>,
    /// Linked data as written.
    data: Vec<&'p str>,
    /// `article` and `main` elements, and the body.
    articles: Vec<Range<usize>>,
    main: Option<Range<usize>>,
    body: Option<Range<usize>>,
}

impl<'p> Seen<'p> {
    fn of(page: &'p str) -> Self {
        let mut seen = Self::default();
        let mut raw = Raw::Other;
        let mut starts: Vec<(String, usize)> = Vec::new();
        for piece in html::pieces(page) {
            match piece {
                Piece::Open {
                    name,
                    attributes,
                    at,
                } => {
                    let name = name.to_ascii_lowercase();
                    raw = seen.open(&name, attributes);
                    if starts.len() >= MOST_OPEN {
                        continue;
                    }
                    let start = at + 1;
                    let holds_byline = html::attribute(attributes, "class").is_some_and(|class| {
                        class.split_ascii_whitespace().any(|one| one == "byline")
                    });
                    if holds_byline && seen.byline.is_none() {
                        seen.byline = Some("");
                        starts.push((name, start));
                    } else if matches!(name.as_str(), "main" | "body" | "h1")
                        || name == "article" && !is_comment(attributes)
                    {
                        starts.push((name, start));
                    }
                }
                Piece::Close { name, at } => {
                    let name = name.to_ascii_lowercase();
                    if let Some(index) = starts.iter().rposition(|(open, _)| *open == name) {
                        let (_, start) = starts.swap_remove(index);
                        seen.close(page, &name, start..at);
                    }
                }
                Piece::Raw { raw: content, .. } => match raw {
                    Raw::Title => seen.title = seen.title.or(Some(content)),
                    Raw::LinkedData => seen.data.push(content),
                    Raw::Other => {}
                },
                Piece::Text { .. } => {}
            }
        }
        for (name, start) in starts {
            seen.close(page, &name, start..page.len());
        }
        seen
    }

    fn open(&mut self, name: &str, attributes: &str) -> Raw {
        let attribute = |name| html::attribute(attributes, name);
        match name {
            "html" => self.language = attribute("lang").or_else(|| attribute("xml:lang")),
            "title" => return Raw::Title,
            "script" if attribute("type").is_some_and(|kind| kind == "application/ld+json") => {
                return Raw::LinkedData;
            }
            "link" if attribute("rel").is_some_and(|rel| rel == "canonical") => {
                self.canonical = attribute("href");
            }
            "meta" => {
                let name = ["property", "name", "itemprop"]
                    .into_iter()
                    .find_map(attribute);
                if let (Some(name), Some(content)) = (name, attribute("content"))
                    && self.metas.len() < 200
                {
                    self.metas.push((name.to_ascii_lowercase(), content));
                }
            }
            _ => {}
        }
        Raw::Other
    }

    /// Takes note of an element that stood at `place`, from inside its start tag to its end tag.
    fn close(&mut self, page: &'p str, name: &str, place: Range<usize>) {
        // The range begins inside the start tag; text begins after it.
        let inner = page.get(place.clone()).and_then(|inner| {
            let start = inner.find('>')? + 1;
            Some((place.start + start..place.end, inner.get(start..)?))
        });
        let Some((range, text)) = inner else { return };
        match name {
            "article" => self.articles.push(range),
            "main" => self.main = self.main.take().or(Some(range)),
            "body" => self.body = self.body.take().or(Some(range)),
            "h1" => self.heading = self.heading.or(Some(text)),
            _ => self.byline = Some(text),
        }
    }

    /// What the first of these metas that says anything says.
    fn meta<'s>(&'s self, names: &'s [&str]) -> Option<&'s str> {
        self.metas_of(names).next()
    }

    /// What these metas say, in this order.
    fn metas_of<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = &'s str> {
        let of_name = |name: &'s str| {
            let given = self.metas.iter().filter(move |(given, _)| given == name);
            given.map(|(_, content)| content.as_str())
        };
        names
            .iter()
            .flat_map(move |name| of_name(name))
            .filter(|content| !content.trim().is_empty())
    }

    /// Where the copy stands: the article with most text, else the main part, else the body, else all.
    fn text_range(&self, page: &str) -> Range<usize> {
        let longest = match self.articles.as_slice() {
            [only] => Some(only),
            articles => articles
                .iter()
                .max_by_key(|range| text_length(page.get((*range).clone()).unwrap_or_default())),
        };
        longest
            .or(self.main.as_ref())
            .or(self.body.as_ref())
            .cloned()
            .unwrap_or(0..page.len())
    }
}

/// Whether an `article` element is a reader's comment, which is one to HTML.
fn is_comment(attributes: &str) -> bool {
    html::attribute(attributes, "class").is_some_and(|class| is_furniture(&class))
}

/// Bytes of the text of a part of a page, which scripts and marks are not.
fn text_length(part: &str) -> usize {
    let text = html::pieces(part).filter_map(|piece| match piece {
        Piece::Text { raw, .. } => Some(raw.trim().len()),
        _ => None,
    });
    text.sum()
}

/// What the raw text after a start tag is.
#[derive(Clone, Copy)]
enum Raw {
    Title,
    LinkedData,
    Other,
}
