//! Decoding in MB/s beside the analysis of the same article.

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk::Desk;
use copydesk::wire::{self, Envelope, Format, Limits};

use crate::carrier::Words;
use crate::page;

/// How long each document is read over and over.
const LONG: Duration = Duration::from_millis(300);
/// Decoding may take this share of the whole.
const ASKED: f64 = 0.10;

const TABLE: &str = "| | format | bytes | decode µs | MB/s | analyse µs | decoding, of both |\n|---|---|---|---|---|---|---|\n";

/// Measures one article in every format and every example; writes docs/benchmarks/decode.md.
pub(crate) fn run() {
    let desk = Desk::default();
    let examples = page::examples();
    let Some(typical) = typical(&examples) else {
        return;
    };
    let mut text = format!(
        "# Reading the formats\n\nWritten by `make bench-decode` on {}, on one core. Each document is decoded over and over for {} ms, \
         and its article analysed likewise; MB are bytes of the message.\n\n\
         ## One article in every format\n\n{TABLE}",
        page::today(),
        LONG.as_millis(),
    );
    let mut worst = 0.0_f64;
    for format in Format::ALL {
        let body = typical.carried(format);
        let Some(row) = Row::of(&desk, &body) else {
            continue;
        };
        assert_eq!(
            row.format,
            format.name(),
            "the carrier is read as what it is"
        );
        worst = worst.max(row.share());
        row.write(&mut text, "the same words");
    }
    text.push_str("\n## The examples\n\n");
    text.push_str(TABLE);
    for (name, body) in &examples {
        if let Some(row) = Row::of(&desk, body) {
            row.write(&mut text, name);
        }
    }
    let verdict = if worst <= ASKED {
        "holds"
    } else {
        "**falls short**"
    };
    writeln!(
        text,
        "\nAsked: decoding takes at most {:.0} % of decoding and analysis of a typical article. Largest share of one article in \
         every format: {:.1} %; {verdict}.",
        ASKED * 100.0,
        worst * 100.0
    ).unwrap();
    page::write("decode.md", &text);
}

/// The words of the example in plain text whose length is the median.
fn typical(examples: &[(String, Vec<u8>)]) -> Option<Words> {
    let mut plain: Vec<&str> = examples
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|one| one == "txt"))
        .filter_map(|(_, body)| std::str::from_utf8(body).ok())
        .collect();
    plain.sort_by_key(|text| text.len());
    let text = plain.get(plain.len() / 2)?;
    Some(Words::of(text, "Harbour road to close", "Ada Berg"))
}

struct Row {
    format: String,
    bytes: usize,
    decoding: f64,
    analysing: f64,
}

impl Row {
    fn of(desk: &Desk, body: &[u8]) -> Option<Self> {
        let (envelope, limits) = (Envelope::default(), Limits::default());
        let article = wire::decode(body, &envelope, &limits).ok()?;
        let decoding = mean(|| {
            black_box(wire::decode(black_box(body), &envelope, &limits).is_ok());
        });
        let analysing = mean(|| {
            black_box(desk.report(black_box(&article)));
        });
        Some(Self {
            format: article.format,
            bytes: body.len(),
            decoding,
            analysing,
        })
    }

    fn share(&self) -> f64 {
        self.decoding / (self.decoding + self.analysing)
    }

    fn write(&self, text: &mut String, name: &str) {
        writeln!(
            text,
            "| {name} | {} | {} | {:.1} | {:.0} | {:.0} | {:.1} % |",
            self.format,
            self.bytes,
            self.decoding * 1e6,
            page::decimal(self.bytes) / 1e6 / self.decoding,
            self.analysing * 1e6,
            100.0 * self.share(),
        )
        .unwrap();
    }
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
