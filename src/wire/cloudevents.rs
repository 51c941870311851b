//! CloudEvents around an article: structured JSON in, binary headers out.

use serde_json::Value;

use super::fields::Fields;
use super::{Reason, Refusal};

/// An event in structured mode.
#[derive(Debug)]
pub(super) struct Event<'v> {
    /// Its data, as JSON or as text.
    pub(super) data: Data<'v>,
    pub(super) content_type: Option<&'v str>,
    pub(super) subject: Option<&'v str>,
    pub(super) id: Option<&'v str>,
}

/// The data of an event.
#[derive(Debug)]
pub(super) enum Data<'v> {
    Json(&'v Value),
    /// With the pointer of the field that holds them.
    Bytes(&'static str, Vec<u8>),
}

/// The event that a document is, if it is one.
///
/// # Errors
/// Refuses an event without data.
pub(super) fn event(document: &Value) -> Result<Option<Event<'_>>, Refusal> {
    let Some(fields) = Fields::from(document) else {
        return Ok(None);
    };
    let attributes = ["specversion", "type", "source"];
    if !attributes.iter().all(|name| fields.has(name)) {
        return Ok(None);
    }
    if fields.get(&["data"]).is_some() && fields.get(&["data_base64"]).is_some() {
        return Err(Refusal::new(
            Reason::Schema,
            "/data_base64: expected either this or `data`",
        ));
    }
    let data = match (fields.get(&["data"]), fields.text(&["data_base64"])) {
        (Some(Value::String(text)), _) => Data::Bytes("/data", text.clone().into_bytes()),
        (Some(value), _) => Data::Json(value),
        (None, Some(text)) => Data::Bytes("/data_base64", from_base64(text)?),
        (None, None) => {
            return Err(Refusal::new(
                Reason::Schema,
                "/data: expected the article of the event",
            ));
        }
    };
    Ok(Some(Event {
        data,
        content_type: fields.text(&["datacontenttype"]),
        subject: fields.text(&["subject"]),
        id: fields.text(&["id"]),
    }))
}

/// Reads base64 (RFC 4648, padded or not).
pub(super) fn from_base64(text: &str) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits = 0_u32;
    let mut held = 0;
    for c in text
        .bytes()
        .filter(|c| !c.is_ascii_whitespace() && *c != b'=')
    {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => {
                return Err(Refusal::new(Reason::Malformed, "/data_base64: not base64"));
            }
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.extend(u8::try_from(bits >> held & 0xFF));
        }
    }
    Ok(bytes)
}
