//! How a worker stops.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use copydesk::article::Article;
use copydesk::report::Report;
use copydesk::worker::{Farewell, WorkerSettings};

use crate::stage::{Stage, answers, article, broker, quick};

fn slow(milliseconds: u64) -> impl Fn(&Article) -> Report + Send + Sync + 'static {
    move |_| {
        std::thread::sleep(Duration::from_millis(milliseconds));
        Report::default()
    }
}

#[tokio::test]
async fn a_worker_that_waits_for_the_broker_stops_at_once() {
    let broker = broker();
    broker.refuse_openings(u32::MAX);
    let stage = Stage::new(broker);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(stage.end().await, Farewell::Drained);
}

#[tokio::test]
async fn what_is_in_hand_is_finished_and_the_rest_stays_in_the_queue() {
    let stage = Stage::with_desk(broker(), slow(20));
    for number in 0..40 {
        stage.broker.feed("", article(&number.to_string()));
    }
    stage
        .until("some are done", |stage| stage.results().len() > 4)
        .await;
    let broker = stage.broker.clone();
    let results = stage.topology.results_queue.clone();
    assert_eq!(stage.end().await, Farewell::Drained);
    let answered = broker.queue(&results);
    assert_eq!(answered.len() + broker.open_articles(), 40);
    assert!(answers(&answered).values().all(|count| *count == 1));
    assert!(answered.len() < 40);
}

#[tokio::test]
async fn what_is_finished_together_while_draining_is_acknowledged_together() {
    let in_hand = usize::from(quick().prefetch);
    let opened = Arc::new(AtomicBool::new(false));
    let closed = Arc::clone(&opened);
    let stage = Stage::with_desk(broker(), move |_: &Article| {
        while !closed.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(1));
        }
        Report::default()
    });
    for number in 0..in_hand {
        stage.broker.feed("", article(&number.to_string()));
    }
    let input = stage.topology.input_queue.clone();
    stage
        .until("all are in hand", |stage| {
            stage.broker.queue(&input).is_empty()
        })
        .await;
    let broker = stage.broker.clone();
    stage.stop.ask();
    opened.store(true, Ordering::Relaxed);
    assert_eq!(stage.farewell().await, Farewell::Drained);
    let acknowledged = broker.acknowledged();
    assert_eq!(acknowledged.iter().sum::<usize>(), in_hand);
    assert!(acknowledged.len() < in_hand, "{acknowledged:?}");
}

#[tokio::test]
async fn a_drain_gives_up_when_its_time_is_over() {
    let settings = WorkerSettings {
        drain_timeout: Duration::from_millis(30),
        ..quick()
    };
    let stage = Stage::with_settings(broker(), settings, slow(400));
    stage.broker.feed("", article("long"));
    stage
        .until("it is in hand", |stage| {
            stage.broker.prefetches().len() == 2
        })
        .await;
    let broker = stage.broker.clone();
    assert_eq!(stage.end().await, Farewell::GaveUp { unfinished: 1 });
    assert_eq!(broker.open_articles(), 1);
}

#[tokio::test]
async fn asked_a_second_time_it_stops_at_once() {
    let stage = Stage::with_desk(broker(), slow(3000));
    stage.broker.feed("", article("long"));
    stage
        .until("it is in hand", |stage| {
            stage.broker.prefetches().len() == 2
        })
        .await;
    let asked = Instant::now();
    stage.stop.ask();
    stage.stop.ask();
    assert_eq!(stage.farewell().await, Farewell::GaveUp { unfinished: 1 });
    assert!(asked.elapsed() < Duration::from_millis(1500));
}
