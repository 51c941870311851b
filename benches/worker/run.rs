//! One contestant in one round.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use copydesk::broker::{Address, BrokerSettings, publish, topology};
use lapin::options::{QueueDeclareOptions, QueuePurgeOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties, Queue};
use secrecy::SecretString;

use crate::figures::{Pace, Run, number};
use crate::node::Node;
use crate::{articles, bare, empty, process};

const PAUSE: Duration = Duration::from_millis(50);

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contestant {
    Bare,
    Empty,
    Full,
    Analyze,
}

impl Contestant {
    pub(crate) const ALL: [Self; 4] = [Self::Bare, Self::Empty, Self::Full, Self::Analyze];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare loop",
            Self::Empty => "worker, empty desk",
            Self::Full => "worker",
            Self::Analyze => "copydesk analyze",
        }
    }

    /// So many that each takes some seconds.
    const fn articles(self) -> usize {
        match self {
            Self::Bare | Self::Empty => 10_000,
            Self::Full | Self::Analyze => 1500,
        }
    }
}

/// Where a contestant runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On all cores, where the broker runs, too.
    Shared,
    /// On all cores but the first, which the broker has for itself, as if it were on another machine.
    Apart,
}

impl Place {
    /// Nobody can be apart on a single core.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        [Self::Shared, Self::Apart].into_iter().take(cores())
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared cores",
            Self::Apart => "broker apart",
        }
    }

    /// The command `program`, there.
    fn command(self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Shared => Command::new(program),
            Self::Apart => {
                let mut command = Command::new("taskset");
                let others = format!("1-{}", cores() - 1);
                command.args(["--cpu-list", &others]).arg(program);
                command
            }
        }
    }

    /// Puts the broker on its cores, with all its threads.
    fn put(self, broker: u32) {
        let its = match self {
            Self::Shared => format!("0-{}", cores() - 1),
            Self::Apart => "0".to_owned(),
        };
        let pid = broker.to_string();
        let put = Command::new("taskset")
            .args(["--all-tasks", "--pid", "--cpu-list", &its, &pid])
            .stdout(Stdio::null())
            .status();
        assert!(put.unwrap().success());
    }
}

/// A contestant where it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) contestant: Contestant,
    pub(crate) place: Place,
}

impl Entry {
    /// All that are measured in each round.
    pub(crate) fn all() -> Vec<Self> {
        let entry =
            |place: Place| Contestant::ALL.map(move |contestant| Self { contestant, place });
        Place::all().flat_map(entry).collect()
    }

    pub(crate) fn name(self) -> String {
        let name = self.contestant.name();
        match self.place {
            Place::Shared => name.to_owned(),
            Place::Apart => format!("{name}, {}", self.place.name()),
        }
    }
}

/// How many cores there are.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

pub(crate) async fn measure(entry: Entry, node: &Node) -> Run {
    match entry.contestant {
        Contestant::Analyze => analyze(entry),
        _ => through_the_broker(entry, node).await,
    }
}

async fn through_the_broker(entry: Entry, node: &Node) -> Run {
    let Entry { contestant, place } = entry;
    let settings = BrokerSettings {
        url: SecretString::from(node.url.clone()),
        ..BrokerSettings::default()
    };
    topology::apply(&settings).await.unwrap();
    let desk = Desk::sit(node).await;
    desk.purge().await;
    place.put(desk.broker);
    // First with a single article: how long starting takes, how much memory rest needs before it, and what both cost.
    let before = process::cpu_of_ended_children();
    let first = (contestant != Contestant::Bare).then(|| start(entry, node));
    let rest = match first {
        Some(first) => Some(desk.first_article(first, &settings).await),
        None => None,
    };
    let starting = process::cpu_of_ended_children().saturating_sub(before);
    send(&settings, contestant.articles()).await;
    desk.work(entry, node, starting, rest).await
}

