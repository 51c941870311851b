//! On a real broker: definitions for operators and `copydesk topology apply` make the same things.

use std::path::PathBuf;
use std::process::{Command, Output};

use copydesk::broker::removal::{self, Full};
use copydesk::broker::{Address, BrokerSettings, Message, publish, topology};

use super::root;

/// A private node that is gone when the test ends.
struct Node(String);

impl Node {
    fn start(name: &str) -> Self {
        let node = Self(format!("{name}-{}", std::process::id()));
        let own = std::process::id().to_string();
        let started = node.script(&["start", "--while", &own]);
        assert!(
            started.status.success(),
            "{}",
            String::from_utf8_lossy(&started.stderr)
        );
        node
    }

    /// Runs a command of the script for this node; the arguments of `ctl` come last.
    fn script(&self, arguments: &[&str]) -> Output {
        let (command, rest) = arguments.split_first().expect("a command");
        Command::new(root().join("deploy/local-broker"))
            .args([command, &"--name", &self.0.as_str()])
            .args(rest)
            .output()
            .expect("the script runs")
    }

    fn ctl(&self, arguments: &[&str]) -> String {
        let output = self.script(&[&["ctl"], arguments].concat());
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut lines: Vec<String> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines.join("\n")
    }

    fn everything(&self) -> String {
        [
            self.ctl(&["list_exchanges", "name", "type", "durable", "arguments"]),
            self.ctl(&["list_queues", "name", "type", "durable", "arguments"]),
            self.ctl(&["list_bindings"]),
        ]
        .join("\n")
    }

    fn settings(&self) -> BrokerSettings {
        let url = String::from_utf8(self.script(&["url"]).stdout).unwrap();
        BrokerSettings {
            url: url.trim().to_owned().into(),
            ..BrokerSettings::default()
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.script(&["destroy"]);
    }
}

fn path(name: &str) -> String {
    let path: PathBuf = root().join("deploy/rabbitmq").join(name);
    path.to_string_lossy().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn imported_definitions_and_an_applied_topology_are_the_same() {
    let node = Node::start("definitions");
    let settings = node.settings();
    node.ctl(&["import_definitions", &path("definitions.json")]);
    let imported = node.everything();
    assert!(imported.contains("copydesk.retry.1h"), "{imported}");

    // A queue of another shape would be refused, a missing one would be made and show up.
    topology::apply(&settings).await.expect("the same shapes");
    assert_eq!(node.everything(), imported);
    topology::check(&settings).await.expect("a worker can work");

    node.ctl(&["import_definitions", &path("policies.json")]);
    let policies = node.ctl(&["list_queues", "name", "policy"]);
    let bare: Vec<&str> = policies
        .lines()
        .filter(|line| line.starts_with("copydesk.") && !line.contains("\tcopydesk-"))
        .collect();
    assert!(bare.is_empty(), "no limit for {bare:?}");
    topology::apply(&settings)
        .await
        .expect("policies change no shape");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topology_is_removed_only_when_its_queues_are_empty() {
    let node = Node::start("removal");
    let settings = node.settings();
    let bare = node.everything();
    topology::apply(&settings).await.expect("an empty broker");
    let to = Address::queue(settings.topology.quarantine_queue.clone());
    let message = Message::new(b"kept".to_vec());
    publish(&settings, &to, [message], drop)
        .await
        .expect("published");

    let refused = removal::remove(&settings, Full::Stays)
        .await
        .expect_err("a message waits");
    assert!(
        refused.to_string().contains("holds 1 messages"),
        "{refused}"
    );
    topology::check(&settings)
        .await
        .expect("nothing was removed");

    removal::remove(&settings, Full::Goes)
        .await
        .expect("removed");
    assert_eq!(node.everything(), bare);
    removal::remove(&settings, Full::Stays)
        .await
        .expect("nothing to remove is no fault");
}
