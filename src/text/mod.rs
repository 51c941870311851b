//! What a linguist sees in a text: paragraphs, sentences, tokens, quotations. Depends on nothing.

pub mod document;
pub mod quotation;
pub mod sentence;
pub mod span;
pub mod token;

pub use document::Document;
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use span::Span;
pub use token::Token;
