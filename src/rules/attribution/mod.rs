//! Attribution rules: which frame of which cue attributes, and where its content stands.

mod pack;
mod rule;

pub use pack::Pack;
pub use rule::{Example, Lemma, Rule, Seen, When};
