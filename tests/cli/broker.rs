//! The commands that talk to a broker, one after the other, against a real RabbitMQ: articles go in,
//! results come out, what cannot be read lies in quarantine until somebody decides.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::node::Node;
use super::{Run, copydesk, folder, run_with, shown};

const STORY: &[u8] =
    b"The harbour reopened on Monday. \"It took us a year,\" said Mayor Tomas Reyes.";

/// A worker, ended by a signal at the latest when the test ends.
struct Worker(Child);

impl Worker {
    fn start(url: &str) -> Self {
        let mut command = copydesk(&["worker", "--threads", "1", "--set", "probes.listen="]);
        command
            .env("COPYDESK__AMQP__URL", url)
            .stderr(Stdio::null());
        Self(command.spawn().expect("the program starts"))
    }

    fn stop(mut self) -> Option<i32> {
        let id = self.0.id().to_string();
        Command::new("kill")
            .args(["-s", "TERM", &id])
            .status()
            .expect("kill runs");
        self.0.wait().expect("the worker ends").code()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.0.kill());
    }
}

/// Waits until the quarantine lists so many articles.
fn until_quarantined(node: &Node, count: usize) -> Run {
    let begun = Instant::now();
    loop {
        let listed = on(node, &["dead", "list", "--queue", "quarantine"]);
        if listed.out.lines().skip(1).count() >= count {
            return listed;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{}{}",
            listed.out,
            listed.err
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn on(node: &Node, arguments: &[&str]) -> Run {
    let mut command = copydesk(arguments);
    command.env("COPYDESK__AMQP__URL", &node.url);
    run_with(command, b"")
}

#[test]
fn from_an_empty_broker_to_an_article_thrown_away() {
    let node = match Node::start("cli", "") {
        Ok(node) => node,
        Err(why) => {
            println!("skipped: no RabbitMQ here: {why}");
            return;
        }
    };
    let articles = folder(&[
        ("1.txt", STORY),
        ("2.txt", STORY),
        ("bad.json", b"{\"id\": \"bad\"}"),
    ]);
    let articles = shown(articles.path());

    let unfit = on(&node, &["topology", "check"]);
    assert_eq!(unfit.code, 69, "{}", unfit.err);
    assert!(
        unfit.err.contains("copydesk topology apply"),
        "{}",
        unfit.err
    );
    assert_eq!(on(&node, &["topology", "apply"]).code, 0);
    assert_eq!(on(&node, &["topology", "check"]).code, 0);

    let unroutable = [
        "publish",
        "--set",
        "topology.input_exchange=copydesk.unrouted",
        &articles,
    ];
    let returned = on(&node, &unroutable);
    assert_eq!(returned.code, 1, "{}", returned.err);
    assert!(returned.err.contains("no queue takes"), "{}", returned.err);

    let worker = Worker::start(&node.url);
    let published = on(&node, &["publish", &articles]);
    assert_eq!(published.code, 0, "{}", published.err);
    assert!(
        published.err.contains("3 published, 0 failed"),
        "{}",
        published.err
    );

    let listed = until_quarantined(&node, 1);
    assert!(
        listed.out.contains("schema") && listed.out.contains("bad.json"),
        "{}",
        listed.out
    );
    assert_eq!(worker.stop(), Some(0));

    quarantined_articles_are_shown_replayed_and_dropped(&node, &format!("{articles}/bad.json"));
}

fn quarantined_articles_are_shown_replayed_and_dropped(node: &Node, id: &str) {
    let body = on(node, &["dead", "show", id, "--body"]);
    assert_eq!((body.code, body.out.as_str()), (0, "{\"id\": \"bad\"}"));
    let about = on(node, &["dead", "show", id]);
    assert!(
        about.out.contains("x-copydesk-reason") && about.out.contains("schema"),
        "{}",
        about.out
    );
    assert_eq!(on(node, &["dead", "show", "no-such-id"]).code, 64);
    assert_eq!(
        on(node, &["dead", "list", "--reason", "timeout"]).err,
        "0 messages found\n"
    );
    assert_eq!(
        on(node, &["dead", "list", "--older-than", "1h"]).err,
        "0 messages found\n"
    );

    let rehearsed = on(node, &["dead", "replay", "--all", "--dry-run"]);
    assert_eq!(rehearsed.err, "1 message would be replayed\n");
    assert_eq!(
        on(node, &["dead", "replay", "--reason", "schema"]).err,
        "1 message replayed\n"
    );
    assert_eq!(on(node, &["dead", "list"]).err, "0 messages found\n");

    let worker = Worker::start(&node.url);
    until_quarantined(node, 1);
    assert_eq!(worker.stop(), Some(0));
    assert_eq!(
        on(node, &["dead", "drop", "--id", id]).err,
        "1 message dropped\n"
    );
    assert_eq!(
        on(node, &["dead", "drop", "--all"]).err,
        "0 messages dropped\n"
    );
}
