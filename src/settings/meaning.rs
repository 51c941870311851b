//! What was written becomes what is meant: durations, addresses, contents of files. Here also
//! stand the faults that a setting can only have together with another, or with the machine.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::effective::Effective;
use super::fault::Fault;
use super::value::{Name, Path, Time};
use super::written::{EventForm, ExportFormat, LogFormat, Written};
use super::{Settings, environment};
use crate::broker::{BrokerSettings, Endpoint, Identity, Tls, Topology};
use crate::probes::ProbeSettings;
use crate::rules::editorial::House;
use crate::telemetry::{Format, LogSettings, TraceSettings};
use crate::wire::{EventMode, Export, Layout, Limits};
use crate::worker::{Reading, WorkerSettings};

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
    faults.look_for_misfits();
    let tls = faults.tls();
    let house = faults.house();
    let broker = broker(written, tls);
    if let Err(error) = Endpoint::from_settings(&broker) {
        faults.unless(false, "amqp.url", &error.to_string());
    }
    if !faults.faults.is_empty() {
        return Err(faults.faults);
    }
    Ok(Settings {
        broker,
        worker: worker(written),
        house,
        house_file: written.editorial.house_file.0.clone(),
        log: log(written),
        traces: TraceSettings {
            endpoint: some(&written.telemetry.otlp_endpoint),
            service_name: written.telemetry.service_name.clone(),
        },
        probes: ProbeSettings {
            listen: written.probes.listen.0,
            stalled_after: written.worker.job_timeout.0 + STALL_MARGIN,
        },
        shown: effective.shown(),
    })
}

/// Collects faults, each with the origin of the setting that has it.
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

    fn look_for_misfits(&mut self) {
        let Written {
            amqp,
            topology,
            worker,
            limits,
            telemetry,
            ..
        } = &self.effective.written;
        self.unless(
            limits.body.0 <= LARGEST_BODY,
            "limits.body",
            "expected at most 16 MiB",
        );
        self.unless(
            worker.job_timeout.0 < CONSUMER_TIMEOUT,
            "worker.job_timeout",
            "expected less than 30m, after which RabbitMQ closes the channel",
        );
        self.unless(
            amqp.certificate_file.0.is_some() == amqp.key_file.0.is_some(),
            "amqp.certificate_file",
            "a certificate and its key go together; set `amqp.key_file` too, or neither",
        );
        self.unless(
            amqp.reconnect_first.0 <= amqp.reconnect_longest.0,
            "amqp.reconnect_first",
            "expected at most `amqp.reconnect_longest`",
        );
        self.unless(
            amqp.heartbeat.0 >= Duration::from_secs(1),
            "amqp.heartbeat",
            "expected whole seconds, at least 1s",
        );
        self.unless(
            differ(&topology.retry_delays),
            "topology.retry_delays",
            "expected different times: each has a queue of its own",
        );
        self.unless(
            cfg!(feature = "otlp") || telemetry.otlp_endpoint.is_empty(),
            "telemetry.otlp_endpoint",
            "this build cannot send traces; build it with `--features otlp`",
        );
    }

    fn tls(&mut self) -> Tls {
        let amqp = &self.effective.written.amqp;
        let authorities = self.content(&amqp.ca_file, "amqp.ca_file");
        let certificates = self.content(&amqp.certificate_file, "amqp.certificate_file");
        let key = self.content(&amqp.key_file, "amqp.key_file");
        let identity = certificates.zip(key).map(|(certificates, key)| Identity {
            certificates,
            key: key.into(),
        });
        Tls {
            authorities,
            identity,
        }
    }

    /// The house rules, or what is wrong with them.
    fn house(&mut self) -> House {
        let Some(file) = &self.effective.written.editorial.house_file.0 else {
            return House::core();
        };
        House::open(file).unwrap_or_else(|faults| {
            self.faults.extend(faults.into_iter().map(|fault| Fault {
                place: fault.place.to_string(),
                key: None,
                message: fault.message,
            }));
            House::default()
        })
    }

    /// The text of a file, where one is set.
    fn content(&mut self, file: &Path, path: &str) -> Option<String> {
        let file: &PathBuf = file.0.as_ref()?;
        match fs::read_to_string(file) {
            Ok(text) => Some(text),
            Err(error) => {
                let message = format!("cannot read {}: {error}", file.display());
                self.unless(false, path, &message);
                None
            }
        }
    }
}

