//! What is counted of articles. The instruments are kept at hand, so that none is sought by its name and labels for each count
//! of each article.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use rustc_hash::FxHashMap;

use super::article::{ArticleLine, Ending};
use super::metric::Stage;
use super::name::metric as name;

/// The instruments of a worker. Labels come from closed lists, so that the number of series is bounded; ids of articles are
/// never labels.
#[derive(Debug)]
pub struct Instruments {
    in_hand: Gauge,
    consumed: Counter,
    bytes: Histogram,
    stages: [(Stage, Histogram); 3],
    sent: Counter,
    confirm: Histogram,
    articles: Family<Counter>,
    took: Family<Histogram>,
    retries: Family<Counter>,
    quarantined: Family<Counter>,
    attributions: Family<Counter>,
    sources: Family<Counter>,
    sourcing: Family<Counter>,
    findings: Family<Counter>,
}

impl Instruments {
    /// Instruments of the recorder that is in place by now; they count nothing where there is none.
    pub fn new() -> Self {
        let stage = |stage: Stage| {
            (
                stage,
                histogram!(name::STAGE_DURATION, "stage" => stage.name()),
            )
        };
        Self {
            in_hand: gauge!(name::INFLIGHT),
            consumed: counter!(name::CONSUMED_MESSAGES),
            bytes: histogram!(name::ARTICLE_BYTES),
            stages: [Stage::Decode, Stage::Analyse, Stage::Encode].map(stage),
            sent: counter!(name::SENT_MESSAGES),
            confirm: histogram!(name::CONFIRM_DURATION),
            articles: Family::of(
                |outcome, format| counter!(name::ARTICLES, "format" => format, "outcome" => outcome),
            ),
            took: Family::of(|outcome, queue| {
                histogram!(
                    name::PROCESS_DURATION,
                    "messaging_system" => "rabbitmq",
                    "messaging_destination_name" => queue,
                    "outcome" => outcome
                )
            }),
            retries: Family::of(|reason, _| counter!(name::RETRIES, "error_type" => reason)),
            quarantined: Family::of(
                |reason, _| counter!(name::QUARANTINED, "error_type" => reason),
            ),
            attributions: Family::of(|quoting, _| counter!(name::ATTRIBUTIONS, "type" => quoting)),
            sources: Family::of(
                |kind, naming| counter!(name::SOURCES, "kind" => kind, "naming" => naming),
            ),
            sourcing: Family::of(|sourcing, _| counter!(name::SOURCING, "sourcing" => sourcing)),
            findings: Family::of(
                |severity, rule| counter!(name::FINDINGS, "rule" => rule, "severity" => severity),
            ),
        }
    }

    /// Counts an article as not yet settled, for as long as what is returned lives.
    #[must_use]
    pub fn hold(&self) -> InHand<'_> {
        self.in_hand.increment(1);
        InHand(&self.in_hand)
    }

    /// The broker confirmed a publication, so long after it was sent.
    pub fn confirmed(&self, took: Duration) {
        self.sent.increment(1);
        self.confirm.record(took);
    }

    /// An article was settled.
    pub fn settled(&self, line: &ArticleLine<'_>) {
        let outcome = line.ending.outcome();
        self.consumed.increment(1);
        self.articles
            .with(outcome, line.format, |articles| articles.increment(1));
        self.took
            .with(outcome, line.queue, |took| took.record(line.took));
        #[expect(
            clippy::cast_precision_loss,
            reason = "bodies are far below 2^52 bytes"
        )]
        self.bytes.record(line.bytes_in as f64);
        // A stage that took no time was not gone through.
        for (stage, took) in &self.stages {
            let time = line.time(*stage);
            if !time.is_zero() {
                took.record(time);
            }
        }
        match line.ending {
            Ending::Retried { reason } => self.retries.with(reason, "", |one| one.increment(1)),
            Ending::Rejected { reason } => {
                self.quarantined.with(reason, "", |one| one.increment(1));
            }
            Ending::Processed | Ending::Skipped { .. } | Ending::Returned { .. } => {}
        }
    }

    /// A settled article has so many attributions that are `direct`, `mixed`, `indirect`.
    pub fn attributed(&self, quoting: &'static str, count: u64) {
        self.attributions
            .with(quoting, "", |one| one.increment(count));
    }

    /// A settled article has so many sources of a kind (`person`, `organization`, …) and naming (`named`, `anonymous`,
    /// `unnamed`).
    pub fn sources(&self, kind: &'static str, naming: &'static str, count: u64) {
        self.sources
            .with(kind, naming, |sources| sources.increment(count));
    }

    /// A settled article is sourced so: `several`, `one_sided`, `single_source`, `anonymous_only`, `none`.
    pub fn sourced(&self, sourcing: &'static str) {
        self.sourcing
            .with(sourcing, "", |articles| articles.increment(1));
    }

    /// A rule gave advice of this severity (`suggestion`, `warning`, `error`) so often in a settled article.
    pub fn found(&self, rule: &str, severity: &'static str, count: u64) {
        self.findings
            .with(severity, rule, |findings| findings.increment(count));
    }
}

impl Default for Instruments {
    fn default() -> Self {
        Self::new()
    }
}

/// An article in hand.
#[derive(Debug)]
pub struct InHand<'a>(&'a Gauge);

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

/// The instruments of one name, by one label of the program and one of the articles.
#[derive(Debug)]
struct Family<I> {
    make: fn(&'static str, String) -> I,
    known: Mutex<FxHashMap<&'static str, FxHashMap<String, I>>>,
}

impl<I> Family<I> {
    fn of(make: fn(&'static str, String) -> I) -> Self {
        Self {
            make,
            known: Mutex::default(),
        }
    }

    fn with(&self, ours: &'static str, theirs: &str, act: impl FnOnce(&I)) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(ours).or_default();
        match known.get(theirs) {
            Some(instrument) => act(instrument),
            None => act(known
                .entry(theirs.to_owned())
                .or_insert_with(|| (self.make)(ours, theirs.to_owned()))),
        }
    }
}
