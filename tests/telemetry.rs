//! What the service shows of itself: one line and one count an article, and nothing of others.

#![expect(
    clippy::expect_used,
    reason = "a test may stop where its own log cannot be read"
)]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use copydesk::telemetry::article::Counts;
use copydesk::telemetry::{
    ArticleLine, Ending, Format, Instruments, LogSettings, TraceContext, log,
};
use tracing_subscriber::layer::SubscriberExt as _;

/// A log kept in memory.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .expect("no panic while writing")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that `work` logs, as JSON lines.
fn logged(filter: &str, work: impl FnOnce()) -> Vec<serde_json::Value> {
    let kept = Kept::default();
    let settings = LogSettings {
        filter: filter.to_owned(),
        format: Format::Json,
    };
    let writer = kept.clone();
    let layer = log::layer(&settings, move || writer.clone()).expect("a filter");
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), work);
    let bytes = kept.0.lock().expect("no panic while writing").clone();
    let text = String::from_utf8(bytes).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn line(ending: Ending, trace: &TraceContext) -> ArticleLine<'_> {
    ArticleLine {
        ending,
        detail: Some("the analysis took longer than 60s"),
        queue: "copydesk.articles",
        message_id: "urn:news:1",
        article_id: "article-1",
        version: None,
        format: "plain",
        attempt: 2,
        bytes_in: 2048,
        bytes_out: 0,
        counts: Counts {
            attributions: 3,
            ..Counts::default()
        },
        queued: Some(Duration::from_millis(1500)),
        decoding: Duration::from_micros(250),
        analysing: Duration::from_millis(12),
        encoding: Duration::ZERO,
        publishing: Duration::from_millis(4),
        took: Duration::from_millis(20),
        trace,
    }
}

#[test]
fn an_article_is_one_flat_line_with_everything_worth_knowing() {
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let trace = TraceContext::parse(parent, None).expect("a parent");
    let lines = logged("info", || {
        line(Ending::Retried { reason: "timeout" }, &trace).tell(&Instruments::new());
    });
    assert_eq!(lines.len(), 1);
    let expected = serde_json::json!({
        "level": "WARN", "message": "article retried",
        "event": "article.retried", "outcome": "retried", "error.type": "timeout",
        "detail": "the analysis took longer than 60s",
        "messaging.message.id": "urn:news:1", "article.id": "article-1", "article.format": "plain",
        "attempt": 2, "bytes_in": 2048, "attributions": 3,
        "queue_ms": 1500.0, "decode_ms": 0.25, "analyse_ms": 12.0, "publish_ms": 4.0, "duration_ms": 20.0,
        "trace_id": "0af7651916cd43dd8448eb211c80319c", "span_id": "b7ad6b7169203331",
    });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(lines[0].get(name), Some(value), "{name}");
    }
}

#[test]
fn an_article_that_went_well_is_no_warning_and_has_no_error() {
    let lines = logged("info", || {
        line(Ending::Processed, &TraceContext::root()).tell(&Instruments::new());
    });
    assert_eq!(lines[0]["level"], "INFO");
    assert_eq!(lines[0].get("error.type"), None);
}

#[test]
fn at_trace_dependencies_still_show_nothing_of_what_they_move() {
    let lines = logged("trace", || {
        tracing::trace!(target: "lapin::frames", body = "the minister said", "frame");
        tracing::error!(target: "lapin::channel", "channel closed");
        tracing::debug!(target: "hyper::proto", body = "the minister said", "request");
        tracing::info!(target: "hyper::proto", "listening");
        tracing::trace!(target: "copydesk::worker", "ours");
        tracing::trace!(target: "copydeskish", "not ours");
    });
    let messages: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["message"].as_str())
        .collect();
    assert_eq!(messages, ["listening", "ours"]);
}

#[test]
fn a_filter_that_is_none_is_refused_in_plain_words() {
    let fault = LogSettings::check_filter("copydesk=loud").unwrap_err();
    assert!(
        fault.to_string().contains("write a level like `info`"),
        "{fault}"
    );
}
