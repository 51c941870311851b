//! Advice from the editorial rules: one file for each extension point.

mod chain;
mod conditional;
mod count;
mod existence;
mod finding;
mod metadata;
mod metric;
mod profile;
mod quote;
mod story;
mod substitution;
mod summary;
mod verb;

pub use finding::{Finding, Severity};
pub use profile::{Profile, profile};
pub use story::Story;

use crate::rules::editorial::{Check, Level, Pack, Rule};
use finding::Sighting;

/// What the enabled rules of `pack` find in `story`, in the order of their places.
pub fn review(story: &Story<'_>, pack: &Pack) -> Vec<Finding> {
    let rules = pack.rules_for(story.document.text);
    let mut findings: Vec<Finding> = rules.flat_map(|rule| try_rule(story, rule)).collect();
    findings.sort_by_key(|finding| finding.spans.first().map_or(u32::MAX, |span| span.start));
    findings
}

/// What one rule finds, enabled or not.
pub fn try_rule(story: &Story<'_>, rule: &Rule) -> Vec<Finding> {
    sightings(story, &rule.check)
        .into_iter()
        .map(|sighting| Finding {
            rule: rule.id.clone(),
            severity: severity(rule.level),
            message: sighting.message(&rule.message),
            help: rule.help.clone(),
            spans: sighting.spans,
            attributions: sighting.attributions,
        })
        .collect()
}

fn sightings(story: &Story<'_>, check: &Check) -> Vec<Sighting> {
    match check {
        Check::Existence(rule) | Check::Claim(rule) => existence::existence(story, rule),
        Check::Substitution(rule) => substitution::substitution(story, rule),
        Check::Verb(rule) => verb::verb(story, rule),
        Check::Conditional(rule) => conditional::conditional(story, rule),
        Check::Count(rule) => count::count(story, rule),
        Check::Quote(rule) => quote::quote(story, rule),
        Check::Chain(depth) => chain::chain(story, *depth),
        Check::Metadata(rule) => metadata::metadata(story, rule),
        Check::Metric(rule) => metric::metric(story, rule),
        Check::Summary(check) => summary::summary(story, *check),
    }
}

const fn severity(level: Level) -> Severity {
    match level {
        Level::Suggestion => Severity::Suggestion,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    }
}
