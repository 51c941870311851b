//! Counting: what became of every article, by its id.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use copydesk::broker::Message;

/// Everything that lies in the queues when a play is over.
#[derive(Debug, Default)]
pub(crate) struct Remains {
    pub(crate) results: Vec<Message>,
    pub(crate) quarantine: Vec<Message>,
    pub(crate) dead: Vec<Message>,
}

/// What must hold when a play is over.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Articles that must have a result.
    pub(crate) innocent: BTreeSet<String>,
    /// Articles that must lie in quarantine, with the reason.
    pub(crate) quarantined: BTreeMap<String, &'static str>,
    /// Articles that must lie among the dead letters.
    pub(crate) dead: BTreeSet<String>,
    /// Most results of articles that have one already.
    pub(crate) duplicates: usize,
}

impl Expected {
    pub(crate) fn articles(&self) -> usize {
        self.innocent.len() + self.quarantined.len() + self.dead.len()
    }
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) play: &'static str,
    pub(crate) took: Duration,
    articles: usize,
    lost: usize,
    duplicates: usize,
    allowed: usize,
    unequal: usize,
    condemned: usize,
    quarantined: usize,
    dead: usize,
    wrong: Vec<String>,
}

impl Row {
    pub(crate) fn count(
        play: &'static str,
        took: Duration,
        expected: &Expected,
        remains: &Remains,
    ) -> Self {
        let mut results: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for result in &remains.results {
            let article = result.correlation_id().unwrap_or_default().to_owned();
            results
                .entry(article)
                .or_default()
                .push(result.message_id().unwrap_or_default().to_owned());
        }
        let quarantine = ids(&remains.quarantine);
        let dead = ids(&remains.dead);
        let condemned = expected
            .innocent
            .iter()
            .filter(|id| quarantine.contains(*id) || dead.contains(*id))
            .count();
        let lost_innocent = expected
            .innocent
            .iter()
            .filter(|id| !results.contains_key(*id))
            .count();
        let lost_poison = expected
            .quarantined
            .keys()
            .filter(|id| !quarantine.contains(*id))
            .count();
        let lost_dead = expected
            .dead
            .iter()
            .filter(|id| !dead.contains(*id))
            .count();
        Self {
            play,
            took,
            articles: expected.articles(),
            lost: lost_innocent + lost_poison + lost_dead,
            duplicates: results.values().map(|ids| ids.len() - 1).sum(),
            allowed: expected.duplicates,
            unequal: results
                .values()
                .filter(|ids| ids.iter().any(|id| Some(id) != ids.first()))
                .count(),
            condemned,
            quarantined: quarantine.len(),
            dead: dead.len(),
            wrong: wrong_reasons(expected, &remains.quarantine),
        }
    }

    /// Nothing lost, duplicates within the window and recognisable, no innocent condemned, all reasons right.
    pub(crate) fn holds(&self) -> bool {
        let clean =
            self.lost == 0 && self.unequal == 0 && self.condemned == 0 && self.wrong.is_empty();
        clean && self.duplicates <= self.allowed
    }
}

fn ids(messages: &[Message]) -> BTreeSet<String> {
    messages
        .iter()
        .filter_map(|message| message.message_id().map(str::to_owned))
        .collect()
}

fn wrong_reasons(expected: &Expected, quarantine: &[Message]) -> Vec<String> {
    let reason = |copy: &Message| {
        copy.header("x-copydesk-reason")
            .map(std::borrow::Cow::into_owned)
    };
    let mut wrong: Vec<String> = quarantine
        .iter()
        .filter_map(|copy| {
            let id = copy.message_id()?;
            let expected = expected.quarantined.get(id)?;
            let found = reason(copy)?;
            (found != *expected).then(|| format!("{id}: {found} instead of {expected}"))
        })
        .collect();
    wrong.sort();
    wrong
}

/// All rows as a Markdown table.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| fault | articles | lost | duplicates (allowed) | unequal ids | innocents condemned | quarantined | dead | \
         seconds | |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let Row {
            play,
            articles,
            lost,
            duplicates,
            allowed,
            unequal,
            condemned,
            quarantined,
            dead,
            ..
        } = row;
        let verdict = if row.holds() {
            "holds".to_owned()
        } else {
            format!("FAILS {}", row.wrong.join("; "))
        };
        let took = row.took.as_secs_f64();
        let line = format!(
            "| {play} | {articles} | {lost} | {duplicates} ({allowed}) | {unequal} | {condemned} | {quarantined} | \
             {dead} | {took:.1} | {verdict} |\n"
        );
        table.push_str(&line);
    }
    table
}
