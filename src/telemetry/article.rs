//! The one line that is logged for every article, and counted with it.

use std::time::Duration;

use super::instrument::Instruments;
use super::metric::Stage;
use super::name::{event, field};
use super::trace::TraceContext;

/// How one delivery of an article ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its result was confirmed.
    Processed,
    /// It needed no work: a duplicate, or nothing to analyse.
    Skipped {
        /// From a closed list.
        reason: &'static str,
    },
    /// It will be tried again later.
    Retried {
        /// From a closed list.
        reason: &'static str,
    },
    /// It was put into quarantine.
    Rejected {
        /// From a closed list.
        reason: &'static str,
    },
    /// It was given back to the broker unsettled.
    Returned {
        /// From a closed list.
        reason: &'static str,
    },
}

impl Ending {
    /// The stable name, as logs and metrics show it.
    pub const fn outcome(self) -> &'static str {
        match self {
            Self::Processed => "processed",
            Self::Skipped { .. } => "skipped",
            Self::Retried { .. } => "retried",
            Self::Rejected { .. } => "rejected",
            Self::Returned { .. } => "returned",
        }
    }

    const fn event(self) -> &'static str {
        match self {
            Self::Processed => event::ARTICLE_PROCESSED,
            Self::Skipped { .. } => event::ARTICLE_SKIPPED,
            Self::Retried { .. } => event::ARTICLE_RETRIED,
            Self::Rejected { .. } => event::ARTICLE_REJECTED,
            Self::Returned { .. } => event::ARTICLE_RETURNED,
        }
    }

    /// What went wrong, where something did.
    pub const fn error_type(self) -> Option<&'static str> {
        match self {
            Self::Processed | Self::Skipped { .. } => None,
            Self::Retried { reason } | Self::Rejected { reason } | Self::Returned { reason } => {
                Some(reason)
            }
        }
    }

    const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Processed => None,
            Self::Skipped { reason }
            | Self::Retried { reason }
            | Self::Rejected { reason }
            | Self::Returned { reason } => Some(reason),
        }
    }
}

/// Everything worth knowing about one delivery of an article; nothing of its text.
#[derive(Clone, Debug)]
pub struct ArticleLine<'a> {
    /// How it ended.
    pub ending: Ending,
    /// What a person reads about a failure; never article text.
    pub detail: Option<&'a str>,
    /// The queue it came from.
    pub queue: &'a str,
    /// The message id.
    pub message_id: &'a str,
    /// The newsroom's id; empty where the body could not be read.
    pub article_id: &'a str,
    /// The newsroom's version.
    pub version: Option<&'a str>,
    /// The format, from the closed list of `wire`; `unknown` where the body could not be read.
    pub format: &'a str,
    /// 1 for the first.
    pub attempt: u32,
    /// Bytes of the message body.
    pub bytes_in: usize,
    /// Bytes of the result.
    pub bytes_out: usize,
    /// What was found.
    pub counts: Counts,
    /// Between publication by the newsroom and receipt, where the message tells.
    pub queued: Option<Duration>,
    /// Bytes to article.
    pub decoding: Duration,
    /// Article to report.
    pub analysing: Duration,
    /// Report to bytes.
    pub encoding: Duration,
    /// Between publishing and the broker's confirm.
    pub publishing: Duration,
    /// From receipt to acknowledgement.
    pub took: Duration,
    /// Our place in the trace.
    pub trace: &'a TraceContext,
}

/// How much was found in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Attributions.
    pub attributions: usize,
    /// Sources.
    pub sources: usize,
    /// Findings against policy.
    pub errors: usize,
    /// Findings worth a look.
    pub warnings: usize,
    /// Findings worth a thought.
    pub suggestions: usize,
}

impl ArticleLine<'_> {
    /// Logs the line and counts the article: once for every delivery.
    pub fn tell(&self, instruments: &Instruments) {
        instruments.settled(self);
        match self.ending {
            Ending::Processed | Ending::Skipped { .. } => self.log_info(),
            Ending::Retried { .. } | Ending::Rejected { .. } | Ending::Returned { .. } => {
                self.log_warning();
            }
        }
    }

    /// How long a stage took.
    pub(super) const fn time(&self, stage: Stage) -> Duration {
        match stage {
            Stage::Decode => self.decoding,
            Stage::Analyse => self.analysing,
            Stage::Encode => self.encoding,
        }
    }
}

/// Writes `log_info` and `log_warning`, which differ in nothing but their level: a level is fixed
/// where a line is written.
macro_rules! log_at {
    ($name:ident, $level:expr) => {
        fn $name(&self) {
            tracing::event!(
                $level,
                { field::EVENT } = self.ending.event(),
                { field::OUTCOME } = self.ending.outcome(),
                { field::ERROR_TYPE } = self.ending.reason(),
                { field::DETAIL } = self.detail,
                { field::MESSAGING_MESSAGE_ID } = self.message_id,
                { field::ARTICLE_ID } = self.article_id,
                { field::ARTICLE_VERSION } = self.version,
                { field::ARTICLE_FORMAT } = self.format,
                { field::ATTEMPT } = self.attempt,
                { field::BYTES_IN } = self.bytes_in,
                { field::BYTES_OUT } = self.bytes_out,
                { field::ATTRIBUTIONS } = self.counts.attributions,
                { field::SOURCES } = self.counts.sources,
                { field::FINDINGS_ERROR } = self.counts.errors,
                { field::FINDINGS_WARNING } = self.counts.warnings,
                { field::FINDINGS_SUGGESTION } = self.counts.suggestions,
                { field::QUEUE_MS } = self.queued.map(milliseconds),
                { field::DECODE_MS } = milliseconds(self.decoding),
                { field::ANALYSE_MS } = milliseconds(self.analysing),
                { field::ENCODE_MS } = milliseconds(self.encoding),
                { field::PUBLISH_MS } = milliseconds(self.publishing),
                { field::DURATION_MS } = milliseconds(self.took),
                { field::TRACE_ID } = %self.trace.trace_id(),
                { field::SPAN_ID } = %self.trace.span_id(),
                "article {}", self.ending.outcome()
            );
        }
    };
}

impl ArticleLine<'_> {
    log_at!(log_info, tracing::Level::INFO);
    log_at!(log_warning, tracing::Level::WARN);
}

/// To a microsecond: more digits only make lines longer.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}
