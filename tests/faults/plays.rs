//! The plays: one fault each.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::io::Write;
use std::pin::Pin;
use std::time::{Duration, Instant};

use copydesk::broker::topology::RESULT_KEYS;
use copydesk::broker::{Address, Message, publish, topology};
use flate2::Compression;
use flate2::write::GzEncoder;
use lapin::options::QueueDeleteOptions;
use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties};

use crate::cast::{ABORTS, PANICS, WINDOW};
use crate::node::Node;
use crate::stage::{Stage, ids};
use crate::tally::{Expected, Row};

/// Articles in each play.
const ARTICLES: usize = 2000;
/// When so many have a result, the fault happens.
const MIDDLE: u32 = 500;
/// More than any play needs.
const MANY_DELIVERIES: u32 = 100;
/// Deliveries of an article that kills the worker each time.
const FEW_DELIVERIES: u32 = 3;

type Performance<'a> = Pin<Box<dyn Future<Output = Expected> + 'a>>;

/// One fault.
pub(crate) struct Play {
    pub(crate) name: &'static str,
    /// Whether it belongs to every test run.
    pub(crate) quick: bool,
    delivery_limit: u32,
    act: for<'a> fn(&'a Stage<'a>) -> Performance<'a>,
}

macro_rules! play {
    ($name:literal, $quick:literal, $limit:expr, $act:ident) => {
        Play {
            name: $name,
            quick: $quick,
            delivery_limit: $limit,
            act: |stage| Box::pin($act(stage)),
        }
    };
}

/// All of them.
pub(crate) const PLAYS: [Play; 8] = [
    play!("worker kill -9", true, MANY_DELIVERIES, worker_killed),
    play!(
        "SIGTERM under load",
        true,
        MANY_DELIVERIES,
        worker_terminated
    ),
    play!("5 % poison of every kind", true, MANY_DELIVERIES, poison),
    play!(
        "article that kills the process",
        true,
        FEW_DELIVERIES,
        killer
    ),
    play!(
        "queue deleted and recreated",
        true,
        MANY_DELIVERIES,
        queue_deleted
    ),
    play!(
        "results unroutable for a while",
        true,
        MANY_DELIVERIES,
        unroutable
    ),
    play!(
        "broker stop and start",
        false,
        MANY_DELIVERIES,
        broker_restarted
    ),
    play!("broker kill -9", false, MANY_DELIVERIES, broker_killed),
];

impl Play {
    /// Plays it and counts.
    pub(crate) async fn perform(&self, node: &Node) -> Row {
        let begun = Instant::now();
        let prefix: String = self
            .name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let stage = Stage::set(node, &prefix, self.delivery_limit).await;
        let expected = (self.act)(&stage).await;
        let took = begun.elapsed();
        let remains = stage.remains().await;
        Row::count(self.name, took, &expected, &remains)
    }
}

async fn worker_killed(stage: &Stage<'_>) -> Expected {
    let expected = feed_innocent(stage).await;
    let first = stage.employ();
    stage.until_results(MIDDLE).await;
    first.kill();
    stage.until_done(stage.employ(), ARTICLES).await;
    expected
}

async fn worker_terminated(stage: &Stage<'_>) -> Expected {
    let expected = feed_innocent(stage).await;
    let first = stage.employ();
    stage.until_results(MIDDLE).await;
    first.terminate();
    stage.until_done(stage.employ(), ARTICLES).await;
    Expected {
        duplicates: 0,
        ..expected
    }
}

async fn broker_restarted(stage: &Stage<'_>) -> Expected {
    broker_away(stage, "stop").await
}

async fn broker_killed(stage: &Stage<'_>) -> Expected {
    broker_away(stage, "kill").await
}

async fn broker_away(stage: &Stage<'_>, how: &str) -> Expected {
    let expected = feed_innocent(stage).await;
    let worker = stage.employ();
    stage.until_results(MIDDLE).await;
    stage.node.run(&[how]).unwrap();
    stage.node.run(&["start"]).unwrap();
    stage.until_done(worker, ARTICLES).await;
    expected
}

async fn poison(stage: &Stage<'_>) -> Expected {
    let mut messages = innocent(0..ARTICLES * 95 / 100);
    let innocent = ids(&messages);
    let mut quarantined = BTreeMap::new();
    let each = ARTICLES * 5 / 100 / poisons().len() + 1;
    for number in 0..each {
        for (place, (reason, message)) in poisons().into_iter().enumerate() {
            let id = format!("poison-{place}-{number}");
            let at = (number * 131 + place * 17) % messages.len();
            messages.insert(at, message.with_message_id(&id));
            quarantined.insert(id, reason);
        }
    }
    let articles = messages.len();
    stage.feed(messages).await;
    stage.until_done(stage.employ(), articles).await;
    Expected {
        innocent,
        quarantined,
        dead: BTreeSet::new(),
        duplicates: 0,
    }
}

async fn killer(stage: &Stage<'_>) -> Expected {
    let mut messages = innocent(0..ARTICLES - 1);
    let innocent = ids(&messages);
    messages.insert(ARTICLES / 2, text("killer", &format!("It {ABORTS}.")));
    stage.feed(messages).await;
    let mut worker = stage.employ();
    let dead = stage.settings.topology.dead_queue.clone();
    stage
        .until("the dead letter", async || {
            if worker.is_gone() {
                worker = stage.employ();
            }
            stage.waiting(&dead).await == Some(1)
        })
        .await;
    stage.until_done(worker, ARTICLES).await;
    let deaths = usize::try_from(FEW_DELIVERIES).unwrap() + 1;
    Expected {
        innocent,
        quarantined: BTreeMap::new(),
        dead: BTreeSet::from(["killer".to_owned()]),
        duplicates: deaths * usize::from(WINDOW),
    }
}

