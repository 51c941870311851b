//! The worker, `copydesk analyze` and the bare loop by turns: while one works, the others stand still, until each has done
//! its articles. What changes the machine's speed for longer than a turn meets all of them.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::articles::bodies;
use crate::broker::Broker;
use crate::desk::Desk;
use crate::entry::{Contestant, Entry, Place};
use crate::figures::{Costs, each};
use crate::process::{self, Owned};
use crate::started::{Started, start};

/// Longer than finished articles wait for each other: that time goes on for a worker that stands still.
pub(crate) const TURN: Duration = Duration::from_millis(500);
/// After a turn, until the broker has done what is left of it.
const SETTLES: Duration = Duration::from_millis(30);
/// Some twenty turns of one that analyses.
const ARTICLES_A_CORE: usize = 2000;

pub(crate) fn name(place: Place) -> String {
    format!("turns, {}", place.name())
}

pub(crate) async fn take(place: Place, broker: &Broker) -> Costs {
    place.put(broker.pid);
    // A worker that stands still holds articles of its queue, so the bare loop has another.
    let mut players = [
        Player::worker(place, &broker.url).await,
        Player::analyze(place).await,
        Player::bare(place, &broker.second_url).await,
    ];
    // Forth and back, so that nobody always follows the same one.
    while players.iter().any(|player| player.cost.is_none()) {
        for player in &mut players {
            player.turn().await;
        }
        for player in players.iter_mut().rev() {
            player.turn().await;
        }
    }
    let [worker, analyze, bare] = players.map(Player::end);
    Costs {
        place,
        worker,
        analyze,
        bare,
    }
}

/// One that takes turns.
struct Player {
    work: Work,
    /// How many articles it had done before its first turn, and how many it has done after its last.
    articles: Range<usize>,
    /// CPU time before its first turn: until everything was loaded that the first article needs.
    starting: Duration,
    /// Microseconds of CPU time for one article, when all are done.
    cost: Option<f64>,
}

impl Player {
    async fn worker(place: Place, url: &str) -> Self {
        let contestant = Contestant::Full;
        let desk = Desk::sit(url).await;
        let started = start(Entry { contestant, place }, url, articles(place));
        desk.send(1).await;
        desk.until_results(1).await;
        Self::ready(Work::Queue(started, Box::new(desk)), articles(place)).await
    }

    async fn bare(place: Place, url: &str) -> Self {
        let contestant = Contestant::Bare;
        let articles = contestant.articles();
        let desk = Desk::sit(url).await;
        let started = start(Entry { contestant, place }, url, articles);
        desk.until_somebody_consumes().await;
        Self::ready(Work::Queue(started, Box::new(desk)), articles).await
    }

    async fn analyze(place: Place) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (input, output) = (folder.join("articles.jsonl"), folder.join("results.jsonl"));
        std::fs::write(&input, bodies(articles(place)).join("\n")).unwrap();
        let child = analyze(
            place,
            File::open(input).unwrap(),
            File::create(&output).unwrap(),
        );
        let mut work = Work::File(child, Lines::of(&output));
        while work.done().await == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Self::ready(work, articles(place)).await
    }

    /// Makes it stand still with everything left to do before it.
    async fn ready(mut work: Work, articles: usize) -> Self {
        stand_still(work.pid()).await;
        let done = work.done().await;
        if let Work::Queue(_, desk) = &work {
            desk.send(articles - done).await;
        }
        Self {
            articles: done..articles,
            starting: process::cpu(work.pid()),
            work,
            cost: None,
        }
    }

    /// Works until the turn is over, where anything is left to do.
    async fn turn(&mut self) {
        if self.cost.is_some() {
            return;
        }
        let pid = self.work.pid();
        one_turn(pid).await;
        if self.work.done().await >= self.articles.end {
            let cpu = process::cpu(pid).saturating_sub(self.starting);
            self.cost = Some(each(cpu, self.articles.len()));
        }
    }

    fn end(self) -> f64 {
        self.work.end();
        self.cost.unwrap()
    }
}

/// Lets one that stands still work for a turn.
pub(crate) async fn one_turn(pid: u32) {
    process::signal(pid, "CONT");
    tokio::time::sleep(TURN).await;
    stand_still(pid).await;
}

/// Makes one stand still, and waits until the broker, too, is done with what it did.
pub(crate) async fn stand_still(pid: u32) {
    process::signal(pid, "STOP");
    tokio::time::sleep(SETTLES).await;
}

/// Where what one has done can be counted while it stands still.
enum Work {
    Queue(Started, Box<Desk>),
    File(Owned, Lines),
}

impl Work {
    fn pid(&self) -> u32 {
        match self {
            Self::Queue(started, _) => started.pid(),
            Self::File(child, _) => child.id(),
        }
    }

    async fn done(&mut self) -> usize {
        match self {
            Self::Queue(_, desk) => desk.results().await,
            Self::File(_, lines) => lines.so_far(),
        }
    }

    fn end(self) {
        process::signal(self.pid(), "CONT");
        match self {
            Self::Queue(mut started, _) => started.end(),
            Self::File(mut child, _) => assert!(child.wait().unwrap().success()),
        }
    }
}

fn articles(place: Place) -> usize {
    ARTICLES_A_CORE * place.cores()
}

fn analyze(place: Place, input: File, output: File) -> Owned {
    let child = place
        .command(env!("CARGO_BIN_EXE_copydesk"))
        .args(["analyze", "--format", "jsonl", "--output", "jsonl", "-"])
        .stdin(input)
        .stdout(output)
        .stderr(Stdio::null())
        .spawn();
    Owned(child.unwrap())
}

/// The lines of a file that grows.
struct Lines {
    file: File,
    seen: usize,
}

impl Lines {
    fn of(file: &Path) -> Self {
        Self {
            file: File::open(file).unwrap(),
            seen: 0,
        }
    }

    fn so_far(&mut self) -> usize {
        let mut news = Vec::new();
        self.file.read_to_end(&mut news).unwrap();
        self.seen += news.into_iter().filter(|byte| *byte == b'\n').count();
        self.seen
    }
}
