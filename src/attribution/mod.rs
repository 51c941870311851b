//! Who said what.
//!
//! `cue` finds every word that could attribute and describes its frame; a rule of the pack says where the content of
//! such a frame stands; `content` and `source` find the words; `evidence` judges; `conflict` keeps the outermost;
//! [`mention`] says who the sources are.

mod above;
mod aside;
mod attributed;
mod boundary;
mod chain;
mod choice;
mod class;
mod clock;
mod conflict;
mod content;
mod cue;
mod emission;
mod engine;
mod evidence;
mod frame;
pub mod mention;
mod phrase;
mod reading;
pub mod rehearsal;
mod sign;
mod source;
pub mod train;
mod tree;
mod turns;
mod weights;

pub use attributed::{
    Act, Attributed, Attribution, AttributionId, Quoting, Source, SourceId, SourceKind,
};
pub use emission::{Spans, Trace, explain, found, found_with, traces};
pub use engine::{Engine, Stages};
pub use reading::{Grammar, Reading};
pub use weights::{Unreadable, Weights};

use crate::syntax::{Analysis, Syntax};
use crate::text::Document;
use mention::Lexicon;

/// Finds every attribution of a document and the sources behind them.
pub fn attribute(document: &Document<'_>) -> Attributed {
    let analysis = Analysis::of(document, Syntax::embedded());
    attribute_with(Engine::embedded(), &analysis)
}

/// Finds the attributions of an analysed document with an engine of one's own.
pub fn attribute_with(engine: &Engine, analysis: &Analysis<'_>) -> Attributed {
    let grammar = Grammar::of(analysis, &engine.lexicon);
    let reading = Reading::new(analysis.document, &grammar);
    let (mut attributions, mut nested) = emission::attributions(engine, &reading);
    let people = engine
        .people
        .as_deref()
        .unwrap_or_else(|| Lexicon::embedded());
    let sources = mention::resolve(analysis, &mut attributions, people);
    chain::name_sources(&mut nested, &sources);
    chain::hold(&attributions, &mut nested);
    Attributed {
        attributions,
        nested,
        sources,
    }
}
