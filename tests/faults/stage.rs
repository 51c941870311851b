//! A stage for one play: its queues on the node, its workers, and the means to look at both.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use copydesk::broker::results::{From, Reader};
use copydesk::broker::{Address, BrokerSettings, Message, publish, topology};
use lapin::options::QueueDeclareOptions;
use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties};

use crate::cast::{self, Names};
use crate::node::Node;
use crate::tally::Remains;

/// Longer than a play takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);
/// Nothing changes for so long when all is done: what the broker moves from one queue to the next is in neither.
const STILL: Duration = Duration::from_secs(1);
/// The broker answers a question within this time, or is away.
const ANSWER: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(100);

/// Where the workers' logs lie.
pub(crate) fn logs() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults")
}

/// The queues of one play.
pub(crate) struct Stage<'a> {
    pub(crate) node: &'a Node,
    pub(crate) settings: BrokerSettings,
    names: Names,
}

impl<'a> Stage<'a> {
    /// Makes the queues.
    pub(crate) async fn set(node: &'a Node, prefix: &str, delivery_limit: u32) -> Self {
        let names = Names {
            prefix: prefix.to_owned(),
            delivery_limit,
        };
        let settings = names.settings(&node.url);
        topology::apply(&settings).await.unwrap();
        Self {
            node,
            settings,
            names,
        }
    }

    /// Puts messages on the input exchange, as a newsroom does; panics when one is not confirmed.
    pub(crate) async fn feed(&self, messages: Vec<Message>) {
        let to = Address::new(&self.settings.topology.input_exchange, "acme.en.story");
        let count = messages.len();
        let arrived = publish(&self.settings, &to, messages, |_| {})
            .await
            .unwrap();
        assert_eq!(arrived, count);
    }

    /// Employs a worker in a process of its own.
    pub(crate) fn employ(&self) -> Worker {
        std::fs::create_dir_all(logs()).unwrap();
        let log = logs().join(format!("{}.log", self.names.prefix));
        let log = File::options().create(true).append(true).open(log).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                cast::WORKER,
                &self.node.url,
                &self.names.prefix,
                &self.names.delivery_limit.to_string(),
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        Worker(child)
    }

    /// How many messages of `queue` wait; none where it, or the broker, is away.
    pub(crate) async fn waiting(&self, queue: &str) -> Option<u32> {
        // A client that meets a broker in the middle of a restart may wait for ever.
        tokio::time::timeout(ANSWER, self.look(queue)).await.ok()?
    }

    async fn look(&self, queue: &str) -> Option<u32> {
        let connection = self.connect().await?;
        let count = count(&connection, queue).await;
        drop(connection.close(200, "looked".into()).await);
        count
    }

    async fn connect(&self) -> Option<Connection> {
        Connection::connect(&self.node.url, ConnectionProperties::default())
            .await
            .ok()
    }

    /// Waits until at least so many results lie in their queue.
    pub(crate) async fn until_results(&self, count: u32) {
        let queue = self.settings.topology.results_queue.clone();
        self.until("results", async || {
            self.waiting(&queue)
                .await
                .is_some_and(|waiting| waiting >= count)
        })
        .await;
    }

    /// Waits until `done` says so.
    pub(crate) async fn until(&self, what: &str, mut done: impl AsyncFnMut() -> bool) {
        let begun = Instant::now();
        while !done().await {
            assert!(
                begun.elapsed() < PATIENCE,
                "{}: waited in vain for {what}",
                self.names.prefix
            );
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until no article is left to work on: none waits or rests, nothing more is settled, and after the worker has
    /// drained none has come back.
    pub(crate) async fn until_done(&self, mut worker: Worker, articles: usize) {
        loop {
            let mut before = (0, Instant::now());
            self.until("the end of work", async || {
                let settled = self.settled().await;
                if self.open_articles().await != Some(0) || settled != before.0 {
                    before = (settled, Instant::now());
                }
                settled >= articles && before.1.elapsed() > STILL
            })
            .await;
            worker.terminate();
            if self.open_articles().await == Some(0) {
                return;
            }
            worker = self.employ();
        }
    }

    /// How many articles wait or rest.
    async fn open_articles(&self) -> Option<u32> {
        let topology = &self.settings.topology;
        let resting = (1..).map_while(|attempt| topology.retry_queue(attempt));
        let mut open = 0;
        for queue in std::iter::once(topology.input_queue.clone()).chain(resting) {
            open += self.waiting(&queue).await?;
        }
        Some(open)
    }

    /// How many results, quarantined articles and dead letters there are, duplicates included.
    async fn settled(&self) -> usize {
        let topology = &self.settings.topology;
        let mut settled = 0;
        for queue in [
            &topology.results_queue,
            &topology.quarantine_queue,
            &topology.dead_queue,
        ] {
            settled += self.waiting(queue).await.unwrap_or(0);
        }
        usize::try_from(settled).unwrap()
    }

    /// Takes everything there is.
    pub(crate) async fn remains(&self) -> Remains {
        let topology = &self.settings.topology;
        Remains {
            results: self.take_all(&topology.results_queue).await,
            quarantine: self.take_all(&topology.quarantine_queue).await,
            dead: self.take_all(&topology.dead_queue).await,
        }
    }

    async fn take_all(&self, queue: &str) -> Vec<Message> {
        let count = self.waiting(queue).await.unwrap();
        let mut reader = Reader::open(&self.settings, &From::Queue(queue.to_owned()))
            .await
            .unwrap();
        let mut taken = Vec::new();
        for _ in 0..count {
            taken.push(reader.next().await.unwrap());
        }
        reader.close().await;
        taken
    }
}

async fn count(connection: &Connection, queue: &str) -> Option<u32> {
    let channel = connection.create_channel().await.ok()?;
    let options = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let declared = channel
        .queue_declare(queue.into(), options, FieldTable::default())
        .await;
    declared.ok().map(|queue| queue.message_count())
}

/// A worker process.
#[derive(Debug)]
pub(crate) struct Worker(Child);

impl Worker {
    /// kill -9.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// SIGTERM; panics when the worker does not end well.
    pub(crate) fn terminate(mut self) {
        let pid = self.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.0.wait().unwrap().success());
    }

    /// Whether the process has ended.
    pub(crate) fn is_gone(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }
}

/// A process must not outlive a play that failed.
impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The ids of messages.
pub(crate) fn ids(messages: &[Message]) -> BTreeSet<String> {
    messages
        .iter()
        .map(|message| message.message_id().unwrap().to_owned())
        .collect()
}
