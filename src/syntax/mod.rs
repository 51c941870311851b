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

mod age;
mod analysis;
mod chunk;
mod feature;
mod filter;
mod label;
mod lemma;
mod parse;
mod parser;
mod slots;
mod table;
mod tagger;
pub mod training;
mod transition;

pub(crate) use age::is_age_noun;
pub use analysis::Analysis;
pub use chunk::{Chunk, ChunkKind};
pub use label::{Relation, Tag};
pub use lemma::lemma;
pub use parse::Parse;
pub(crate) use slots::Slots;

use parser::{Parser, Sure};
use std::{borrow::Cow, sync::LazyLock};
use tagger::Tagger;

/// The tables, loaded once and shared by all threads.
#[derive(Debug, Default)]
pub struct Syntax {
    tagger: Tagger,
    parser: Parser,
}

/// Bytes that begin at a line of the processor's cache, so that no bucket of a table lies in two.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static TAGGER: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/tagger.bin"));
static PARSER: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/parser.bin"));

static EMBEDDED: LazyLock<Syntax> = LazyLock::new(|| {
    // A test holds that the embedded files are whole.
    Syntax::load(&TAGGER.0, &PARSER.0).unwrap_or_default()
});

impl Syntax {
    /// The tables that ship with the program; `models/MODEL_CARD.md` says where they come from.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Tables from their files; none when one is no such file, is of another version, or is damaged.
    pub fn load(
        tagger: impl Into<Cow<'static, [u8]>>,
        parser: impl Into<Cow<'static, [u8]>>,
    ) -> Option<Self> {
        Some(Self {
            tagger: Tagger::read(tagger.into())?,
            parser: Parser::read(parser.into())?,
        })
    }

    /// The same tables, but every decision looks at all features: slower, and what the service's haste is measured by.
    #[must_use]
    pub fn thorough(mut self) -> Self {
        self.tagger.sure = i32::MAX;
        self.parser.sure = Sure {
            step: i32::MAX,
            relation: i32::MAX,
        };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_whole() {
        assert!(Syntax::load(&TAGGER.0, &PARSER.0).is_some());
    }
}
