//! What becomes of which article.

use std::time::Duration;

use copydesk::article::Article;
use copydesk::broker::memory::Fault;
use copydesk::broker::{Message, retry};
use copydesk::report::{Report, Status};
use copydesk::wire;
use copydesk::worker::{APP_ID, WorkerSettings};

use crate::stage::{Stage, answers, article, broker, once, quick, text};

const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[tokio::test]
async fn every_article_gets_one_result_that_says_what_it_answers() {
    let stage = Stage::new(broker());
    for id in ["a", "b", "c"] {
        stage.broker.feed("acme.en.story", article(id));
    }
    stage.until_idle().await;
    let results = stage.results();
    assert_eq!(answers(&results), once(&["a", "b", "c"]));
    for result in &results {
        assert_eq!(
            (result.kind(), result.content_type()),
            (
                Some(wire::message_type(Status::Ok)),
                Some("application/json")
            )
        );
        assert_eq!(result.app_id(), Some(APP_ID));
        assert!(result.timestamp().is_some());
        let document: serde_json::Value = serde_json::from_slice(&result.body).unwrap();
        assert_eq!(document["id"].as_str(), result.message_id());
        let headers = result.headers_as_text();
        let event = headers.iter().find(|(name, _)| name == "ce-id");
        assert_eq!(event.map(|(_, id)| id.as_str()), result.message_id());
    }
    assert!(stage.quarantine().is_empty());
}

#[tokio::test]
async fn the_trace_of_the_newsroom_goes_on_in_the_result() {
    let stage = Stage::new(broker());
    stage.broker.feed(
        "",
        article("traced")
            .with_header("traceparent", PARENT)
            .with_header("tracestate", "desk=7"),
    );
    stage.broker.feed(
        "",
        article("broken").with_header("traceparent", "00-nonsense"),
    );
    stage.until_idle().await;
    for result in stage.results() {
        let parent = result.header("traceparent").unwrap().into_owned();
        let handed_on = result
            .header("tracestate")
            .map(std::borrow::Cow::into_owned);
        if result.correlation_id() == Some("traced") {
            assert!(
                parent.starts_with("00-0af7651916cd43dd8448eb211c80319c-") && parent != PARENT,
                "{parent}"
            );
            assert_eq!(handed_on.as_deref(), Some("desk=7"));
            let document: serde_json::Value = serde_json::from_slice(&result.body).unwrap();
            assert_eq!(
                document["provenance"]["trace_id"],
                "0af7651916cd43dd8448eb211c80319c"
            );
        } else {
            assert!(
                !parent.contains("nonsense") && parent.len() == PARENT.len(),
                "{parent}"
            );
            assert_eq!(handed_on, None);
        }
    }
}

#[tokio::test]
async fn an_article_without_an_id_is_answered_under_the_one_it_is_given() {
    let stage = Stage::new(broker());
    stage.broker.feed(
        "",
        Message::new(b"The court ruled on Monday, officials said.".to_vec()),
    );
    stage.until_idle().await;
    let results = stage.results();
    assert!(
        results[0].correlation_id().unwrap().starts_with("sha256:"),
        "{results:?}"
    );
}

#[tokio::test]
async fn what_can_never_be_read_is_quarantined_at_once_with_everything_it_came_with() {
    let stage = Stage::new(broker());
    let poison = [
        (
            "not_utf8",
            Message::new(vec![b'T', 0xff, 0xfe, b'x']).with_content_type("text/plain"),
        ),
        ("oversize", Message::new(vec![b'a'; (1 << 20) + 1])),
        (
            "content_type",
            Message::new(b"%PDF-1.4".to_vec()).with_content_type("application/pdf"),
        ),
        (
            "encoding",
            Message::new(b"not packed".to_vec()).with_content_encoding("gzip"),
        ),
        (
            "encoding",
            Message::new(b"packed otherwise".to_vec()).with_content_encoding("br"),
        ),
        (
            "malformed",
            Message::new(b"{\"text\": ".to_vec()).with_content_type("application/json"),
        ),
    ];
    for (number, (reason, message)) in poison.iter().enumerate() {
        let message = message
            .clone()
            .with_message_id(&format!("{number}-{reason}"))
            .with_header("x-desk", "night");
        stage.broker.feed("acme.en.story", message);
    }
    stage.broker.feed("", article("innocent"));
    stage.until_idle().await;
    let quarantined = stage.quarantine();
    assert_eq!(quarantined.len(), poison.len());
    for copy in quarantined {
        let id = copy.message_id().unwrap();
        let (number, reason) = id.split_once('-').unwrap();
        let original = &poison[number.parse::<usize>().unwrap()].1;
        assert_eq!(copy.header(retry::REASON).as_deref(), Some(reason));
        assert_eq!(copy.body, original.body, "{id}");
        assert_eq!(copy.content_type(), original.content_type(), "{id}");
        assert_eq!(copy.content_encoding(), original.content_encoding(), "{id}");
        assert_eq!(copy.header("x-desk").as_deref(), Some("night"));
        assert_eq!(copy.header(retry::ATTEMPT).as_deref(), Some("1"));
        assert_eq!(
            copy.header(retry::ROUTING_KEY).as_deref(),
            Some("acme.en.story")
        );
    }
    assert_eq!(answers(&stage.results()), once(&["innocent"]));
}

