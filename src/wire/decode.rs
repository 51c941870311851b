//! From the bytes of one message to an article.

use serde_json::Value;

use super::{
    Envelope, Format, Limits, Reason, Refusal, copydesk, encoding, html, identity, json, language,
};
use crate::article::{Article, furniture};

/// Reads one message body.
///
/// # Errors
/// A [`Refusal`] says why the body can never be read, and where.
pub fn decode(body: &[u8], envelope: &Envelope<'_>, limits: &Limits) -> Result<Article, Refusal> {
    let bytes = encoding::unpack(body, envelope, limits)?;
    let text = encoding::text(&bytes, envelope)?;
    let format = format_of(&text, envelope)?;
    let mut article = match format {
        Format::Copydesk => match json::parse(&text, limits)? {
            Value::Object(fields) => copydesk::article(fields)?,
            _ => return Err(json::missing("/", "an object")),
        },
        Format::Html => html::article(&text),
        Format::Plain => Article {
            text: text.into_owned(),
            ..Article::default()
        },
    };
    format.name().clone_into(&mut article.format);
    complete(&mut article, envelope);
    Ok(article)
}

/// Adds what follows from the text and the envelope.
fn complete(article: &mut Article, envelope: &Envelope<'_>) {
    language::settle(article);
    furniture::recognise(article);
    if article.id.is_empty() {
        article.id = match envelope.subject.or(envelope.message_id) {
            Some(id) if !id.trim().is_empty() => id.to_owned(),
            _ => identity::id_of_content(&article.text, article.headline.as_deref()),
        };
    }
}

fn format_of(text: &str, envelope: &Envelope<'_>) -> Result<Format, Refusal> {
    if let Some(name) = envelope.format.filter(|name| *name != "auto") {
        return Format::named(name)
            .ok_or_else(|| Refusal::new(Reason::ContentType, "unknown format name"));
    }
    match envelope.media_type().as_deref() {
        Some("text/plain") => return Ok(Format::Plain),
        Some("text/html" | "application/xhtml+xml") => return Ok(Format::Html),
        Some("application/json") => return Ok(Format::Copydesk),
        None | Some("application/octet-stream") => {}
        Some(_) => {
            return Err(Refusal::new(
                Reason::ContentType,
                "unknown content type; `copydesk formats` lists what is read",
            ));
        }
    }
    let opening = text.trim_start();
    if opening.starts_with('{') {
        return Ok(Format::Copydesk);
    }
    if opening.starts_with('<') {
        return Ok(Format::Html);
    }
    Ok(envelope
        .default_format
        .and_then(Format::named)
        .unwrap_or(Format::Plain))
}
