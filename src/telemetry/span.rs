//! Spans: what the work on one article looks like to a tracing system.
//!
//! Without a collector (see `otlp`) nobody listens for these spans and they cost nothing; the place
//! in the trace is kept all the same, because logs and results carry it.

use tracing::Span;
use tracing::field::Empty;

use super::name::{field, span as name};
use super::trace::TraceContext;

/// The target of all spans, by which log lines and traces are told apart.
pub(super) const TARGET: &str = "copydesk::spans";

/// What is known about a delivery when it arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrived<'a> {
    /// The queue it came from.
    pub queue: &'a str,
    /// The message id.
    pub message_id: &'a str,
    /// Bytes of its body.
    pub bytes: usize,
}

/// A span with its place in the trace.
#[derive(Clone, Debug)]
pub struct Traced {
    span: Span,
    /// The place to hand on, and to log.
    pub context: TraceContext,
}

impl Traced {
    /// Begins the work on one article, in the trace of its sender or in one of our own.
    pub fn process(parent: Option<&TraceContext>, arrived: Arrived<'_>) -> Self {
        let span = tracing::info_span!(
            target: TARGET,
            name::PROCESS,
            otel.name = format!("{} {}", name::PROCESS, arrived.queue),
            otel.kind = "consumer",
            otel.status_code = Empty,
            { field::MESSAGING_SYSTEM } = "rabbitmq",
            { field::MESSAGING_OPERATION_NAME } = name::PROCESS,
            { field::MESSAGING_OPERATION_TYPE } = "process",
            { field::MESSAGING_DESTINATION_NAME } = arrived.queue,
            { field::MESSAGING_MESSAGE_ID } = arrived.message_id,
            { field::BYTES_IN } = arrived.bytes,
            { field::OUTCOME } = Empty,
            { field::ERROR_TYPE } = Empty,
            { field::ARTICLE_ID } = Empty,
        );
        let context = place(&span, parent);
        Self { span, context }
    }

    /// Begins a publication that belongs to this work; it ends when the span is dropped.
    #[must_use]
    pub fn publish(&self, destination: &str) -> Span {
        tracing::info_span!(
            target: TARGET,
            parent: &self.span,
            name::PUBLISH,
            otel.name = format!("{} {destination}", name::PUBLISH),
            otel.kind = "producer",
            { field::MESSAGING_SYSTEM } = "rabbitmq",
            { field::MESSAGING_OPERATION_NAME } = name::PUBLISH,
            { field::MESSAGING_OPERATION_TYPE } = "send",
            { field::MESSAGING_DESTINATION_NAME } = destination,
        )
    }

    /// Says how the work ended.
    pub fn end(&self, outcome: &str, error_type: Option<&str>, article_id: &str) {
        self.span.record(field::OUTCOME, outcome);
        self.span.record(field::ARTICLE_ID, article_id);
        if let Some(error_type) = error_type {
            self.span.record(field::ERROR_TYPE, error_type);
            self.span.record("otel.status_code", "ERROR");
        }
    }
}

#[cfg(feature = "otlp")]
fn place(span: &Span, parent: Option<&TraceContext>) -> TraceContext {
    super::otlp::adopt(span, parent).unwrap_or_else(|| of_our_own(parent))
}

#[cfg(not(feature = "otlp"))]
fn place(_: &Span, parent: Option<&TraceContext>) -> TraceContext {
    of_our_own(parent)
}

fn of_our_own(parent: Option<&TraceContext>) -> TraceContext {
    parent.map_or_else(TraceContext::root, TraceContext::child)
}
