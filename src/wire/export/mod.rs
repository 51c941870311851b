//! Results in other people's formats.

pub mod annotation;
pub mod brat;
pub mod csv;
pub mod ninjs;

use crate::article::Article;
use crate::attribution::{Attributed, Attribution, Source};
use crate::report::{Report, RulePack};
use crate::text::Span;

/// A format of other people that results can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Export {
    /// W3C Web Annotations (JSON-LD).
    Annotations,
    /// What copydesk adds to an item, as ninjs: in the version of an item that was ninjs, else 3.
    Ninjs,
    /// A table of attributions.
    Csv,
    /// A table of sources.
    CsvSources,
    /// brat standoff.
    Brat,
}

impl Export {
    /// The stable name, as used in settings and as the last word of routing keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Annotations => "annotations",
            Self::Ninjs => "ninjs",
            Self::Csv => "csv",
            Self::CsvSources => "csv-sources",
            Self::Brat => "brat",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Annotations => {
                "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""
            }
            Self::Ninjs => "application/json",
            Self::Csv | Self::CsvSources => "text/csv; charset=utf-8; header=present",
            Self::Brat => "text/plain; charset=utf-8",
        }
    }

    /// The first line of a table; none of what is no table.
    pub const fn head(self) -> Option<&'static str> {
        match self {
            Self::Csv => Some(csv::ATTRIBUTIONS),
            Self::CsvSources => Some(csv::SOURCES),
            _ => None,
        }
    }

    /// Writes what was found in one article, a table without its head.
    pub fn write(self, article: &Article, report: &Report, packs: &[RulePack]) -> Vec<u8> {
        match self {
            Self::Annotations => annotation::page(article, report, packs),
            Self::Ninjs => ninjs::enrichment(article, report),
            Self::Csv => csv::attributions(article, report),
            Self::CsvSources => csv::sources(article, report),
            Self::Brat => brat::standoff(article, report),
        }
    }

    /// Writes what was found in one article as a document of its own: a table with its head.
    pub fn document(self, article: &Article, report: &Report, packs: &[RulePack]) -> Vec<u8> {
        let written = self.write(article, report, packs);
        let Some(head) = self.head() else {
            return written;
        };
        [head.as_bytes(), b"\r\n", &written].concat()
    }
}

/// The resolved source of an attribution.
fn source_of<'a>(attributed: &'a Attributed, attribution: &Attribution) -> Option<&'a Source> {
    attributed.sources.get(attribution.source?.0 as usize)
}

/// The words of several spans, with an ellipsis between parts.
fn words(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    parts.join(" … ")
}
