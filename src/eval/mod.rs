//! The yardstick: scores attributions against annotated articles.

mod ruler;
mod score;
mod speech;
mod tally;

pub use crate::attribution::Spans;
pub use score::{Measured, Scope, Yardstick, score};
pub use tally::{Figures, Kind, Measure, Tally};
