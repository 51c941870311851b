//! Why a body can never be read.

use std::fmt;

/// A body that can never be read, however often it is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, from a closed list.
    pub reason: Reason,
    /// Where and what, for a person; never article text.
    pub detail: String,
}

impl Refusal {
    /// A refusal for `reason`, explained by `detail`.
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason.name(), self.detail)
    }
}

impl std::error::Error for Refusal {}

/// The closed list of reasons why a body is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Not a well-formed document of its format.
    Malformed,
    /// Not in the character encoding it declares.
    NotUtf8,
    /// Larger than the limit, before or after decompression.
    Oversize,
    /// A content type nobody here reads.
    ContentType,
    /// A content encoding nobody here reads, or broken compressed data.
    Encoding,
    /// Well-formed, but not an article.
    Schema,
}

impl Reason {
    /// The stable name, as used in headers and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotUtf8 => "not_utf8",
            Self::Oversize => "oversize",
            Self::ContentType => "content_type",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
        }
    }
}
