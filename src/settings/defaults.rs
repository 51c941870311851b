//! The defaults, taken from the components that own them.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use super::value::{FormatName, ListenOn, LogFilter, Name, Path, Size, Time, Url, Zone};
use super::written::{
    Amqp, EventForm, Limits, Log, LogFormat, Probes, Reading, ResultLayout, Telemetry, Topology,
    Worker,
};
use crate::broker::BrokerSettings;
use crate::telemetry::LogSettings;
use crate::worker::WorkerSettings;

impl Default for Amqp {
    fn default() -> Self {
        let broker = BrokerSettings::default();
        let worker = WorkerSettings::default();
        let none = || Path(None::<PathBuf>);
        Self {
            url: Url(broker.url),
            url_file: none(),
            ca_file: none(),
            certificate_file: none(),
            key_file: none(),
            connection_name: broker.connection_name,
            connect_timeout: Time(broker.connect_timeout),
            confirm_timeout: Time(broker.confirm_timeout),
            heartbeat: Time(broker.heartbeat),
            reconnect_first: Time(worker.reconnect_first),
            reconnect_longest: Time(worker.reconnect_longest),
        }
    }
}

impl Default for Topology {
    fn default() -> Self {
        let topology = crate::broker::Topology::default();
        Self {
            input_exchange: Name(topology.input_exchange),
            input_queue: Name(topology.input_queue),
            input_binding: topology.input_binding,
            output_exchange: Name(topology.output_exchange),
            results_queue: Name(topology.results_queue),
            quarantine_queue: Name(topology.quarantine_queue),
            dead_exchange: Name(topology.dead_exchange),
            dead_queue: Name(topology.dead_queue),
            unrouted_exchange: Name(topology.unrouted_exchange),
            retry_prefix: Name(topology.retry_prefix),
            retry_delays: topology.retry_delays.into_iter().map(Time).collect(),
            delivery_limit: NonZeroU32::new(topology.delivery_limit).unwrap_or(NonZeroU32::MIN),
        }
    }
}

impl Default for Worker {
    fn default() -> Self {
        let worker = WorkerSettings::default();
        Self {
            prefetch: worker.prefetch,
            linger: Time(worker.linger),
            job_timeout: Time(worker.job_timeout),
            drain_timeout: Time(worker.drain_timeout),
            remembered_ids: worker.remembered,
            host: String::new(),
        }
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            default_format: FormatName("plain".to_owned()),
            time_zone: Zone("UTC".to_owned()),
        }
    }
}

impl Default for ResultLayout {
    fn default() -> Self {
        Self {
            detail: false,
            context: false,
            bytes: false,
            text: false,
            embargoed_text: false,
            gzip: false,
            event: EventForm::Binary,
            source: Name("/copydesk".to_owned()),
            exports: Vec::new(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let limits = crate::wire::Limits::default();
        let above_zero = |count| NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN);
        Self {
            body: Size(limits.body_bytes),
            depth: above_zero(limits.depth),
            elements: above_zero(limits.elements),
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            filter: LogFilter(LogSettings::default().filter),
            format: LogFormat::Auto,
        }
    }
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            otlp_endpoint: String::new(),
            service_name: "copydesk".to_owned(),
        }
    }
}

impl Default for Probes {
    fn default() -> Self {
        Self {
            listen: ListenOn(Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 9464)))),
        }
    }
}
