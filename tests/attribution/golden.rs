//! Golden passages: one phenomenon each, rendered with a line of marks under the text.
//!
//! `passages.txt` holds invented passages, `passages.golden` what was found in them when a person last read it.
//! A failing run never writes; after reading the difference, `COPYDESK_BLESS=1 cargo test --test attribution`
//! writes the new golden file.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use copydesk::attribution::{Attribution, attribute};
use copydesk::text::Document;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus/attribution")
        .join(name)
}

fn contents(name: &str) -> String {
    let path = file(name);
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

#[test]
fn passages_are_read_as_a_person_agreed() {
    let passages = contents("passages.txt");
    let mut found = String::new();
    for passage in passages
        .split("\n== ")
        .map(|passage| passage.trim_start_matches("== "))
    {
        let (title, text) = passage.split_once('\n').unwrap_or((passage, ""));
        render(title, text.trim_end(), &mut found);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "a person asks a test to write what it found"
    )]
    if std::env::var("COPYDESK_BLESS").is_ok() {
        fs::write(file("passages.golden"), &found).unwrap_or_else(|fault| panic!("{fault}"));
    }
    let golden = contents("passages.golden");
    if let Some((line, (golden, found))) = golden
        .lines()
        .zip(found.lines())
        .enumerate()
        .find(|(_, (golden, found))| golden != found)
    {
        panic!(
            "passages.golden:{}\n  agreed {golden}\n  found  {found}",
            line + 1
        );
    }
    assert_eq!(
        golden.lines().count(),
        found.lines().count(),
        "passages.golden has other passages than passages.txt"
    );
}

/// The text, and under it for each attribution a line: s source, q cue, c content.
fn render(title: &str, text: &str, out: &mut String) {
    let found = attribute(&Document::read(text));
    let _infallible = writeln!(out, "== {title}");
    let mut start = 0;
    for line in text.split('\n') {
        let _infallible = writeln!(out, "  {line}");
        for attribution in &found.attributions {
            let marks = marks(attribution, start, line);
            if !marks.trim().is_empty() {
                let _infallible = writeln!(
                    out,
                    "  {}  {}",
                    marks.trim_end(),
                    told(attribution, &found.sources)
                );
            }
        }
        start += line.len() + 1;
    }
}

fn told(attribution: &Attribution, sources: &[copydesk::attribution::Source]) -> String {
    let source = attribution.source.and_then(|id| sources.get(id.0 as usize));
    let label = source.map_or("-", |source| source.label.as_str());
    format!("{} {:?} {label}", attribution.rule, attribution.act)
}

fn marks(attribution: &Attribution, start: usize, line: &str) -> String {
    let mark = |byte: usize| {
        let within =
            |span: &copydesk::text::Span| (span.start as usize..span.end as usize).contains(&byte);
        if attribution.mention.iter().any(within) {
            's'
        } else if attribution.cue.iter().any(within) {
            'q'
        } else if attribution.content.iter().any(within) {
            'c'
        } else {
            ' '
        }
    };
    line.char_indices()
        .map(|(byte, _)| mark(start + byte))
        .collect()
}
