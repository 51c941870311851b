//! Rules as data: what stands in a rule file, and every fault of it with file, line and column.

pub mod editorial;
mod fault;

pub use fault::{Fault, Place};
