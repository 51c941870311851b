//! What was written becomes what is meant: durations, addresses, contents of files. Here also
//! stand the faults that only two settings together can have.

use std::time::Duration;

use super::Settings;
use super::effective::Effective;
use super::fault::Fault;
use super::written::LogFormat;
use crate::probes::ProbeSettings;
use crate::telemetry::{Format, LogSettings};
use crate::wire::Limits;

/// The largest limit for one article: what is larger belongs into a store, with its address on the
/// queue.
const LARGEST_BODY: usize = 16 << 20;
/// After this time without an answer RabbitMQ closes the channel (its `consumer_timeout`).
const CONSUMER_TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// How much longer than the longest analysis the analysis threads may give no sign of life.
const STALL_MARGIN: Duration = Duration::from_secs(30);

/// Turns the settings into what is meant, or tells everything that is wrong with them.
pub(super) fn mean(effective: &Effective) -> Result<Settings, Vec<Fault>> {
    let written = &effective.written;
    let mut faults = Faulty {
        effective,
        faults: Vec::new(),
    };
    faults.unless(
        written.limits.body.0 <= LARGEST_BODY,
        "limits.body",
        "expected at most 16 MiB",
    );
    faults.unless(
        written.worker.job_timeout.0 < CONSUMER_TIMEOUT,
        "worker.job_timeout",
        "expected less than 30m, after which RabbitMQ closes the channel",
    );
    faults.unless(
        written.amqp.certificate_file.0.is_some() == written.amqp.key_file.0.is_some(),
        "amqp.certificate_file",
        "a certificate and its key go together; set `amqp.key_file` too, or neither",
    );
    if !faults.faults.is_empty() {
        return Err(faults.faults);
    }
    Ok(Settings {
        limits: Limits {
            body_bytes: written.limits.body.0,
            ..Limits::default()
        },
        threads: written.analysis.threads,
        log: LogSettings {
            filter: written.log.filter.0.clone(),
            format: match written.log.format {
                LogFormat::Auto => Format::Auto,
                LogFormat::Json => Format::Json,
                LogFormat::Text => Format::Text,
            },
        },
        probes: ProbeSettings {
            listen: written.probes.listen.0,
            stalled_after: written.worker.job_timeout.0 + STALL_MARGIN,
        },
        shown: effective.shown(),
    })
}

/// Faults with the origin of the setting that has them.
struct Faulty<'a> {
    effective: &'a Effective,
    faults: Vec<Fault>,
}

impl Faulty<'_> {
    fn unless(&mut self, fine: bool, path: &str, message: &str) {
        if !fine {
            self.faults.push(Fault {
                place: self.effective.origin(path),
                key: Some(path.to_owned()),
                message: message.to_owned(),
            });
        }
    }
}