/// The queue goes while articles are in the hands of a worker, but none waits in it: what a deleted queue still held is
/// gone by the deletion itself. The newsroom publishes again what comes back as unroutable.
async fn queue_deleted(stage: &Stage<'_>) -> Expected {
    let mut messages = innocent(0..ARTICLES);
    let expected = all_innocent(&messages);
    let rest = messages.split_off(ARTICLES / 2);
    let worker = stage.employ();
    stage.feed(messages).await;
    stage
        .until("the moment to delete", async || {
            delete_when_empty(stage).await
        })
        .await;
    let feeding = feed_stubbornly(stage, rest);
    let mending = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        topology::apply(&stage.settings).await.unwrap();
    };
    tokio::join!(feeding, mending);
    stage.until_done(worker, ARTICLES).await;
    expected
}

async fn unroutable(stage: &Stage<'_>) -> Expected {
    let expected = feed_innocent(stage).await;
    let worker = stage.employ();
    stage.until_results(MIDDLE).await;
    let connection = Connection::connect(&stage.node.url, ConnectionProperties::default())
        .await
        .unwrap();
    let channel = connection.create_channel().await.unwrap();
    let topology = &stage.settings.topology;
    let (queue, exchange) = (
        topology.results_queue.as_str(),
        topology.output_exchange.as_str(),
    );
    let unbound = channel
        .queue_unbind(
            queue.into(),
            exchange.into(),
            RESULT_KEYS.into(),
            FieldTable::default(),
        )
        .await;
    unbound.unwrap();
    tokio::time::sleep(Duration::from_secs(2)).await;
    topology::apply(&stage.settings).await.unwrap();
    stage.until_done(worker, ARTICLES).await;
    Expected {
        duplicates: 0,
        ..expected
    }
}

/// Nothing is fed meanwhile, so what is empty stays empty. (The flag `if-empty` is not for quorum queues.)
async fn delete_when_empty(stage: &Stage<'_>) -> bool {
    let queue = stage.settings.topology.input_queue.as_str();
    if stage.waiting(queue).await != Some(0) {
        return false;
    }
    let connection = Connection::connect(&stage.node.url, ConnectionProperties::default())
        .await
        .unwrap();
    let channel = connection.create_channel().await.unwrap();
    let deleted = channel
        .queue_delete(queue.into(), QueueDeleteOptions::default())
        .await;
    deleted.is_ok()
}

async fn feed_stubbornly(stage: &Stage<'_>, mut messages: Vec<Message>) {
    let to = Address::new(&stage.settings.topology.input_exchange, "acme.en.story");
    while !messages.is_empty() {
        let mut returned = Vec::new();
        let all = messages.clone();
        let progress = |(number, published): copydesk::broker::Published| {
            if published.is_err() {
                returned.extend(all.get(number).cloned());
            }
        };
        publish(&stage.settings, &to, messages, progress)
            .await
            .unwrap();
        messages = returned;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn feed_innocent(stage: &Stage<'_>) -> Expected {
    let messages = innocent(0..ARTICLES);
    let expected = all_innocent(&messages);
    stage.feed(messages).await;
    expected
}

fn all_innocent(messages: &[Message]) -> Expected {
    Expected {
        innocent: ids(messages),
        quarantined: BTreeMap::new(),
        dead: BTreeSet::new(),
        duplicates: WINDOW.into(),
    }
}

fn innocent(numbers: std::ops::Range<usize>) -> Vec<Message> {
    let article = |number| {
        let line =
            format!("The harbour office counted {number} ships on Monday, its director said. ");
        text(
            &format!("article-{number}"),
            &line.repeat(4096 / line.len()),
        )
    };
    numbers.map(article).collect()
}

fn text(id: &str, text: &str) -> Message {
    Message::new(text.as_bytes().to_vec())
        .with_message_id(id)
        .with_content_type("text/plain")
}

/// Every kind of article that can never be answered, with the reason that must be given.
fn poisons() -> Vec<(&'static str, Message)> {
    let plain = |body: Vec<u8>| Message::new(body).with_content_type("text/plain");
    let json =
        |body: &str| Message::new(body.as_bytes().to_vec()).with_content_type("application/json");
    vec![
        ("not_utf8", plain(b"The mayor said \xff\xfe no.".to_vec())),
        (
            "charset",
            plain(b"x".to_vec()).with_content_type("text/plain; charset=klingon"),
        ),
        ("oversize", plain(vec![b'a'; (1 << 20) + 1])),
        (
            "oversize",
            plain(packed(&vec![b'a'; 64 << 20])).with_content_encoding("gzip"),
        ),
        (
            "encoding",
            plain(b"not packed at all".to_vec()).with_content_encoding("gzip"),
        ),
        (
            "encoding",
            plain(b"packed by a stranger".to_vec()).with_content_encoding("br"),
        ),
        (
            "content_type",
            Message::new(b"%PDF-1.7".to_vec()).with_content_type("application/pdf"),
        ),
        ("malformed", json("{\"id\": \"x\", \"text\": ")),
        ("schema", json("{\"id\": \"x\", \"text\": 7}")),
        (
            "too_complex",
            json(&format!(
                "{{\"text\": \"x\", \"y\": {}{}}}",
                "[".repeat(120),
                "]".repeat(120)
            )),
        ),
        ("panic", plain(format!("It {PANICS}.").into_bytes())),
    ]
}

fn packed(body: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(body).unwrap();
    packer.finish().unwrap()
}
