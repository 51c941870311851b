//! `copydesk completions`: commands completed by the shell.

use std::io;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Arguments, Exit, Failure};

/// The arguments of `copydesk completions`.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  source <(copydesk completions bash)")]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn run(&self) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        let mut command = Arguments::command();
        clap_complete::generate(self.shell, &mut command, "copydesk", &mut script);
        io::Write::write_all(&mut io::stdout(), &script)?;
        Ok(Exit::Done)
    }
}
