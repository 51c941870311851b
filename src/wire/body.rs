//! From an unpacked body to its articles: charset, format, then one item after the other.

use serde_json::Value;

use super::cloudevents::{self, Data, Event};
use super::detect::{self, Detected, Known};
use super::draft::Context;
use super::encoding::Told;
use super::fields::Fields;
use super::format::Family;
use super::items::{Items, Taking};
use super::xml::{Element, Tree};
use super::{
    Envelope, Format, Reason, Refusal, ans, apmedia, copydesk, digitalwires, encoding, feed, html,
    json, jsonld, markdown, mediacloud, newsml1, newsmlg2, ninjs, nitf,
};
use crate::article::{Article, PublicationStatus, Remark};

/// The document inside an envelope that nobody here knows, of SOAP or of a house; else the envelope.
fn wrapped(root: Element<'_>) -> Element<'_> {
    if detect::of_root(root.name()).is_some() {
        return root;
    }
    let is_document = |element: &Element<'_>| {
        matches!(
            element.name(),
            "newsMessage" | "newsItem" | "packageItem" | "nitf" | "NewsML" | "rss" | "feed"
        )
    };
    root.within().find(is_document).unwrap_or(root)
}

/// The articles in the answer of an interface, and the name of their field: a document that is no article itself and holds
/// a list of those.
fn listed(document: &Value) -> Option<(&'static str, &[Value])> {
    const LISTS: &[&str] = &[
        "items",
        "item",
        "_items",
        "articles",
        "documents",
        "docs",
        "results",
    ];
    let fields = Fields::from(document)?;
    let list = LISTS.iter().find_map(|name| match fields.get(&[name]) {
        Some(Value::Array(elements)) if elements.first().and_then(detect::of_json).is_some() => {
            Some((*name, elements.as_slice()))
        }
        _ => None,
    });
    list.filter(|_| detect::of_json(document).is_none())
}

/// What is known about a document beside its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'e> {
    pub(super) envelope: &'e Envelope<'e>,
    pub(super) context: &'e Context<'e>,
    pub(super) taking: Taking,
}

