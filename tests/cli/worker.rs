//! `copydesk worker` as a process, with no broker to be found.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::copydesk;

/// An address nobody listens on.
fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

/// A worker whose broker is away.
fn start(probes: &str) -> Child {
    copydesk(&["worker", "--threads", "1"])
        .env(
            "COPYDESK__AMQP__URL",
            "amqp://desk:hunter2@127.0.0.1:1/news",
        )
        .env("COPYDESK__PROBES__LISTEN", probes)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status();
    assert!(status.expect("kill runs").success());
}

fn get(address: &str, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("the probes listen");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    let body = answer
        .split_once("\r\n\r\n")
        .map(|(_, body)| body.to_owned());
    (status.expect("a status"), body.unwrap_or_default())
}

fn wait(child: &mut Child, most: Duration) -> i32 {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a status") {
            return status.code().unwrap_or(-1);
        }
        if begun.elapsed() > most {
            child.kill().expect("killed");
            panic!("the worker did not end within {most:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_worker_without_its_broker_lives_is_not_ready_and_ends_when_asked() {
    let address = free_address();
    let mut child = start(&address);
    let mut log = BufReader::new(child.stderr.take().expect("messages"));
    let mut seen = String::new();
    while !seen.contains("amqp.lost") {
        assert_ne!(log.read_line(&mut seen).expect("a line"), 0, "{seen}");
    }
    assert_eq!(get(&address, "/livez").0, 200);
    let (status, told) = get(&address, "/readyz?verbose");
    assert_eq!(status, 503);
    assert!(
        told.contains("[+] rules_loaded") && told.contains("[-] connected: cannot connect"),
        "{told}"
    );
    assert!(told.ends_with("not ready\n"), "{told}");
    let (status, metrics) = get(&address, "/metrics");
    assert_eq!(status, 200);
    assert!(
        metrics.contains("copydesk_build_info{version="),
        "{metrics}"
    );
    assert!(metrics.contains("copydesk_amqp_connected 0"), "{metrics}");
    assert!(
        get(&address, "/version")
            .1
            .contains(env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(get(&address, "/nope").0, 404);

    signal(&child, "TERM");
    assert_eq!(wait(&mut child, Duration::from_secs(10)), 0);
    log.read_to_string(&mut seen).expect("the rest");
    for event in [
        "config.loaded",
        "service.started",
        "service.stopped",
        "drained",
    ] {
        assert!(seen.contains(event), "{event} in {seen}");
    }
    assert!(
        !seen.contains("hunter2") && !told.contains("hunter2"),
        "{seen}"
    );
    for line in seen.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
        assert!(
            line.get("timestamp").is_some() && line.get("level").is_some(),
            "{line}"
        );
    }
}

#[test]
fn a_worker_ends_on_interrupt_too() {
    let mut child = start("");
    let mut log = BufReader::new(child.stderr.take().expect("messages"));
    let mut seen = String::new();
    while !seen.contains("service.started") {
        assert_ne!(log.read_line(&mut seen).expect("a line"), 0, "{seen}");
    }
    signal(&child, "INT");
    assert_eq!(wait(&mut child, Duration::from_secs(10)), 0);
}

#[test]
fn a_port_that_is_taken_ends_the_worker_with_69() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let mut child = start(&address);
    assert_eq!(wait(&mut child, Duration::from_secs(10)), 69);
    let mut told = String::new();
    child
        .stderr
        .take()
        .expect("messages")
        .read_to_string(&mut told)
        .expect("messages");
    assert!(told.contains("probes.listen"), "{told}");
}
