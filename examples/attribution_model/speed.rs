//! How many articles a second one thread analyses, everything on, and how large the tables are that the program holds.

use std::fmt::Write;
use std::fs;
use std::time::Instant;

use copydesk::article::Article;
use copydesk::desk::Desk;
use copydesk::wire::gold::Annotated;

/// Articles of so many words are measured: about 850.
const WORDS: std::ops::RangeInclusive<usize> = 700..=1000;
/// The fastest of so many rounds counts: the others were disturbed.
const ROUNDS: usize = 3;

/// The embedded tables, in the repository.
const TABLES: [&str; 7] = [
    "models/tagger.bin",
    "models/parser.bin",
    "models/lemmas.tsv",
    "models/document-frequency.tsv",
    "models/attribution/boundary.tsv",
    "models/attribution/cue.tsv",
    "models/attribution/source.tsv",
];

/// Writes the section of the scores file. The tables are those that ship.
pub(crate) fn section(page: &mut String, articles: &[&Annotated]) -> Result<(), String> {
    let desk = Desk::default();
    let words = |text: &str| text.split_whitespace().count();
    let articles: Vec<Article> = (articles.iter())
        .filter(|article| WORDS.contains(&words(&article.text)))
        .map(|article| Article::verbatim("", article.text.clone()))
        .collect();
    let count = articles.len().max(1);
    let all: usize = articles.iter().map(|article| words(&article.text)).sum();
    let seconds = (0..ROUNDS)
        .map(|_| round(&desk, &articles))
        .fold(f64::INFINITY, f64::min);
    let _infallible = write!(
        page,
        "\n## Speed and size\n\nOne thread, everything on (attribution, speakers, summary, findings), by the clock: **{:.0} articles a second** of {} words\n\
         ({count} articles kept apart, the fastest of {ROUNDS} rounds); at least 200 are asked, and tables of at most 10 megabytes.\n\n| embedded table | megabytes |\n|---|---|\n",
        f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds,
        all / count,
    );
    let mut sum = 0.0;
    for path in TABLES {
        let bytes = fs::metadata(path).map_err(|error| format!("cannot read {path}: {error}"))?;
        let megabytes = f64::from(u32::try_from(bytes.len()).unwrap_or(u32::MAX)) / 1e6;
        sum += megabytes;
        let _infallible = writeln!(page, "| {path} | {megabytes:.2} |");
    }
    let _infallible = writeln!(page, "| all | {sum:.2} |");
    Ok(())
}

/// Seconds that the desk takes for all articles.
fn round(desk: &Desk, articles: &[Article]) -> f64 {
    let start = Instant::now();
    for article in articles {
        std::hint::black_box(desk.report(article));
    }
    start.elapsed().as_secs_f64()
}
