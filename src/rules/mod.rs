//! Rules as data: what stands in a rule file, and every fault of it with file, line and column.

pub mod attribution;
pub mod editorial;
mod fault;
pub mod frame;
mod lexicon;
mod name;

pub use fault::{Fault, Place};
pub use lexicon::{CueAct, Entry, Lexicon};
pub use name::Name;
