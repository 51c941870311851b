//! Results in other people's formats.

pub mod annotation;
pub mod brat;
pub mod csv;
pub mod ninjs;

use crate::attribution::{Attributed, Attribution, Source};
use crate::text::Span;

/// The resolved source of an attribution.
fn source_of<'a>(attributed: &'a Attributed, attribution: &Attribution) -> Option<&'a Source> {
    attributed.sources.get(attribution.source?.0 as usize)
}

/// The words of several spans, with an ellipsis between parts.
fn words(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    parts.join(" … ")
}
