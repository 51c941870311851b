//! `copydesk rules`: the rule packs.

use clap::{Args, Subcommand};

use super::{Exit, Failure};
use crate::settings::Settings;

/// Lists, checks, tests and explains the rules.
#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists every rule with its pack.
    List,
    /// Reports every fault of the rule files.
    Check,
    /// Runs the examples that the rules carry.
    Test,
    /// Explains one rule: what, why, examples, limits.
    Explain {
        /// The id of the rule.
        id: String,
    },
}

impl Rules {
    /// Not built yet.
    ///
    /// # Errors
    /// Always.
    pub fn run(&self, _settings: &Settings) -> Result<Exit, Failure> {
        Err(Failure::Internal(format!(
            "{:?}: not built yet",
            self.action
        )))
    }
}
