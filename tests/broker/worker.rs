//! The worker on a real broker.

use std::collections::BTreeSet;
use std::time::Duration;

use copydesk::article::Article;
use copydesk::broker::dead::{self, Filter, Mode};
use copydesk::broker::results::{From, Reader};
use copydesk::broker::{Address, Message, PublishError, publish, retry, topology};
use copydesk::report::Report;
use copydesk::report::Status;
use copydesk::telemetry::Condition;
use copydesk::wire;
use copydesk::worker::Farewell;
use lapin::options::{BasicPublishOptions, QueueDeleteOptions};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Connection, ConnectionProperties};

use crate::place::{Place, article, common};

fn read(_: &Article) -> Report {
    Report::default()
}

#[tokio::test]
async fn an_article_comes_out_as_a_result_that_says_what_it_answers() {
    let Some(place) = Place::made("worker-result").await else {
        return;
    };
    let mut listener = Reader::open(
        &place.settings,
        &From::Exchange("worker-result.out".to_owned()),
    )
    .await
    .unwrap();
    let worker = place.employ(read);
    place
        .feed(vec![article("7").with_header(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        )])
        .await;
    let heard = listener.next().await.unwrap();
    let results = place.until(&place.settings.topology.results_queue, 1).await;
    assert_eq!(results[0].message_id(), heard.message_id());
    assert_eq!(
        (results[0].correlation_id(), results[0].kind()),
        (Some("7"), Some(wire::message_type(Status::Ok)))
    );
    assert!(
        results[0]
            .header("traceparent")
            .unwrap()
            .starts_with("00-0af7651916cd43dd8448eb211c80319c-")
    );
    worker.until(Condition::Consuming, true).await;
    assert!(worker.vitals.ready());
    assert_eq!(worker.dismiss().await, Farewell::Drained);
    listener.close().await;
}

/// Articles that are acknowledged do not come again when their worker dies.
#[tokio::test]
async fn articles_that_overtook_a_slow_one_are_acknowledged_before_it_is_done() {
    let Some(place) = Place::made("worker-overtaken").await else {
        return;
    };
    let slow = |article: &Article| {
        if article.text.contains("number 0") {
            std::thread::sleep(Duration::from_millis(1800));
        }
        Report::default()
    };
    let worker = place.employ(slow);
    place
        .feed((0..7).map(|number| article(&number.to_string())).collect())
        .await;
    let results = place.settings.topology.results_queue.clone();
    place.until(&results, 6).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    worker.kill().await;
    let next = place.employ(read);
    let all = place.until(&results, 7).await;
    let answered: BTreeSet<&str> = all.iter().filter_map(Message::correlation_id).collect();
    assert_eq!(answered.len(), 7);
    assert_eq!(next.dismiss().await, Farewell::Drained);
    assert_eq!(place.look(&results).await.len(), 7);
}

#[tokio::test]
async fn a_late_article_climbs_the_ladder_and_a_replay_gives_it_another_life() {
    let Some(place) = Place::made("worker-ladder").await else {
        return;
    };
    let slow = |article: &Article| {
        if !article.text.contains("Quick") {
            std::thread::sleep(Duration::from_millis(2400));
        }
        Report::default()
    };
    let worker = place.employ(slow);
    place
        .feed(vec![
            article("late"),
            Message::new(b"Quick news, an official said.".to_vec()).with_message_id("quick"),
        ])
        .await;
    let quarantine = place.settings.topology.quarantine_queue.clone();
    let given_up = place.until(&quarantine, 1).await;
    assert_eq!(given_up[0].message_id(), Some("late"));
    assert_eq!(
        given_up[0].header(retry::REASON).as_deref(),
        Some("timeout")
    );
    assert_eq!(given_up[0].header(retry::ATTEMPT).as_deref(), Some("3"));
    assert_eq!(
        given_up[0].header(retry::ROUTING_KEY).as_deref(),
        Some("acme.en.story")
    );
    worker.dismiss().await;
    dead::replay(
        &place.settings,
        &quarantine,
        &Filter::default(),
        Mode::Real,
        |_| {},
    )
    .await
    .unwrap();
    let worker = place.employ(read);
    let results = place.until(&place.settings.topology.results_queue, 2).await;
    assert_eq!(results[1].correlation_id(), Some("late"));
    worker.dismiss().await;
}

