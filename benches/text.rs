//! Reading, tagging and parsing: tokens a second on one thread, and each stage against reading in the same run.
//!
//! `cargo bench --bench text`. Ratios travel between machines, rates do not.

use copydesk::{
    syntax::{Analysis, Syntax},
    text::Document,
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// Invented articles of different desks, as one text.
const ARTICLES: [&str; 4] = [
    include_str!("../examples/articles/politics-budget-vote.txt"),
    include_str!("../examples/articles/speech-multi-paragraph.txt"),
    include_str!("../examples/articles/courts-inquest-hearsay.txt"),
    include_str!("../examples/articles/politics-anonymous-briefing.txt"),
];

fn stages(criterion: &mut Criterion) {
    let text = ARTICLES.join("\n\n");
    let document = Document::read(&text);
    let syntax = Syntax::embedded();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Elements(document.tokens.len() as u64));
    group.bench_function("read", |bencher| {
        bencher.iter(|| Document::read(black_box(&text)).tokens.len());
    });
    group.bench_function("tag, lemmas, noun phrases", |bencher| {
        bencher.iter(|| Analysis::of(black_box(&document), syntax).tags().len());
    });
    group.bench_function("parse every sentence", |bencher| {
        bencher.iter_batched(
            || Analysis::of(&document, syntax),
            |analysis| {
                for sentence in 0..document.sentences.len() {
                    black_box(analysis.parse(sentence));
                }
                analysis
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
