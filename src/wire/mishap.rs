//! What stands in the place of a result that could not be made.

use serde::Serialize;

/// Why there is no result, and for which part of the input.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Mishap<'a> {
    /// The file; none for standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<&'a str>,
    /// The line, from 1, where one line is one article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// A [`super::Reason`] by name, or a reason of the caller.
    pub reason: &'a str,
    /// For a person; never article text.
    pub detail: &'a str,
}

/// Writes `{"error": {"line": …, "reason": …, "detail": …}}`.
pub fn encode_mishap(mishap: &Mishap<'_>) -> Vec<u8> {
    serde_json::json!({ "error": mishap })
        .to_string()
        .into_bytes()
}
