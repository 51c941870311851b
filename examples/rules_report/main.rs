//! How the editorial rules do on real copy: how often each fires, whether an editor would agree, what it costs.
//!
//! usage: `rules_report measure ARTICLES.jsonl JUDGEMENTS.tsv` prints docs/scores/rules.md;
//! `rules_report sample ARTICLES.jsonl JUDGEMENTS.tsv [RULE…]` shows the firings that still want a judgement, in
//! their context. Judgements name a rule, an article by the digest of its text, and a place; they hold no text.

#![expect(clippy::print_stdout, reason = "a program for the command line")]

mod copy;
mod judgement;
mod page;

use std::error::Error;
use std::path::Path;

use copydesk::rules::editorial::{House, Pack};

use copy::{Firing, Run, run};
use judgement::Judgements;

/// How many firings of a rule are read.
const SAMPLE: usize = 20;
/// How many of the most frequent rules are read.
const READ: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["measure", articles, judgements] => {
            let judged = Judgements::read(Path::new(judgements))?;
            print!("{}", page::page(&measured(articles)?, &judged));
        }
        ["sample", articles, judgements, rules @ ..] => {
            let judged = Judgements::read(Path::new(judgements))?;
            show(&measured(articles)?, &judged, rules);
        }
        _ => return Err("usage: rules_report measure|sample ARTICLES.jsonl JUDGEMENTS.tsv".into()),
    }
    Ok(())
}

fn measured(articles: &str) -> Result<Run, Box<dyn Error>> {
    let pack =
        Pack::core().map_err(|faults| format!("{} faults in the core pack", faults.len()))?;
    run(Path::new(articles), House::core(), &pack)
}

/// Prints what is not judged yet of `rules`, or of the most frequent ones.
fn show(run: &Run, judged: &Judgements, rules: &[&str]) {
    for tally in run.frequent() {
        let wanted = rules.contains(&tally.rule.id.as_str());
        let due = rules.is_empty() && run.is_read(tally);
        if !wanted && !due {
            continue;
        }
        println!(
            "=== {} {} — {} firings",
            tally.rule.id,
            tally.rule.name,
            tally.firings.len()
        );
        for firing in tally
            .sample()
            .filter(|firing| judged.verdict(firing).is_none())
        {
            print_firing(firing);
        }
    }
}

fn print_firing(firing: &Firing) {
    println!(
        "{}\t{}\t{}\t{}\n    {}\n    {}\n",
        firing.rule, firing.article, firing.start, firing.end, firing.message, firing.context
    );
}
