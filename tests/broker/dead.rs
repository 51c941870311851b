//! Quarantine and dead letters: looked at, sent back, thrown away.

use std::time::Duration;

use copydesk::broker::dead::{self, Filter, Mode};
use copydesk::broker::{Message, retry};

use crate::place::{Place, article};

fn failed(id: &str, reason: &str, first_failed: &str) -> Message {
    article(id)
        .with_header("x-desk", "night")
        .with_header(retry::REASON, reason)
        .with_header(retry::FIRST_FAILED, first_failed)
        .with_header(retry::ROUTING_KEY, "acme.en.story")
        .with_number(retry::ATTEMPT, 3)
}

async fn quarantined(prefix: &str) -> Option<Place> {
    let place = Place::made(prefix).await?;
    let messages = vec![
        failed("old", "timeout", "2020-01-01T00:00:00Z"),
        failed("broken", "panic", "2020-01-01T00:00:00Z"),
        failed("young", "timeout", "2999-01-01T00:00:00Z"),
    ];
    place
        .put(&place.settings.topology.quarantine_queue, messages)
        .await;
    Some(place)
}

fn old_timeouts() -> Filter {
    Filter {
        reason: Some("timeout".to_owned()),
        older_than: Some(Duration::from_secs(3600)),
        message_id: None,
    }
}

async fn listed(place: &Place, filter: &Filter) -> Vec<dead::Dead> {
    let mut found = Vec::new();
    let queue = &place.settings.topology.quarantine_queue;
    let listing = dead::list(&place.settings, queue, filter, |dead| found.push(dead));
    listing.await.unwrap();
    found
}

fn ids(messages: &[dead::Dead]) -> Vec<&str> {
    messages
        .iter()
        .map(|dead| dead.message.message_id().unwrap())
        .collect()
}

#[tokio::test]
async fn looking_shows_what_passes_the_filter_and_takes_nothing_away() {
    let Some(place) = quarantined("dead-list").await else {
        return;
    };
    let queue = &place.settings.topology.quarantine_queue;
    let all = listed(&place, &Filter::default()).await;
    assert_eq!(ids(&all), ["old", "broken", "young"]);
    let some = listed(&place, &old_timeouts()).await;
    assert_eq!(
        (ids(&some), some[0].attempts, some[0].reason.as_str()),
        (vec!["old"], Some(3), "timeout")
    );
    let one = dead::show(&place.settings, queue, "broken")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(one.message.body, article("broken").body);
    assert!(
        dead::show(&place.settings, queue, "absent")
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(place.look(queue).await.len(), 3);
}

#[tokio::test]
async fn a_dry_run_says_what_it_would_do_and_does_nothing() {
    let Some(place) = quarantined("dead-dry").await else {
        return;
    };
    let queue = &place.settings.topology.quarantine_queue;
    let (mut replayed, mut dropped) = (Vec::new(), Vec::new());
    let (broker, filter) = (&place.settings, old_timeouts());
    let replay = dead::replay(broker, queue, &filter, Mode::DryRun, |dead| {
        replayed.push(dead);
    });
    replay.await.unwrap();
    let drop = dead::drop(broker, queue, &filter, Mode::DryRun, |dead| {
        dropped.push(dead);
    });
    drop.await.unwrap();
    assert_eq!((ids(&replayed), ids(&dropped)), (vec!["old"], vec!["old"]));
    assert_eq!(place.look(queue).await.len(), 3);
    assert!(
        place
            .look(&place.settings.topology.input_queue)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_replay_goes_back_to_work_with_the_newsrooms_headers_and_without_ours() {
    let Some(place) = quarantined("dead-replay").await else {
        return;
    };
    let queue = &place.settings.topology.quarantine_queue;
    dead::replay(&place.settings, queue, &old_timeouts(), Mode::Real, |_| {})
        .await
        .unwrap();
    let back = place.look(&place.settings.topology.input_queue).await;
    assert_eq!(back.len(), 1);
    assert_eq!(
        (back[0].message_id(), &back[0].body),
        (Some("old"), &article("old").body)
    );
    assert_eq!(back[0].header("x-desk").as_deref(), Some("night"));
    assert_eq!(
        back[0].header(retry::ROUTING_KEY).as_deref(),
        Some("acme.en.story")
    );
    assert_eq!(
        (back[0].header(retry::REASON), retry::attempt(&back[0])),
        (None, 1)
    );
    assert!(back[0].header(retry::REPLAYED).is_some());
    assert_eq!(place.look(queue).await.len(), 2);
}

#[tokio::test]
async fn what_is_thrown_away_is_gone_and_nothing_else() {
    let Some(place) = quarantined("dead-drop").await else {
        return;
    };
    let queue = &place.settings.topology.quarantine_queue;
    let filter = Filter {
        reason: Some("panic".to_owned()),
        ..Filter::default()
    };
    dead::drop(&place.settings, queue, &filter, Mode::Real, |_| {})
        .await
        .unwrap();
    let rest = listed(&place, &Filter::default()).await;
    assert_eq!(ids(&rest), ["old", "young"]);
}

#[tokio::test]
async fn a_missing_queue_is_an_error() {
    let Some(place) = Place::bare("dead-missing") else {
        return;
    };
    assert!(
        dead::list(
            &place.settings,
            "dead-missing.none",
            &Filter::default(),
            |_| {}
        )
        .await
        .is_err()
    );
}
