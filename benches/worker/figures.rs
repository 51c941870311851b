//! What is measured.

use std::fmt;
use std::time::Duration;

use crate::entry::{Entry, Place};

/// How fast it went: the whole time, and the time of single messages from delivery to acknowledgement.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    pub(crate) count: usize,
    pub(crate) elapsed: Duration,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
}

impl Pace {
    pub(crate) fn new(elapsed: Duration, mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        let at = |share: usize| {
            took.get(took.len() * share / 100)
                .copied()
                .unwrap_or_default()
        };
        Self {
            count: took.len(),
            elapsed,
            p50: at(50),
            p99: at(99),
        }
    }

    /// One line from one process to another.
    pub(crate) fn to_line(&self) -> String {
        let Self {
            count,
            elapsed,
            p50,
            p99,
        } = self;
        format!(
            "{count} {} {} {}",
            elapsed.as_micros(),
            p50.as_micros(),
            p99.as_micros()
        )
    }

    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let mut numbers = line.split_whitespace().map(str::parse::<u64>);
        let mut next = || numbers.next()?.ok();
        let count = usize::try_from(next()?).ok()?;
        let mut time = || next().map(Duration::from_micros);
        Some(Self {
            count,
            elapsed: time()?,
            p50: time()?,
            p99: time()?,
        })
    }

    pub(crate) fn rate(&self) -> f64 {
        number(self.count) / self.elapsed.as_secs_f64()
    }
}

/// One contestant in one round.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) entry: Entry,
    pub(crate) pace: Pace,
    /// Microseconds of CPU time of the contestant for one article.
    pub(crate) cpu: f64,
    /// How many of them on the analysis threads, where it has some.
    pub(crate) analysing: Option<f64>,
    /// Microseconds of CPU time of the broker for one article.
    pub(crate) broker_cpu: f64,
    /// Cores that neither the contestant nor the broker used, but somebody else did.
    pub(crate) others: f64,
    /// Most resident memory, in MiB.
    pub(crate) peak: f64,
    /// Resident memory with nothing to do, in MiB, and the time until it could work.
    pub(crate) rest: Option<(f64, Duration)>,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pace { p50, p99, .. } = &self.pace;
        write!(
            f,
            "{}: {:.0} articles/s, p50 {p50:.1?}, p99 {p99:.1?}, {:.0} µs CPU + {:.0} µs broker an article",
            self.entry.name(),
            self.pace.rate(),
            self.cpu,
            self.broker_cpu
        )?;
        write!(
            f,
            ", peak {:.0} MiB, others {:.2} cores",
            self.peak, self.others
        )?;
        if let Some((rest, ready)) = &self.rest {
            write!(f, ", at rest {rest:.1} MiB, ready after {ready:.2?}")?;
        }
        Ok(())
    }
}

/// One round of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Round {
    pub(crate) runs: Vec<Run>,
    pub(crate) costs: Vec<Costs>,
    pub(crate) paces: Vec<Paces>,
}

/// Microseconds of CPU time for one article, by turns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Costs {
    pub(crate) place: Place,
    pub(crate) worker: f64,
    pub(crate) analyze: f64,
    pub(crate) bare: f64,
}

impl fmt::Display for Costs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.name();
        let Self {
            worker,
            analyze,
            bare,
            ..
        } = self;
        write!(
            f,
            "turns, {place}: worker {worker:.0} µs CPU an article, copydesk analyze {analyze:.0}, bare loop {bare:.0}"
        )
    }
}

/// Articles a second, by turns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paces {
    pub(crate) place: Place,
    pub(crate) empty: f64,
    pub(crate) bare: f64,
}

impl fmt::Display for Paces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.name();
        let Self { empty, bare, .. } = self;
        write!(
            f,
            "pace, {place}: worker with an empty desk {empty:.0} articles/s, bare loop {bare:.0}"
        )
    }
}

/// Microseconds of a time for one of so many.
pub(crate) fn each(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e6 / number(count)
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}
