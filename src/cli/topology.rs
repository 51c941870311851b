//! `copydesk topology`: exchanges, queues and bindings.

use std::io::{self, Write as _};

use clap::{Args, Subcommand};

use super::{Exit, Failure, wait_for};
use crate::broker::removal::{self, Full};
use crate::broker::topology::{self, Part};
use crate::settings::Settings;

/// The arguments of `copydesk topology`.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub struct Topology {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Declares what is missing and leaves alone what is right.
    Apply,
    /// Prints exchanges, queues and bindings as they should be; needs no broker.
    Show,
    /// Looks whether everything a worker needs is there; changes nothing.
    Check,
    /// Removes exchanges and queues; nothing at all while one of the queues holds messages.
    Remove {
        /// Removes queues together with the messages in them, which are lost.
        #[arg(long)]
        even_with_messages: bool,
    },
}

const AFTER_HELP: &str = "\
Names come from the section [topology] of the settings. Something of the same name but another
shape is never changed: `apply` says what differs and ends with 69. Limits on lengths belong into a
policy of the broker, which can be changed later.

Examples:
  copydesk topology show
  COPYDESK__AMQP__URL=amqp://desk:secret@mq/news copydesk topology apply";

impl Topology {
    /// Declares, prints, looks or removes.
    ///
    /// # Errors
    /// The broker cannot be reached, or what is there does not fit.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        let text = match &self.action {
            Action::Apply => listed(&wait_for(topology::apply(&settings.broker))??),
            Action::Show => listed(&topology::show(&settings.broker.topology)),
            Action::Remove { even_with_messages } => {
                let full = if *even_with_messages {
                    Full::Goes
                } else {
                    Full::Stays
                };
                listed(&wait_for(removal::remove(&settings.broker, full))??)
            }
            Action::Check => {
                wait_for(topology::check(&settings.broker))??;
                "everything a worker needs is there\n".to_owned()
            }
        };
        io::stdout().write_all(text.as_bytes())?;
        Ok(Exit::Done)
    }
}

fn listed(parts: &[Part]) -> String {
    let rows: Vec<(String, String)> = parts.iter().map(Part::describe).collect();
    let width = rows
        .iter()
        .map(|(what, _)| what.chars().count())
        .max()
        .unwrap_or(0);
    let lines: Vec<String> = rows
        .iter()
        .map(|(what, note)| format!("{}\n", format!("{what:width$}  {note}").trim_end()))
        .collect();
    lines.concat()
}
