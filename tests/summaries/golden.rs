//! Invented articles with their summaries at every length, as a person reads them.
//!
//! `COPYDESK_ACCEPT=1 cargo test --test summaries` writes what is found in place of what is expected; read
//! the difference before you commit it.

use copydesk::article::Article;
use copydesk::report::Report;
use copydesk::summary::{KeyPoint, Summary, SummarySentence, Treatment};
use copydesk::wire::{self, Envelope, Limits};
use copydesk::{Desk, text::Span};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_golden_article_has_the_summary_that_was_read_and_approved() {
    let desk = Desk::default();
    let mut faults = Vec::new();
    let articles = articles();
    assert!(
        articles.len() >= 25,
        "only {} golden articles",
        articles.len()
    );
    for (name, path) in articles {
        let found = told(&desk, &decoded(&path));
        let golden = corpus().join(format!("{name}.summary"));
        if std::env::var_os("COPYDESK_ACCEPT").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if found != expected {
            faults.push(format!(
                "--- {name}: expected\n{expected}\n+++ {name}: found\n{found}"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_golden_summary_belongs_to_an_article() {
    let names: Vec<String> = articles().into_iter().map(|(name, _)| name).collect();
    for entry in fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "summary") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(names.contains(&name), "{name}.summary has no article");
        }
    }
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/summaries")
}

/// The articles of the corpus and the example articles, by name.
fn articles() -> Vec<(String, PathBuf)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let entries = [corpus(), examples].map(|folder| fs::read_dir(folder).unwrap());
    let paths = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let articles = paths.filter(|path| path.extension().is_some_and(|kind| kind != "summary"));
    let stem = |path: &PathBuf| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .split('.')
            .next()
            .unwrap()
            .to_owned()
    };
    let mut named: Vec<_> = articles.map(|path| (stem(&path), path)).collect();
    named.sort();
    named
}

fn decoded(path: &Path) -> Article {
    let body = fs::read(path).unwrap();
    let plain = path.extension().is_some_and(|kind| kind == "txt");
    let envelope = Envelope {
        format: plain.then_some("plain"),
        ..Envelope::default()
    };
    wire::decode(&body, &envelope, &Limits::default()).unwrap()
}

/// The summary as a page.
fn told(desk: &Desk, article: &Article) -> String {
    let report = desk.report(article);
    let mut page = String::new();
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    writeln!(page, "{headline}\n").unwrap();
    match &report.summary {
        Some(summary) => summarized(&mut page, summary, &report),
        None => {
            for warning in &report.warnings {
                writeln!(page, "no summary: {}", warning.message).unwrap();
            }
        }
    }
    page
}

fn summarized(page: &mut String, summary: &Summary, report: &Report) {
    let lengths = [
        ("three sentences", &summary.sentences),
        ("alert", &summary.alert),
        ("brief", &summary.brief),
        ("digest", &summary.digest),
    ];
    for (name, sentences) in lengths {
        writeln!(page, "{name}").unwrap();
        for sentence in sentences {
            writeln!(page, "- {}", line(sentence)).unwrap();
        }
        page.push('\n');
    }
    writeln!(page, "key points").unwrap();
    for point in &summary.key_points {
        writeln!(page, "- {}", point_line(point, report)).unwrap();
    }
    if let Some(support) = &summary.headline_support {
        writeln!(page, "\nheadline").unwrap();
        for quotation in &support.quotations {
            let place = match (quotation.body, quotation.quoted) {
                (Some(_), true) => "quoted in the body",
                (Some(_), false) => "in the body, not quoted",
                (None, _) => "not in the body",
            };
            let speaker = label(report, quotation.speaker);
            writeln!(page, "- “{}”: {place}{speaker}", quotation.text).unwrap();
        }
        if support.speaker.is_some() {
            writeln!(page, "- speaker{}", label(report, support.speaker)).unwrap();
        }
    }
}

fn line(sentence: &SummarySentence) -> String {
    let treatment = match sentence.treatment {
        Treatment::Kept => "",
        Treatment::Resolved => "(resolved) ",
        Treatment::Joined => "(joined) ",
    };
    format!("{treatment}{}", sentence.text)
}

fn point_line(point: &KeyPoint, report: &Report) -> String {
    let kind = format!("{:?}", point.kind).to_lowercase();
    format!("{kind}{}: {}", label(report, point.speaker), point.text)
}

fn label(report: &Report, source: Option<copydesk::attribution::SourceId>) -> String {
    let source = source.and_then(|id| report.attributed.sources.get(id.0 as usize));
    source.map_or_else(String::new, |source| format!(", {}", source.label))
}

#[test]
fn spans_of_golden_sentences_are_the_words_that_are_shown() {
    let desk = Desk::default();
    for (name, path) in articles() {
        let article = decoded(&path);
        let report = desk.report(&article);
        for sentence in report.summary.iter().flat_map(|summary| &summary.sentences) {
            let span: Span = sentence.span;
            let original: String = span.of(&article.text).split_whitespace().collect();
            let shown: String = sentence.text.split_whitespace().collect();
            if sentence.treatment != Treatment::Resolved {
                assert_eq!(shown, original, "{name}");
            }
        }
    }
}
