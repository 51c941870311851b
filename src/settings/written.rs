//! What may be written into the settings: every section and key, with its type and default.
//!
//! The words here, in `config/default.toml` and in `docs/configuration.md` are the same; a test
//! compares them.

use std::num::{NonZeroU32, NonZeroUsize};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{FormatName, ListenOn, LogFilter, Name, Path, Size, Time, Url, Zone};

/// Every setting of copydesk.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Written {
    /// The connection to RabbitMQ.
    pub(super) amqp: Amqp,
    /// Names on the broker, all within the vhost. `copydesk topology apply` makes them.
    pub(super) topology: Topology,
    /// The worker.
    pub(super) worker: Worker,
    /// The analysis.
    pub(super) analysis: Analysis,
    /// Editorial rules.
    pub(super) editorial: Editorial,
    /// How articles are read.
    pub(super) reading: Reading,
    /// What results hold beyond the least.
    pub(super) result: ResultLayout,
    /// What is refused unread.
    pub(super) limits: Limits,
    /// Log lines, on standard error.
    pub(super) log: Log,
    /// Traces, sent to an OpenTelemetry collector. Needs a build with the feature `otlp`.
    pub(super) telemetry: Telemetry,
    /// The probes: /livez, /readyz, /metrics, /version.
    pub(super) probes: Probes,
}

/// The connection to RabbitMQ.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Amqp {
    /// The broker and the vhost: `amqp://user:password@host:port/vhost`, with TLS
    /// `amqps://`; the vhost `/` is written `%2f`. Holds a password: better given by
    /// `url_file` or by the environment.
    pub(super) url: Url,
    /// A file that holds the URL, such as a mounted secret; it takes the place of
    /// `url`.
    pub(super) url_file: Path,
    /// Certificates (PEM) of private authorities to trust with `amqps://`, besides the
    /// public ones.
    pub(super) ca_file: Path,
    /// The certificate (PEM) to show, where the broker asks for one.
    pub(super) certificate_file: Path,
    /// The private key (PEM) of that certificate.
    pub(super) key_file: Path,
    /// The name that the broker's management pages show.
    pub(super) connection_name: String,
    /// Most time for one connection, TLS and login included.
    pub(super) connect_timeout: Time,
    /// Most time between publishing a message and the broker's confirm.
    pub(super) confirm_timeout: Time,
    /// A connection that is silent for two of these is dead; below 5 s gives false
    /// alarms.
    pub(super) heartbeat: Time,
    /// The first pause before connecting again; it doubles each time.
    pub(super) reconnect_first: Time,
    /// The longest pause before connecting again.
    pub(super) reconnect_longest: Time,
}

/// Names on the broker, all within the vhost. `copydesk topology apply` makes them.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Topology {
    /// The topic exchange that newsrooms publish to, with keys `tenant.language.kind`.
    pub(super) input_exchange: Name,
    /// The queue that workers consume.
    pub(super) input_queue: Name,
    /// Which keys of the input exchange go to the input queue.
    pub(super) input_binding: String,
    /// The topic exchange that results go to, with keys `tenant.language.result`.
    pub(super) output_exchange: Name,
    /// The queue that collects all results.
    pub(super) results_queue: Name,
    /// The queue of articles that a worker gave up, with reasons: a person looks at it.
    pub(super) quarantine_queue: Name,
    /// The exchange that takes what the broker gives up: articles delivered too often
    /// without an answer.
    pub(super) dead_exchange: Name,
    /// The queue behind it.
    pub(super) dead_queue: Name,
    /// The exchange that takes results which no queue wants.
    pub(super) unrouted_exchange: Name,
    /// How the names of the retry queues begin.
    pub(super) retry_prefix: Name,
    /// How long an article rests after its first, second, … failed attempt, one queue
    /// each; after the last it goes to quarantine.
    pub(super) retry_delays: Vec<Time>,
    /// After so many deliveries without an answer (the worker died each time) the
    /// broker gives an article up.
    pub(super) delivery_limit: NonZeroU32,
}

