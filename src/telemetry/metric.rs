//! What is counted, and how it is shown: a typed list of events, each with bounded labels.

use metrics::{counter, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use super::name::metric as name;

/// Seconds, from a tenth of a millisecond to a minute.
const SECONDS: [f64; 17] = [
    0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
    10.0, 30.0, 60.0,
];
/// Bytes, from a kibibyte to the hard limit of a body.
const BYTES: [f64; 8] = [
    1024.0,
    4096.0,
    16_384.0,
    65_536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
];

/// A stage of the way of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to article.
    Decode,
    /// Article to report.
    Analyse,
    /// Report to bytes.
    Encode,
}

impl Stage {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Analyse => "analyse",
            Self::Encode => "encode",
        }
    }
}

/// Something that happens to the process now and then, and is counted; what is counted of articles is in
/// [`super::Instruments`]. Labels come from closed lists, so that the number of series is bounded.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The process started.
    Started {
        /// The version of copydesk.
        version: &'static str,
    },
    /// A rule pack is in use, or is not any more.
    RulesLoaded {
        /// The name of the pack.
        pack: &'a str,
        /// Its version.
        version: &'a str,
        /// The digest of its files.
        sha256: &'a str,
        /// Whether it is in use.
        now: bool,
    },
    /// The connection to the broker opened or closed.
    Connected(bool),
    /// The broker blocks publishing, or does not any more.
    Blocked(bool),
    /// A session ended against our will.
    SessionLost {
        /// From a closed list.
        error_type: &'static str,
    },
}

impl Event<'_> {
    /// Counts the event.
    pub fn record(self) {
        match self {
            Self::Started { version } => gauge!(name::BUILD_INFO, "version" => version).set(1.0),
            Self::RulesLoaded {
                pack,
                version,
                sha256,
                now,
            } => {
                let labels = [
                    ("pack", pack.to_owned()),
                    ("version", version.to_owned()),
                    ("sha256", sha256.chars().take(DIGITS).collect()),
                ];
                gauge!(name::RULES_LOADED, &labels).set(u8::from(now));
            }
            Self::Connected(yes) => gauge!(name::CONNECTED).set(u8::from(yes)),
            Self::Blocked(yes) => gauge!(name::BLOCKED).set(u8::from(yes)),
            Self::SessionLost { error_type } => {
                counter!(name::SESSIONS_LOST, "error_type" => error_type).increment(1);
            }
        }
    }
}

/// Counting cannot begin.
#[derive(Debug, thiserror::Error)]
#[error("cannot count: {0}")]
pub struct CountFault(#[from] BuildError);

/// What `/metrics` shows.
#[derive(Clone, Debug)]
pub struct Exposition(PrometheusHandle);

impl Exposition {
    /// Counts from now on. Call it once, at the start.
    ///
    /// # Errors
    /// Something counts already.
    pub fn install() -> Result<Self, CountFault> {
        Ok(Self(builder()?.install_recorder()?))
    }

    /// Shows nothing: for tests of what stands around it.
    #[cfg(test)]
    pub(crate) fn detached() -> Self {
        Self(PrometheusBuilder::new().build_recorder().handle())
    }

    /// Everything counted so far, in the text format of Prometheus.
    pub fn render(&self) -> String {
        in_use(&self.0.render())
    }

    /// Moves counted values into their buckets; to be called every few seconds.
    pub fn upkeep(&self) {
        self.0.run_upkeep();
    }
}

/// Digits of a digest that tell one state of a rule pack from another.
const DIGITS: usize = 12;

/// What is counted, without the rule packs that a reload has replaced: a series cannot be taken back, only not shown.
fn in_use(counted: &str) -> String {
    counted
        .split_inclusive('\n')
        .filter(|line| !(line.starts_with(name::RULES_LOADED) && line.trim_end().ends_with(" 0")))
        .collect()
}

fn builder() -> Result<PrometheusBuilder, BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_bytes".to_owned()), &BYTES)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::telemetry::article::{ArticleLine, Counts};
    use crate::telemetry::{Ending, Instruments, TraceContext};

    /// What `/metrics` would show after `work`.
    fn counted(work: impl FnOnce()) -> String {
        let recorder = builder().unwrap().build_recorder();
        metrics::with_local_recorder(&recorder, work);
        recorder.handle().render()
    }

    fn line(ending: Ending, trace: &TraceContext) -> ArticleLine<'_> {
        ArticleLine {
            ending,
            detail: None,
            queue: "copydesk.articles",
            message_id: "urn:news:1",
            article_id: "article-1",
            version: None,
            format: "plain",
            attempt: 1,
            bytes_in: 2048,
            bytes_out: 4096,
            counts: Counts::default(),
            queued: None,
            decoding: Duration::from_millis(1),
            analysing: Duration::ZERO,
            encoding: Duration::ZERO,
            publishing: Duration::ZERO,
            took: Duration::from_millis(20),
            trace,
        }
    }

    #[test]
    fn a_rule_pack_that_was_replaced_is_not_shown() {
        let pack = |sha256, now| {
            Event::RulesLoaded {
                pack: "editorial/core",
                version: "1",
                sha256,
                now,
            }
            .record();
        };
        let shown = in_use(&counted(|| {
            pack("aaaa", true);
            pack("aaaa", false);
            pack("bbbb", true);
        }));
        assert!(shown.contains("sha256=\"bbbb\"} 1"), "{shown}");
        assert!(!shown.contains("aaaa"), "{shown}");
    }

    #[test]
    fn an_article_is_counted_by_format_and_outcome_and_never_by_its_id() {
        let trace = TraceContext::root();
        let shown = counted(|| {
            let instruments = Instruments::new();
            line(Ending::Processed, &trace).tell(&instruments);
            line(Ending::Rejected { reason: "schema" }, &trace).tell(&instruments);
        });
        for expected in [
            "copydesk_articles_total{format=\"plain\",outcome=\"processed\"} 1",
            "copydesk_articles_total{format=\"plain\",outcome=\"rejected\"} 1",
            "copydesk_quarantined_total{error_type=\"schema\"} 1",
            "copydesk_stage_duration_seconds_count{stage=\"decode\"} 2",
            "copydesk_article_bytes_bucket{le=\"4096\"} 2",
            "messaging_process_duration_seconds_bucket",
        ] {
            assert!(shown.contains(expected), "{expected} in {shown}");
        }
        assert!(
            !shown.contains("article-1") && !shown.contains("urn:news:1"),
            "{shown}"
        );
        let analysed = "copydesk_stage_duration_seconds_count{stage=\"analyse\"} 0";
        assert!(
            shown.contains(analysed),
            "a stage that was not gone through: {shown}"
        );
    }

    #[test]
    fn a_confirm_counts_as_sent() {
        let took = Duration::from_millis(3);
        let shown = counted(|| Instruments::new().confirmed(took));
        assert!(
            shown.contains("messaging_client_sent_messages_total 1"),
            "{shown}"
        );
        assert!(
            shown.contains("copydesk_publish_confirm_duration_seconds_count 1"),
            "{shown}"
        );
    }
}
