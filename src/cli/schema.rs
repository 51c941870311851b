//! `copydesk schema`: machine-readable contracts.

use clap::{Args, ValueEnum};

use super::{Exit, Failure};

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
        Err(Failure::Internal(format!(
            "{:?}: not built yet",
            self.subject
        )))
    }
}
