//! `copydesk analyze`: the same analysis without a broker.

mod one;
mod output;
mod parallel;
mod progress;

use std::io::{self, IsTerminal as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::one::Analyst;
use self::output::{Output, Writer};
use self::progress::Progress;
use super::input::{self, Inputs};
use super::paper::Paper;
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
        let reading = &settings.worker.reading;
        self.refuse_to_wait_for_typing()?;
        let inputs = Inputs::find(&self.paths, self.format.as_deref(), reading.limits)?;
        let output = self.output.unwrap_or_else(|| Output::fitting(&inputs));
        if output.is_for_one() && inputs.many {
            return Err(Failure::Usage(
                "html and brat show one article; name one file".to_owned(),
            ));
        }
        let desk = Desk::new(settings.house.clone());
        let analyst = Analyst {
            desk: &desk,
            reading,
            format: self.format.as_deref(),
            output,
            paper: Paper::of_stdout(),
        };
        let mut progress = Progress::over(&inputs);
        let mut writer = Writer::new(io::stdout().lock(), output, inputs.many);
        let mut gravest = None;
        let work = |item| analyst.analyse(item);
        parallel::in_order(
            &pool(settings.worker.analysis_threads())?,
            inputs,
            work,
            |analysed| {
                progress.advance(analysed.bytes);
                gravest = gravest.max(analysed.gravest);
                writer.write(&analysed)
            },
        )?;
        let failed = writer.finish()?;
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