/// The worker.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Worker {
    /// Articles at hand at the same time; 0 stands for 128 an analysis thread, at
    /// most 256.
    pub(super) prefetch: u16,
    /// A finished article waits so long, at most, for others that are worked on; results
    /// together cost the broker less.
    pub(super) linger: Time,
    /// Most time for the analysis of one article; then it is tried again later.
    pub(super) job_timeout: Time,
    /// After a signal to stop: most time to finish the articles at hand.
    pub(super) drain_timeout: Time,
    /// How many confirmed articles are remembered, so that a second delivery gives no
    /// second result.
    pub(super) remembered_ids: NonZeroUsize,
    /// The name of this machine in the headers of failed articles; empty stands for its
    /// host name.
    pub(super) host: String,
}

/// The analysis.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Analysis {
    /// Analysis threads; 0 stands for one a core.
    pub(super) threads: usize,
}

/// Editorial rules.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Editorial {
    /// The house rules, a TOML file: packs, overrides, profiles for desks, dated exceptions. Without one the core
    /// pack holds as it ships. SIGHUP reads it again.
    pub(super) house_file: Path,
}

/// How articles are read.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Reading {
    /// The format of articles that say nothing of themselves.
    pub(super) default_format: FormatName,
    /// The newsroom's time zone, for dates that name none.
    pub(super) time_zone: Zone,
}

/// What results hold beyond the least.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, with its own name"
)]
pub(super) struct ResultLayout {
    /// The words of nested attributions, further sentences and key points, for consumers who
    /// never see the article.
    pub(super) detail: bool,
    /// With every span, the 32 characters before and after it, to find it again in another
    /// text.
    pub(super) context: bool,
    /// With every span, its place in bytes.
    pub(super) bytes: bool,
    /// The text that offsets count in, and its blocks with their places in the message.
    pub(super) text: bool,
    /// The text of articles under embargo.
    pub(super) embargoed_text: bool,
    /// Whether results are packed with gzip, which their `content_encoding` then says.
    pub(super) gzip: bool,
    /// How results carry the attributes of CloudEvents: `binary` in headers, `structured` in
    /// the body, `plain` not at all.
    pub(super) event: EventForm,
    /// The source that these events name: a URI reference, such as
    /// `/copydesk/sports-desk`.
    pub(super) source: Name,
    /// Other people's formats that results are published in, too, with keys
    /// `tenant.language.format`: `annotations`, `ninjs`, `csv`, `csv-sources`, `brat`. Bind a queue for them first.
    pub(super) exports: Vec<ExportFormat>,
}

/// A format of other people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ExportFormat {
    /// W3C Web Annotations.
    Annotations,
    /// ninjs 3.
    Ninjs,
    /// A table of attributions.
    Csv,
    /// A table of sources.
    CsvSources,
    /// brat standoff.
    Brat,
}

/// How a result says that it is a `CloudEvent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum EventForm {
    /// In headers.
    Binary,
    /// In the body.
    Structured,
    /// Not at all.
    Plain,
}

/// What is refused unread.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Limits {
    /// Most bytes of one article, before and after decompression; at most 16 MiB.
    pub(super) body: Size,
    /// Deepest nesting of elements, objects and lists.
    pub(super) depth: NonZeroUsize,
    /// Most elements of one document.
    pub(super) elements: NonZeroUsize,
}

/// Log lines, on standard error.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Log {
    /// What is logged: a level, or a list such as `copydesk=debug,info`. Dependencies
    /// never log below info: they would show what they move.
    pub(super) filter: LogFilter,
    /// How a line looks: `json`, `text`, or `auto` for text on a terminal and JSON
    /// otherwise.
    pub(super) format: LogFormat,
}

/// Traces, sent to an OpenTelemetry collector. Needs a build with the feature `otlp`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Telemetry {
    /// Where spans go over OTLP/HTTP, such as `http://collector:4318/v1/traces`; empty
    /// sends none.
    pub(super) otlp_endpoint: String,
    /// The name of this service in traces.
    pub(super) service_name: String,
}

/// The probes: /livez, /readyz, /metrics, /version.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Probes {
    /// Address and port they listen on; an empty text, or port 0, turns them off.
    pub(super) listen: ListenOn,
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    Auto,
    /// One JSON object a line.
    Json,
    /// For a person to read.
    Text,
}

#[cfg(test)]
mod tests {
    use super::Written;
    use crate::settings::key::DEFAULTS;

    #[test]
    fn the_file_of_defaults_holds_the_defaults_of_the_code() {
        let file: Written = toml::from_str(DEFAULTS).unwrap();
        assert_eq!(file, Written::default());
    }
}
