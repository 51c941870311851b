//! `copydesk worker`: the main job.

use std::num::{NonZeroU16, NonZeroUsize};

use clap::Args;

use super::{Exit, Failure, flag};
use crate::service::{self, ServiceError};
use crate::settings::{Flag, Settings};
use crate::worker::Farewell;

/// The arguments of `copydesk worker`.
#[derive(Debug, Args)]
#[command(after_long_help = AFTER_HELP)]
pub struct Worker {
    /// Analysis threads; one a core when not given.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Articles at hand at the same time; 128 an analysis thread, at most 256, when not given.
    #[arg(long, value_name = "N")]
    prefetch: Option<NonZeroU16>,
}

const AFTER_HELP: &str = "\
SIGTERM or SIGINT once: takes no more articles, finishes those at hand (worker.drain_timeout), ends.
Twice: ends at once; what was at hand goes back to the queue.

Examples:
  copydesk topology apply
  copydesk worker
  COPYDESK__AMQP__URL_FILE=/run/secrets/amqp copydesk worker --prefetch 32
  curl -s localhost:9464/readyz?verbose

Exit codes:
  0    stopped by a signal, everything at hand was finished
  1    stopped by a signal, and something at hand went back to the queue
  64   wrong settings
  69   the port of the probes is taken";

impl Worker {
    /// The flags that stand for settings.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let threads = self
            .threads
            .map(|threads| flag("--threads", "analysis.threads", &threads));
        let prefetch = self
            .prefetch
            .map(|prefetch| flag("--prefetch", "worker.prefetch", &prefetch));
        threads.into_iter().chain(prefetch).collect()
    }

    /// Works until a signal asks to stop.
    ///
    /// # Errors
    /// What kept the worker from beginning.
    pub fn run(settings: &Settings) -> Result<Exit, Failure> {
        match service::run(settings)? {
            Farewell::Drained => Ok(Exit::Done),
            Farewell::GaveUp { .. } => Ok(Exit::SomeFailed),
        }
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        let told = error.to_string();
        match error {
            ServiceError::Listen { .. } => Self::Unavailable(told),
            ServiceError::Start(_) | ServiceError::Metrics(_) => Self::Internal(told),
            ServiceError::Worker(_) => Self::Usage(told),
        }
    }
}
