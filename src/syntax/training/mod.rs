//! How the tables are made. Pure: `examples/train_syntax` reads the labelled text and writes the files.

mod apart;
mod measure;
mod parser;
mod tagger;
mod weights;

pub use measure::{Agreement, RelationAgreement, measure};
pub use parser::train_parser;
pub use tagger::train_tagger;

use super::{Relation, Tag};

/// One token of labelled text.
#[derive(Clone, Debug)]
pub struct LabelledToken {
    /// As it is written.
    pub text: String,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// The teacher's tag.
    pub tag: Tag,
    /// The teacher's head, as an index into the sentence; none for the head of the sentence.
    pub head: Option<usize>,
    /// The teacher's relation to the head.
    pub relation: Relation,
}

/// One sentence of labelled text.
pub type LabelledSentence = Vec<LabelledToken>;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// How often the corpus is read.
    pub epochs: usize,
    /// Seed of the order of the sentences.
    pub seed: u64,
    /// How large the table of weights may be.
    pub bytes: usize,
}
