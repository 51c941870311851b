//! The only place that knows the news formats and the JSON: bytes → [`Article`], [`Report`] → bytes.

mod ans;
mod apmedia;
mod body;
mod cloudevents;
mod copydesk;
pub mod date;
mod decode;
mod described;
mod detect;
mod digitalwires;
pub mod document;
mod draft;
mod encode;
mod encoding;
mod envelope;
mod event;
pub mod export;
mod feed;
mod fields;
mod format;
pub mod gold;
mod html;
mod identity;
mod items;
mod json;
mod jsonld;
mod language;
mod markdown;
mod markings;
mod markup;
mod mediacloud;
mod mishap;
mod names;
mod newsml1;
mod newsmlg2;
mod ninjs;
mod nitf;
pub mod positions;
pub mod received;
mod refusal;
mod schema;
mod summarized;
mod unknown;
mod xml;

use std::sync::Arc;

pub use decode::{decode, decode_as, decode_each};
pub use detect::Detected;
pub use encode::document;
pub use envelope::{Envelope, Limits};
pub use event::{EventMode, Outgoing, Sending, exported, message_type, outgoing};
pub use export::Export;
pub use format::Format;
pub use identity::{content_sha256, result_id};
pub use mishap::{Mishap, encode_mishap};
pub use received::read_result;
pub use refusal::{Reason, Refusal};
pub use schema::{article_schema, asyncapi, result_schema};

use crate::article::Article;
use crate::report::{Report, RulePack};

/// What only the edge knows about a result: the time, the trace, the rules in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// RFC 3339 time, UTC.
    pub processed_at: String,
    /// W3C trace id, where the result belongs to a trace.
    pub trace_id: Option<String>,
    /// The rule packs in force.
    pub rule_packs: Arc<[RulePack]>,
}

/// What a result holds beyond the least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, with its own name"
)]
pub struct Layout {
    /// The words of nested attributions, of `summary.further` and `summary.key_points`, which stand elsewhere in the result
    /// or in the article.
    pub detail: bool,
    /// `prefix` and `suffix` of 32 characters with every span, to find it again in another text.
    pub context: bool,
    /// `start_byte` and `end_byte` with every span.
    pub bytes: bool,
    /// The text that offsets count in, and its blocks with their places in the message.
    pub text: bool,
    /// The text of articles under embargo.
    pub embargoed_text: bool,
}

/// Writes the result document of one article as compact JSON, with the least it must hold.
pub fn encode(article: &Article, report: &Report, provenance: &Provenance) -> Vec<u8> {
    encode_as(article, report, provenance, Layout::default())
}

/// Writes the result document of one article as compact JSON.
pub fn encode_as(
    article: &Article,
    report: &Report,
    provenance: &Provenance,
    layout: Layout,
) -> Vec<u8> {
    let document = document(article, report, provenance, layout);
    // Every part is a struct, a list, a number or a text: there is nothing that cannot be written.
    serde_json::to_vec(&document).unwrap_or_default()
}

/// Writes the result document of one article as indented JSON, for people to read.
pub fn encode_indented(
    article: &Article,
    report: &Report,
    provenance: &Provenance,
    layout: Layout,
) -> Vec<u8> {
    let document = document(article, report, provenance, layout);
    // Every part is a struct, a list, a number or a text: there is nothing that cannot be written.
    serde_json::to_vec_pretty(&document).unwrap_or_default()
}
