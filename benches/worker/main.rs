//! The worker against what is possible: a bare loop, the worker with an empty desk, the worker with its analysis, and the
//! analysis without a broker, on the same articles in one run. Writes docs/benchmarks/worker.md.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement that meets the unexpected ends"
)]

mod articles;
mod bare;
mod empty;
mod figures;
#[path = "../../tests/support/node.rs"]
mod node;
mod process;
mod report;
mod run;

use std::process::ExitCode;

use mimalloc::MiMalloc;
use run::Entry;

/// The bare loop and the worker with an empty desk allocate as the worker itself does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Rounds; every contestant runs once in each, in an order that changes and is turned round every second time. Many short
/// ones: a machine that others share changes its speed within minutes, and contestants are held against each other round
/// by round.
const ROUNDS: usize = 15;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((part, rest)) if part == bare::PART => bare::work(rest),
        Some((part, rest)) if part == empty::PART => empty::work(rest),
        _ => compare(&arguments),
    }
}

/// Measures all contestants and writes the page; with arguments, only those whose names begin so, once, and no page.
fn compare(only: &[String]) -> ExitCode {
    let node = match node::Node::start("bench", "") {
        Ok(node) => node,
        Err(why) => {
            println!("cannot measure without RabbitMQ: {why}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let wanted = |entry: &&Entry| {
        only.iter()
            .any(|name| entry.name().starts_with(name.as_str()))
    };
    let all = Entry::all();
    let chosen = all.iter().filter(wanted);
    for &entry in chosen.clone() {
        let measured = runtime.block_on(run::measure(entry, &node));
        println!("{measured}");
    }
    if chosen.count() > 0 {
        return ExitCode::SUCCESS;
    }
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let mut runs = Vec::new();
        let mut order = all.clone();
        order.rotate_left(round % all.len());
        if round % 2 == 1 {
            order.reverse();
        }
        for entry in order {
            let measured = runtime.block_on(run::measure(entry, &node));
            println!("round {}: {measured}", round + 1);
            runs.push(measured);
        }
        rounds.push(runs);
    }
    let report = report::write(&rounds);
    println!("\n{report}");
    ExitCode::SUCCESS
}
