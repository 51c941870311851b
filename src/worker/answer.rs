//! [`Outgoing`] → [`Message`]: what is published in answer to a message.

use crate::broker::Message;
use crate::telemetry::TraceContext;
use crate::telemetry::trace::{TRACEPARENT, TRACESTATE};
use crate::wire::Outgoing;

/// The `app_id` of everything copydesk publishes.
pub const APP_ID: &str = "copydesk";

/// A message as it is published, in answer to the one whose id was `asked`.
pub(super) fn message(sent: Outgoing, asked: &str, trace: &TraceContext) -> Message {
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default();
    let tracing = [
        Some((TRACEPARENT, trace.traceparent())),
        trace
            .tracestate()
            .map(|state| (TRACESTATE, state.to_owned())),
    ];
    let message = Message::new(sent.body)
        .with_message_id(&sent.message_id)
        .with_correlation_id(asked)
        .with_content_type(sent.content_type)
        .with_kind(sent.message_type)
        .with_app_id(APP_ID)
        .with_timestamp(now)
        .with_headers(
            sent.headers
                .into_iter()
                .chain(tracing.into_iter().flatten()),
        );
    match sent.content_encoding {
        Some(encoding) => message.with_content_encoding(encoding),
        None => message,
    }
}
