//! From tokens to structure: tags, lemmas, noun phrases, and a dependency parse where one is asked for.
//!
//! ```
//! use copydesk::{
//!     syntax::{Analysis, Syntax, Tag},
//!     text::{Document, WordKey},
//! };
//!
//! let document = Document::read("The senators said no.");
//! let analysis = Analysis::of(&document, Syntax::embedded());
//! assert_eq!(analysis.tag(1), Tag::Nns);
//! assert_eq!(analysis.lemma(2), WordKey::of("say"));
//! ```

mod analysis;
mod chunk;
mod feature;
mod label;
mod lemma;
mod parse;
mod parser;
mod table;
mod tagger;
pub mod training;
mod transition;

pub use analysis::Analysis;
pub use chunk::{Chunk, ChunkKind};
pub use label::{Relation, Tag};
pub use lemma::lemma;
pub use parse::Parse;

use parser::Parser;
use std::sync::LazyLock;
use tagger::Tagger;

/// The tables, loaded once and shared by all threads.
#[derive(Debug, Default)]
pub struct Syntax {
    tagger: Tagger,
    parser: Parser,
}

const TAGGER: &[u8] = include_bytes!("../../models/tagger.bin");
const PARSER: &[u8] = include_bytes!("../../models/parser.bin");

static EMBEDDED: LazyLock<Syntax> = LazyLock::new(|| {
    // A test holds that the embedded files are whole.
    Syntax::load(TAGGER, PARSER).unwrap_or_default()
});

impl Syntax {
    /// The tables that ship with the program; `models/MODEL_CARD.md` says where they come from.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Tables from their files; none when one is no such file, is of another version, or is damaged.
    pub fn load(tagger: &[u8], parser: &[u8]) -> Option<Self> {
        Some(Self {
            tagger: Tagger::read(tagger)?,
            parser: Parser::read(parser)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_whole() {
        assert!(Syntax::load(TAGGER, PARSER).is_some());
    }
}
