//! `copydesk config`: the settings in force.

use std::io::{self, Write as _};

use clap::{Args, Subcommand, ValueEnum};

use super::{Exit, Failure};
use crate::settings::{self, Settings, Shown};

/// The arguments of `copydesk config`.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub struct Config {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Lists every setting with its value and where it came from; passwords are left out.
    Show {
        /// Only what differs from the defaults.
        #[arg(long)]
        changed: bool,

        /// How to list: `text` for reading, `toml` for a file, `env` for variables.
        #[arg(long, value_enum, default_value_t = Style::Text)]
        output: Style,
    },
    /// Tells every fault of the settings at once; ends with 0 when there is none.
    Check,
    /// Prints the documentation of every setting as Markdown.
    Reference,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Style {
    Text,
    Toml,
    Env,
}

const AFTER_HELP: &str = "\
Examples:
  copydesk --config copydesk.toml config check
  copydesk config show --changed
  COPYDESK__WORKER__PREFETCH=32 copydesk config show --output toml > copydesk.toml";

impl Config {
    /// Shows or checks the settings. They are checked before any command begins, so that here
    /// everything is fine already.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let text = match &self.action {
            Action::Show { changed, output } => {
                let shown = settings
                    .shown
                    .iter()
                    .filter(|setting| !changed || setting.changed());
                list(&shown.collect::<Vec<_>>(), *output)
            }
            Action::Check => format!("{} settings, no faults\n", settings.shown.len()),
            Action::Reference => settings::reference(),
        };
        io::stdout().write_all(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

fn list(shown: &[&Shown], style: Style) -> String {
    let lines: Vec<String> = match style {
        Style::Text => columns(shown),
        Style::Toml => toml(shown),
        Style::Env => shown
            .iter()
            .map(|one| format!("{}={}\n", one.variable, one.plain))
            .collect(),
    };
    lines.concat()
}

fn columns(shown: &[&Shown]) -> Vec<String> {
    let width = |of: fn(&Shown) -> &str| {
        shown
            .iter()
            .map(|one| of(one).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (paths, values) = (width(|one| &one.path), width(|one| &one.value));
    let line = |one: &&Shown| {
        format!(
            "{:paths$}  {:values$}  {}\n",
            one.path, one.value, one.origin
        )
    };
    shown.iter().map(line).collect()
}

fn toml(shown: &[&Shown]) -> Vec<String> {
    let mut open = "";
    let mut lines = Vec::new();
    for one in shown {
        let (section, name) = one.path.split_once('.').unwrap_or(("", &one.path));
        if section != open {
            let gap = if open.is_empty() { "" } else { "\n" };
            lines.push(format!("{gap}[{section}]\n"));
            open = section;
        }
        lines.push(format!("{name} = {}\n", one.value));
    }
    lines
}
