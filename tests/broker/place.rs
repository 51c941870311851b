//! A place of its own on the common node for each test, and what can be done there.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use copydesk::article::Article;
use copydesk::broker::dead::{self, Filter};
use copydesk::broker::{Address, BrokerSettings, Message, RabbitMq, Topology, publish, topology};
use copydesk::report::Report;
use copydesk::telemetry::{Condition, Vitals};
use copydesk::worker::{self, Farewell, Setup, Stop, WorkerError, WorkerSettings};
use secrecy::SecretString;
use tokio::task::JoinHandle;

use crate::certificates::{self, Certificates};
use crate::node::Node;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The node of this program, with a TLS port.
pub(crate) struct Common {
    pub(crate) node: Node,
    pub(crate) certificates: Certificates,
}

/// The common node; none, said once for each test, where there is no RabbitMQ.
pub(crate) fn common() -> Option<&'static Common> {
    static COMMON: OnceLock<Result<Common, String>> = OnceLock::new();
    let common = COMMON.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("broker-certificates");
        let certificates = Certificates::make(&folder);
        let node = Node::start("broker", &certificates::configuration(&folder))?;
        Ok(Common { node, certificates })
    });
    common
        .as_ref()
        .inspect_err(|why| println!("skipped: there is no RabbitMQ here: {why}"))
        .ok()
}

/// Names of its own for one test.
pub(crate) struct Place {
    pub(crate) settings: BrokerSettings,
}

impl Place {
    /// A place with all queues made.
    pub(crate) async fn made(prefix: &str) -> Option<Self> {
        let place = Self::bare(prefix)?;
        topology::apply(&place.settings).await.unwrap();
        Some(place)
    }

    /// A place where nothing is made yet.
    pub(crate) fn bare(prefix: &str) -> Option<Self> {
        let settings = BrokerSettings {
            url: SecretString::from(common()?.node.url.clone()),
            topology: names(prefix),
            host: "test".to_owned(),
            ..BrokerSettings::default()
        };
        Some(Self { settings })
    }

    /// Publishes to the input exchange, as a newsroom does.
    pub(crate) async fn feed(&self, messages: Vec<Message>) {
        let to = Address::new(&self.settings.topology.input_exchange, "acme.en.story");
        let count = messages.len();
        assert_eq!(
            publish(&self.settings, &to, messages, |_| {})
                .await
                .unwrap(),
            count
        );
    }

    /// Publishes straight to a queue.
    pub(crate) async fn put(&self, queue: &str, messages: Vec<Message>) {
        let count = messages.len();
        let arrived = publish(&self.settings, &Address::queue(queue), messages, |_| {}).await;
        assert_eq!(arrived.unwrap(), count);
    }

    /// What waits in a queue; it stays there.
    pub(crate) async fn look(&self, queue: &str) -> Vec<Message> {
        let mut found = Vec::new();
        dead::list(&self.settings, queue, &Filter::default(), |dead| {
            found.push(dead.message);
        })
        .await
        .unwrap();
        found
    }

    /// Waits until so many messages wait in a queue, and returns them.
    pub(crate) async fn until(&self, queue: &str, count: usize) -> Vec<Message> {
        let begun = Instant::now();
        loop {
            let found = self.look(queue).await;
            if found.len() >= count {
                return found;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{} of {count} in {queue}",
                found.len()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Employs a worker in this process.
    pub(crate) fn employ(
        &self,
        desk: impl Fn(&Article) -> Report + Send + Sync + 'static,
    ) -> Employed {
        let (stop, shutdown) = worker::shutdown();
        let vitals = Arc::new(Vitals::default());
        vitals.met(Condition::RulesLoaded);
        let setup = Setup {
            settings: WorkerSettings {
                threads: 2,
                job_timeout: Duration::from_secs(2),
                ..WorkerSettings::default()
            },
            topology: self.settings.topology.clone(),
            broker: RabbitMq::new(self.settings.clone()),
            analyst: Arc::new(desk),
            vitals: Arc::clone(&vitals),
            shutdown,
        };
        Employed {
            vitals,
            stop,
            work: tokio::spawn(worker::run(setup)),
        }
    }
}

/// A worker at work.
pub(crate) struct Employed {
    pub(crate) vitals: Arc<Vitals>,
    stop: Stop,
    work: JoinHandle<Result<Farewell, WorkerError>>,
}

impl Employed {
    /// Waits until the worker is in this condition, or is not.
    pub(crate) async fn until(&self, condition: Condition, met: bool) {
        let begun = Instant::now();
        while self.vitals.obstacles().contains_key(&condition) == met {
            assert!(
                begun.elapsed() < PATIENCE,
                "{condition:?} should be {met}: {:?}",
                self.vitals.obstacles()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends it without a word to anybody.
    pub(crate) async fn kill(self) {
        self.work.abort();
        drop(self.work.await);
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) async fn dismiss(self) -> Farewell {
        self.stop.ask();
        self.work.await.unwrap().unwrap()
    }
}

/// An article in plain text.
pub(crate) fn article(id: &str) -> Message {
    let text = format!("Ferry number {id} sails again, the harbour office said on Monday.");
    Message::new(text.into_bytes())
        .with_message_id(id)
        .with_content_type("text/plain")
}

fn names(prefix: &str) -> Topology {
    let name = |rest: &str| format!("{prefix}.{rest}");
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
        retry_delays: [300, 600].map(Duration::from_millis).to_vec(),
        ..Topology::default()
    }
}
