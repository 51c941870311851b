//! Bytes → [`Outcome`]: what happens to one article on an analysis thread.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::Article;
use crate::broker::{Delivery, Message};
use crate::desk::Desk;
use crate::report::{Report, RulePack};
use crate::telemetry::TraceContext;
use crate::wire::{self, Envelope, Export, Provenance, Sending};
use crate::worker::answer;
use crate::worker::outcome::Outcome;
use crate::worker::pool::{Cancel, Mishap, Pool};
use crate::worker::settings::Reading;
use crate::worker::tally::Tally;

/// Reads articles. Synchronous: it runs on the analysis threads.
pub trait Analyst: Send + Sync + 'static {
    /// Reads one article.
    fn analyse(&self, article: &Article) -> Analysis;
}

/// What an analyst says about an article, and by which rules.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The report.
    pub report: Report,
    /// The rule packs it was made with.
    pub rule_packs: Arc<[RulePack]>,
}

impl Analyst for Desk {
    fn analyse(&self, article: &Article) -> Analysis {
        Analysis {
            report: self.report(article),
            rule_packs: self.rule_packs_of(article),
        }
    }
}

impl<F: Fn(&Article) -> Report + Send + Sync + 'static> Analyst for F {
    fn analyse(&self, article: &Article) -> Analysis {
        Analysis {
            report: self(article),
            rule_packs: Arc::default(),
        }
    }
}

/// An article with its result.
#[derive(Clone, Debug)]
pub(super) struct Finished {
    /// The result, ready to be published.
    pub(super) result: Message,
    /// The result in other people's formats, ready to be published.
    pub(super) exports: Vec<(Export, Message)>,
    /// The newsroom's id.
    pub(super) article_id: String,
    /// The newsroom's version.
    pub(super) version: Option<String>,
    /// Which format brought it.
    pub(super) format: String,
    /// The language, as the first part of a BCP 47 tag.
    pub(super) language: Option<String>,
    /// What is counted of it.
    pub(super) tally: Tally,
    /// How long it took.
    pub(super) times: Times,
}

/// How long the stages took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// Bytes to article.
    pub(super) decoding: Duration,
    /// Article to report.
    pub(super) analysing: Duration,
    /// Report to bytes.
    pub(super) encoding: Duration,
}

/// What all articles share.
pub(super) struct Handler {
    pub(super) pool: Pool,
    pub(super) analyst: Arc<dyn Analyst>,
    pub(super) reading: Arc<Reading>,
}

impl Handler {
    /// Decodes, analyses and encodes on an analysis thread.
    pub(super) async fn handle(&self, delivery: &Delivery, trace: &TraceContext) -> Outcome {
        let job = Job {
            message: Arc::clone(&delivery.message),
            routing_key: delivery.first_routing_key(),
            analyst: Arc::clone(&self.analyst),
            reading: Arc::clone(&self.reading),
            trace: trace.clone(),
        };
        match self.pool.run(move |cancel| job.work(cancel)).await {
            Ok(Some(outcome)) => outcome,
            // Only a job that nobody waits for is given up half done.
            Ok(None) => Outcome::Late("given up".to_owned()),
            Err(Mishap::Panicked(place)) => Outcome::Broken(place),
            Err(Mishap::Overdue(after)) => {
                Outcome::Late(format!("the analysis took longer than {after:?}"))
            }
            Err(Mishap::NoThread(after)) => {
                Outcome::Late(format!("no analysis thread became free within {after:?}"))
            }
        }
    }
}

struct Job {
    message: Arc<Message>,
    routing_key: String,
    analyst: Arc<dyn Analyst>,
    reading: Arc<Reading>,
    trace: TraceContext,
}

impl Job {
    fn work(self, cancel: &Cancel) -> Option<Outcome> {
        let mut clock = Clock::start();
        let article = match self.decode() {
            Ok(article) => article,
            Err(refusal) => return Some(Outcome::Unreadable(refusal)),
        };
        let decoding = clock.lap();
        if cancel.is_set() {
            return None;
        }
        let analysis = self.analyst.analyse(&article);
        let analysing = clock.lap();
        if cancel.is_set() {
            return None;
        }
        let (result, exports) = self.encode(&article, &analysis);
        let times = Times {
            decoding,
            analysing,
            encoding: clock.lap(),
        };
        Some(Outcome::Answered(Box::new(Finished {
            exports,
            result,
            language: article.language.map(|language| language.tag),
            article_id: article.id,
            version: article.version,
            format: article.format,
            tally: Tally::of(&analysis.report),
            times,
        })))
    }

    fn decode(&self) -> Result<Article, wire::Refusal> {
        let message = &self.message;
        let headers = message.headers_as_text();
        let envelope = Envelope {
            content_type: message.content_type(),
            content_encoding: message.content_encoding(),
            message_id: message.message_id(),
            routing_key: Some(self.routing_key.as_str()).filter(|key| !key.is_empty()),
            default_format: self.reading.default_format.as_deref(),
            time_zone: self.reading.time_zone.as_deref(),
            ..Envelope::default()
        };
        let envelope = headers.iter().fold(envelope, |envelope, (name, value)| {
            envelope.with_header(name, value)
        });
        wire::decode(&message.body, &envelope, &self.reading.limits)
    }

    fn encode(&self, article: &Article, analysis: &Analysis) -> (Message, Vec<(Export, Message)>) {
        let provenance = Provenance {
            processed_at: now(),
            trace_id: Some(self.trace.trace_id().to_string()),
            rule_packs: Arc::clone(&analysis.rule_packs),
        };
        let reading = &self.reading;
        let report = &analysis.report;
        let sending = Sending {
            mode: reading.event,
            source: &reading.source,
            gzip: reading.gzip,
            layout: reading.layout,
        };
        let asked = self.message.message_id().unwrap_or(&article.id);
        let message = |sent| answer::message(sent, asked, &self.trace);
        let export = |export: &Export| {
            let sent = wire::exported(article, report, &provenance, sending, *export)?;
            Some((*export, message(sent)))
        };
        let exports = reading.exports.iter().filter_map(export).collect();
        let result = wire::outgoing(article, report, &provenance, sending);
        (message(result), exports)
    }
}

/// The time as results, copies and replays carry it: RFC 3339, UTC, to the millisecond.
pub(super) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Millisecond)
        .unwrap_or(now)
        .to_string()
}

/// Measures one stage after the other.
struct Clock(Instant);

impl Clock {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now.duration_since(std::mem::replace(&mut self.0, now))
    }
}