/// `CC` sends a further copy to another queue, and `expiration` throws a message away: neither may happen to the copy in
/// quarantine.
#[tokio::test]
async fn a_copy_in_quarantine_keeps_what_the_broker_would_act_upon_and_comes_to_no_harm() {
    let Some(place) = Place::made("worker-headers").await else {
        return;
    };
    let url = &common().unwrap().node.url;
    let connection = Connection::connect(url, ConnectionProperties::default())
        .await
        .unwrap();
    let channel = connection.create_channel().await.unwrap();
    let mut headers = FieldTable::default();
    let copies = vec![AMQPValue::LongString("worker-headers.results".into())];
    headers.insert("CC".into(), AMQPValue::FieldArray(copies.into()));
    let properties = BasicProperties::default()
        .with_headers(headers)
        .with_user_id("guest".into())
        .with_expiration("2000".into());
    let (exchange, queue) = ("".into(), "worker-headers.articles".into());
    let sent = channel.basic_publish(
        exchange,
        queue,
        BasicPublishOptions::default(),
        b"T\xffx",
        properties,
    );
    sent.await.unwrap().await.unwrap();
    let worker = place.employ(read);
    place.until("worker-headers.quarantine", 1).await;
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let given_up = place.look("worker-headers.quarantine").await;
    assert_eq!(
        given_up[0].header("x-copydesk-expiration").as_deref(),
        Some("2000")
    );
    assert_eq!(
        given_up[0].header("x-copydesk-user-id").as_deref(),
        Some("guest")
    );
    let names = given_up[0].headers_as_text();
    assert!(
        names.iter().any(|(name, _)| name == "x-copydesk-cc"),
        "{names:?}"
    );
    // Only the newsroom's own copy was ever sent there, and it has expired.
    assert!(place.look("worker-headers.results").await.is_empty());
    worker.dismiss().await;
}

#[tokio::test]
async fn a_worker_waits_for_queues_that_are_made_later() {
    let Some(place) = Place::bare("worker-later") else {
        return;
    };
    let worker = place.employ(read);
    worker.until(Condition::Connected, true).await;
    worker.until(Condition::TopologyFits, false).await;
    assert!(worker.vitals.obstacles()[&Condition::TopologyFits].contains("worker-later.articles"));
    topology::apply(&place.settings).await.unwrap();
    place.feed(vec![article("first")]).await;
    place.until("worker-later.results", 1).await;
    assert!(worker.vitals.ready());
    worker.dismiss().await;
}

#[tokio::test]
async fn a_deleted_queue_is_noticed_and_the_worker_recovers() {
    let Some(place) = Place::made("worker-deleted").await else {
        return;
    };
    let worker = place.employ(read);
    worker.until(Condition::Consuming, true).await;
    let connection =
        Connection::connect(&common().unwrap().node.url, ConnectionProperties::default())
            .await
            .unwrap();
    let channel = connection.create_channel().await.unwrap();
    channel
        .queue_delete(
            "worker-deleted.articles".into(),
            QueueDeleteOptions::default(),
        )
        .await
        .unwrap();
    worker.until(Condition::Consuming, false).await;
    topology::apply(&place.settings).await.unwrap();
    place.feed(vec![article("after")]).await;
    place.until("worker-deleted.results", 1).await;
    worker.dismiss().await;
}

#[tokio::test]
async fn a_message_no_queue_takes_is_told_and_holds_up_no_other() {
    let Some(place) = Place::made("worker-returned").await else {
        return;
    };
    let to = Address::new("worker-returned.unrouted", "nowhere");
    let mut told = Vec::new();
    let messages = vec![article("1"), article("2")];
    let arrived = publish(&place.settings, &to, messages, |published| {
        told.push(published);
    })
    .await
    .unwrap();
    assert_eq!((arrived, told.len()), (0, 2));
    assert!(
        told.iter()
            .all(|(_, published)| matches!(published, Err(PublishError::Returned { .. })))
    );
}

/// A memory alarm holds up every publisher on the node, so this is the only test of its kind, and short.
#[tokio::test]
async fn a_broker_short_of_memory_is_waited_for() {
    let Some(place) = Place::made("worker-blocked").await else {
        return;
    };
    let node = &common().unwrap().node;
    place
        .feed((0..20).map(|number| article(&number.to_string())).collect())
        .await;
    node.run(&["ctl", "set_vm_memory_high_watermark", "0"])
        .unwrap();
    let worker = place.employ(read);
    worker.until(Condition::NotBlocked, false).await;
    assert!(!worker.vitals.ready());
    node.run(&["ctl", "set_vm_memory_high_watermark", "0.4"])
        .unwrap();
    worker.until(Condition::NotBlocked, true).await;
    let results = place.until("worker-blocked.results", 20).await;
    assert_eq!(results.len(), 20);
    worker.dismiss().await;
}
