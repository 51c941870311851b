//! One contestant in one round.

use std::time::{Duration, Instant};

use crate::broker::Broker;
use crate::desk::Desk;
use crate::entry::{Contestant, Entry};
use crate::figures::{Run, each};
use crate::process;
use crate::started::{Started, start};

/// Until the last message is acknowledged after its result has arrived.
const SETTLES: Duration = Duration::from_millis(200);

pub(crate) async fn measure(entry: Entry, broker: &Broker) -> Run {
    let desk = Desk::sit(&broker.url).await;
    entry.place.put(broker.pid);
    // First with a single article: how long starting takes, how much memory rest needs before it, and what both cost.
    let before = process::cpu_of_ended_children();
    let rest = match entry.contestant {
        Contestant::Bare => None,
        _ => Some(first_article(start(entry, &broker.url, 1), &desk).await),
    };
    let starting = process::cpu_of_ended_children().saturating_sub(before);
    let count = entry.contestant.articles();
    desk.send(count).await;

    let (broker_before, all, ended) = (
        process::cpu(broker.pid),
        process::cpu_of_all(),
        process::cpu_of_ended_children(),
    );
    let begun = Instant::now();
    let mut started = start(entry, &broker.url, count);
    desk.until_results(count).await;
    tokio::time::sleep(SETTLES).await;
    let peak = process::memory(started.pid(), "VmHWM");
    let analysing = process::cpu_of_threads(started.pid(), "analysis");
    let broker_cpu = process::cpu(broker.pid).saturating_sub(broker_before);
    let pace = started.pace();
    started.end();
    let own = process::cpu_of_ended_children().saturating_sub(ended);
    let others = process::cpu_of_all().saturating_sub(all + broker_cpu + own);
    Run {
        entry,
        pace,
        cpu: each(own.saturating_sub(starting), count),
        analysing: rest.map(|_| each(analysing, count)),
        broker_cpu: each(broker_cpu, count),
        others: others.as_secs_f64() / begun.elapsed().as_secs_f64(),
        peak,
        rest,
    }
}

/// Memory at rest, and the time until the contestant consumed; then it reads one article, for which it loads what it has
/// left until then.
async fn first_article(mut started: Started, desk: &Desk) -> (f64, Duration) {
    desk.until_somebody_consumes().await;
    let ready = started.ready();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let memory = process::memory(started.pid(), "VmRSS");
    desk.send(1).await;
    desk.until_results(1).await;
    started.end();
    desk.purge().await;
    (memory, ready)
}
