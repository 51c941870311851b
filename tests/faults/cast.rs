//! The worker that gets killed: the product's worker with a desk that can be made to break down.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::article::Article;
use copydesk::broker::{BrokerSettings, RabbitMq, Topology};
use copydesk::report::Report;
use copydesk::telemetry::Vitals;
use copydesk::worker::{self, Setup, WorkerSettings};
use secrecy::SecretString;
use tokio::signal::unix::{SignalKind, signal};

/// The first argument that makes the program a worker.
pub(crate) const WORKER: &str = "as-a-worker";
/// Most articles in the hands of one worker.
pub(crate) const WINDOW: u16 = 64;
/// An article with this word makes the analysis panic.
pub(crate) const PANICS: &str = "panics";
/// An article with this word ends the process.
pub(crate) const ABORTS: &str = "aborts";
/// How long an innocent article keeps a thread busy.
const WORK: Duration = Duration::from_micros(500);

/// What a play is called on the broker, and how it differs from the default.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    pub(crate) prefix: String,
    pub(crate) delivery_limit: u32,
}

impl Names {
    pub(crate) fn topology(&self) -> Topology {
        let name = |rest: &str| format!("{}.{rest}", self.prefix);
        Topology {
            input_exchange: name("in"),
            input_queue: name("articles"),
            output_exchange: name("out"),
            results_queue: name("results"),
            quarantine_queue: name("quarantine"),
            dead_exchange: name("dlx"),
            dead_queue: name("dead"),
            unrouted_exchange: name("unrouted"),
            retry_prefix: name("retry"),
            retry_delays: [500, 1000, 2000, 4000, 8000]
                .map(Duration::from_millis)
                .to_vec(),
            delivery_limit: self.delivery_limit,
            ..Topology::default()
        }
    }

    pub(crate) fn settings(&self, url: &str) -> BrokerSettings {
        BrokerSettings {
            url: SecretString::from(url),
            confirm_timeout: Duration::from_secs(10),
            topology: self.topology(),
            ..BrokerSettings::default()
        }
    }
}

/// Works until SIGTERM: arguments are URL, prefix and delivery limit.
pub(crate) fn work(arguments: &[String]) -> ExitCode {
    let [url, prefix, delivery_limit] = arguments else {
        return ExitCode::FAILURE;
    };
    let names = Names {
        prefix: prefix.clone(),
        delivery_limit: delivery_limit.parse().unwrap(),
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let farewell = runtime.block_on(employ(&names, url));
    tracing::info!(?farewell, "stopped");
    ExitCode::SUCCESS
}

async fn employ(names: &Names, url: &str) -> worker::Farewell {
    let (stop, shutdown) = worker::shutdown();
    let mut terminate = signal(SignalKind::terminate()).unwrap();
    tokio::spawn(async move {
        while terminate.recv().await.is_some() {
            stop.ask();
        }
    });
    let settings = names.settings(url);
    let setup = Setup {
        settings: WorkerSettings {
            threads: 2,
            prefetch: WINDOW,
            ..WorkerSettings::default()
        },
        topology: settings.topology.clone(),
        broker: RabbitMq::new(settings),
        analyst: Arc::new(read),
        vitals: Arc::new(Vitals::default()),
        shutdown,
    };
    worker::run(setup).await.unwrap()
}

fn read(article: &Article) -> Report {
    assert!(!article.text.contains(PANICS), "as told");
    if article.text.contains(ABORTS) {
        std::process::abort();
    }
    let begun = Instant::now();
    while begun.elapsed() < WORK {
        std::hint::spin_loop();
    }
    Report::default()
}
