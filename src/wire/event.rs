//! A result ready to be published: its body, its properties, its CloudEvents attributes.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use uuid::Uuid;

use super::document::ResultDocument;
use super::encode::is_embargoed;
use super::export::Export;
use super::{Layout, Provenance, document, result_id};
use crate::article::Article;
use crate::report::{Report, Status};

/// Where the JSON schema of results is published, by major version.
const SCHEMA: &str = "https://copydesk.org/schemas/result/1.json";

/// Room for the body of a small result; larger ones grow.
const USUAL_BYTES: usize = 2048;

/// The type of the event that an export is.
const EXPORTED: &str = "org.copydesk.article.exported.v1";

/// How a result says that it is an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventMode {
    /// `ce-` headers beside the bare result: the only written convention for AMQP 0-9-1.
    #[default]
    Binary,
    /// One JSON document with the result in `data`.
    Structured,
    /// The bare result and nothing else.
    Plain,
}

/// How results are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sending<'a> {
    /// How a result says that it is an event.
    pub mode: EventMode,
    /// The source of the event: a URI reference such as `/copydesk/desk-1`.
    pub source: &'a str,
    /// Whether the body is packed with gzip.
    pub gzip: bool,
    /// What results hold beyond the least.
    pub layout: Layout,
}

impl<'a> Sending<'a> {
    /// The attribute must not be empty.
    const fn source(self) -> &'a str {
        if self.source.is_empty() {
            "/copydesk"
        } else {
            self.source
        }
    }

    /// The body as it is sent, and its content encoding.
    fn packed(self, body: Vec<u8>) -> (Option<&'static str>, Vec<u8>) {
        if self.gzip {
            (Some("gzip"), gzip(&body))
        } else {
            (None, body)
        }
    }
}

/// A result ready to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The `message_id` property, equal to the result's `id`.
    pub message_id: String,
    /// The `type` property.
    pub message_type: &'static str,
    /// The `content_type` property.
    pub content_type: &'static str,
    /// The `content_encoding` property; none where the body is not packed.
    pub content_encoding: Option<&'static str>,
    /// Headers of the event; empty unless in binary mode.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Writes a result as it is sent.
pub fn outgoing(
    article: &Article,
    report: &Report,
    provenance: &Provenance,
    sending: Sending<'_>,
) -> Outgoing {
    let result = document(article, report, provenance, sending.layout);
    let message_type = message_type(report.status);
    let attributes = Attributes {
        specversion: "1.0",
        id: &result.id,
        source: sending.source(),
        r#type: message_type,
        subject: clean(&article.id),
        time: &provenance.processed_at,
        dataschema: Some(SCHEMA),
        datacontenttype: "application/json",
    };
    let (content_type, headers, body) = match sending.mode {
        EventMode::Binary => ("application/json", attributes.headers(), json(&result)),
        EventMode::Plain => ("application/json", Vec::new(), json(&result)),
        EventMode::Structured => {
            let event = Event {
                attributes: &attributes,
                data: &result,
            };
            ("application/cloudevents+json", Vec::new(), json(&event))
        }
    };
    let (content_encoding, body) = sending.packed(body);
    Outgoing {
        content_encoding,
        message_id: result.id.clone(),
        message_type,
        content_type,
        headers,
        body,
    }
}

/// Writes what was found in another people's format as it is sent, as a document of its own; nothing of an article under
/// embargo, for such a format cannot leave out the text. The event mode `structured` counts as `binary`.
pub fn exported(
    article: &Article,
    report: &Report,
    provenance: &Provenance,
    sending: Sending<'_>,
    export: Export,
) -> Option<Outgoing> {
    if is_embargoed(article, provenance) && !sending.layout.embargoed_text {
        return None;
    }
    let packs = &provenance.rule_packs;
    let id = Uuid::new_v5(&result_id(article, packs), export.name().as_bytes()).to_string();
    let headers = match sending.mode {
        EventMode::Plain => Vec::new(),
        EventMode::Binary | EventMode::Structured => Attributes {
            specversion: "1.0",
            id: &id,
            source: sending.source(),
            r#type: EXPORTED,
            subject: clean(&article.id),
            time: &provenance.processed_at,
            dataschema: None,
            datacontenttype: export.media_type(),
        }
        .headers(),
    };
    let (content_encoding, body) = sending.packed(export.document(article, report, packs));
    Some(Outgoing {
        content_encoding,
        message_id: id,
        message_type: EXPORTED,
        content_type: export.media_type(),
        headers,
        body,
    })
}

