//! A contestant as a process.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::entry::{Contestant, Entry};
use crate::figures::Pace;
use crate::process::Owned;
use crate::{bare, empty, process};

/// A contestant at work.
pub(crate) struct Started {
    contestant: Contestant,
    child: Owned,
    begun: Instant,
    log: PathBuf,
    probes: Option<u16>,
}

/// Starts a contestant that works at the broker of `url`; after so many articles the bare loop says how fast it went.
pub(crate) fn start(entry: Entry, url: &str, articles: usize) -> Started {
    let Entry { contestant, place } = entry;
    let log = format!("bench-worker-{contestant:?}.log");
    let log = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(log);
    let probes = (contestant == Contestant::Full).then(free_port);
    let mut command = match contestant {
        Contestant::Full => place.command(env!("CARGO_BIN_EXE_copydesk")),
        _ => place.command(std::env::current_exe().unwrap()),
    };
    match contestant {
        Contestant::Bare => command.args([bare::PART, url, &articles.to_string()]),
        Contestant::Empty => command.args([empty::PART, url]),
        Contestant::Full => command.arg("worker").env("COPYDESK__AMQP__URL", url).env(
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
        child: Owned(child),
        begun,
        log,
        probes,
    }
}

impl Started {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The time until it can work: until its probe says so, where it has one.
    pub(crate) fn ready(&self) -> Duration {
        while self.probes.is_some_and(|port| !is_ready(port)) {
            std::thread::sleep(Duration::from_millis(2));
        }
        self.begun.elapsed()
    }

    /// How fast it went: the bare loop says so itself, the worker in its log.
    pub(crate) fn pace(&mut self) -> Pace {
        if self.contestant == Contestant::Bare {
            let mut line = String::new();
            let output = self.child.stdout.as_mut().unwrap();
            BufReader::new(output).read_line(&mut line).unwrap();
            return Pace::from_line(&line).unwrap();
        }
        pace_in(&std::fs::read_to_string(&self.log).unwrap())
    }

    /// Ends it, and waits until it has.
    pub(crate) fn end(&mut self) {
        drop(self.child.stdin.take());
        if self.contestant != Contestant::Bare {
            process::signal(self.pid(), "TERM");
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
