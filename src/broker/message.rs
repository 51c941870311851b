//! A message as AMQP carries it: properties, headers, body.

use std::borrow::Cow;
use std::fmt;

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, LongString, ShortString};

/// Survives restarts of the broker.
const PERSISTENT: u8 = 2;
/// Most bytes of an AMQP short string.
const SHORT: usize = 255;

/// One message. Its text is never shown by `Debug`.
#[derive(Clone, Default, PartialEq)]
pub struct Message {
    /// The payload.
    pub body: Vec<u8>,
    properties: BasicProperties,
}

impl Message {
    /// A persistent message with this body.
    pub fn new(body: Vec<u8>) -> Self {
        Self {
            body,
            properties: BasicProperties::default().with_delivery_mode(PERSISTENT),
        }
    }

    pub(super) const fn received(body: Vec<u8>, properties: BasicProperties) -> Self {
        Self { body, properties }
    }

    pub(super) const fn properties(&self) -> &BasicProperties {
        &self.properties
    }

    pub(super) fn into_parts(self) -> (Vec<u8>, BasicProperties) {
        (self.body, self.properties)
    }

    /// The sender's id of the message.
    pub fn message_id(&self) -> Option<&str> {
        text(self.properties.message_id().as_ref())
    }

    /// The id of the message this one answers.
    pub fn correlation_id(&self) -> Option<&str> {
        text(self.properties.correlation_id().as_ref())
    }

    /// The media type, with its charset.
    pub fn content_type(&self) -> Option<&str> {
        text(self.properties.content_type().as_ref())
    }

    /// How the body is packed: `gzip`, `identity`.
    pub fn content_encoding(&self) -> Option<&str> {
        text(self.properties.content_encoding().as_ref())
    }

    /// What kind of message it is, in the sender's words.
    pub fn kind(&self) -> Option<&str> {
        text(self.properties.kind().as_ref())
    }

    /// The name of the program that sent it.
    pub fn app_id(&self) -> Option<&str> {
        text(self.properties.app_id().as_ref())
    }

    /// When it was sent, in seconds since 1970.
    pub fn timestamp(&self) -> Option<u64> {
        *self.properties.timestamp()
    }

    /// A header as text: strings as they are, whole numbers in decimal; anything else is none.
    pub fn header(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.headers()?.inner().get(name)? {
            AMQPValue::LongString(value) => std::str::from_utf8(value.as_bytes())
                .ok()
                .map(Cow::Borrowed),
            AMQPValue::ShortString(value) => Some(Cow::Borrowed(value.as_str())),
            other => whole_number(other).map(|number| Cow::Owned(number.to_string())),
        }
    }

    /// A header that is a whole number, or text that reads as one.
    pub fn header_number(&self, name: &str) -> Option<u64> {
        match self.headers()?.inner().get(name)? {
            AMQPValue::Timestamp(value) => Some(*value),
            AMQPValue::LongString(_) | AMQPValue::ShortString(_) => self.header(name)?.parse().ok(),
            other => whole_number(other)?.try_into().ok(),
        }
    }

    /// All headers, name and value as text, in the order of their names.
    pub fn headers_as_text(&self) -> Vec<(String, String)> {
        let shown = |value: &AMQPValue| match value {
            AMQPValue::LongString(text) => text.to_string(),
            AMQPValue::ShortString(text) => text.to_string(),
            other => whole_number(other)
                .map_or_else(|| "(structured)".to_owned(), |number| number.to_string()),
        };
        self.headers()
            .into_iter()
            .flat_map(FieldTable::inner)
            .map(|(name, value)| (name.to_string(), shown(value)))
            .collect()
    }

    /// Sets the id.
    #[must_use]
    pub fn with_message_id(mut self, id: &str) -> Self {
        self.properties = self.properties.with_message_id(short(id));
        self
    }

    /// Sets the id of the message this one answers.
    #[must_use]
    pub fn with_correlation_id(mut self, id: &str) -> Self {
        self.properties = self.properties.with_correlation_id(short(id));
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.properties = self.properties.with_content_type(short(content_type));
        self
    }

