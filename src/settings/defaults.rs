//! The defaults, taken from the components that own them.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use super::value::{ListenOn, LogFilter, Name, Path, Size, Time, Url};
use super::written::{Amqp, Limits, Log, LogFormat, Probes, Telemetry, Topology, Worker};
use crate::telemetry::LogSettings;

impl Default for Amqp {
    fn default() -> Self {
        Self {
            url: Url("amqp://guest:guest@127.0.0.1:5672/%2f".into()),
            url_file: Path(None),
            ca_file: Path(None),
            certificate_file: Path(None),
            key_file: Path(None),
            connection_name: "copydesk".to_owned(),
            connect_timeout: seconds(10),
            confirm_timeout: seconds(30),
            heartbeat: seconds(30),
        }
    }
}

impl Default for Topology {
    fn default() -> Self {
        let name = |name: &str| Name(name.to_owned());
        Self {
            input_exchange: name("copydesk.in"),
            input_queue: name("copydesk.articles"),
            input_binding: "#".to_owned(),
            output_exchange: name("copydesk.out"),
            results_queue: name("copydesk.results"),
            quarantine_queue: name("copydesk.quarantine"),
            dead_exchange: name("copydesk.dlx"),
            dead_queue: name("copydesk.dead"),
            unrouted_exchange: name("copydesk.unrouted"),
            retry_prefix: name("copydesk.retry"),
            retry_delays: [10, 60, 600, 3600].map(seconds).to_vec(),
            delivery_limit: NonZeroU32::MIN.saturating_add(19),
        }
    }
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            prefetch: 0,
            job_timeout: seconds(60),
            drain_timeout: seconds(25),
            remembered_ids: NonZeroUsize::MIN.saturating_add(49_999),
            host: String::new(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: Size(crate::wire::Limits::default().body_bytes),
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

const fn seconds(count: u64) -> Time {
    Time(Duration::from_secs(count))
}
