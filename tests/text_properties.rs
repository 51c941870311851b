//! What holds for every text, however mangled: spans, order, sentences, quotations, tags and parses.

#[path = "support/text_promise.rs"]
mod promise;

use copydesk::text::{Document, Span};
use fastrand::Rng;
use promise::{hold, hold_syntax};
use proptest::prelude::*;

/// What mangled articles are made of: words, marks in every state of disrepair, white space, oddities.
const PIECES: &[&str] = &[
    "said",
    "Gov.",
    "Ann",
    "Reed",
    "U.S.",
    "the",
    "workers'",
    "don't",
    "No.",
    "5",
    "1,000",
    "9 a.m.",
    "Mr.",
    "e-mail",
    "well-known",
    "“",
    "”",
    "\"",
    "''",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "``",
    "`",
    ",”",
    ".”",
    "?",
    "!",
    "…",
    "...",
    ". . .",
    ".",
    ",",
    ";",
    ":",
    "—",
    "--",
    "-",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{200d}",
    "\u{301}",
    "é",
    "ß",
    "日本語",
    "👩‍👩‍👧",
    "\0",
    "http://example.org/a?b",
    "@desk",
    "#news",
    "$3.2",
    "10%",
    "'90s",
    "’em",
    "<p>",
    "&amp;",
    "I.",
    "A.",
    "x",
    "Ÿ",
];

/// A text of random pieces, sometimes with no space between them.
fn mangled(random: &mut Rng, pieces: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(0..=pieces) {
        text.push_str(random.choice(PIECES).unwrap_or(&""));
        if random.u8(0..4) > 0 {
            text.push(' ');
        }
    }
    text
}

#[test]
fn promises_hold_for_mangled_articles() {
    let mut random = Rng::with_seed(7);
    for _ in 0..20_000 {
        hold(&mangled(&mut random, 30));
    }
    for _ in 0..500 {
        hold_syntax(&mangled(&mut random, 40));
    }
}

/// Long: `cargo test --release --test text_properties -- --ignored`.
#[test]
#[ignore = "a million inputs take minutes; run it in release"]
fn promises_hold_for_a_million_mangled_articles() {
    let mut random = Rng::with_seed(11);
    for _ in 0..1_000_000 {
        hold(&mangled(&mut random, 40));
    }
    for _ in 0..50_000 {
        hold_syntax(&mangled(&mut random, 40));
    }
}

proptest! {
    #[test]
    fn promises_hold_for_any_text(text in any::<String>()) {
        hold(&text);
    }

    #[test]
    fn promises_hold_for_any_text_of_marks_and_letters(text in r#"[aA.,'"“”‘’«» \n-]{0,60}"#) {
        hold(&text);
        hold_syntax(&text);
    }

    #[test]
    fn the_same_text_gives_the_same_document(text in r#"[a-zA-Z.,'"“” \n]{0,80}"#) {
        let (once, twice) = (Document::read(&text), Document::read(&text));
        prop_assert_eq!(once.tokens, twice.tokens);
        prop_assert_eq!(once.quotations, twice.quotations);
        prop_assert_eq!(once.sentences, twice.sentences);
    }
}

#[test]
fn a_paragraph_before_shifts_spans_and_changes_nothing_else() {
    const BEFORE: &str = "The council met.\n\n";
    let shift = u32::try_from(BEFORE.len()).unwrap();
    let tokens_before = u32::try_from(Document::read(BEFORE).tokens.len()).unwrap();
    let mut random = Rng::with_seed(5);
    for _ in 0..3_000 {
        let text = mangled(&mut random, 40);
        let longer = format!("{BEFORE}{text}");
        let (alone, after) = (Document::read(&text), Document::read(&longer));
        let move_span = |span: Span| Span::new(span.start + shift, span.end + shift);
        let moved: Vec<_> = alone
            .tokens
            .iter()
            .map(|token| (move_span(token.span), token.key, token.quotation()))
            .collect();
        let found: Vec<_> = (after.tokens.iter().skip(tokens_before as usize))
            .map(|token| (token.span, token.key, token.quotation()))
            .collect();
        assert_eq!(moved, found, "in {text:?}");
        let moved: Vec<_> = alone
            .sentences
            .iter()
            .map(|sentence| move_span(sentence.span))
            .collect();
        let found: Vec<_> = after
            .sentences
            .iter()
            .skip(1)
            .map(|sentence| sentence.span)
            .collect();
        assert_eq!(moved, found, "in {text:?}");
        let describe = |document: &Document<'_>, by: u32| -> Vec<_> {
            let quotations = document.quotations.iter();
            quotations
                .map(|q| {
                    (
                        q.span.start + by,
                        q.span.end + by,
                        q.depth,
                        q.closed,
                        q.continues,
                    )
                })
                .collect()
        };
        assert_eq!(describe(&alone, shift), describe(&after, 0), "in {text:?}");
    }
}

/// No shape of input makes a stage go over the text again and again: were reading quadratic in a run of marks,
/// this would take hours instead of seconds.
#[test]
fn long_runs_of_one_piece_come_back() {
    for piece in PIECES {
        let text = piece.repeat(30_000);
        hold(&text);
        let spaced = format!("{piece} ").repeat(30_000);
        hold(&spaced);
    }
}
