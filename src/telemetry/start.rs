//! Telemetry begins: once, before any command does its work.

use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt as _;

use super::log::{self, FilterFault, LogSettings};
use super::together::StandardError;
use super::trace::TraceSettings;

/// Telemetry at work. Dropping it sends what is left to send.
#[derive(Debug, Default)]
#[must_use = "dropping it ends the sending of traces"]
pub struct Telemetry {
    #[cfg(feature = "otlp")]
    _sending: Option<super::otlp::Sending>,
}

/// Why telemetry cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// The log filter is not one.
    #[error("log.filter: {0}")]
    Filter(#[from] FilterFault),
    /// Spans cannot be sent.
    #[cfg(feature = "otlp")]
    #[error(transparent)]
    Otlp(#[from] super::otlp::OtlpFault),
}

/// Starts logs on standard error and, where a collector is named, traces.
///
/// # Errors
/// What is wrong with the settings of either.
#[cfg(not(feature = "otlp"))]
pub fn start(log: &LogSettings, _: &TraceSettings) -> Result<Telemetry, StartFault> {
    let lines = log::layer(log, || StandardError)?;
    // Who listens already goes on listening.
    drop(tracing::subscriber::set_global_default(
        Registry::default().with(lines),
    ));
    Ok(Telemetry::default())
}

/// Starts logs on standard error and, where a collector is named, traces.
///
/// # Errors
/// What is wrong with the settings of either.
#[cfg(feature = "otlp")]
pub fn start(log: &LogSettings, traces: &TraceSettings) -> Result<Telemetry, StartFault> {
    let (spans, sending) = match &traces.endpoint {
        Some(endpoint) => super::otlp::layer(endpoint, &traces.service_name)
            .map(|(layer, sending)| (Some(layer), Some(sending)))?,
        None => (None, None),
    };
    let lines = log::layer(log, || StandardError)?;
    let listeners = Registry::default().with(spans).with(lines);
    // Who listens already goes on listening.
    drop(tracing::subscriber::set_global_default(listeners));
    Ok(Telemetry { _sending: sending })
}
