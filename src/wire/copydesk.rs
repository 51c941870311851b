//! copydesk's own JSON, one article: `{"id", "title", "text", …}`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::draft::{Context, Draft};
use super::{Reason, Refusal, json, language};
use crate::article::{Article, Byline, Replaced};

/// An article in copydesk's own format. Only `text` is needed; unknown fields are passed on.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(title = "copydesk article")]
pub(super) struct ArticleDocument {
    /// The newsroom's id; made from the content where absent.
    id: Option<Label>,
    /// The newsroom's version.
    version: Option<Label>,
    /// The headline; `headline` means the same.
    #[serde(alias = "headline")]
    title: Option<String>,
    /// The text, taken exactly as given: offsets of the result count in it.
    text: String,
    /// Who wrote it: a byline, with or without "By"; `byline` means the same.
    #[serde(alias = "byline")]
    author: Option<String>,
    /// The outlet or agency; `outlet` means the same.
    #[serde(alias = "outlet")]
    publisher: Option<String>,
    /// When it was published, in any form of date in use.
    date: Option<Value>,
    /// BCP 47 language tag; recognised from the text where absent.
    language: Option<String>,
    /// `usable`, `withheld` or `canceled`; usable where absent.
    status: Option<String>,
    /// Until when it must not be published.
    embargoed: Option<String>,
    /// Ids of the articles that this one corrects, updates or withdraws.
    #[serde(default)]
    replaces: Vec<Label>,
    /// Fields that copydesk does not know.
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// An id or a version: a text, or a number as newsrooms count.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Label {
    Text(String),
    Number(u64),
}

impl Label {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Reads one article. `text` is taken exactly as given.
///
/// # Errors
/// Names the field that is missing or of the wrong kind.
pub(super) fn article(document: Value, context: &Context<'_>) -> Result<Article, Refusal> {
    let document: ArticleDocument =
        serde_path_to_error::deserialize(document).map_err(|fault| {
            let pointer = json::pointer(fault.path());
            Refusal::new(
                Reason::Schema,
                format!("{pointer}: {}", expected(&pointer, fault.inner())),
            )
        })?;
    let mut draft = Draft::new(context);
    draft.status(document.status.as_deref().unwrap_or_default());
    draft.embargo("/embargoed", document.embargoed.as_deref());
    let date = document.date.as_ref().and_then(Value::as_str);
    draft.article.dates.published = draft.date("/date", date);
    let author = document.author.filter(|author| !author.trim().is_empty());
    Ok(Article {
        id: document.id.map(Label::into_text).unwrap_or_default(),
        version: document.version.map(Label::into_text),
        replaces: document
            .replaces
            .into_iter()
            .map(|label| Replaced {
                id: label.into_text(),
                version: None,
            })
            .collect(),
        headline: document.title.filter(|title| !title.trim().is_empty()),
        byline: author.map(|author| Byline::of_field(&author)),
        outlet: document.publisher.filter(|name| !name.trim().is_empty()),
        language: language::declared(document.language.as_deref()),
        extra: document
            .extra
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, value.to_string()))
            .collect(),
        text: document.text,
        ..draft.article
    })
}

/// What was expected, without any of the text: serde's own message quotes what it found.
fn expected(pointer: &str, fault: &serde_json::Error) -> &'static str {
    let message = fault.to_string();
    if message.contains("missing field") {
        "expected a field `text` with the article's text"
    } else if message.contains("duplicate field") {
        "two fields that mean the same"
    } else if ["/id", "/version", "/replaces"]
        .iter()
        .any(|one| pointer.starts_with(one))
    {
        "expected a string or a whole number"
    } else {
        "expected a string"
    }
}
