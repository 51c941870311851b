//! The bare loop: consume, publish with confirm, acknowledge, each message in a future of its own, and nothing else. What
//! it publishes is the same each time, and all that the worker publishes for an empty result: body, properties, headers.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use copydesk::article::Article;
use copydesk::report::Report;
use copydesk::wire::{self, Outgoing, Provenance, Sending};
use copydesk::worker::WorkerSettings;
use futures_util::stream::{FuturesUnordered, StreamExt};
use lapin::message::Delivery;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions,
    ConfirmSelectOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties};

use crate::figures::Pace;

/// The first argument that makes the program a bare loop.
pub(crate) const PART: &str = "as-a-bare-loop";
/// Most messages in hand: as many as a worker takes where nobody sets it.
fn window() -> u16 {
    WorkerSettings::default().window()
}

/// Passes on as many messages as the second argument says, from the broker of the first; says on standard output how it
/// went, and ends when standard input does.
pub(crate) fn work(arguments: &[String]) -> ExitCode {
    let [url, count] = arguments else {
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let pace = runtime.block_on(relay(url, count.parse().unwrap()));
    println!("{}", pace.to_line());
    drop(std::io::read_to_string(std::io::stdin()));
    ExitCode::SUCCESS
}

async fn relay(url: &str, count: usize) -> Pace {
    let consuming = Connection::connect(url, ConnectionProperties::default())
        .await
        .unwrap();
    let publishing = Connection::connect(url, ConnectionProperties::default())
        .await
        .unwrap();
    let input = consuming.create_channel().await.unwrap();
    let output = publishing.create_channel().await.unwrap();
    output
        .confirm_select(ConfirmSelectOptions::default())
        .await
        .unwrap();
    input
        .basic_qos(window(), BasicQosOptions::default())
        .await
        .unwrap();
    let (queue, tag) = ("copydesk.articles".into(), "bare".into());
    let options = BasicConsumeOptions::default();
    let mut consumer = input
        .basic_consume(queue, tag, options, FieldTable::default())
        .await
        .unwrap();
    let (body, properties) = result();
    let mut in_hand = FuturesUnordered::new();
    let mut took: Vec<Duration> = Vec::new();
    let mut begun = None;
    while took.len() < count {
        tokio::select! { biased;
            Some(done) = in_hand.next(), if !in_hand.is_empty() => took.push(done),
            delivery = consumer.next() => {
                begun.get_or_insert_with(Instant::now);
                in_hand.push(pass_on(delivery.unwrap().unwrap(), &output, &body, properties.clone()));
            }
        }
    }
    Pace::new(begun.map_or(Duration::ZERO, |begun| begun.elapsed()), took)
}

/// An empty result as the worker publishes it.
fn result() -> (Vec<u8>, BasicProperties) {
    let article = Article {
        id: "article-1234".to_owned(),
        headline: Some("Harbour road stays open until the end of summer".to_owned()),
        ..Article::default()
    };
    let provenance = Provenance {
        processed_at: "2026-11-24T08:00:00.123Z".to_owned(),
        trace_id: Some("0af7651916cd43dd8448eb211c80319c".to_owned()),
        ..Provenance::default()
    };
    let sent: Outgoing = wire::outgoing(
        &article,
        &Report::default(),
        &provenance,
        Sending::default(),
    );
    let mut headers = FieldTable::default();
    for (name, value) in &sent.headers {
        headers.insert((*name).into(), AMQPValue::LongString(value.as_str().into()));
    }
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    headers.insert("traceparent".into(), AMQPValue::LongString(parent.into()));
    let properties = BasicProperties::default()
        .with_delivery_mode(2)
        .with_message_id(sent.message_id.into())
        .with_correlation_id(article.id.into())
        .with_content_type(sent.content_type.into())
        .with_type(sent.message_type.into())
        .with_app_id("copydesk".into())
        .with_timestamp(1_795_500_000)
        .with_headers(headers);
    (sent.body, properties)
}

async fn pass_on(
    delivery: Delivery,
    output: &Channel,
    body: &[u8],
    properties: BasicProperties,
) -> Duration {
    let received = Instant::now();
    let options = BasicPublishOptions {
        mandatory: true,
        ..BasicPublishOptions::default()
    };
    let (exchange, key) = ("copydesk.out".into(), "acme.en.result".into());
    let confirm = output
        .basic_publish(exchange, key, options, body, properties)
        .await
        .unwrap();
    assert_eq!(confirm.await.unwrap(), Confirmation::Ack(None));
    assert!(
        delivery
            .acker
            .ack(BasicAckOptions::default())
            .await
            .unwrap()
    );
    received.elapsed()
}
