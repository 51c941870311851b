//! Spans arrive at a collector, in the trace of the sender. `make test-otlp` runs this.

#![cfg(feature = "otlp")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its collector cannot listen"
)]

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use copydesk::telemetry::{Arrived, TraceContext, Traced, otlp};
use tracing_subscriber::layer::SubscriberExt as _;

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// A collector that answers every request and hands it on: its address, and what it gets.
fn collector() -> (String, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!(
        "http://{}/v1/traces",
        listener.local_addr().expect("an address")
    );
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if tell.send(answer(stream)).is_err() {
                return;
            }
        }
    });
    (address, told)
}

/// Reads one request, head and body, and answers that it is fine.
fn answer(mut stream: TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).expect("a request");
        request.extend_from_slice(&buffer[..read]);
        if read == 0 || is_whole(&request) {
            break;
        }
    }
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        .expect("answered");
    request
}

fn is_whole(request: &[u8]) -> bool {
    let Some(head) = request.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let text = String::from_utf8_lossy(&request[..head]).to_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(0, |length| length.trim().parse().expect("a length"));
    request.len() >= head + 4 + length
}

fn holds(request: &[u8], bytes: &[u8]) -> bool {
    request.windows(bytes.len()).any(|window| window == bytes)
}

#[test]
fn spans_arrive_in_the_trace_of_the_sender() {
    let (address, told) = collector();
    let (layer, sending) = otlp::layer(&address, "copydesk-test").expect("a layer");
    let parent = TraceContext::parse(PARENT, Some("desk=7")).expect("a parent");
    let context =
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            let arrived = Arrived {
                queue: "copydesk.articles",
                message_id: "urn:news:1",
                bytes: 7,
            };
            let traced = Traced::process(Some(&parent), arrived);
            drop(traced.publish("copydesk.out"));
            traced.end("retried", Some("timeout"), "article-1");
            traced.context.clone()
        });
    drop(sending);

    assert_eq!(context.trace_id().to_string(), TRACE);
    assert_ne!(context.span_id().to_string(), parent.span_id().to_string());
    assert_eq!(context.tracestate(), Some("desk=7"));

    let request = told
        .recv_timeout(Duration::from_secs(10))
        .unwrap_or_else(|_| panic!("nothing arrived at {address}"));
    assert!(request.starts_with(b"POST /v1/traces "));
    for words in [
        "process copydesk.articles",
        "publish copydesk.out",
        "messaging.system",
        "rabbitmq",
        "urn:news:1",
        "timeout",
        "copydesk-test",
    ] {
        assert!(
            holds(&request, words.as_bytes()),
            "no {words:?} in what arrived"
        );
    }
    let trace = u128::from_str_radix(TRACE, 16)
        .expect("a trace id")
        .to_be_bytes();
    assert!(holds(&request, &trace), "another trace arrived");
    let span = u64::from_str_radix(&context.span_id().to_string(), 16).expect("a span id");
    assert!(holds(&request, &span.to_be_bytes()), "another span arrived");
}

#[test]
fn without_a_listener_the_trace_goes_on_all_the_same() {
    let parent = TraceContext::parse(PARENT, None).expect("a parent");
    let arrived = Arrived {
        queue: "q",
        message_id: "1",
        bytes: 1,
    };
    let traced = Traced::process(Some(&parent), arrived);
    assert_eq!(traced.context.trace_id().to_string(), TRACE);
}

#[test]
fn an_address_that_is_none_is_told() {
    let fault = otlp::layer::<tracing_subscriber::Registry>("not an address", "x")
        .map(|_| ())
        .unwrap_err();
    assert!(
        fault.to_string().contains("telemetry.otlp_endpoint"),
        "{fault}"
    );
}
