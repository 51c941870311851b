//! What the worker does while the broker is away, and afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use copydesk::article::Article;
use copydesk::broker::memory::Fault;
use copydesk::report::Report;
use copydesk::telemetry::Condition;

use crate::stage::{Stage, answers, article, broker, once};

#[tokio::test]
async fn a_worker_waits_for_a_broker_that_is_not_up_yet() {
    let broker = broker();
    broker.refuse_openings(5);
    broker.feed("", article("a"));
    let stage = Stage::new(broker);
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    stage
        .until("it is ready", |stage| stage.vitals.ready())
        .await;
}

#[tokio::test]
async fn a_worker_waits_for_a_missing_queue_and_says_what_is_missing() {
    let broker = broker();
    broker.delete_input();
    let stage = Stage::new(broker);
    let unfit = |stage: &Stage| {
        stage
            .vitals
            .obstacles()
            .get(&Condition::TopologyFits)
            .cloned()
            .unwrap_or_default()
    };
    stage
        .until("it says so", |stage| {
            unfit(stage).contains("queue copydesk.articles")
        })
        .await;
    assert!(unfit(&stage).contains("copydesk topology apply"));
    stage.broker.create_input();
    stage.broker.feed("", article("a"));
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    stage
        .until("it is ready", |stage| stage.vitals.ready())
        .await;
}

#[tokio::test]
async fn a_lost_confirm_makes_a_duplicate_with_the_same_id() {
    for fault in [Fault::DropAfter, Fault::Hang] {
        let stage = Stage::new(broker());
        stage.broker.script([fault]);
        stage.broker.feed("", article("a"));
        stage.until_idle().await;
        assert_eq!(answers(&stage.results())["a"], 2, "{fault:?}");
    }
}

#[tokio::test]
async fn a_message_lost_before_it_was_stored_is_published_again() {
    let stage = Stage::new(broker());
    stage.broker.script([Fault::DropBefore]);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["a"]));
}

#[tokio::test]
async fn a_lost_acknowledgement_makes_no_duplicate_and_no_work() {
    let read = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&read);
    let stage = Stage::with_desk(broker(), move |_: &Article| {
        count.fetch_add(1, Ordering::Relaxed);
        Report::default()
    });
    stage.broker.script([Fault::DropConfirmed]);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["a"]));
    assert_eq!(
        (stage.broker.sessions(), read.load(Ordering::Relaxed)),
        (2, 1)
    );
}

#[tokio::test]
async fn a_corrected_article_under_the_same_id_is_no_duplicate() {
    let stage = Stage::new(broker());
    stage.broker.script([Fault::DropConfirmed]);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    stage.broker.script([Fault::DropBefore]);
    stage.broker.feed(
        "",
        crate::stage::text(
            "a",
            "Correction: the council rejected the budget, the mayor said.",
        ),
    );
    stage.until_idle().await;
    let ids: std::collections::BTreeSet<_> = stage
        .results()
        .iter()
        .map(|result| result.message_id().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
}

#[tokio::test]
async fn a_retry_that_is_redelivered_is_not_mistaken_for_its_first_attempt() {
    let stage = Stage::new(broker());
    stage.broker.script([Fault::Nack]);
    stage.broker.feed("", article("a"));
    stage
        .until("it rests", |stage| stage.resting_after(1).len() == 1)
        .await;
    stage.broker.script([Fault::DropBefore]);
    stage.broker.let_retries_return();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
}

#[tokio::test]
async fn a_blocked_broker_is_waited_for() {
    let stage = Stage::new(broker());
    stage
        .until("it is ready", |stage| stage.vitals.ready())
        .await;
    stage.broker.block(true);
    stage.broker.feed("", article("a"));
    stage
        .until("it is not ready", |stage| !stage.vitals.ready())
        .await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(stage.results().is_empty());
    stage.broker.block(false);
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    stage
        .until("it is ready", |stage| stage.vitals.ready())
        .await;
    assert_eq!(stage.broker.sessions(), 1);
}

#[tokio::test]
async fn a_deleted_queue_is_noticed_and_what_was_in_hand_is_still_answered() {
    let stage = Stage::with_desk(broker(), |_: &Article| {
        std::thread::sleep(Duration::from_millis(50));
        Report::default()
    });
    stage.broker.feed("", article("in hand"));
    stage
        .until("it is in hand", |stage| stage.broker.open_articles() == 1)
        .await;
    tokio::time::sleep(Duration::from_millis(10)).await;
    stage.broker.delete_input();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    stage
        .until("it is not ready", |stage| !stage.vitals.ready())
        .await;
    stage.broker.create_input();
    stage.broker.feed("", article("later"));
    stage
        .until("it goes on", |stage| stage.results().len() == 2)
        .await;
    assert_eq!(answers(&stage.results()), once(&["in hand", "later"]));
}

#[tokio::test]
async fn a_session_begins_with_one_article_at_a_time_until_a_fresh_one_comes() {
    let stage = Stage::with_desk(broker(), |_: &Article| {
        std::thread::sleep(Duration::from_millis(5));
        Report::default()
    });
    for number in 0..20 {
        stage.broker.feed("", article(&number.to_string()));
    }
    stage
        .until("some are done", |stage| stage.results().len() > 4)
        .await;
    stage.broker.drop_connections();
    stage.until_idle().await;
    assert_eq!(stage.broker.prefetches(), [1, 8, 1, 8]);
    assert_eq!(answers(&stage.results()).len(), 20);
}
