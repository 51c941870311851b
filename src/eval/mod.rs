//! The yardstick: scores attributions against annotated articles.

mod ruler;
mod score;
mod speech;
mod tally;
mod worst;

pub use crate::attribution::Spans;
pub use score::{Measured, Scope, Yardstick, score};
pub use tally::{Figures, Kind, Measure, Tally};
pub use worst::{Case, Miss, Review, review, words};
