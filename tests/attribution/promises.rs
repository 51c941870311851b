//! Promises that hold for every text.

use copydesk::attribution::{Attributed, attribute};
use copydesk::text::{Document, Span};

const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "''",
    "‘",
    "’",
    "(",
    ")",
    "—",
    " - ",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "\n\n",
    "\n",
    " ",
    "Reed",
    "the mayor",
    "she",
    "who",
    "said",
    "says",
    "told reporters",
    "according to",
    "that",
    "believes",
    "claim",
    "her",
    "was asked",
    "by",
    "to leave",
    "and",
    "but",
    "the vote is over",
    "It rained",
    "🙂",
    "É",
    "2026",
    "$3.2",
    "U.S.",
];

fn read(text: &str) -> Attributed {
    attribute(&Document::read(text))
}

fn spans(attributed: &Attributed) -> Vec<Vec<Span>> {
    let of = |attribution: &copydesk::attribution::Attribution| {
        let cue = attribution.cue.iter();
        cue.chain(&attribution.mention)
            .chain(&attribution.content)
            .copied()
            .collect()
    };
    attributed.attributions.iter().map(of).collect()
}

/// Texts of random pieces: enough to meet what nobody thought of.
fn mangled(seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut text = String::new();
    for _ in 0..random.usize(1..60) {
        let piece = random.choice(PIECES).copied().unwrap_or_default();
        text.push_str(piece);
        if random.u8(0..4) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Pieces of the golden passages, cut anywhere between two characters, in a new order, some twice.
fn spliced(seed: u64, passages: &[char]) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut text = String::new();
    for _ in 0..random.usize(1..8) {
        let start = random.usize(0..passages.len());
        let end = (start + random.usize(1..160)).min(passages.len());
        text.extend(passages.get(start..end).unwrap_or_default());
        if random.u8(0..6) == 0 {
            text.push(random.char(..));
        }
    }
    text
}

fn holds_its_promises(seed: u64, text: &str) {
    for list in spans(&read(text)) {
        for (index, span) in list.iter().enumerate() {
            let covered = text.get(span.start as usize..span.end as usize);
            assert!(
                covered.is_some_and(|words| !words.is_empty()),
                "{seed}: {span:?} in {text:?}"
            );
            for other in list.iter().skip(index + 1) {
                assert!(
                    !span.overlaps(*other),
                    "{seed}: {span:?} and {other:?} in {text:?}"
                );
            }
        }
    }
}

fn passages() -> Vec<char> {
    include_str!("../corpus/attribution/passages.txt")
        .chars()
        .collect()
}

#[test]
fn spans_lie_inside_the_text_and_source_cue_and_content_are_disjoint() {
    let passages = passages();
    for seed in 0..1_000 {
        holds_its_promises(seed, &mangled(seed));
        holds_its_promises(seed, &spliced(seed, &passages));
    }
}

#[test]
#[ignore = "takes minutes: make test-million"]
fn a_million_mangled_texts_keep_the_promises() {
    let passages = passages();
    for seed in 0..500_000 {
        holds_its_promises(seed, &mangled(seed));
        holds_its_promises(seed, &spliced(seed, &passages));
    }
}

#[test]
fn the_same_text_gives_the_same_attributions() {
    for seed in 0..100 {
        let text = mangled(seed);
        assert_eq!(read(&text), read(&text), "{text:?}");
    }
}

#[test]
fn a_paragraph_before_shifts_spans_and_changes_nothing_else() {
    let before = "The harbour was quiet.\n\n";
    let shift = u32::try_from(before.len()).unwrap_or_default();
    let text = "The mayor said that the bridge was safe. “We checked it twice,” said Omar Haddad, an engineer.\n\n\
                According to two officials, the report will be published on Monday.";
    let shifted = |span: &Span| Span::new(span.start + shift, span.end + shift);
    let alone: Vec<Vec<Span>> = spans(&read(text))
        .iter()
        .map(|list| list.iter().map(shifted).collect())
        .collect();
    assert_eq!(spans(&read(&format!("{before}{text}"))), alone);
}

#[test]
fn an_odd_mark_does_not_derail_the_paragraphs_behind_it() {
    let text =
        "The sign read \"closed and nobody knew why.\n\nThe mayor said that the bridge was safe.";
    let found = read(text);
    let last = found
        .attributions
        .last()
        .map(|attribution| attribution.content.clone());
    let content = last
        .unwrap_or_default()
        .first()
        .map_or("", |span| span.of(text));
    assert_eq!(content, "that the bridge was safe");
}

#[test]
fn the_empty_text_holds_no_attribution() {
    assert!(read("").attributions.is_empty());
    assert!(read(" \n \n").attributions.is_empty());
}
