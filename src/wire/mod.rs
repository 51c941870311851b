//! The only place that knows the news formats and the JSON: bytes → [`Article`], [`Report`] → bytes.

mod mishap;
mod refusal;

pub use mishap::{Mishap, encode_mishap};
pub use refusal::{Reason, Refusal};

use crate::article::Article;
use crate::report::Report;

/// What came around the bytes and helps to read them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope<'a> {
    /// A format name given by the sender (`copydesk-format` header, `--format`).
    pub format: Option<&'a str>,
    /// The content type, with its charset.
    pub content_type: Option<&'a str>,
    /// The content encoding: `identity` or `gzip`.
    pub content_encoding: Option<&'a str>,
    /// The message id, used as the article's id where the article has none.
    pub message_id: Option<&'a str>,
}

/// What is refused unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a body, before and after decompression.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1 << 20,
        }
    }
}

/// What only the edge knows about a result: the time, the trace, the name of the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// RFC 3339 time, UTC.
    pub processed_at: String,
    /// W3C trace id, where the result belongs to a trace.
    pub trace_id: Option<String>,
}

/// Reads one message body.
///
/// # Errors
/// A [`Refusal`] says why the body can never be read, and where.
pub fn decode(body: &[u8], envelope: &Envelope<'_>, limits: &Limits) -> Result<Article, Refusal> {
    if body.len() > limits.body_bytes {
        return Err(Refusal::new(
            Reason::Oversize,
            format!("{} bytes, at most {}", body.len(), limits.body_bytes),
        ));
    }
    let text = std::str::from_utf8(body)
        .map_err(|fault| Refusal::new(Reason::NotUtf8, fault.to_string()))?;
    Ok(Article {
        id: envelope.message_id.unwrap_or_default().to_owned(),
        format: "plain".to_owned(),
        text: text.to_owned(),
        ..Article::default()
    })
}

/// Writes the result document of one article.
pub fn encode(_article: &Article, _report: &Report, _provenance: &Provenance) -> Vec<u8> {
    b"{}".to_vec()
}