#[tokio::test]
async fn an_article_that_breaks_the_analysis_is_quarantined_and_its_neighbours_are_answered() {
    let stage = Stage::with_desk(broker(), |article: &Article| {
        assert!(!article.text.contains("breaks"), "{}", article.text);
        Report::default()
    });
    stage.broker.feed("", article("before"));
    stage
        .broker
        .feed("", text("poison", "This breaks the desk."));
    stage.broker.feed("", article("after"));
    stage.until_idle().await;
    assert_eq!(answers(&stage.results()), once(&["after", "before"]));
    let quarantined = stage.quarantine();
    assert_eq!(
        quarantined[0].header(retry::REASON).as_deref(),
        Some("panic")
    );
    let detail = quarantined[0].header(retry::DETAIL).unwrap();
    assert!(
        detail.contains("policy.rs:") && !detail.contains("breaks the desk"),
        "{detail}"
    );
    assert_eq!(stage.broker.sessions(), 1);
}

#[tokio::test]
async fn an_article_that_takes_too_long_climbs_the_ladder_and_ends_in_quarantine() {
    let settings = WorkerSettings {
        job_timeout: Duration::from_millis(30),
        ..quick()
    };
    let stage = Stage::with_settings(broker(), settings, |article: &Article| {
        if article.text.contains("slow") {
            std::thread::sleep(Duration::from_millis(80));
        }
        Report::default()
    });
    stage
        .broker
        .feed("acme.en.story", text("late", "A slow one."));
    for attempt in 1..=4 {
        stage
            .until("it rests", |stage| stage.resting_after(attempt).len() == 1)
            .await;
        let resting = stage.resting_after(attempt);
        assert_eq!(
            resting[0].header(retry::ATTEMPT),
            Some(attempt.to_string().into())
        );
        assert_eq!(resting[0].header(retry::REASON).as_deref(), Some("timeout"));
        stage.broker.let_retries_return();
    }
    stage.until_idle().await;
    let quarantined = stage.quarantine();
    assert_eq!(quarantined[0].header(retry::ATTEMPT).as_deref(), Some("5"));
    assert_eq!(
        quarantined[0].header(retry::ROUTING_KEY).as_deref(),
        Some("acme.en.story")
    );
    assert!(stage.results().is_empty());
}

#[tokio::test]
async fn a_result_that_no_queue_takes_is_not_done_and_is_made_again_later() {
    let stage = Stage::new(broker());
    stage.broker.bind_results(false);
    stage.broker.feed("acme.en.story", article("a"));
    stage
        .until("it rests", |stage| stage.resting_after(1).len() == 1)
        .await;
    assert_eq!(
        stage.resting_after(1)[0].header(retry::REASON).as_deref(),
        Some("unroutable")
    );
    stage.broker.bind_results(true);
    stage.broker.let_retries_return();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    assert_eq!(answers(&stage.results()), once(&["a"]));
}

#[tokio::test]
async fn a_result_that_the_broker_refuses_is_made_again_later() {
    let stage = Stage::new(broker());
    stage.broker.script([Fault::Nack]);
    stage.broker.feed("", article("a"));
    stage
        .until("it rests", |stage| stage.resting_after(1).len() == 1)
        .await;
    assert_eq!(
        stage.resting_after(1)[0].header(retry::REASON).as_deref(),
        Some("refused")
    );
    stage.broker.let_retries_return();
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
}

#[tokio::test]
async fn an_article_stays_in_its_queue_when_not_even_its_copy_is_taken() {
    let stage = Stage::new(broker());
    stage.broker.script([Fault::Return, Fault::Return]);
    stage.broker.feed("", article("a"));
    stage
        .until("the result is there", |stage| stage.results().len() == 1)
        .await;
    assert_eq!(stage.broker.sessions(), 2);
    assert!(stage.resting_after(1).is_empty() && stage.quarantine().is_empty());
}
