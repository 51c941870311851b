//! Dashboards, alerts and manifests name only metrics, queues and settings that exist.

use std::collections::BTreeSet;

use copydesk::broker::Topology;
use copydesk::worker::Reason;
use regex::Regex;

use super::{files, read};

fn found(pattern: &str, text: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).unwrap();
    pattern
        .find_iter(text)
        .map(|hit| hit.as_str().to_owned())
        .collect()
}

fn all_manifests() -> String {
    let manifests = files("deploy", &["yaml", "yml", "json"]).into_iter();
    manifests
        .map(read)
        .chain([read("Dockerfile"), read("deploy/demo")])
        .collect()
}

#[test]
fn dashboards_and_alerts_name_metrics_that_exist() {
    let names = read("src/telemetry/name.rs");
    let watched =
        read("deploy/grafana/dashboards/copydesk.json") + &read("deploy/prometheus/alerts.yml");
    let metrics = found(
        r"\b(copydesk|messaging)_[a-z_]+(_total|_seconds|_bytes|_info|_bucket|inflight|connected|blocked)\b",
        &watched,
    );
    assert!(metrics.len() >= 10, "{metrics:?}");
    for metric in metrics {
        let name = metric.trim_end_matches("_bucket");
        assert!(
            names.contains(&format!("\"{name}\"")),
            "{metric} is not in telemetry/name.rs"
        );
    }
}

#[test]
fn every_alert_has_its_steps_in_the_runbook() {
    let runbook = read("docs/operations.md").to_lowercase();
    let alerts = read("deploy/prometheus/alerts.yml");
    let links = found(r"docs/operations\.md#[a-z]+", &alerts);
    assert!(links.len() >= 9, "{links:?}");
    for link in links {
        let title = link.rsplit('#').next().unwrap_or_default();
        assert!(runbook.contains(&format!("### {title}")), "{link}");
    }
}

/// Every event, field, metric and reason has its line in the manual: what is shown to the outside is explained.
#[test]
fn the_manual_explains_every_name_that_telemetry_shows() {
    let names = read("src/telemetry/name.rs");
    let spans = names.find("pub mod span").unwrap_or(names.len());
    let quoted = Regex::new(r#"= "([a-z_.]+)";"#).unwrap();
    let shown = quoted.captures_iter(names.get(..spans).unwrap());
    let mut shown: BTreeSet<String> = shown
        .filter_map(|name| Some(name.get(1)?.as_str().to_owned()))
        .collect();
    shown.extend(Reason::all().map(|reason| reason.name().to_owned()));
    assert!(shown.len() >= 50, "{shown:?}");
    let manual = read("docs/operations.md");
    let missing: Vec<&String> = shown
        .iter()
        .filter(|name| !manual.contains(&format!("`{name}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/operations.md says nothing of {missing:?}"
    );
}

#[test]
fn manifests_set_only_settings_that_exist() {
    let defaults: toml::Table = read("config/default.toml").parse().unwrap();
    let variables = found(r"COPYDESK__[A-Z]+__[A-Z_]+", &all_manifests());
    assert!(variables.len() >= 10, "{variables:?}");
    for variable in variables {
        let lower = variable.to_lowercase();
        let mut parts = lower.split("__").skip(1);
        let (section, key) = (parts.next().unwrap(), parts.next().unwrap());
        let known = defaults.get(section).and_then(|section| section.get(key));
        assert!(known.is_some(), "{variable} sets nothing");
    }
}

#[test]
fn definitions_hold_exactly_the_parts_of_the_topology() {
    let text = read("deploy/rabbitmq/definitions.json");
    let definitions: serde_json::Value = serde_json::from_str(&text).unwrap();
    let list = |name: &str| {
        definitions
            .get(name)
            .and_then(|list| list.as_array())
            .cloned()
            .unwrap_or_default()
    };
    let field = |part: &serde_json::Value, name: &str| {
        part.get(name)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let exchanges = list("exchanges")
        .into_iter()
        .map(|e| format!("{} exchange {}", field(&e, "type"), field(&e, "name")));
    let queues = list("queues")
        .into_iter()
        .map(|q| format!("queue {}", field(&q, "name")));
    let bindings = list("bindings").into_iter().map(|b| {
        let key = field(&b, "routing_key");
        let ending = if key.is_empty() {
            String::new()
        } else {
            format!(" for {key}")
        };
        format!(
            "binding {} → {}{ending}",
            field(&b, "source"),
            field(&b, "destination")
        )
    });
    let defined: BTreeSet<String> = exchanges.chain(queues).chain(bindings).collect();
    let declared: BTreeSet<String> = Topology::default()
        .parts()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(defined, declared);
}
