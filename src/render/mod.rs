//! Views of a report for people.

mod html;
mod passage;
mod runs;
mod terminal;
mod view;
mod wrap;

pub use html::{Entry, html, index, page_of_index};
pub use passage::{Part, Passage, Stretch};
pub use terminal::{Canvas, terminal};
pub use view::{Advice, Statement, View, Voice, clean};
