//! Faults on a real broker, counted by message id: nothing is lost, whatever dies.
//!
//! `cargo test --test faults` runs the quick ones, `make test-faults` all of them; both print the table. A name, or part
//! of one, runs only those. The program plays two parts: it directs, and it is the worker that gets killed.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that meets the unexpected fails, and says how far it came"
)]

mod cast;
#[path = "../support/node.rs"]
mod node;
mod plays;
mod stage;
mod tally;

use std::path::Path;
use std::process::ExitCode;

use node::Node;
use plays::{PLAYS, Play};
use tally::Row;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((part, rest)) if part == cast::WORKER => cast::work(rest),
        _ => direct(&arguments),
    }
}

fn direct(arguments: &[String]) -> ExitCode {
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let names: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let all = given("--include-ignored") || given("--ignored");
    let chosen: Vec<&Play> = PLAYS
        .iter()
        .filter(|play| all || play.quick || !names.is_empty())
        .filter(|play| {
            names.is_empty() || names.iter().any(|name| play.name.contains(name.as_str()))
        })
        .collect();
    if given("--list") {
        for play in chosen {
            println!("{}: test", play.name);
        }
        return ExitCode::SUCCESS;
    }
    if chosen.is_empty() {
        return ExitCode::SUCCESS;
    }
    match Node::start("faults", "") {
        Ok(node) => perform(&chosen, &node),
        Err(why) => {
            println!("skipped all fault tests: there is no RabbitMQ here: {why}");
            ExitCode::SUCCESS
        }
    }
}

fn perform(plays: &[&Play], node: &Node) -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut rows = Vec::new();
    for play in plays {
        println!("playing: {}", play.name);
        rows.push(runtime.block_on(play.perform(node)));
    }
    let table = tally::table(&rows);
    println!("\n{table}");
    if plays.len() == PLAYS.len() {
        record(&table);
    }
    if rows.iter().all(Row::holds) {
        ExitCode::SUCCESS
    } else {
        println!(
            "a row above does not hold; the workers' logs lie in {}",
            stage::logs().display()
        );
        ExitCode::FAILURE
    }
}

/// Keeps the table of a whole run as a page of the documentation.
fn record(table: &str) {
    let now = jiff::Timestamp::now().to_string();
    let date = now.split('T').next().unwrap_or_default();
    let page = format!(
        "# What happens when things die\n\n\
         Written by the fault tests (`make test-faults`) on {date}: a private RabbitMQ node, worker processes with a window of {}, articles \
         of 4 KB, counted by message id at the end. Duplicates are further results of an article that has one; all must \
         have the same id. Innocents condemned are good articles in quarantine or among the dead letters.\n\n{table}",
        cast::WINDOW
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("faults.md"), page).unwrap();
}
