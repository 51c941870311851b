//! The command line: one file a command.
//!
//! A command is a clap struct with `run`. Adding one: a file here, a variant of [`Command`] and an
//! arm of [`Command::run`].

mod analyze;
mod completions;
mod config;
mod dead;
mod demo;
mod eval;
mod exit;
mod formats;
mod input;
mod lines;
mod paper;
mod probe;
mod publish;
mod reader;
mod rules;
mod schema;
mod topology;
mod worker;

pub use exit::{Exit, Failure, report_panics_in_one_line};

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use tokio::runtime::Builder;

use crate::settings::{Environment, Flag, Settings};

/// Reads news articles: who said what, and a summary that never loses a speaker.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, after_long_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// A configuration file; may be given several times, a later one wins.
    #[arg(long, value_name = "FILE", global = true, help_heading = SETTINGS)]
    config: Vec<PathBuf>,

    /// One setting, such as `worker.prefetch=32`; wins over files and environment.
    #[arg(long, value_name = "SECTION.KEY=VALUE", value_parser = setting, global = true, help_heading = SETTINGS)]
    set: Vec<Flag>,

    /// What is logged on standard error: a level, or directives such as `copydesk=debug,info`.
    #[arg(long, value_name = "FILTER", global = true, help_heading = SETTINGS)]
    log: Option<String>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Every command of copydesk.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Consumes articles from RabbitMQ and publishes results, until a signal asks it to stop.
    Worker(worker::Worker),
    /// Analyses articles without a broker: files, folders, standard input.
    ///
    /// Results keep the order of the input. What cannot be read is reported in its place, and the
    /// exit code is then 1.
    Analyze(analyze::Analyze),
    /// Declares or prints exchanges, queues and bindings.
    Topology(topology::Topology),
    /// Puts articles on the input exchange and waits until the broker has them.
    Publish(publish::Publish),
    /// Looks at articles that could not be used, and sends them back or throws them away.
    Dead(dead::Dead),
    /// Shows and checks the settings.
    Config(config::Config),
    /// Lists the formats that are understood, or says what files are taken for.
    Formats(formats::Formats),
    /// Lists, checks, tests and explains the rules.
    Rules(rules::Rules),
    /// Prints a machine-readable contract.
    Schema(schema::Schema),
    /// Publishes articles and shows what comes back; a worker must run.
    Demo(demo::Demo),
    /// Asks the worker of this machine whether all is well.
    Probe(probe::Probe),
    /// Scores attributions against annotated articles.
    Eval(eval::Eval),
    /// Prints a script that completes commands in a shell.
    Completions(completions::Completions),
}

/// The heading of the options that every command has.
const SETTINGS: &str = "Settings";

const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    done, but some of the input could not be read
  64   wrong usage or wrong settings
  69   the broker, or something else that is needed, is not available
  70   a fault of copydesk itself
  74   reading or writing failed

Settings, a later layer wins:
  defaults, files (--config, or COPYDESK_CONFIG), environment, flags
  COPYDESK__AMQP__URL          the broker: amqp://user:password@host:5672/vhost
  COPYDESK__AMQP__URL_FILE     a file that holds the URL, such as a mounted secret
  COPYDESK__SECTION__KEY       any other; `copydesk config show` lists them all";

impl Arguments {
    /// Reads the arguments of this process.
    ///
    /// # Errors
    /// Wrong usage; and a request for help or the version, which ends the process as done.
    pub fn read() -> Result<Self, Failure> {
        Self::try_parse().map_err(Failure::Arguments)
    }

    /// Reads the settings that these arguments and the environment ask for.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let mut flags = self.set.clone();
        if let Some(filter) = &self.log {
            flags.push(flag("--log", "log.filter", filter));
        }
        flags.extend(self.command.flags());
        Ok(Settings::load(&self.config, Environment::read(), &flags)?)
    }

    /// Does what needs no settings, if that was asked for: it must work with broken ones too.
    pub fn run_without_settings(&self) -> Option<Result<Exit, Failure>> {
        match &self.command {
            Command::Completions(command) => Some(command.run()),
            Command::Schema(command) => Some(command.run()),
            _ => None,
        }
    }
}

impl Command {
    /// The flags of the command that stand for settings.
    fn flags(&self) -> Vec<Flag> {
        match self {
            Self::Analyze(command) => command.flags(),
            Self::Worker(command) => command.flags(),
            _ => Vec::new(),
        }
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// What kept the command from being done at all.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        match self {
            Self::Analyze(command) => command.run(settings),
            Self::Worker(_) => worker::Worker::run(settings),
            Self::Topology(command) => command.run(settings),
            Self::Publish(command) => command.run(settings),
            Self::Dead(command) => command.run(settings),
            Self::Config(command) => command.run(settings),
            Self::Formats(command) => command.run(settings),
            Self::Rules(command) => command.run(settings),
            Self::Schema(command) => command.run(),
            Self::Demo(command) => command.run(settings),
            Self::Probe(command) => command.run(settings),
            Self::Eval(command) => command.run(settings),
            Self::Completions(command) => command.run(),
        }
    }
}

/// Runs a conversation with the broker on this thread.
fn wait_for<F: Future>(conversation: F) -> Result<F::Output, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(conversation))
}

/// A flag that stands for a setting.
fn flag(name: &str, setting: &str, value: &impl ToString) -> Flag {
    Flag {
        name: name.to_owned(),
        setting: setting.to_owned(),
        value: value.to_string(),
    }
}

fn setting(text: &str) -> Result<Flag, String> {
    let (path, value) = text.split_once('=').ok_or("expected SECTION.KEY=VALUE")?;
    Ok(flag("--set", path, &value))
}
