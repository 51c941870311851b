//! `copydesk rules`: the rule packs.

mod check;
mod explain;
mod list;
mod packs;
mod test;

use std::path::PathBuf;

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
    /// Lists every rule: id, severity, name, what it looks at.
    List(Packs),
    /// Reports every fault of the rule files, with file, line and column.
    Check(Packs),
    /// Runs the examples that the rules carry.
    Test(Packs),
    /// Explains one rule: what, why, examples.
    Explain {
        /// The id of the rule: `CD103`.
        id: String,
        #[command(flatten)]
        packs: Packs,
    },
}

/// Where rules are read from.
#[derive(Debug, Args)]
struct Packs {
    /// Rule files, or folders of them; without any, the rules in force.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Rules {
    /// Does what was asked of the rules.
    ///
    /// # Errors
    /// Output cannot be written.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        match &self.action {
            Action::List(packs) => list::list(&packs.files, settings),
            Action::Check(packs) => check::check(&packs.files, settings),
            Action::Test(packs) => test::test(&packs.files, settings),
            Action::Explain { id, packs } => explain::explain(id, &packs.files, settings),
        }
    }
}
