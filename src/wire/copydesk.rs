//! copydesk's own JSON, one article: `{"id", "title", "text", …}`.

use serde_json::{Map, Value};

use super::json::{self, Taken};
use super::{Refusal, language};
use crate::article::{Article, Byline};

/// Reads one article. `text` is taken exactly as given.
pub(super) fn article(document: Map<String, Value>) -> Result<Article, Refusal> {
    let mut fields = Taken::of(document);
    let Some(text) = fields.text("text")? else {
        return Err(json::missing("/text", "a string with the article's text"));
    };
    let mut article = Article {
        id: fields.id("id")?.unwrap_or_default(),
        version: fields.id("version")?,
        headline: fields.text("title")?.or(fields.text("headline")?),
        language: language::declared(fields.text("language")?.as_deref()),
        outlet: fields.text("publisher")?.or(fields.text("outlet")?),
        text,
        ..Article::default()
    };
    article.byline = fields
        .text("author")?
        .or(fields.text("byline")?)
        .filter(|author| !author.trim().is_empty())
        .map(|author| Byline::of_field(&author));
    fields.date("date", |date| article.dates.published = Some(date));
    article.extra = fields.rest();
    Ok(article)
}
