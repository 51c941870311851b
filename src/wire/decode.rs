//! From the bytes of one message to an article.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde_json::Value;

use super::cloudevents::{self, Data, Event};
use super::detect::{self, Detected, Known};
use super::draft::Context;
use super::fields::Fields;
use super::format::Family;
use super::xml::Tree;
use super::{
    Envelope, Format, Limits, Reason, Refusal, ans, apmedia, copydesk, digitalwires, encoding,
    feed, html, identity, json, jsonld, language, markdown, mediacloud, newsml1, newsmlg2, ninjs,
    nitf,
};
use crate::article::{Article, PublicationStatus, Remark, Replaced, furniture};

/// Most bytes of unknown fields that are passed on.
const MOST_EXTRA: usize = 1024;
/// Most remarks about one article: a document that is odd all over says so a few times.
const MOST_REMARKS: usize = 16;

/// Reads one message body.
///
/// # Errors
/// A [`Refusal`] says why the body can never be read, and where.
pub fn decode(body: &[u8], envelope: &Envelope<'_>, limits: &Limits) -> Result<Article, Refusal> {
    decode_as(body, envelope, limits).map(|(article, _)| article)
}

/// Reads one message body, and says which format it is in and why that is thought.
///
/// # Errors
/// A [`Refusal`] says why the body can never be read, and where.
pub fn decode_as(
    body: &[u8],
    envelope: &Envelope<'_>,
    limits: &Limits,
) -> Result<(Article, Detected), Refusal> {
    let bytes = encoding::unpack(body, envelope, limits)?;
    let context = Context {
        limits,
        zone: zone(envelope)?,
    };
    let (mut article, detected) = of_bytes(&bytes, envelope, &context)?;
    detected.format.name().clone_into(&mut article.format);
    complete(&mut article, envelope);
    Ok((article, detected))
}

fn of_bytes(
    bytes: &[u8],
    envelope: &Envelope<'_>,
    context: &Context<'_>,
) -> Result<(Article, Detected), Refusal> {
    let text = encoding::text(bytes, envelope)?;
    if text.trim().is_empty() {
        return Err(Refusal::new(Reason::Schema, "an empty body"));
    }
    match detect::before_reading(&text, envelope)? {
        Known::Format(detected) => match detected.format.family() {
            Family::Json => of_json(&text, envelope, context, Some(detected)),
            Family::Xml => of_xml(&text, context, Some(detected)),
            Family::Text => Ok((of_text(&text, detected.format, context), detected)),
        },
        Known::Family(Family::Json) => of_json(&text, envelope, context, None),
        Known::Family(_) => of_xml(&text, context, None),
    }
}

fn zone(envelope: &Envelope<'_>) -> Result<Option<TimeZone>, Refusal> {
    let Some(name) = envelope.time_zone else {
        return Ok(None);
    };
    TimeZone::get(name)
        .map(Some)
        .map_err(|_| Refusal::new(Reason::Schema, "the newsroom's time zone is not known"))
}

fn of_text(text: &str, format: Format, context: &Context<'_>) -> Article {
    match format {
        Format::Html => html::article(text, context),
        Format::Markdown => markdown::article(text, context),
        _ => Article {
            text: text.to_owned(),
            ..Article::default()
        },
    }
}

fn of_xml(
    text: &str,
    context: &Context<'_>,
    told: Option<Detected>,
) -> Result<(Article, Detected), Refusal> {
    let tree = Tree::read(text, context.limits)?;
    let root = tree.root();
    let seen = detect::of_root(root.name());
    // The root decides: a sender who says NITF and sends a newsItem with NITF inside means both.
    let Some(detected) = seen.or(told) else {
        return Err(Refusal::new(
            Reason::Schema,
            format!("{}: no root element of a news format", root.xpath()),
        ));
    };
    let mut article = match detected.format {
        Format::NewsmlG2 => newsmlg2::article(root, context)?,
        Format::Newsml1 => newsml1::article(root, context)?,
        Format::Feed => feed::article(root, context)?,
        Format::Nitf => nitf::article(root, context),
        _ => html::article(text, context),
    };
    if tree.unexpanded {
        article.remarks.push(Remark {
            code: "entity-not-expanded",
            message: "entities that the document declares itself are left as written".to_owned(),
        });
    }
    Ok((article, detected))
}

fn of_json(
    text: &str,
    envelope: &Envelope<'_>,
    context: &Context<'_>,
    told: Option<Detected>,
) -> Result<(Article, Detected), Refusal> {
    let document = json::parse(text, context.limits)?;
    if let Some(event) = cloudevents::event(&document)? {
        return of_event(&event, envelope, context);
    }
    of_value(document, context, told)
}

