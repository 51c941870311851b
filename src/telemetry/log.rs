//! Log lines on standard error: JSON for machines, readable on a terminal.

use std::io::{self, IsTerminal as _};

use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, FilterFn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::Filter;
use tracing_subscriber::registry::LookupSpan;

use super::line::JsonLine;
use super::span;

/// Most that a dependency may log, whatever the filter asks for: below this level an AMQP client
/// prints the bodies it moves and the passwords it sends.
const MOST_OF_OTHERS: LevelFilter = LevelFilter::INFO;

/// This crate, as the target of its lines begins.
const OURS: &str = env!("CARGO_CRATE_NAME");
/// The AMQP client reports as errors of its own what we handle and report ourselves, once.
const AMQP_CLIENT: &str = "lapin";

/// What is logged, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// Directives of tracing's `EnvFilter`: `info`, `copydesk=debug`, …
    pub filter: String,
    /// How a line looks.
    pub format: Format,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            filter: "info".to_owned(),
            format: Format::Auto,
        }
    }
}

impl LogSettings {
    /// Whether `filter` is one.
    ///
    /// # Errors
    /// It is not.
    pub fn check_filter(filter: &str) -> Result<(), FilterFault> {
        EnvFilter::builder().parse(filter)?;
        Ok(())
    }
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Readable on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// One JSON object a line.
    Json,
    /// Readable.
    Text,
}

impl Format {
    fn json(self) -> bool {
        match self {
            Self::Auto => !io::stderr().is_terminal(),
            Self::Json => true,
            Self::Text => false,
        }
    }
}

/// A layer that writes log lines to `writer`.
///
/// # Errors
/// The filter is not one.
pub fn layer<S, W>(settings: &LogSettings, writer: W) -> Result<impl Layer<S>, FilterFault>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = if settings.format.json() {
        lines.event_format(JsonLine).boxed()
    } else if io::stderr().is_terminal() {
        lines.compact().boxed()
    } else {
        lines.compact().with_ansi(false).boxed()
    };
    Ok(lines.with_filter(filter(&settings.filter)?))
}

/// A filter that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("not a log filter ({0}); write a level like `info`, or `copydesk=debug,info`")]
pub struct FilterFault(#[from] tracing_subscriber::filter::ParseError);

/// What the settings ask for, of others never more than [`MOST_OF_OTHERS`].
fn filter<S>(directives: &str) -> Result<impl Filter<S> + use<S>, FilterFault>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let asked = EnvFilter::builder().parse(directives)?;
    Ok(asked.and(FilterFn::new(harmless)))
}

fn harmless(line: &Metadata<'_>) -> bool {
    if line.target() == span::TARGET {
        return false;
    }
    match line.target().split(':').next() {
        Some(OURS) => true,
        Some(AMQP_CLIENT) => false,
        _ => *line.level() <= MOST_OF_OTHERS,
    }
}
