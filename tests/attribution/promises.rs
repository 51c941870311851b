//! Promises that hold for every text.

use copydesk::attribution::Attributed;
use copydesk::text::Span;

use crate::promise::{holds_its_promises, read};

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

fn passages() -> Vec<char> {
    include_str!("../corpus/attribution/passages.txt")
        .chars()
        .collect()
}

#[test]
fn spans_lie_inside_the_text_and_source_cue_and_content_are_disjoint() {
    let passages = passages();
    for seed in 0..1_000 {
        holds_its_promises(&mangled(seed));
        holds_its_promises(&spliced(seed, &passages));
    }
}

#[test]
#[ignore = "takes minutes: make test-million"]
fn a_million_mangled_texts_keep_the_promises() {
    let passages = passages();
    for seed in 0..500_000 {
        holds_its_promises(&mangled(seed));
        holds_its_promises(&spliced(seed, &passages));
    }
}

#[test]
fn the_same_text_gives_the_same_attributions() {
    for seed in 0..100 {
        let text = mangled(seed);
        assert_eq!(read(&text), read(&text), "{text:?}");
    }
}

/// Sentences without a name that the passages know, without a pronoun, without a cue, and each with its marks in pairs.
const QUIET: &[&str] = &[
    "The harbour was quiet.",
    "Rain fell on the old quay for three days.",
    "Trains ran late (by 20 minutes) at noon; buses did not run.",
    "A sign at the gate read “closed”.",
    "Two lanes of the bridge opened in May, and two in June.",
    "No ferry left.",
    "Prices rose 3.2 percent, to $41, in the U.S. last year.",
];

/// A paragraph of quiet sentences.
fn quiet(seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    let sentences = 0..random.usize(1..5);
    let chosen: Vec<&str> = sentences
        .filter_map(|_| random.choice(QUIET).copied())
        .collect();
    chosen.join(" ") + "\n\n"
}

/// Where everything stands that was found in a text, moved to the left.
fn places(attributed: &Attributed, moved: u32) -> Vec<String> {
    let at = |span: &Span| (span.start.wrapping_sub(moved), span.end.wrapping_sub(moved));
    let found = attributed.attributions.iter().chain(&attributed.nested);
    let mut places: Vec<String> = found
        .map(|one| {
            let [mention, content] =
                [&one.mention, &one.content].map(|spans| spans.iter().map(at).collect::<Vec<_>>());
            let cue = one.cue.as_ref().map(at);
            format!(
                "{mention:?} {cue:?} {content:?} {} {:?} {:.3}",
                one.rule, one.act, one.confidence
            )
        })
        .collect();
    for source in &attributed.sources {
        let mentions: Vec<_> = source.mentions.iter().map(at).collect();
        places.push(format!("{} {:?} {mentions:?}", source.label, source.kind));
    }
    places
}

#[test]
fn a_paragraph_before_shifts_spans_and_changes_nothing_else() {
    let passages = include_str!("../corpus/attribution/passages.txt").split("\n== ");
    let texts = passages.filter_map(|passage| Some(passage.split_once('\n')?.1.trim_end()));
    for (seed, text) in (0..).zip(texts) {
        let alone = places(&read(text), 0);
        for before in [quiet(seed), quiet(seed + 1_000)] {
            let shift = u32::try_from(before.len()).unwrap_or_default();
            let shifted = places(&read(&format!("{before}{text}")), shift);
            assert_eq!(shifted, alone, "{before:?} before {text:?}");
        }
    }
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
