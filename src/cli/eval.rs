//! `copydesk eval`: scores attributions against annotated articles.

use std::path::PathBuf;

use clap::Args;

use super::{Exit, Failure};
use crate::settings::Settings;

/// Scores attributions against annotated articles.
#[derive(Debug, Args)]
pub struct Eval {
    /// One annotated article a line.
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
}

impl Eval {
    /// Not built yet.
    ///
    /// # Errors
    /// Always.
    pub fn run(&self, _settings: &Settings) -> Result<Exit, Failure> {
        Err(Failure::Internal(format!(
            "{}: not built yet",
            self.gold.display()
        )))
    }
}
