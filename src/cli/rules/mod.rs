//! `copydesk rules`: the rule packs.

mod check;
mod explain;
mod list;
mod packs;
mod test;
mod trial;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Exit, Failure, input};
use crate::settings::Settings;

/// Lists, checks, tests and explains the rules.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Rules {
    #[command(subcommand)]
    action: Action,
}

const EXAMPLES: &str = "\
Examples:
  copydesk rules explain CD103
  copydesk rules check our-rules.toml
  copydesk rules test our-rules.toml
  copydesk rules try our-rules.toml archive/

A rule of your own in five minutes: docs/house-rules.md";

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists every rule: id, severity, name, what it looks at.
    List(Packs),
    /// Reports every fault of the rule files, with file, line and column.
    Check(Packs),
    /// Runs the examples that the rules carry.
    Test(Packs),
    /// Tries the rules of a file on real copy: each firing in its context, and how often each rule fires.
    Try {
        /// The rule file, or a folder of them.
        rule: PathBuf,
        /// Articles: files and folders; `-` is standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The format of the articles, where it is not to be recognised; `jsonl` reads one article a line.
        #[arg(long, value_name = "FORMAT", value_parser = input::format)]
        format: Option<String>,
    },
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
    /// Rule files, folders of them, or a house file; without any, the rules in force.
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
            Action::Try {
                rule,
                files,
                format,
            } => trial::try_out(rule, files, format.as_deref(), settings),
            Action::Explain { id, packs } => explain::explain(id, &packs.files, settings),
        }
    }
}

/// "1 rule", "3 rules", "2 rules of attribution".
fn counted(count: usize, thing: &str) -> String {
    if count == 1 {
        return format!("1 {thing}");
    }
    let (head, rest) = thing.split_once(' ').unwrap_or((thing, ""));
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!(" {rest}")
    };
    format!("{count} {head}s{rest}")
}
