//! `copydesk schema`: machine-readable contracts.

use std::io::{self, Write as _};

use clap::{Args, ValueEnum};

use super::{Exit, Failure};
use crate::{settings, wire};

/// Prints a machine-readable contract.
#[derive(Debug, Args)]
pub struct Schema {
    /// Which one.
    #[arg(value_enum)]
    subject: Subject,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Subject {
    /// JSON schema of a result.
    Result,
    /// JSON schema of an article as JSON.
    Article,
    /// `AsyncAPI` document of the queues.
    Asyncapi,
    /// JSON schema of the settings.
    Settings,
}

impl Schema {
    /// Prints it.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn run(&self) -> Result<Exit, Failure> {
        let schema = match self.subject {
            Subject::Settings => settings::json_schema(),
            Subject::Result => format!("{:#}", wire::result_schema()),
            Subject::Article => format!("{:#}", wire::article_schema()),
            Subject::Asyncapi => format!("{:#}", wire::asyncapi()),
        };
        writeln!(io::stdout(), "{schema}")?;
        Ok(Exit::Done)
    }
}