/// The type of the event that a result of this status is.
pub const fn message_type(status: Status) -> &'static str {
    match status {
        Status::Ok | Status::Partial => "org.copydesk.article.analyzed.v1",
        Status::Skipped => "org.copydesk.article.skipped.v1",
        Status::Retracted => "org.copydesk.article.retracted.v1",
    }
}

#[derive(Debug, Serialize)]
struct Attributes<'a> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    r#type: &'static str,
    subject: String,
    time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dataschema: Option<&'static str>,
    datacontenttype: &'static str,
}

impl Attributes<'_> {
    /// Every attribute but the content type, which is a property of the message.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("ce-specversion", self.specversion.to_owned()),
            ("ce-id", self.id.to_owned()),
            ("ce-source", self.source.to_owned()),
            ("ce-type", self.r#type.to_owned()),
            ("ce-subject", self.subject.clone()),
            ("ce-time", self.time.to_owned()),
        ];
        let schema = self.dataschema;
        headers.extend(schema.map(|schema| ("ce-dataschema", schema.to_owned())));
        headers
    }
}

#[derive(Debug, Serialize)]
struct Event<'a> {
    #[serde(flatten)]
    attributes: &'a Attributes<'a>,
    data: &'a ResultDocument<'a>,
}

/// An id without what must not stand in a header.
fn clean(id: &str) -> String {
    id.chars().filter(|c| !c.is_control()).take(500).collect()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to a Vec cannot fail.
    packer.write_all(body).unwrap_or_default();
    packer.finish().unwrap_or_default()
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut body = Vec::with_capacity(USUAL_BYTES);
    // Every part is a struct, a list, a number or a text: there is nothing that cannot be written.
    serde_json::to_writer(&mut body, value).unwrap_or_default();
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn sent(mode: EventMode) -> Outgoing {
        let article = Article {
            id: "urn:post:1\n".to_owned(),
            text: "The ferry is late.".to_owned(),
            ..Article::default()
        };
        let provenance = Provenance {
            processed_at: "2026-01-01T00:00:00Z".to_owned(),
            ..Provenance::default()
        };
        let report = Report::default();
        outgoing(
            &article,
            &report,
            &provenance,
            Sending {
                mode,
                source: "/copydesk/test",
                ..Sending::default()
            },
        )
    }

    #[test]
    fn in_binary_mode_the_body_is_the_bare_result() {
        let sent = sent(EventMode::Binary);
        let result: Value = serde_json::from_slice(&sent.body).unwrap();
        assert_eq!(result["id"], sent.message_id);
        assert!(sent.headers.contains(&("ce-id", sent.message_id.clone())));
        assert!(
            sent.headers
                .contains(&("ce-subject", "urn:post:1".to_owned()))
        );
    }

    #[test]
    fn in_structured_mode_the_result_is_the_data() {
        let sent = sent(EventMode::Structured);
        let event: Value = serde_json::from_slice(&sent.body).unwrap();
        assert_eq!(sent.content_type, "application/cloudevents+json");
        assert_eq!(event["type"], "org.copydesk.article.analyzed.v1");
        assert_eq!(event["data"]["id"], sent.message_id);
        assert!(sent.headers.is_empty());
    }

    #[test]
    fn in_plain_mode_nothing_is_added() {
        let plain = sent(EventMode::Plain);
        assert!(plain.headers.is_empty());
        assert_eq!(plain.body, sent(EventMode::Binary).body);
    }
}
