//! Results in other people's formats, published beside the result under keys of their own.

use std::collections::BTreeSet;

use copydesk::broker::memory::{Fault, OTHER_KEYS};
use copydesk::broker::{Message, retry};
use copydesk::report::Report;
use copydesk::wire::{EventMode, Export};
use copydesk::worker::WorkerSettings;

use crate::stage::{Stage, answers, article, broker, once, quick};

fn exporting(exports: &[Export]) -> Stage {
    exporting_as(exports, EventMode::Binary)
}

fn exporting_as(exports: &[Export], event: EventMode) -> Stage {
    let mut settings: WorkerSettings = quick();
    settings.reading.exports = exports.to_vec();
    settings.reading.event = event;
    Stage::with_settings(broker(), settings, |_: &_| Report::default())
}

fn exported(stage: &Stage) -> Vec<Message> {
    stage.broker.queue(OTHER_KEYS)
}

#[tokio::test]
async fn every_export_answers_the_article_with_an_id_and_a_type_of_its_own() {
    let stage = exporting(&[Export::Annotations, Export::Ninjs, Export::Csv]);
    stage.broker.bind_other_keys(true);
    stage.broker.feed("acme.en.story", article("a"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["a"]));
    let exports = exported(&stage);
    let types: BTreeSet<&str> = exports.iter().filter_map(Message::content_type).collect();
    assert_eq!(types.len(), 3);
    let ids: BTreeSet<&str> = exports.iter().filter_map(Message::message_id).collect();
    assert!(ids.len() == 3 && !ids.contains(stage.results()[0].message_id().unwrap()));
    for export in &exports {
        assert_eq!(export.correlation_id(), Some("a"));
        assert_eq!(export.kind(), Some("org.copydesk.article.exported.v1"));
        assert_eq!(export.header("ce-id").as_deref(), export.message_id());
        assert!(export.header("traceparent").is_some());
    }
    let table = exports
        .iter()
        .find(|one| one.content_type().unwrap().starts_with("text/csv"));
    assert!(table.unwrap().body.starts_with(b"article,attribution,"));
}

#[tokio::test]
async fn nothing_is_exported_unless_it_is_asked_for() {
    let stage = exporting(&[]);
    stage.broker.bind_other_keys(true);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    assert_eq!(stage.results().len(), 1);
    assert!(exported(&stage).is_empty());
}

#[tokio::test]
async fn plain_events_carry_no_headers_of_events() {
    let stage = exporting_as(&[Export::Ninjs], EventMode::Plain);
    stage.broker.bind_other_keys(true);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    assert_eq!(exported(&stage)[0].header("ce-id"), None);
}

#[tokio::test]
async fn an_article_is_not_done_before_its_export_is_confirmed() {
    let stage = exporting(&[Export::Annotations]);
    stage.broker.bind_other_keys(true);
    stage.broker.script([Fault::Nack]);
    stage.broker.feed("acme.en.story", article("a"));
    stage
        .until("it rests", |stage| stage.resting_after(1).len() == 1)
        .await;
    assert!(stage.results().is_empty(), "the export comes first");
    assert_eq!(
        stage.resting_after(1)[0].header(retry::REASON).as_deref(),
        Some("refused")
    );
    stage.broker.let_retries_return();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    assert_eq!(answers(&exported(&stage)), once(&["a"]));
}

#[tokio::test]
async fn an_export_that_no_queue_takes_is_made_again_later() {
    let stage = exporting(&[Export::Brat, Export::Csv]);
    stage.broker.feed("", article("a"));
    stage
        .until("it rests", |stage| stage.resting_after(1).len() == 1)
        .await;
    assert_eq!(
        stage.resting_after(1)[0].header(retry::REASON).as_deref(),
        Some("unroutable")
    );
    stage.broker.bind_other_keys(true);
    stage.broker.let_retries_return();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    assert_eq!(exported(&stage).len(), 2);
}

#[tokio::test]
async fn connections_that_drop_between_export_and_result_lose_neither() {
    let stage = exporting(&[Export::Ninjs]);
    stage.broker.bind_other_keys(true);
    stage.broker.script([Fault::None, Fault::DropBefore]);
    stage.broker.feed("", article("a"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["a"]));
    let ids: BTreeSet<String> = exported(&stage)
        .iter()
        .map(|export| export.message_id().unwrap().to_owned())
        .collect();
    assert_eq!(
        (exported(&stage).len(), ids.len()),
        (2, 1),
        "a duplicate is recognised"
    );
}

#[tokio::test]
async fn an_embargo_holds_exports_back_and_not_the_result() {
    let stage = exporting(&[Export::Csv]);
    stage.broker.bind_other_keys(true);
    let body = br#"{"id": "e", "text": "The ferry will stop, Ada Berg said.", "embargoed": true}"#;
    stage
        .broker
        .feed("", Message::new(body.to_vec()).with_message_id("e"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["e"]));
    assert!(exported(&stage).is_empty());
}
