//! What a linguist sees in a text: paragraphs, sentences, tokens, quotations. Depends on nothing.
//!
//! [`Document::read`] does all of it in one walk over the text: a paragraph is cut into tokens
//! (`tokenization`), its quotation marks are paired (`pairing`), its tokens are grouped into sentences
//! (`segmentation`). The words those decisions hang on are data: `config/lexicon/boundaries.txt`.

pub mod document;
mod lexicon;
mod line;
mod list;
mod pairing;
mod paragraph;
pub mod quotation;
mod segmentation;
pub mod sentence;
pub mod span;
pub mod token;
mod tokenization;

pub use document::Document;
pub(crate) use line::lines;
pub use list::list_marker;
pub use quotation::{MarkStyle, Quotation};
pub use sentence::Sentence;
pub use span::Span;
pub use token::{Case, Token, TokenKind, WordKey};
