//! The empty worker and the bare loop by turns, both in full swing: how many articles a second each does while it works.

use crate::broker::Broker;
use crate::desk::Desk;
use crate::entry::{Contestant, Entry, Place};
use crate::figures::{Paces, number};
use crate::started::{Started, start};
use crate::turns::{TURN, one_turn, stand_still};

/// How many turns each has, forth and back.
const TURNS: usize = 4;
/// Articles that wait at the beginning of a turn: more than anybody does in one.
const WAITING: usize = 10_000;

pub(crate) fn name(place: Place) -> String {
    format!("pace, {}", place.name())
}

pub(crate) async fn take(place: Place, broker: &Broker) -> Paces {
    place.put(broker.pid);
    let runner = |contestant, url| Runner::ready(Entry { contestant, place }, url);
    // One that stands still holds articles of its queue, so each has its own.
    let mut runners = [
        runner(Contestant::Empty, &broker.url).await,
        runner(Contestant::Bare, &broker.second_url).await,
    ];
    for _ in 0..TURNS / 2 {
        for runner in &mut runners {
            runner.turn().await;
        }
        for runner in runners.iter_mut().rev() {
            runner.turn().await;
        }
    }
    let [empty, bare] = runners.map(|runner| runner.rate());
    Paces { place, empty, bare }
}

/// One that takes turns.
struct Runner {
    started: Started,
    desk: Desk,
    /// How many articles it had done before its first turn, and after each.
    done: Vec<usize>,
}

impl Runner {
    /// Has done its first article and stands still, with articles to do before it.
    async fn ready(entry: Entry, url: &str) -> Self {
        let desk = Desk::sit(url).await;
        let started = start(entry, url, usize::MAX);
        desk.send(1).await;
        desk.until_results(1).await;
        stand_still(started.pid()).await;
        desk.send(WAITING).await;
        Self {
            started,
            desk,
            done: vec![1],
        }
    }

    /// Works for a turn; what it did is replaced while it stands still.
    async fn turn(&mut self) {
        one_turn(self.started.pid()).await;
        let before = self.done.last().copied().unwrap_or_default();
        let now = self.desk.results().await;
        assert!(now - before < WAITING, "too few articles for a turn");
        self.desk.send(now - before).await;
        self.done.push(now);
    }

    /// Articles a second in all turns.
    fn rate(&self) -> f64 {
        let (before, after) = (self.done[0], self.done[self.done.len() - 1]);
        number(after - before) / (TURN.as_secs_f64() * number(self.done.len() - 1))
    }
}