async fn send(settings: &BrokerSettings, articles: usize) {
    let to = Address::new("copydesk.in", "acme.en.story");
    publish(settings, &to, articles::messages(articles), |_| {})
        .await
        .unwrap();
}

/// Where the queues are watched from.
struct Desk {
    channel: Channel,
    broker: u32,
    _connection: Connection,
}

impl Desk {
    async fn sit(node: &Node) -> Self {
        let connection = Connection::connect(&node.url, ConnectionProperties::default())
            .await
            .unwrap();
        let channel = connection.create_channel().await.unwrap();
        let broker = node.run(&["pid"]).unwrap().parse().unwrap();
        Self {
            channel,
            broker,
            _connection: connection,
        }
    }

    async fn purge(&self) {
        for queue in ["copydesk.articles", "copydesk.results"] {
            self.channel
                .queue_purge(queue.into(), QueuePurgeOptions::default())
                .await
                .unwrap();
        }
    }

    async fn queue(&self, name: &str) -> Queue {
        let options = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        self.channel
            .queue_declare(name.into(), options, FieldTable::default())
            .await
            .unwrap()
    }

    /// Memory at rest, and the time until the contestant consumed; then it reads one article, for which it loads what it
    /// has left until then, as `copydesk analyze` does.
    async fn first_article(
        &self,
        mut started: Started,
        settings: &BrokerSettings,
    ) -> (f64, Duration) {
        while self.queue("copydesk.articles").await.consumer_count() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let ready = started.ready();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let memory = process::memory(started.child.id(), "VmRSS");
        send(settings, 1).await;
        self.until_results(1).await;
        started.end();
        self.purge().await;
        (memory, ready)
    }

