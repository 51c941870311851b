//! Views of a report for people.

mod html;
mod runs;
mod terminal;
mod view;
mod wrap;

pub use html::html;
pub use terminal::terminal;
pub use view::{Advice, Statement, View, Voice, clean};
