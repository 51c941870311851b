//! Decoding in MB/s, one document a format, beside the analysis of the same article.
#![expect(clippy::print_stdout, reason = "the table is the result")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::Desk;
use copydesk::wire::{self, Envelope, Limits};

/// How long each document is read over and over.
const LONG: Duration = Duration::from_millis(200);

fn main() {
    let desk = Desk::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!("| document | format | bytes | decode µs | MB/s | analyse µs | share |");
    println!("|---|---|---|---|---|---|---|");
    for folder in ["examples/articles", "tests/wire/documents"] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            continue;
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let body = fs::read(&file).unwrap_or_default();
            if let Some(row) = row(&desk, &body) {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                println!("| {name} | {row} |");
            }
        }
    }
}

fn row(desk: &Desk, body: &[u8]) -> Option<String> {
    let (envelope, limits) = (Envelope::default(), Limits::default());
    let article = wire::decode(body, &envelope, &limits).ok()?;
    let decoding = mean(|| {
        black_box(wire::decode(black_box(body), &envelope, &limits).is_ok());
    });
    let analysing = mean(|| {
        black_box(desk.report(black_box(&article)));
    });
    Some(format!(
        "{} | {} | {:.1} | {:.0} | {:.1} | {:.1} %",
        article.format,
        body.len(),
        decoding * 1e6,
        megabytes(body) / decoding,
        analysing * 1e6,
        100.0 * decoding / (decoding + analysing),
    ))
}

#[expect(clippy::cast_precision_loss, reason = "a body is far below 2^52 bytes")]
fn megabytes(body: &[u8]) -> f64 {
    body.len() as f64 / 1e6
}

/// Mean seconds of one call.
fn mean(work: impl Fn()) -> f64 {
    let start = Instant::now();
    let mut calls = 0_u32;
    while start.elapsed() < LONG {
        work();
        calls += 1;
    }
    start.elapsed().as_secs_f64() / f64::from(calls.max(1))
}