fn broker(written: &Written, tls: Tls) -> BrokerSettings {
    let amqp = &written.amqp;
    BrokerSettings {
        url: amqp.url.0.clone(),
        connection_name: amqp.connection_name.clone(),
        connect_timeout: amqp.connect_timeout.0,
        confirm_timeout: amqp.confirm_timeout.0,
        heartbeat: amqp.heartbeat.0,
        tls,
        topology: topology(written),
        host: some(&written.worker.host).unwrap_or_else(environment::host_name),
    }
}

fn topology(written: &Written) -> Topology {
    let topology = &written.topology;
    let name = |name: &Name| name.0.clone();
    Topology {
        input_exchange: name(&topology.input_exchange),
        input_queue: name(&topology.input_queue),
        input_binding: topology.input_binding.clone(),
        output_exchange: name(&topology.output_exchange),
        results_queue: name(&topology.results_queue),
        quarantine_queue: name(&topology.quarantine_queue),
        dead_exchange: name(&topology.dead_exchange),
        dead_queue: name(&topology.dead_queue),
        unrouted_exchange: name(&topology.unrouted_exchange),
        retry_prefix: name(&topology.retry_prefix),
        retry_delays: topology.retry_delays.iter().map(|delay| delay.0).collect(),
        delivery_limit: topology.delivery_limit.get(),
    }
}

fn worker(written: &Written) -> WorkerSettings {
    let worker = &written.worker;
    WorkerSettings {
        threads: written.analysis.threads,
        prefetch: worker.prefetch,
        linger: worker.linger.0,
        job_timeout: worker.job_timeout.0,
        drain_timeout: worker.drain_timeout.0,
        reconnect_first: written.amqp.reconnect_first.0,
        reconnect_longest: written.amqp.reconnect_longest.0,
        remembered: worker.remembered_ids,
        reading: reading(written),
    }
}

fn reading(written: &Written) -> Reading {
    let limits = &written.limits;
    Reading {
        limits: Limits {
            body_bytes: limits.body.0,
            depth: limits.depth.get(),
            elements: limits.elements.get(),
        },
        default_format: Some(written.reading.default_format.0.clone()),
        time_zone: Some(written.reading.time_zone.0.clone()),
        layout: Layout {
            detail: written.result.detail,
            context: written.result.context,
            bytes: written.result.bytes,
            text: written.result.text,
            embargoed_text: written.result.embargoed_text,
        },
        event: match written.result.event {
            EventForm::Binary => EventMode::Binary,
            EventForm::Structured => EventMode::Structured,
            EventForm::Plain => EventMode::Plain,
        },
        source: written.result.source.0.clone(),
        gzip: written.result.gzip,
        exports: exports(&written.result.exports),
    }
}

/// Each once, in the order of the list.
fn exports(written: &[ExportFormat]) -> Vec<Export> {
    let mut exports: Vec<Export> = Vec::new();
    for format in written {
        let export = match format {
            ExportFormat::Annotations => Export::Annotations,
            ExportFormat::Ninjs => Export::Ninjs,
            ExportFormat::Csv => Export::Csv,
            ExportFormat::CsvSources => Export::CsvSources,
            ExportFormat::Brat => Export::Brat,
        };
        if !exports.contains(&export) {
            exports.push(export);
        }
    }
    exports
}

fn log(written: &Written) -> LogSettings {
    LogSettings {
        filter: written.log.filter.0.clone(),
        format: match written.log.format {
            LogFormat::Auto => Format::Auto,
            LogFormat::Json => Format::Json,
            LogFormat::Text => Format::Text,
        },
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn differ(delays: &[Time]) -> bool {
    let mut times: Vec<Duration> = delays.iter().map(|delay| delay.0).collect();
    times.sort();
    times.dedup();
    times.len() == delays.len()
}
