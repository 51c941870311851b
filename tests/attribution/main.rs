//! Attribution: the examples of its rules, golden passages, promises that hold for every text.

#![expect(
    clippy::panic,
    reason = "a test may stop where its files cannot be read"
)]

mod golden;
mod promise;
mod promises;

use copydesk::attribution::Engine;
use copydesk::attribution::rehearsal::{Mismatch, rehearse};

#[test]
fn every_rule_does_what_its_examples_say() {
    let engine = Engine::embedded();
    let failed: Vec<Mismatch> = engine
        .rules
        .rules()
        .flat_map(|rule| rehearse(engine, rule))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_rule_says_what_it_cannot_see() {
    for rule in Engine::embedded().rules.rules() {
        assert!(
            !rule.what.is_empty() && !rule.why.is_empty() && !rule.limits.is_empty(),
            "{}",
            rule.id
        );
        assert!(
            !rule.rejects.is_empty(),
            "{} has no text in which it must find nothing",
            rule.id
        );
    }
}
