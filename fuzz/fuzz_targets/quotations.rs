//! The state of quotations: every byte chooses a mark, a word or a break, so that nearly all inputs are quotations in
//! some state of disrepair.

#![no_main]

#[path = "../../tests/attribution/promise.rs"]
mod attribution;
#[path = "../../tests/support/text_promise.rs"]
mod promise;

use copydesk::text::Document;

const PIECES: [&str; 32] = [
    "“",
    "”",
    "\"",
    "''",
    "``",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "(",
    ")",
    ",",
    ".",
    "?",
    "…",
    "—",
    ":",
    "\n\n",
    "\n",
    " ",
    "Reed said",
    "she said",
    "said Ann Reed",
    "the vote is over",
    "and",
    "workers'",
    "don't",
    "'90s",
    "It rained",
    "according to him",
];

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    let mut text = String::new();
    for byte in body {
        text.push_str(PIECES[usize::from(byte % 32)]);
        if byte & 32 == 0 {
            text.push(' ');
        }
    }
    promise::hold(&text);
    attribution::holds_its_promises(&text);
    // A paragraph with a mark left open changes nothing in the paragraphs behind the next.
    let derailed = format!("\"A mark left open.\n\nNothing here.\n\n{text}");
    let quotations = |text: &str, from: usize| {
        let document = Document::read(text);
        let behind = document
            .quotations
            .iter()
            .filter(|one| one.span.start as usize >= from);
        behind
            .map(|one| (one.span.start as usize - from, one.span.end as usize - from))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        quotations(&derailed, derailed.len() - text.len()),
        quotations(&text, 0),
        "{text:?}"
    );
});