    async fn until_results(&self, count: usize) {
        while usize::try_from(self.queue("copydesk.results").await.message_count()).unwrap() < count
        {
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn work(
        &self,
        entry: Entry,
        node: &Node,
        starting: Duration,
        rest: Option<(f64, Duration)>,
    ) -> Run {
        let count = entry.contestant.articles();
        let (broker, all, ended) = (
            process::cpu(self.broker),
            process::cpu_of_all(),
            process::cpu_of_ended_children(),
        );
        let begun = Instant::now();
        let mut started = start(entry, node);
        self.until_results(count).await;
        tokio::time::sleep(PAUSE * 4).await;
        let peak = process::memory(started.child.id(), "VmHWM");
        let analysing = process::cpu_of_threads(started.child.id(), "analysis");
        let broker = process::cpu(self.broker).saturating_sub(broker);
        let pace = started.pace();
        started.end();
        let own = process::cpu_of_ended_children().saturating_sub(ended);
        let others = process::cpu_of_all().saturating_sub(all + broker + own);
        let each = |time: Duration| time.as_secs_f64() * 1e6 / number(count);
        Run {
            entry,
            pace: Some(pace),
            cpu: each(own.saturating_sub(starting)),
            analysing: rest.map(|_| each(analysing)),
            broker_cpu: each(broker),
            others: others.as_secs_f64() / begun.elapsed().as_secs_f64(),
            peak,
            rest,
        }
    }
}

/// A contestant at work.
struct Started {
    contestant: Contestant,
    child: Child,
    begun: Instant,
    log: PathBuf,
    probes: Option<u16>,
}

fn start(entry: Entry, node: &Node) -> Started {
    let Entry { contestant, place } = entry;
    let log = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-worker.log");
    let probes = (contestant == Contestant::Full).then(free_port);
    let mut command = match contestant {
        Contestant::Full => place.command(env!("CARGO_BIN_EXE_copydesk")),
        _ => place.command(std::env::current_exe().unwrap()),
    };
    match contestant {
        Contestant::Bare => {
            command.args([bare::PART, &node.url, &contestant.articles().to_string()])
        }
        Contestant::Empty => command.args([empty::PART, &node.url]),
        Contestant::Full | Contestant::Analyze => command
            .arg("worker")
            .env("COPYDESK__AMQP__URL", &node.url)
            .env(
                "COPYDESK__PROBES__LISTEN",
                format!("127.0.0.1:{}", probes.unwrap_or(0)),
            ),
    };
    let begun = Instant::now();
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    Started {
        contestant,
        child,
        begun,
        log,
        probes,
    }
}

impl Started {
    /// The time until it can work: until its probe says so, where it has one.
    fn ready(&self) -> Duration {
        while self.probes.is_some_and(|port| !is_ready(port)) {
            std::thread::sleep(Duration::from_millis(2));
        }
        self.begun.elapsed()
    }

    /// How fast it went: the bare loop says so itself, the worker in its log.
    fn pace(&mut self) -> Pace {
        if self.contestant == Contestant::Bare {
            let mut line = String::new();
            let output = self.child.stdout.as_mut().unwrap();
            BufReader::new(output).read_line(&mut line).unwrap();
            return Pace::from_line(&line).unwrap();
        }
        pace_in(&std::fs::read_to_string(&self.log).unwrap())
    }

    fn end(&mut self) {
        drop(self.child.stdin.take());
        if self.contestant != Contestant::Bare {
            let pid = self.child.id().to_string();
            assert!(
                Command::new("kill")
                    .args(["-TERM", &pid])
                    .status()
                    .unwrap()
                    .success()
            );
        }
        assert!(self.child.wait().unwrap().success());
    }
}

fn pace_in(log: &str) -> Pace {
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut took = Vec::new();
    let mut span: Option<(jiff::Timestamp, jiff::Timestamp)> = None;
    for line in lines.filter(|line| line["event"] == "article.processed") {
        let duration = Duration::from_secs_f64(line["duration_ms"].as_f64().unwrap() / 1000.0);
        let end: jiff::Timestamp = line["timestamp"].as_str().unwrap().parse().unwrap();
        let start = end - jiff::SignedDuration::try_from(duration).unwrap();
        let (first, last) = span.unwrap_or((start, end));
        span = Some((first.min(start), last.max(end)));
        took.push(duration);
    }
    let elapsed = span
        .map(|(first, last)| last.duration_since(first))
        .unwrap_or_default();
    Pace::new(Duration::try_from(elapsed).unwrap_or_default(), took)
}

/// The analysis alone, on as many threads as the worker has, starting not counted.
fn analyze(entry: Entry) -> Run {
    let place = entry.place;
    let count = entry.contestant.articles();
    let before = process::cpu_of_ended_children();
    analyze_file(place, &articles::bodies(1));
    let starting = process::cpu_of_ended_children().saturating_sub(before);
    let (before, all, begun) = (
        process::cpu_of_ended_children(),
        process::cpu_of_all(),
        Instant::now(),
    );
    let peak = analyze_file(place, &articles::bodies(count));
    let own = process::cpu_of_ended_children().saturating_sub(before);
    let others = process::cpu_of_all().saturating_sub(all + own);
    Run {
        entry,
        pace: None,
        cpu: own.saturating_sub(starting).as_secs_f64() * 1e6 / number(count),
        analysing: None,
        broker_cpu: 0.0,
        others: others.as_secs_f64() / begun.elapsed().as_secs_f64(),
        peak,
        rest: None,
    }
}

/// Returns the peak of its memory.
fn analyze_file(place: Place, bodies: &[String]) -> f64 {
    let mut child = place
        .command(env!("CARGO_BIN_EXE_copydesk"))
        .args(["analyze", "--format", "jsonl", "--output", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for body in bodies {
        writeln!(input, "{body}").unwrap();
    }
    let peak = process::memory(child.id(), "VmHWM");
    drop(input);
    assert!(child.wait().unwrap().success());
    peak
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn is_ready(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let mut answer = String::new();
    let asked =
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    asked.is_ok()
        && BufReader::new(stream).read_line(&mut answer).is_ok()
        && answer.contains(" 200 ")
}
