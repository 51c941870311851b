//! `copydesk analyze`: the same analysis without a broker.

mod folder;
mod one;
mod output;
mod parallel;
mod progress;
mod watch;

use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::one::Analyst;
use self::output::{Output, Writer};
use self::progress::Progress;
use super::input::{self, Inputs};
use super::paper::Paper;
use super::reader::Reader;
use super::{Exit, Failure, flag};
use crate::desk::Desk;
use crate::editorial::Severity;
use crate::settings::{Flag, Settings};

/// The arguments of `copydesk analyze`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Analyze {
    /// The format of the articles (plain, html, ninjs, …); `jsonl` reads one article a line.
    /// Recognised from the name and the content when not given.
    #[arg(long, value_name = "FORMAT", value_parser = input::format)]
    format: Option<String>,

    /// How to show results: on a terminal as text, otherwise as json for one article and as jsonl
    /// for many.
    #[arg(long, value_enum, value_name = "OUTPUT")]
    output: Option<Output>,

    /// The folder for several articles in html (with an index) or brat (text and annotations of each);
    /// it must be new or empty.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,

    /// Analyse again whenever a file is saved, until Ctrl-C.
    #[arg(long)]
    watch: bool,

    /// The routing key to pretend: which desk's rules of the house file hold.
    #[arg(long, value_name = "KEY")]
    routing_key: Option<String>,

    /// Exit with 1 if a finding is at least this grave: for scripts that hold copy back.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// Analysis threads; one a core when not given.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Files and folders; `-` is standard input.
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  copydesk analyze story.txt
  copydesk analyze --output html story.html > report.html
  copydesk analyze --output html --to pages/ archive/
  copydesk analyze --watch draft.txt
  copydesk analyze --output jsonl archive/ > results.jsonl
  copydesk analyze --format jsonl --output jsonl < articles.jsonl
  curl -s https://news.example/story | copydesk analyze --format html -

With `--format jsonl` a line is {\"id\": …, \"title\": …, \"text\": …}. With `--output jsonl` a line
that cannot be read gives {\"error\": {\"line\": …, \"reason\": …, \"detail\": …}} in its place.";

/// How grave a finding must be to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Suggestion,
    Warning,
    Error,
}

impl FailOn {
    const fn severity(self) -> Severity {
        match self {
            Self::Suggestion => Severity::Suggestion,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
        }
    }
}

impl Analyze {
    /// The flags that stand for settings.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let threads = self.threads.iter();
        threads
            .map(|threads| flag("--threads", "analysis.threads", threads))
            .collect()
    }

    /// Analyses every input and writes the results in input order.
    ///
    /// # Errors
    /// There is nothing to read, or results cannot be written.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        self.refuse_to_wait_for_typing()?;
        let desk = Desk::new(settings.house.clone());
        if self.watch {
            return watch::watch(&self.paths, || match self.pass(settings, &desk) {
                // A folder may be empty for a moment.
                Ok(_) | Err(Failure::Usage(_)) => Ok(()),
                Err(failure) => Err(failure),
            });
        }
        self.pass(settings, &desk)
    }

    /// Analyses every input once.
    fn pass(&self, settings: &Settings, desk: &Desk) -> Result<Exit, Failure> {
        let reading = &settings.worker.reading;
        let inputs = Inputs::find(&self.paths, self.format.as_deref(), reading.limits)?;
        let output = self.output(&inputs)?;
        let analyst = Analyst {
            desk,
            reader: Reader {
                reading,
                format: self.format.as_deref(),
                routing_key: self.routing_key.as_deref(),
                single: output.is_for_one() && self.to.is_none(),
            },
            output,
            paper: Paper::of_stdout(),
        };
        let mut progress = Progress::over(&inputs);
        let pool = pool(settings.worker.analysis_threads())?;
        let (failed, gravest) = match &self.to {
            Some(folder) => folder::write(&pool, inputs, &analyst, folder, &mut progress)?,
            None => stream(&pool, inputs, &analyst, &mut progress)?,
        };
        progress.finish();
        let held_back = self
            .fail_on
            .is_some_and(|bound| gravest.is_some_and(|found| found >= bound.severity()));
        Ok(if failed == 0 && !held_back {
            Exit::Done
        } else {
            Exit::SomeFailed
        })
    }

    /// How results are shown; what cannot be shown that way is wrong usage.
    fn output(&self, inputs: &Inputs) -> Result<Output, Failure> {
        let wrong = |what: &str| Err(Failure::Usage(what.to_owned()));
        let output = match (&self.to, self.output) {
            (Some(_), None) => Output::Html,
            (_, Some(output)) => output,
            (None, None) => Output::fitting(inputs),
        };
        match output {
            Output::Html if self.to.is_none() && inputs.many => {
                wrong("html of several articles goes into a folder; name one with --to")
            }
            Output::Brat if self.to.is_none() && inputs.many => {
                wrong("brat of several articles goes into a folder; name one with --to")
            }
            _ if self.to.is_some() && !output.is_for_one() => {
                wrong("--to is for html and brat; send other outputs where you like with >")
            }
            _ => Ok(output),
        }
    }

    /// Somebody who forgot the file name would otherwise look at a silent terminal.
    fn refuse_to_wait_for_typing(&self) -> Result<(), Failure> {
        if self.paths.is_empty() && io::stdin().is_terminal() {
            return Err(Failure::Usage(
                "nothing to analyse; name files or folders, or `-` for standard input".to_owned(),
            ));
        }
        Ok(())
    }
}

/// Writes results to standard output; how many articles could not be read, and the gravest finding.
fn stream(
    pool: &rayon::ThreadPool,
    inputs: Inputs,
    analyst: &Analyst<'_>,
    progress: &mut Progress,
) -> Result<(u64, Option<Severity>), Failure> {
    let mut writer = Writer::new(io::stdout().lock(), analyst.output, inputs.many);
    let mut gravest = None;
    let work = |item| analyst.analyse(item);
    parallel::in_order(pool, inputs, work, |analysed| {
        progress.advance(analysed.bytes);
        gravest = gravest.max(analysed.gravest);
        writer.write(&analysed)
    })?;
    Ok((writer.finish()?, gravest))
}

fn pool(threads: usize) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("analysis-{number}"))
        .build()
        .map_err(|fault| Failure::Internal(format!("cannot start analysis threads: {fault}")))
}

fn on_terminal() -> bool {
    io::stdout().is_terminal()
}
