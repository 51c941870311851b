//! Views of a report for people.

mod terminal;
mod view;
mod wrap;

pub use terminal::terminal;
pub use view::{Advice, Statement, View, Voice};
