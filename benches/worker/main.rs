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
mod broker;
mod desk;
mod empty;
mod entry;
mod figures;
#[path = "../../tests/support/node.rs"]
mod node;
mod pace;
mod process;
mod report;
mod run;
mod started;
mod turns;

use std::process::ExitCode;

use broker::Broker;
use entry::{Entry, Place};
use figures::Round;
use mimalloc::MiMalloc;

/// The bare loop and the worker with an empty desk allocate as the worker itself does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Rounds; every contestant runs once in each, in an order that changes and is turned round every second time. Many short
/// ones: a machine that others share changes its speed within minutes, and contestants are held against each other round
/// by round.
const ROUNDS: usize = 15;

fn main() -> ExitCode {
    // Cargo says --bench to every benchmark.
    let arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let arguments: Vec<String> = arguments.collect();
    match arguments.split_first() {
        Some((part, rest)) if part == bare::PART => bare::work(rest),
        Some((part, rest)) if part == empty::PART => empty::work(rest),
        _ => compare(&arguments),
    }
}

/// Measures all contestants and writes the page; with arguments, only what begins so, once, and no page.
fn compare(only: &[String]) -> ExitCode {
    if !only.is_empty() && !names().any(|name| begins_with_one_of(only, &name)) {
        let names: Vec<String> = names().collect();
        println!("nothing begins so; there is: {}", names.join("; "));
        return ExitCode::FAILURE;
    }
    let broker = match Broker::start() {
        Ok(broker) => broker,
        Err(why) => {
            println!("cannot measure without RabbitMQ: {why}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if only.is_empty() {
        let report = report::write(&runtime.block_on(rounds(&broker)));
        println!("\n{report}");
    } else {
        runtime.block_on(once(only, &broker));
    }
    ExitCode::SUCCESS
}

/// Of all that can be measured.
fn names() -> impl Iterator<Item = String> {
    let entries = Entry::all().into_iter().map(Entry::name);
    let places = Place::all().flat_map(|place| [turns::name(place), pace::name(place)]);
    entries.chain(places)
}

fn begins_with_one_of(beginnings: &[String], name: &str) -> bool {
    beginnings
        .iter()
        .any(|beginning| name.starts_with(beginning))
}

async fn once(only: &[String], broker: &Broker) {
    for entry in Entry::all() {
        if begins_with_one_of(only, &entry.name()) {
            println!("{}", run::measure(entry, broker).await);
        }
    }
    for place in Place::all() {
        if begins_with_one_of(only, &turns::name(place)) {
            println!("{}", turns::take(place, broker).await);
        }
        if begins_with_one_of(only, &pace::name(place)) {
            println!("{}", pace::take(place, broker).await);
        }
    }
}

async fn rounds(broker: &Broker) -> Vec<Round> {
    let all = Entry::all();
    let mut rounds = Vec::new();
    for number in 0..ROUNDS {
        let mut round = Round::default();
        let mut order = all.clone();
        order.rotate_left(number % all.len());
        if number % 2 == 1 {
            order.reverse();
        }
        for entry in order {
            let measured = run::measure(entry, broker).await;
            println!("round {}: {measured}", number + 1);
            round.runs.push(measured);
        }
        for place in Place::all() {
            let costs = turns::take(place, broker).await;
            println!("round {}: {costs}", number + 1);
            round.costs.push(costs);
            let paces = pace::take(place, broker).await;
            println!("round {}: {paces}", number + 1);
            round.paces.push(paces);
        }
        rounds.push(round);
    }
    rounds
}
