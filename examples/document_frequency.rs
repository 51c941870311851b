//! Counts in how many documents each stem stands, for `models/document-frequency.tsv`.
//!
//! `cargo run --example document_frequency -- EWT-train.conllu GUM-open-genres-train.conllu`
//! reads the texts of CoNLL-U treebanks (their annotation is not used), cuts long documents into parts of
//! about an article's length, and prints the stems that stand in enough of them.

use copydesk::summary::stem;
use copydesk::text::{Document, TokenKind};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// The sentences of a part: news articles have about thirty.
const PART: usize = 30;
/// Parts shorter than this many words tell little.
const FEWEST_WORDS: usize = 50;
/// Rarer stems are left out: the summary treats them all alike.
const FEWEST_DOCUMENTS: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut documents = 0_usize;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        for part in parts(&std::fs::read_to_string(path)?) {
            let (words, stems) = stems_of(&part);
            if words < FEWEST_WORDS {
                continue;
            }
            documents += 1;
            for stem in stems {
                *counts.entry(stem).or_default() += 1;
            }
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "#documents\t{documents}")?;
    for (stem, count) in counts {
        if count >= FEWEST_DOCUMENTS {
            writeln!(out, "{stem}\t{count}")?;
        }
    }
    Ok(())
}

/// The texts of a treebank in parts of at most [`PART`] sentences that never cross a document's end.
fn parts(treebank: &str) -> Vec<Vec<&str>> {
    let mut parts = vec![Vec::new()];
    for line in treebank.lines() {
        let full = parts.last().is_some_and(|part| part.len() >= PART);
        if full || line.starts_with("# newdoc") {
            parts.push(Vec::new());
        }
        if let (Some(text), Some(part)) = (line.strip_prefix("# text = "), parts.last_mut()) {
            part.push(text);
        }
    }
    parts
}

/// How many words a part has, and its different stems.
fn stems_of(part: &[&str]) -> (usize, BTreeSet<String>) {
    let text = part.join("\n");
    let document = Document::read(&text);
    let words = document
        .tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Mark);
    let stems: Vec<String> = words.filter_map(|word| stem(word.span.of(&text))).collect();
    (stems.len(), stems.into_iter().collect())
}
