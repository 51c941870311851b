//! On a real broker: definitions for operators and `copydesk topology apply` make the same things, and all of it can be
//! taken away again.

use copydesk::broker::removal::{self, Full};
use copydesk::broker::{Address, BrokerSettings, Message, publish, topology};

use super::node::Node;
use super::root;

/// Both parts share one node, which takes seconds to start.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_applied_can_be_removed_and_equals_the_definitions() {
    let node = Node::start("deploy", "").unwrap();
    let settings = BrokerSettings {
        url: node.url.clone().into(),
        ..BrokerSettings::default()
    };
    only_empty_queues_are_removed(&node, &settings).await;
    definitions_and_topology_are_the_same(&node, &settings).await;
}

async fn only_empty_queues_are_removed(node: &Node, settings: &BrokerSettings) {
    let bare = everything(node);
    topology::apply(settings).await.unwrap();
    let to = Address::queue(settings.topology.quarantine_queue.clone());
    let message = Message::new(b"kept".to_vec());
    publish(settings, &to, [message], drop).await.unwrap();

    let refused = removal::remove(settings, Full::Stays).await.unwrap_err();
    assert!(
        refused.to_string().contains("holds 1 messages"),
        "{refused}"
    );
    topology::check(settings).await.unwrap();

    removal::remove(settings, Full::Goes).await.unwrap();
    assert_eq!(everything(node), bare);
    // Nothing to remove is no fault.
    removal::remove(settings, Full::Stays).await.unwrap();
}

async fn definitions_and_topology_are_the_same(node: &Node, settings: &BrokerSettings) {
    import(node, "definitions.json");
    let imported = everything(node);
    assert!(imported.contains("copydesk.retry.1h"), "{imported}");

    // A queue of another shape would be refused, a missing one would be made and show up.
    topology::apply(settings).await.unwrap();
    assert_eq!(everything(node), imported);
    topology::check(settings).await.unwrap();

    import(node, "policies.json");
    let policies = node.run(&["ctl", "list_queues", "name", "policy"]).unwrap();
    let ours = policies
        .lines()
        .filter(|line| line.starts_with("copydesk."));
    let bare: Vec<&str> = ours.filter(|line| !line.contains("\tcopydesk-")).collect();
    assert!(bare.is_empty(), "no limit for {bare:?}");
    // Policies change no shape.
    topology::apply(settings).await.unwrap();
}

/// Every exchange, queue, binding of the broker, one a line, in the order of the alphabet.
fn everything(node: &Node) -> String {
    let definitions = definitions(node);
    let lists = ["exchanges", "queues", "bindings"].into_iter();
    let parts = lists.filter_map(|list| definitions.get(list)?.as_array());
    let mut lines: Vec<String> = parts.flatten().map(ToString::to_string).collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn definitions(node: &Node) -> serde_json::Value {
    let exported = node.run(&["ctl", "export_definitions", "-"]).unwrap();
    serde_json::from_str(&exported).unwrap()
}

fn import(node: &Node, file: &str) {
    let file = root().join("deploy/rabbitmq").join(file);
    node.run(&["ctl", "import_definitions", &file.to_string_lossy()])
        .unwrap();
}
