//! Makes and measures the tables of attribution.
//!
//! `train DATA.jsonl` writes `models/attribution/*.tsv` from all articles; `score DATA.jsonl` makes tables from the
//! first months only, measures them on the others and writes `docs/scores/attribution.md`. The articles are in the
//! format of `copydesk eval`, each with a `date`. `memory TEXT.txt` prints the megabytes of a thread that reads a text.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

mod fit;
mod memory;
mod report;
mod speed;
mod study;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["train", data] => study::Study::read(data).and_then(|study| fit::train(&study)),
        ["score", data] => study::Study::read(data).and_then(|study| report::score(&study)),
        ["memory", text] => memory::tell(text),
        _ => Err("usage: attribution_model train|score DATA.jsonl, or memory TEXT".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
