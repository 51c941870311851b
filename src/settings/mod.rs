//! Settings: what was written, checked as a whole, becomes what is meant.

use crate::wire::Limits;

/// What is meant, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What is refused unread.
    pub limits: Limits,
    /// Analysis threads; 0 stands for one a core.
    pub threads: usize,
}
