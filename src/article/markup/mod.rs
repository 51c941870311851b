//! From markup to plain text: blocks for people, with an exact map back to the source.

pub mod element;
mod entity;
mod flow;
pub mod html;

pub use element::Element;
pub use flow::{Flow, Flowed, Route};
