//! copydesk's own JSON, one article: `{"id", "title", "text", …}`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::draft::{Context, Draft};
use super::{Refusal, json, language};
use crate::article::{Article, Byline, Replaced};

/// An article in copydesk's own format. Only `text` is needed; unknown fields are passed on.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(title = "copydesk article")]
pub(super) struct ArticleDocument {
    /// The newsroom's id; made from the content where absent.
    id: Option<Label>,
    /// The newsroom's version.
    version: Option<Label>,
    /// The headline.
    #[schemars(with = "Option<String>")]
    title: Option<Value>,
    /// The same as `title`, which comes first.
    #[schemars(with = "Option<String>")]
    headline: Option<Value>,
    /// The text, taken exactly as given: offsets of the result count in it.
    text: String,
    /// Who wrote it: a byline, with or without "By", or a list of names.
    #[schemars(with = "Option<Names>")]
    author: Option<Value>,
    /// The same as `author`, which comes first.
    #[schemars(with = "Option<Names>")]
    byline: Option<Value>,
    /// The outlet or agency.
    #[schemars(with = "Option<String>")]
    publisher: Option<Value>,
    /// The same as `publisher`, which comes first.
    #[schemars(with = "Option<String>")]
    outlet: Option<Value>,
    /// When it was published, in any form of date in use.
    #[schemars(with = "Option<String>")]
    date: Option<Value>,
    /// BCP 47 language tag; recognised from the text where absent.
    #[schemars(with = "Option<String>")]
    language: Option<Value>,
    /// `usable`, `withheld` or `canceled`; usable where absent.
    status: Option<String>,
    /// Until when it must not be published; true where that is not known.
    #[schemars(with = "Option<Until>")]
    embargoed: Option<Value>,
    /// Ids of the articles that this one corrects, updates or withdraws.
    #[serde(default)]
    #[schemars(with = "Vec<Label>")]
    replaces: Option<Value>,
    /// Fields that copydesk does not know.
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// One name, or several.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Names {
    One(String),
    Several(Vec<String>),
}

/// A date, or whether there is an embargo at all.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Until {
    Date(String),
    Whether(bool),
}

/// An id or a version: a text, or a number as newsrooms count.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Label {
    Text(String),
    Number(Number),
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
/// Names the field that is missing, or of a kind that leaves open whether the article may be published.
pub(super) fn article(document: &Value, context: &Context<'_>) -> Result<Article, Refusal> {
    let document = ArticleDocument::deserialize(document).map_err(|_| misfit(document))?;
    let mut draft = Draft::new(context);
    draft.status(document.status.as_deref().unwrap_or_default());
    json::embargo_value(document.embargoed.as_ref(), "/embargoed", true, &mut draft)?;
    let date = document.date.as_ref().and_then(Value::as_str);
    draft.article.dates.published = draft.date("/date", date);
    let first = |one: Option<Value>, other: Option<Value>| {
        let mut texts = [one, other].into_iter().flatten();
        texts.find_map(|value| names(&value))
    };
    let Article { text, blocks, .. } = Article::verbatim("/text", document.text);
    let author = first(document.author, document.byline);
    Ok(Article {
        id: document.id.map(Label::into_text).unwrap_or_default(),
        version: document.version.map(Label::into_text),
        replaces: replaced(document.replaces.as_ref()),
        headline: first(document.title, document.headline),
        byline: author.map(|author| Byline::of_field(&author)),
        outlet: first(document.publisher, document.outlet),
        language: language::declared(document.language.as_ref().and_then(Value::as_str)),
        extra: document
            .extra
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, value.to_string()))
            .collect(),
        text,
        blocks,
        ..draft.article
    })
}

/// Reads once more for the path of the fault, which costs only those who sent it.
fn misfit(document: &Value) -> Refusal {
    let read: Result<ArticleDocument, _> = serde_path_to_error::deserialize(document);
    let Err(fault) = read else {
        return json::missing("/", "an article");
    };
    let pointer = json::pointer(fault.path());
    json::missing(&pointer, expected(&pointer, fault.inner()))
}

/// A text, the name of an object, or the names of a list; none where there is none.
fn names(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields.get("name")?.as_str()?.to_owned(),
        Value::Array(items) => {
            let several: Vec<String> = items.iter().filter_map(names).collect();
            several.join(", ")
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn replaced(ids: Option<&Value>) -> Vec<Replaced> {
    let ids = match ids {
        Some(Value::Array(ids)) => ids.as_slice(),
        Some(id) => std::slice::from_ref(id),
        None => &[],
    };
    ids.iter()
        .filter_map(|id| match id {
            Value::String(id) => Some(id.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        })
        .map(|id| Replaced { id, version: None })
        .collect()
}

/// What was expected, without any of the text: serde's own message quotes what it found.
fn expected(pointer: &str, fault: &serde_json::Error) -> &'static str {
    let message = fault.to_string();
    if message.contains("missing field") {
        "a field `text` with the article's text"
    } else if ["/id", "/version"]
        .iter()
        .any(|one| pointer.starts_with(one))
    {
        "a string or a whole number"
    } else {
        "a string"
    }
}
