//! The worker with an empty desk: everything but the analysis, with the log lines and counters of the service.

use std::process::ExitCode;
use std::sync::Arc;

use copydesk::article::Article;
use copydesk::broker::{BrokerSettings, RabbitMq};
use copydesk::report::Report;
use copydesk::service;
use copydesk::telemetry::{self, Exposition, Format, LogSettings, TraceSettings, Vitals};
use copydesk::worker::{self, Setup, WorkerSettings};
use secrecy::SecretString;
use tokio::signal::unix::{SignalKind, signal};

/// The first argument that makes the program an empty worker.
pub(crate) const PART: &str = "as-an-empty-worker";

/// Works until SIGTERM: the argument is the URL.
pub(crate) fn work(arguments: &[String]) -> ExitCode {
    let [url] = arguments else {
        return ExitCode::FAILURE;
    };
    let log = LogSettings {
        format: Format::Json,
        ..LogSettings::default()
    };
    let _telemetry = telemetry::start(&log, &TraceSettings::default()).unwrap();
    service::on_one_thread(employ(url)).unwrap();
    ExitCode::SUCCESS
}

async fn employ(url: &str) {
    let _counting = Exposition::install().unwrap();
    let (stop, shutdown) = worker::shutdown();
    let mut terminate = signal(SignalKind::terminate()).unwrap();
    tokio::spawn(async move {
        while terminate.recv().await.is_some() {
            stop.ask();
        }
    });
    let settings = BrokerSettings {
        url: SecretString::from(url),
        ..BrokerSettings::default()
    };
    let setup = Setup {
        settings: WorkerSettings::default(),
        topology: settings.topology.clone(),
        broker: RabbitMq::new(settings),
        analyst: Arc::new(|_: &Article| Report::default()),
        vitals: Arc::new(Vitals::default()),
        shutdown,
    };
    worker::run(setup).await.unwrap();
}
