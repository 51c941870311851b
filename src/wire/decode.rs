//! From the bytes of one message to its articles.

use std::collections::BTreeSet;

use super::body::Opening;
use super::detect::Detected;
use super::draft::{Context, is_advisory};
use super::items::{Items, Read, Taking};
use super::{Envelope, Limits, Reason, Refusal, encoding, identity, language};
use crate::article::{Article, PublicationStatus, Remark, Replaced, SkipReason, furniture};
use jiff::tz::TimeZone;

/// Most bytes of unknown fields that are passed on.
const MOST_EXTRA: usize = 1024;
/// Most remarks about one article: a document that is odd all over says so a few times.
const MOST_REMARKS: usize = 16;

/// Reads one message body: its first article, where it holds several.
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
    let items = items(body, envelope, limits, Taking::First)?;
    let left = items.left;
    let (mut article, detected) = items.first()?;
    article.left = left;
    complete(&mut article, &detected, envelope);
    Ok((article, detected))
}

/// Reads every article of one message body, in its order, each on its own.
///
/// # Errors
/// A [`Refusal`] says why nothing of the body can be read, and where.
pub fn decode_each(
    body: &[u8],
    envelope: &Envelope<'_>,
    limits: &Limits,
) -> Result<Vec<Result<Article, Refusal>>, Refusal> {
    let read = items(body, envelope, limits, Taking::Each)?.read;
    // What the envelope says of one article it cannot say of several.
    let envelope = if read.len() > 1 {
        &Envelope {
            subject: None,
            message_id: None,
            ..*envelope
        }
    } else {
        envelope
    };
    let completed = |read: Read| {
        let (mut article, detected) = read?;
        complete(&mut article, &detected, envelope);
        Ok(article)
    };
    Ok(read.into_iter().map(completed).collect())
}

fn items(
    body: &[u8],
    envelope: &Envelope<'_>,
    limits: &Limits,
    taking: Taking,
) -> Result<Items, Refusal> {
    let bytes = encoding::unpack(body, envelope, limits)?;
    let context = Context {
        limits,
        zone: zone(envelope)?,
    };
    let opening = Opening {
        envelope,
        context: &context,
        taking,
    };
    opening.of_bytes(&bytes)
}

fn zone(envelope: &Envelope<'_>) -> Result<Option<TimeZone>, Refusal> {
    let Some(name) = envelope.time_zone else {
        return Ok(None);
    };
    TimeZone::get(name)
        .map(Some)
        .map_err(|_| Refusal::new(Reason::Schema, "the newsroom's time zone is not known"))
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
fn complete(article: &mut Article, detected: &Detected, envelope: &Envelope<'_>) {
    detected.format.name().clone_into(&mut article.format);
    language::settle(article);
    furniture::recognise(article);
    if article.skip.is_none() && is_advisory(article) {
        article.skip = Some(SkipReason::Advisory);
    }
    leave_out(article);
    article.routing_key = envelope.routing_key.map(str::to_owned);
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
