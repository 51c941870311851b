//! The command line: one file a command.
//!
//! A command is a clap struct with `run`. Adding one: a file here, a variant of [`Command`] and an
//! arm of [`Command::run`].

mod analyze;
mod eval;
mod exit;
mod paper;
mod rules;
mod schema;

pub use exit::{Exit, Failure, report_panics_in_one_line};

use clap::{Parser, Subcommand};

use crate::settings::Settings;

/// Reads news articles: who said what, and a summary that never loses a speaker.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, after_long_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Every command of copydesk.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyses articles without a broker: files, folders, standard input.
    ///
    /// Results keep the order of the input. What cannot be read is reported in its place, and the
    /// exit code is then 1.
    Analyze(analyze::Analyze),
    /// Lists, checks, tests and explains the rules.
    Rules(rules::Rules),
    /// Prints a machine-readable contract.
    Schema(schema::Schema),
    /// Scores attributions against annotated articles.
    Eval(eval::Eval),
}

const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    done, but some of the input could not be read
  64   wrong usage or wrong settings
  69   the broker, or something else that is needed, is not available
  70   a fault of copydesk itself
  74   reading or writing failed";

impl Arguments {
    /// Reads the arguments of this process.
    ///
    /// # Errors
    /// Wrong usage; and a request for help or the version, which ends the process as done.
    pub fn read() -> Result<Self, Failure> {
        Self::try_parse().map_err(Failure::Arguments)
    }
}

impl Command {
    /// Does what was asked.
    ///
    /// # Errors
    /// What kept the command from being done at all.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        match self {
            Self::Analyze(command) => command.run(settings),
            Self::Rules(command) => command.run(settings),
            Self::Schema(command) => command.run(),
            Self::Eval(command) => command.run(settings),
        }
    }
}
