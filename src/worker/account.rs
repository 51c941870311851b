//! What is known about one delivery by the time it is settled: the one line that is logged for it, and the counts.

use std::time::{Duration, Instant};

use crate::broker::{Delivery, Settlement};
use crate::telemetry::trace::{TRACEPARENT, TRACESTATE};
use crate::telemetry::{Arrived, ArticleLine, Ending, InHand, Instruments, TraceContext, Traced};
use crate::worker::handle::Times;
use crate::worker::outcome::{self, Outcome};
use crate::worker::tally::Tally;

/// One delivery, from receipt to acknowledgement.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) trace: Traced,
    queue: &'a str,
    message_id: String,
    attempt: u32,
    bytes_in: usize,
    queued: Option<Duration>,
    received: Instant,
    answered: Option<Answered>,
    settled: Option<(Ending, Option<String>)>,
    publishing: Duration,
    instruments: &'a Instruments,
    _in_hand: InHand<'a>,
}

/// What a result tells.
#[derive(Debug)]
struct Answered {
    article_id: String,
    version: Option<String>,
    format: String,
    bytes_out: usize,
    tally: Tally,
    times: Times,
}

impl<'a> Account<'a> {
    /// Begins with what the message says of itself; it counts as in hand for as long as this lives.
    pub(super) fn open(delivery: &Delivery, queue: &'a str, instruments: &'a Instruments) -> Self {
        let message = &delivery.message;
        let message_id = message.message_id().unwrap_or_default();
        let arrived = Arrived {
            queue,
            message_id,
            bytes: message.body.len(),
        };
        Self {
            trace: Traced::process(sender(delivery).as_ref(), arrived),
            queue,
            message_id: message_id.to_owned(),
            attempt: delivery.attempt(),
            bytes_in: message.body.len(),
            queued: message.timestamp().and_then(waited),
            received: delivery.received,
            answered: None,
            settled: None,
            publishing: Duration::ZERO,
            instruments,
            _in_hand: instruments.hold(),
        }
    }

    /// Takes note of a result.
    pub(super) fn note(&mut self, outcome: &mut Outcome) {
        if let Outcome::Answered(finished) = outcome {
            self.answered = Some(Answered {
                article_id: finished.article_id.clone(),
                version: finished.version.take(),
                format: std::mem::take(&mut finished.format),
                bytes_out: finished.result.body.len(),
                tally: std::mem::take(&mut finished.tally),
                times: finished.times,
            });
        }
    }

    /// Takes note of what is about to become of it.
    pub(super) fn decide(&mut self, settlement: &Settlement) {
        let status = self.answered.as_ref().map(|answered| answered.tally.status);
        let detail = match settlement {
            Settlement::Retry(_, failure) | Settlement::Quarantine(_, failure) => {
                Some(failure.detail.clone())
            }
            Settlement::Answer(..) | Settlement::Acknowledge => None,
        };
        self.settled = Some((outcome::ending(settlement, status), detail));
    }

    /// Takes note of how long publishing took.
    pub(super) const fn published(&mut self, took: Duration) {
        self.publishing = took;
    }

    /// Logs and counts, once, when it is acknowledged.
    pub(super) fn close(self) {
        let Some((ending, detail)) = &self.settled else {
            return;
        };
        let answered = self.answered.as_ref();
        let times = answered.map(|answered| answered.times).unwrap_or_default();
        if matches!(ending, Ending::Processed | Ending::Skipped { .. })
            && let Some(answered) = answered
        {
            answered.tally.record(self.instruments);
        }
        let article_id = answered.map_or("", |answered| &answered.article_id);
        self.trace
            .end(ending.outcome(), ending.error_type(), article_id);
        ArticleLine {
            ending: *ending,
            detail: detail.as_deref(),
            queue: self.queue,
            message_id: &self.message_id,
            article_id,
            version: answered.and_then(|answered| answered.version.as_deref()),
            format: answered.map_or("unknown", |answered| &answered.format),
            attempt: self.attempt,
            bytes_in: self.bytes_in,
            bytes_out: answered.map_or(0, |answered| answered.bytes_out),
            counts: answered
                .map(|answered| answered.tally.counts)
                .unwrap_or_default(),
            queued: self.queued,
            decoding: times.decoding,
            analysing: times.analysing,
            encoding: times.encoding,
            publishing: self.publishing,
            took: self.received.elapsed(),
            trace: &self.trace.context,
        }
        .tell(self.instruments);
    }
}

/// The sender's place in a trace, where the message tells one.
fn sender(delivery: &Delivery) -> Option<TraceContext> {
    let header = |name| delivery.message.header(name);
    TraceContext::parse(&header(TRACEPARENT)?, header(TRACESTATE).as_deref())
}

/// The time since a message was sent; none for one from the future.
fn waited(sent: u64) -> Option<Duration> {
    let now = jiff::Timestamp::now().as_millisecond();
    let sent = i64::try_from(sent).ok()?.checked_mul(1000)?;
    u64::try_from(now.checked_sub(sent)?)
        .ok()
        .map(Duration::from_millis)
}
