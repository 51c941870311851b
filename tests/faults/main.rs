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
    println!("\n{}", tally::table(&rows));
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
