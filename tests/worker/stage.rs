//! A worker at work on a scripted broker, and questions to ask about what became of the articles.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use copydesk::article::Article;
use copydesk::broker::memory::MemoryBroker;
use copydesk::broker::{Message, Topology};
use copydesk::report::Report;
use copydesk::telemetry::Vitals;
use copydesk::worker::{self, Farewell, Setup, Stop, WorkerError, WorkerSettings};
use tokio::task::JoinHandle;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A broker with a worker.
pub(crate) struct Stage {
    pub(crate) broker: MemoryBroker,
    pub(crate) topology: Topology,
    pub(crate) vitals: Arc<Vitals>,
    pub(crate) stop: Stop,
    worker: JoinHandle<Result<Farewell, WorkerError>>,
}

impl Stage {
    /// A worker that is quick to connect again, with a desk that reads every article in no time.
    pub(crate) fn new(broker: MemoryBroker) -> Self {
        Self::with_desk(broker, |_: &Article| Report::default())
    }

    /// A worker with this desk.
    pub(crate) fn with_desk(
        broker: MemoryBroker,
        desk: impl Fn(&Article) -> Report + Send + Sync + 'static,
    ) -> Self {
        Self::with_settings(broker, quick(), desk)
    }

    /// A worker with these settings and this desk.
    pub(crate) fn with_settings(
        broker: MemoryBroker,
        settings: WorkerSettings,
        desk: impl Fn(&Article) -> Report + Send + Sync + 'static,
    ) -> Self {
        let (stop, shutdown) = worker::shutdown();
        let vitals = Arc::new(Vitals::default());
        vitals.met(copydesk::telemetry::Condition::RulesLoaded);
        let topology = Topology::default();
        let setup = Setup {
            settings,
            topology: topology.clone(),
            broker: broker.clone(),
            analyst: Arc::new(desk),
            vitals: Arc::clone(&vitals),
            shutdown,
        };
        let worker = tokio::spawn(worker::run(setup));
        Self {
            broker,
            topology,
            vitals,
            stop,
            worker,
        }
    }

    /// Waits until `done` holds.
    pub(crate) async fn until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        let waiting = async {
            while !done(self) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        assert!(
            tokio::time::timeout(PATIENCE, waiting).await.is_ok(),
            "waited in vain until {what}"
        );
    }

    /// Waits until no article waits or is in hand.
    pub(crate) async fn until_idle(&self) {
        self.until("no article is open", |stage| {
            stage.broker.open_articles() == 0
        })
        .await;
    }

    pub(crate) fn results(&self) -> Vec<Message> {
        self.broker.queue(&self.topology.results_queue)
    }

    pub(crate) fn quarantine(&self) -> Vec<Message> {
        self.broker.queue(&self.topology.quarantine_queue)
    }

    /// What rests after the failed attempt of this number.
    pub(crate) fn resting_after(&self, attempt: u32) -> Vec<Message> {
        self.broker
            .queue(&self.topology.retry_queue(attempt).unwrap())
    }

    /// Asks the worker to stop and waits until it has.
    pub(crate) async fn end(self) -> Farewell {
        self.stop.ask();
        self.farewell().await
    }

    /// Waits until the worker has stopped.
    pub(crate) async fn farewell(self) -> Farewell {
        tokio::time::timeout(PATIENCE, self.worker)
            .await
            .expect("the worker stops")
            .unwrap()
            .unwrap()
    }
}

/// Settings that do not keep a test waiting.
pub(crate) fn quick() -> WorkerSettings {
    WorkerSettings {
        threads: 2,
        prefetch: 8,
        reconnect_first: Duration::from_millis(2),
        reconnect_longest: Duration::from_millis(10),
        ..WorkerSettings::default()
    }
}

/// A broker with all queues.
pub(crate) fn broker() -> MemoryBroker {
    MemoryBroker::new(&Topology::default())
}

/// An article in plain text.
pub(crate) fn article(id: &str) -> Message {
    text(
        id,
        &format!("The council adopted budget {id}, the mayor said."),
    )
}

/// A message in plain text.
pub(crate) fn text(id: &str, text: &str) -> Message {
    Message::new(text.as_bytes().to_vec())
        .with_message_id(id)
        .with_content_type("text/plain")
}

/// How many results each article has; panics when results of the same article differ in their ids.
pub(crate) fn answers(results: &[Message]) -> BTreeMap<String, usize> {
    let mut ids: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for result in results {
        ids.entry(result.correlation_id().unwrap())
            .or_default()
            .push(result.message_id().unwrap());
    }
    for (article, results) in &ids {
        assert!(
            results.iter().all(|id| *id == results[0]),
            "{article} has results of different ids: {results:?}"
        );
    }
    ids.into_iter()
        .map(|(article, results)| (article.to_owned(), results.len()))
        .collect()
}

/// One result for each of these articles and none for any other.
pub(crate) fn once(articles: &[&str]) -> BTreeMap<String, usize> {
    articles.iter().map(|id| ((*id).to_owned(), 1)).collect()
}