fn of_event(
    event: &Event<'_>,
    envelope: &Envelope<'_>,
    context: &Context<'_>,
) -> Result<(Article, Detected), Refusal> {
    let inner = Envelope {
        content_type: event.content_type,
        content_encoding: None,
        subject: event.subject.or(envelope.subject),
        message_id: envelope.message_id.or(event.id),
        ..*envelope
    };
    let (mut article, detected) = match &event.data {
        Data::Json(value) => of_value((*value).clone(), context, None)?,
        Data::Bytes(bytes) => {
            if inner
                .media_type()
                .is_some_and(|one| one == "application/cloudevents+json")
            {
                return Err(Refusal::new(Reason::Schema, "/data: an event in an event"));
            }
            of_bytes(bytes, &inner, context)?
        }
    };
    if article.id.is_empty()
        && let Some(id) = inner.subject.or(inner.message_id)
    {
        id.clone_into(&mut article.id);
    }
    Ok((article, detected))
}

fn of_value(
    document: Value,
    context: &Context<'_>,
    told: Option<Detected>,
) -> Result<(Article, Detected), Refusal> {
    // "json" says no more than that: a document without copydesk's `text` is looked at.
    let is_plain_json = told
        .as_ref()
        .is_some_and(|told| told.format == Format::Copydesk && document.get("text").is_none());
    let seen = || detect::of_json(&document);
    let detected = if is_plain_json {
        seen().or(told)
    } else {
        told.or_else(seen)
    };
    let Some(detected) = detected else {
        return Err(json::missing(
            "/",
            "keys of a news format; copydesk's own article has `text`",
        ));
    };
    let article = match detected.format {
        Format::JsonLd => jsonld::article(&document, context)?,
        Format::Copydesk => copydesk::article(document, context)?,
        format => match Fields::from(&document) {
            Some(fields) => of_object(format, fields, context)?,
            None => return Err(json::missing("/", "an object; send one article a message")),
        },
    };
    Ok((article, detected))
}

fn of_object(
    format: Format,
    fields: Fields<'_>,
    context: &Context<'_>,
) -> Result<Article, Refusal> {
    match format {
        Format::Ans => {
            let (story, is_down) = ans::unwrapped(fields).unwrap_or((fields, false));
            let mut article = ans::article(story, context)?;
            if is_down {
                article.status = PublicationStatus::Canceled;
            }
            Ok(article)
        }
        Format::Digitalwires => digitalwires::article(fields, context),
        Format::ApMedia => apmedia::article(apmedia::item(fields).unwrap_or(fields), context),
        Format::MediaCloud => Ok(mediacloud::article(fields, context)),
        _ => ninjs::article(fields, context),
    }
}

/// Leaves out the largest of the fields passed on, where all would make the result too large.
fn leave_out(article: &mut Article) {
    let mut sizes: Vec<(usize, usize)> = article
        .extra
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .zip(0..)
        .collect();
    sizes.sort_unstable();
    let mut left = MOST_EXTRA;
    let kept: BTreeSet<usize> = sizes
        .iter()
        .map_while(|(size, index)| {
            left = left.checked_sub(*size)?;
            Some(*index)
        })
        .collect();
    let left_out = article.extra.len() - kept.len();
    if left_out == 0 {
        return;
    }
    let mut index = 0..;
    article
        .extra
        .retain(|_| index.next().is_some_and(|index| kept.contains(&index)));
    article.remarks.push(Remark {
        code: "extra-left-out",
        message: format!("{left_out} unknown fields are too large to be passed on"),
    });
}

/// Adds what follows from the text and the envelope.
fn complete(article: &mut Article, envelope: &Envelope<'_>) {
    language::settle(article);
    furniture::recognise(article);
    leave_out(article);
    if article.remarks.len() > MOST_REMARKS {
        article.remarks.truncate(MOST_REMARKS);
    }
    if article.id.is_empty() {
        article.id = match envelope.subject.or(envelope.message_id) {
            Some(id) if !id.trim().is_empty() => id.to_owned(),
            _ => identity::id_of_content(&article.text, article.headline.as_deref()),
        };
    }
    // A recall names what it recalls: by default everything sent before under its id.
    if article.status != PublicationStatus::Usable && article.replaces.is_empty() {
        article.replaces.push(Replaced {
            id: article.id.clone(),
            version: None,
        });
    }
}
