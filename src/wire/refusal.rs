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
    /// Not UTF-8, and no other charset declared.
    NotUtf8,
    /// Not in the charset it declares, or in one nobody here reads.
    Charset,
    /// Larger than the limit, before or after decompression.
    Oversize,
    /// Deeper or of more parts than the limits allow.
    TooComplex,
    /// A content type or format name nobody here reads.
    ContentType,
    /// A content encoding nobody here reads, or broken compressed data.
    Encoding,
    /// Well-formed, but not an article, or one that contradicts itself.
    Schema,
}

impl Reason {
    /// Every reason, for documents and metrics.
    pub const ALL: [Self; 8] = [
        Self::Malformed,
        Self::NotUtf8,
        Self::Charset,
        Self::Oversize,
        Self::TooComplex,
        Self::ContentType,
        Self::Encoding,
        Self::Schema,
    ];

    /// The stable name, as used in headers and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotUtf8 => "not_utf8",
            Self::Charset => "charset",
            Self::Oversize => "oversize",
            Self::TooComplex => "too_complex",
            Self::ContentType => "content_type",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
        }
    }
}
