//! What a worker needs to be told beside where the broker is.

use std::num::NonZeroUsize;
use std::time::Duration;

use crate::wire::{EventMode, Export, Layout, Limits};

/// How many, how long, how careful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerSettings {
    /// Analysis threads; 0 stands for one a core. Default 0.
    pub threads: usize,
    /// Most articles in hand at a time; 0 stands for 128 times the threads, at most 256. Default 0.
    pub prefetch: u16,
    /// Most time that a finished article waits for others, so that their results go out together. Default 300 ms.
    pub linger: Duration,
    /// Most time for the analysis of one article, from its start. Well below RabbitMQ's `consumer_timeout` of 30 min.
    /// Default 60 s.
    pub job_timeout: Duration,
    /// Most time to finish what is in hand after a signal to stop; below the 30 s after which Kubernetes kills.
    /// Default 25 s.
    pub drain_timeout: Duration,
    /// First pause before connecting again; it doubles. Default 0.25 s.
    pub reconnect_first: Duration,
    /// Longest pause before connecting again. Default 10 s.
    pub reconnect_longest: Duration,
    /// So many settled articles are remembered, to recognise their redelivery. Default 50 000, which take about 4 MB.
    pub remembered: NonZeroUsize,
    /// How articles are read and results written.
    pub reading: Reading,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            threads: 0,
            prefetch: 0,
            linger: Duration::from_millis(300),
            job_timeout: Duration::from_secs(60),
            drain_timeout: Duration::from_secs(25),
            reconnect_first: Duration::from_millis(250),
            reconnect_longest: Duration::from_secs(10),
            remembered: NonZeroUsize::MIN.saturating_add(49_999),
            reading: Reading::default(),
        }
    }
}

impl WorkerSettings {
    /// The number of analysis threads that is meant.
    pub fn analysis_threads(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            threads => threads,
        }
    }

    /// The number of articles in hand that is meant: half of them may be on their way out, and come again, while every
    /// thread has some on deck.
    pub fn window(&self) -> u16 {
        match self.prefetch {
            0 => u16::try_from(self.analysis_threads().saturating_mul(128))
                .unwrap_or(u16::MAX)
                .min(256),
            prefetch => prefetch,
        }
    }

    /// So many finished articles go out without waiting for more.
    pub fn together(&self) -> usize {
        usize::from(self.window() / 2)
    }
}

/// How articles are read and results written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What is refused unread.
    pub limits: Limits,
    /// The format of bodies that say nothing of themselves; `plain` where absent.
    pub default_format: Option<String>,
    /// IANA name of the newsroom's time zone, for dates without one; UTC where absent.
    pub time_zone: Option<String>,
    /// What results hold beyond the least.
    pub layout: Layout,
    /// How results say that they are events.
    pub event: EventMode,
    /// The source that these events name.
    pub source: String,
    /// Whether results are packed with gzip.
    pub gzip: bool,
    /// Other people's formats that results are published in, too.
    pub exports: Vec<Export>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_follows_the_threads_within_bounds_unless_it_is_set() {
        let window = |threads, prefetch| {
            WorkerSettings {
                threads,
                prefetch,
                ..WorkerSettings::default()
            }
            .window()
        };
        assert_eq!(
            [window(1, 0), window(6, 0), window(500, 0)],
            [128, 256, 256]
        );
        assert_eq!([window(6, 1), window(1, 1000)], [1, 1000]);
    }
}