    /// Sets how the body is packed.
    #[must_use]
    pub fn with_content_encoding(mut self, encoding: &str) -> Self {
        self.properties = self.properties.with_content_encoding(short(encoding));
        self
    }

    /// Sets the kind of message.
    #[must_use]
    pub fn with_kind(mut self, kind: &str) -> Self {
        self.properties = self.properties.with_type(short(kind));
        self
    }

    /// Sets the name of the sending program.
    #[must_use]
    pub fn with_app_id(mut self, app: &str) -> Self {
        self.properties = self.properties.with_app_id(short(app));
        self
    }

    /// Sets when it was sent, in seconds since 1970.
    #[must_use]
    pub fn with_timestamp(mut self, seconds: u64) -> Self {
        self.properties = self.properties.with_timestamp(seconds);
        self
    }

    /// Sets one header to a text.
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.with_headers([(name, value)])
    }

    /// Sets headers to texts.
    #[must_use]
    pub fn with_headers<'a, T: Into<LongString>>(
        self,
        headers: impl IntoIterator<Item = (&'a str, T)>,
    ) -> Self {
        let text = |(name, value): (&'a str, T)| (name, AMQPValue::LongString(value.into()));
        self.with_values(headers.into_iter().map(text))
    }

    /// Sets one header to a whole number.
    #[must_use]
    pub fn with_number(self, name: &str, value: u32) -> Self {
        self.with_values([(name, AMQPValue::LongLongInt(value.into()))])
    }

    fn with_values<'a>(mut self, values: impl IntoIterator<Item = (&'a str, AMQPValue)>) -> Self {
        let mut headers = self.headers().cloned().unwrap_or_default();
        for (name, value) in values {
            headers.insert(short(name), value);
        }
        self.properties = self.properties.with_headers(headers);
        self
    }

    fn headers(&self) -> Option<&FieldTable> {
        self.properties.headers().as_ref()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("message_id", &self.message_id())
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The longest beginning of `text` of at most `limit` bytes that ends between two characters.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// `text` as an AMQP short string, cut at 255 bytes.
pub(super) fn short(text: &str) -> ShortString {
    ShortString::try_new(cut(text, SHORT)).unwrap_or_default()
}

fn text(property: Option<&ShortString>) -> Option<&str> {
    property.map(ShortString::as_str)
}

fn whole_number(value: &AMQPValue) -> Option<i64> {
    match *value {
        AMQPValue::ShortShortInt(number) => Some(number.into()),
        AMQPValue::ShortShortUInt(number) => Some(number.into()),
        AMQPValue::ShortInt(number) => Some(number.into()),
        AMQPValue::ShortUInt(number) => Some(number.into()),
        AMQPValue::LongInt(number) => Some(number.into()),
        AMQPValue::LongUInt(number) => Some(number.into()),
        AMQPValue::LongLongInt(number) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_is_cut_between_characters() {
        let id = "ż".repeat(200);
        let message = Message::new(Vec::new()).with_message_id(&id);
        assert_eq!(message.message_id(), Some("ż".repeat(127).as_str()));
    }

    #[test]
    fn headers_read_as_text_and_as_numbers() {
        let message = Message::new(Vec::new())
            .with_header("word", "late")
            .with_header("digits", "12")
            .with_number("count", 3);
        assert_eq!(message.header("word").as_deref(), Some("late"));
        assert_eq!(message.header("count").as_deref(), Some("3"));
        assert_eq!(message.header_number("count"), Some(3));
        assert_eq!(message.header_number("digits"), Some(12));
        assert_eq!(message.header_number("word"), None);
        assert_eq!(message.header("absent"), None);
    }

    #[test]
    fn debug_never_shows_the_body() {
        let shown = format!("{:?}", Message::new(b"the mayor said".to_vec()));
        assert!(!shown.contains("mayor"), "{shown}");
    }
}
