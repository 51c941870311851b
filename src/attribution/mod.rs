//! Who said what.

mod attributed;
pub mod mention;

pub use attributed::{
    Act, Attributed, Attribution, AttributionId, Quoting, Source, SourceId, SourceKind,
};

use crate::syntax::{Analysis, Syntax};
use crate::text::Document;
use mention::Lexicon;

/// Finds every attribution of a document and the sources behind them.
pub fn attribute(document: &Document<'_>) -> Attributed {
    let mut attributions = Vec::new();
    let analysis = Analysis::of(document, Syntax::embedded());
    let sources = mention::resolve(&analysis, &mut attributions, Lexicon::embedded());
    Attributed {
        attributions,
        sources,
    }
}