impl Opening<'_> {
    /// Decodes, recognises and reads.
    ///
    /// # Errors
    /// Nothing of it can be read.
    pub(super) fn of_bytes(self, bytes: &[u8]) -> Result<Items, Refusal> {
        let (text, told) = encoding::text(bytes, self.envelope)?;
        let mut items = self.of_decoded(&text)?;
        let doubt = match told {
            Told::Rightly => return Ok(items),
            Told::Wrongly => "declared in another charset, but UTF-8 in every byte; read as UTF-8",
            Told::Nowhere => "not UTF-8, and no charset is declared; read as Windows-1252",
        };
        for (article, _) in items.read.iter_mut().flatten() {
            article.remarks.push(Remark {
                code: "charset-doubtful",
                message: doubt.to_owned(),
            });
        }
        Ok(items)
    }

    fn of_decoded(self, text: &str) -> Result<Items, Refusal> {
        if text.trim().is_empty() {
            return Err(Refusal::new(Reason::Schema, "an empty body"));
        }
        match detect::before_reading(text, self.envelope)? {
            Known::Format(detected) => match detected.format.family() {
                Family::Json => self.of_json(text, Some(&detected)),
                Family::Xml => self.of_xml(text, Some(detected)),
                Family::Text => Ok(Items::one(self.of_text(text, detected.format), detected)),
            },
            Known::Family(Family::Json) => self.of_json(text, None),
            Known::Family(_) => self.of_xml(text, None),
        }
    }

    fn of_text(self, text: &str, format: Format) -> Article {
        match format {
            Format::Html => html::article(text, self.context),
            Format::Markdown => markdown::article(text, self.context),
            _ => Article::verbatim("", text.to_owned()),
        }
    }

    fn of_xml(self, text: &str, told: Option<Detected>) -> Result<Items, Refusal> {
        let tree = Tree::read(text, self.context.limits)?;
        let root = wrapped(tree.root());
        let seen = detect::of_root(root.name());
        // The root decides: a sender who says NITF and sends a newsItem with NITF inside means both.
        let Some(detected) = seen.or(told) else {
            return Err(Refusal::new(
                Reason::Schema,
                format!("{}: no root element of a news format", root.xpath()),
            ));
        };
        let found = match detected.format {
            Format::NewsmlG2 => newsmlg2::items(root)?,
            Format::Newsml1 => newsml1::items(root)?,
            Format::Feed => feed::items(root)?,
            _ => vec![root],
        };
        let read = |item: Element<'_>| {
            let mut article = match detected.format {
                Format::NewsmlG2 => newsmlg2::article(item, self.context)?,
                Format::Newsml1 => newsml1::article(item, root, self.context)?,
                Format::Feed => feed::article(item, root, self.context),
                Format::Nitf => nitf::article(item, self.context),
                _ => html::article(text, self.context),
            };
            if tree.unexpanded {
                article.remarks.push(Remark {
                    code: "entity-not-expanded",
                    message: "entities that the document declares itself are left as written"
                        .to_owned(),
                });
            }
            Ok((article, detected.clone()))
        };
        Items::of(self.taking, found, read)
    }

    fn of_json(self, text: &str, told: Option<&Detected>) -> Result<Items, Refusal> {
        let document = json::parse(text, self.context.limits)?;
        self.of_document(&document, told)
    }

    fn of_document(self, document: &Value, told: Option<&Detected>) -> Result<Items, Refusal> {
        if let Some(event) = cloudevents::event(document)? {
            return self.of_event(&event);
        }
        let is_linked =
            told.is_some_and(|told| told.format == Format::JsonLd) || jsonld::looks_like(document);
        let rewritten = is_linked.then(|| jsonld::rewritten(document)).flatten();
        let document = rewritten.as_ref().unwrap_or(document);
        match document {
            Value::Array(elements) if !is_linked => Ok(self.of_list(elements, told)),
            _ => match listed(document) {
                Some((name, elements)) => {
                    let items = self.of_list(elements, told);
                    Ok(items.beneath(&format!("/{name}")))
                }
                None => self.of_value(document, told),
            },
        }
    }

    /// A list of articles, or a batch of events.
    fn of_list(self, elements: &[Value], told: Option<&Detected>) -> Items {
        let wanted = match self.taking {
            Taking::First => 1,
            Taking::Each => elements.len(),
        };
        let mut items = Items {
            left: elements.len().saturating_sub(wanted),
            ..Items::default()
        };
        for (place, element) in elements.iter().take(wanted).enumerate() {
            let pointer = format!("/{place}");
            let next = self.of_document(element, told);
            items.extend(
                next.map(|next| next.beneath(&pointer))
                    .map_err(|refusal| refusal.beneath(&pointer)),
            );
        }
        items
    }

    fn of_event(self, event: &Event<'_>) -> Result<Items, Refusal> {
        let inner = Envelope {
            content_type: event.content_type,
            content_encoding: None,
            subject: event.subject.or(self.envelope.subject),
            message_id: self.envelope.message_id.or(event.id),
            ..*self.envelope
        };
        let within = Opening {
            envelope: &inner,
            ..self
        };
        let mut items = match &event.data {
            Data::Json(value) => within
                .of_value(value, None)
                .map_err(|refusal| refusal.beneath("/data"))?
                .beneath("/data"),
            Data::Bytes(field, bytes) => {
                if inner
                    .media_type()
                    .is_some_and(|one| one == "application/cloudevents+json")
                {
                    return Err(Refusal::new(Reason::Schema, "/data: an event in an event"));
                }
                within.of_bytes(bytes)?.within_text(field)
            }
        };
        if let [Ok((article, _))] = items.read.as_mut_slice()
            && article.id.is_empty()
            && let Some(id) = inner.subject.or(inner.message_id)
        {
            id.clone_into(&mut article.id);
        }
        Ok(items)
    }

    fn of_value(self, document: &Value, told: Option<&Detected>) -> Result<Items, Refusal> {
        // "json" says no more than that: a document without copydesk's `text` is looked at.
        let is_plain_json = told
            .is_some_and(|told| told.format == Format::Copydesk && document.get("text").is_none());
        let seen = || detect::of_json(document);
        let detected = if is_plain_json {
            seen().or(told.cloned())
        } else {
            told.cloned().or_else(seen)
        };
        let Some(detected) = detected else {
            return Err(json::missing(
                "/",
                "keys of a news format; copydesk's own article has `text`",
            ));
        };
        let found = match (detected.format, Fields::from(document)) {
            (Format::Copydesk, _) => {
                return copydesk::article(document, self.context)
                    .map(|article| Items::one(article, detected));
            }
            (Format::JsonLd, _) => jsonld::articles(document)?,
            (Format::Ans, Some(fields)) => ans::stories(fields),
            (Format::ApMedia, Some(fields)) => apmedia::items(fields),
            (Format::Digitalwires, Some(fields)) => digitalwires::entries(fields),
            (_, Some(fields)) => vec![(String::new(), fields)],
            (_, None) => return Err(json::missing("/", "an object")),
        };
        let event = Fields::from(document).filter(|_| detected.format == Format::Ans);
        let is_down = event.is_some_and(ans::is_taken_down);
        Items::of(self.taking, found, |(pointer, fields)| {
            let mut read = self.of_object(detected.format, fields);
            if let Ok(article) = &mut read
                && is_down
            {
                article.status = PublicationStatus::Canceled;
                if article.id.is_empty() {
                    article.id = event.and_then(ans::told_of).unwrap_or_default();
                }
            }
            Items {
                read: vec![read.map(|article| (article, detected.clone()))],
                left: 0,
            }
            .beneath(&pointer)
            .first()
        })
    }

    fn of_object(self, format: Format, fields: Fields<'_>) -> Result<Article, Refusal> {
        let context = self.context;
        match format {
            Format::JsonLd => Ok(jsonld::described(fields, context)),
            Format::Ans => ans::article(fields, context),
            Format::Digitalwires => digitalwires::article(fields, context),
            Format::ApMedia => apmedia::article(fields, context),
            Format::MediaCloud => Ok(mediacloud::article(fields, context)),
            _ => ninjs::article(fields, context),
        }
    }
}
