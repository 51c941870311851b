//! Who said what.

mod attributed;

pub use attributed::{
    Act, Attributed, Attribution, AttributionId, Quoting, Source, SourceId, SourceKind,
};

use crate::text::Document;

/// Finds every attribution of a document and the sources behind them.
pub fn attribute(_document: &Document<'_>) -> Attributed {
    Attributed::default()
}
