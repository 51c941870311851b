//! The empty worker and the bare loop by turns, both in full swing: how many articles a second each does while it works.

use crate::broker::Broker;
use crate::desk::Desk;
use crate::entry::{Contestant, Entry, Place};
use crate::figures::{Paces, number};
use crate::started::{Started, start};
use crate::turns::{TURN, one_turn, stand_still};

/// How many turns each has, forth and back.
const TURNS: usize = 4;
/// Articles that each does before its first turn: with the first it loads what it has left until then.
const BEFORE: usize = 1;
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
    /// How many articles it has done by now.
    done: usize,
}

impl Runner {
    /// Has done its first article and stands still, with articles to do before it.
    async fn ready(entry: Entry, url: &str) -> Self {
        let desk = Desk::sit(url).await;
        let started = start(entry, url, usize::MAX);
        desk.send(BEFORE).await;
        desk.until_results(BEFORE).await;
        stand_still(started.pid()).await;
        desk.send(WAITING).await;
        Self {
            started,
            desk,
            done: BEFORE,
        }
    }

    /// Works for a turn; what it did is replaced while it stands still.
    async fn turn(&mut self) {
        one_turn(self.started.pid()).await;
        let now = self.desk.results().await;
        let in_turn = now - self.done;
        assert!(in_turn < WAITING, "too few articles for a turn");
        self.desk.send(in_turn).await;
        self.done = now;
    }

    /// Articles a second in all turns.
    fn rate(&self) -> f64 {
        number(self.done - BEFORE) / (TURN.as_secs_f64() * number(TURNS))
    }
}
