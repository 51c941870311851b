//! The result document as a reader takes it: what people are shown, and nothing that must be there.

use serde::Deserialize;

/// A result that came from somewhere else. What is missing is empty; what is unknown is passed over.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The same for the same article content and rule-set.
    pub id: String,
    /// `ok`, `partial`, `skipped` or `retracted`.
    pub status: String,
    /// What was read.
    pub article: ReceivedArticle,
    /// What it is about.
    pub summary: Option<ReceivedSummary>,
    /// Who said what.
    pub attributions: Vec<ReceivedAttribution>,
    /// The roll of sources.
    pub sources: Vec<ReceivedSource>,
    /// Advice.
    pub findings: Vec<ReceivedFinding>,
    /// Counts.
    pub metrics: ReceivedMetrics,
    /// What was not done.
    pub warnings: Vec<ReceivedWarning>,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedArticle {
    /// The newsroom's id.
    pub id: String,
    /// The format it came in.
    pub format: String,
    /// The headline.
    pub headline: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Who wrote it.
    pub byline: Option<ReceivedByline>,
    /// The outlet or agency.
    pub outlet: Option<String>,
    /// Place and date before the first sentence.
    pub dateline: Option<String>,
}

/// Who wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedByline {
    /// The line as written.
    pub raw: String,
}

/// What it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedSummary {
    /// Whole sentences, in document order.
    pub sentences: Vec<ReceivedSentence>,
}

/// One sentence of a summary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedSentence {
    /// The sentence; absent from embargoed articles.
    pub text: Option<String>,
}

/// Somebody says something.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ReceivedAttribution {
    /// `direct`, `mixed` or `indirect`.
    #[serde(rename = "type")]
    pub quoting: String,
    /// The words that attribute.
    pub cue: Option<ReceivedSpan>,
    /// What is attributed.
    pub content: Vec<ReceivedSpan>,
    /// Who.
    pub source: ReceivedMention,
    /// The attribution inside whose content this one stands.
    pub within: Option<String>,
    /// Id of the rule that found it.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// A stretch of the article text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedSpan {
    /// The covered text; absent from embargoed articles.
    pub exact: Option<String>,
}

/// The mention of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedMention {
    /// The mention as written.
    pub spans: Vec<ReceivedSpan>,
    /// The entry of the roll of sources.
    pub id: Option<String>,
}

/// One source of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedSource {
    /// `s1`, `s2`, …
    pub id: String,
    /// The best description; absent from embargoed articles.
    pub label: Option<String>,
    /// `person`, `organization`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the article gives a name.
    pub named: bool,
    /// Whether the article withholds it.
    pub anonymous: bool,
    /// Title or function as written.
    pub role: Option<String>,
    /// The attributions it is the source of.
    pub attribution_ids: Vec<String>,
}

/// One piece of advice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedFinding {
    /// Id of the rule.
    pub rule: String,
    /// `suggestion`, `warning` or `error`.
    pub severity: String,
    /// What an editor reads; absent from embargoed articles.
    pub message: Option<String>,
    /// What to do about it.
    pub help: String,
    /// Where; empty where it is about the whole article.
    pub spans: Vec<ReceivedSpan>,
}

/// Counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedMetrics {
    /// Words of the article.
    pub words: u32,
}

/// Something that was not done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReceivedWarning {
    /// A stable code.
    pub code: String,
    /// What a person reads.
    pub message: String,
}

/// Reads a result document.
///
/// # Errors
/// It is not JSON, or a field is not what it should be; the message says where.
pub fn read_result(body: &[u8]) -> Result<Received, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::read_result;
    use crate::article::Article;
    use crate::report::Report;
    use crate::wire::{Provenance, encode};

    #[test]
    fn reads_what_is_written() {
        let article = Article {
            id: "urn:x:1".to_owned(),
            headline: Some("Bridge opens".to_owned()),
            ..Article::default()
        };
        let written = encode(&article, &Report::default(), &Provenance::default());
        let received = read_result(&written).unwrap();
        assert_eq!(received.article.headline.as_deref(), Some("Bridge opens"));
        assert_eq!(
            (received.status.as_str(), received.article.id.as_str()),
            ("ok", "urn:x:1")
        );
    }

    #[test]
    fn passes_over_what_it_does_not_know() {
        let received = read_result(br#"{"id": "r", "new": [1], "article": {"newer": {}}}"#);
        assert_eq!(received.map(|received| received.id), Ok("r".to_owned()));
    }

    #[test]
    fn says_where_a_field_is_wrong() {
        let fault = read_result(br#"{"article": {"headline": 5}}"#).unwrap_err();
        assert!(fault.starts_with("article.headline: "), "{fault}");
    }
}
