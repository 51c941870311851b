//! What holds for any article and any attributions, however wrong.

use copydesk::attribution::{Act, Attributed, Attribution, Quoting, Source, SourceId, SourceKind};
use copydesk::summary::{Material, Summary, SummarySentence, Treatment, summarize};
use copydesk::text::{Document, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces of news prose: sentences that lean on others, quotations whole and broken, furniture, headings.
const PIECES: [&str; 18] = [
    "The council of Marl voted on Monday to close the baths in June.",
    "Anna Voss said the decision was “a wound” for the town.",
    "She said it would cost 40 jobs.",
    "“We will fight,” she added.",
    "“Nobody asked us.",
    "It was never about money,” Voss told reporters.",
    "He did not reply.",
    "That remark drew applause.",
    "But the mayor, Otto Lang, may still veto it.",
    "According to the treasurer, the baths lose 2 million a year.",
    "The man left by the back door.",
    "Read more: The long end of the baths",
    "MARL, May 3 (AP) — The baths were built in 1931.",
    "I saw it with my own eyes.",
    "It is likely that the vote will be repeated.",
    "LANG: Order, please.",
    "Officials allege that €3 million are missing — “stolen”, one said.",
    "The baths, which opened in 1931, were rebuilt twice.",
];

/// A text of such pieces, with sentences joined in paragraphs.
fn texts() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), prop::bool::ANY);
    vec(piece, 0..24).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, ends) in pieces {
            text.push_str(PIECES[piece]);
            text.push_str(if ends { "\n\n" } else { " " });
        }
        text
    })
}

/// Spans anywhere in a text, on character boundaries.
fn spans(most: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
    vec((0..2600_u32, 0..120_u32), 0..most)
}

type Loose = (
    Vec<(u32, u32)>,
    Vec<(u32, u32)>,
    Vec<(u32, u32)>,
    Option<u32>,
);

fn attributions() -> impl Strategy<Value = Vec<Loose>> {
    vec(
        (spans(3), spans(2), spans(2), prop::option::of(0..4_u32)),
        0..12,
    )
}

/// The nearest span of `text` on character boundaries.
fn fitted(text: &str, (start, length): (u32, u32)) -> Span {
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let (start, end) = (
        floor(start as usize),
        floor(start as usize + length as usize),
    );
    Span::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap())
}

fn attributed(text: &str, loose: &[Loose]) -> Attributed {
    let fit = |spans: &[(u32, u32)]| -> Vec<Span> {
        spans.iter().map(|span| fitted(text, *span)).collect()
    };
    let attributions = loose
        .iter()
        .map(|(content, mention, cue, source)| Attribution {
            quoting: Quoting::Mixed,
            cue: fit(cue).into_iter().next(),
            content: fit(content),
            mention: fit(mention),
            source: source.map(SourceId),
            act: Act::Statement,
            rule: Arc::from("any"),
            confidence: 0.5,
            within: None,
        });
    let pronouns =
        ["She", "He", "her"].map(|word| text.find(word).map_or(0, |at| u32::try_from(at).unwrap()));
    let sources = ["Anna Voss", "Otto Lang"].map(|name| Source {
        label: name.to_owned(),
        name: Some(name.to_owned()),
        kind: SourceKind::Person,
        anonymous: false,
        anonymity_reason: None,
        role: None,
        mentions: pronouns.iter().map(|at| fitted(text, (*at, 3))).collect(),
        attributions: Vec::new(),
    });
    Attributed {
        nested: Vec::new(),
        attributions: attributions.collect(),
        sources: sources.to_vec(),
    }
}

/// All lists of sentences of a summary, each with the most it may hold, in characters and words.
fn lists(summary: &Summary) -> [(&[SummarySentence], usize, usize); 4] {
    [
        (&summary.sentences, usize::MAX, usize::MAX),
        (&summary.alert, 240, usize::MAX),
        (&summary.brief, usize::MAX, 60),
        (&summary.digest, usize::MAX, 150),
    ]
}

/// Whether every claim that the sentences repeat has its source in the sentence, or in the one before it
/// that stands right before it in the article.
fn shows_every_source(text: &str, attributed: &Attributed, sentences: &[SummarySentence]) -> bool {
    let words = |span: Span| span.of(text).contains(char::is_alphanumeric);
    let common =
        |one: Span, other: Span| Span::new(one.start.max(other.start), one.end.min(other.end));
    sentences.iter().enumerate().all(|(at, sentence)| {
        let before = at.checked_sub(1).map(|before| sentences[before].span);
        let before = before.filter(|before| {
            Span::new(before.end, sentence.span.start)
                .of(text)
                .trim()
                .is_empty()
        });
        let in_view = |mark: &Span| {
            mark.overlaps(sentence.span) || before.is_some_and(|before| mark.overlaps(before))
        };
        attributed.attributions.iter().all(|attribution| {
            let repeats = attribution
                .content
                .iter()
                .any(|part| words(common(*part, sentence.span)));
            let mentions = match attribution
                .source
                .and_then(|id| attributed.sources.get(id.0 as usize))
            {
                Some(source) if attribution.cue.is_none() => source.mentions.clone(),
                _ => attribution.cue.into_iter().collect(),
            };
            let marks = if attribution.mention.is_empty() {
                &mentions
            } else {
                &attribution.mention
            };
            !repeats || marks.iter().any(in_view)
        })
    })
}

/// The text with everything in square brackets taken out, in letters and digits only.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let keep = text.chars().filter(|c| {
        depth += u32::from(*c == '[');
        let outside = depth == 0;
        depth = depth.saturating_sub(u32::from(*c == ']'));
        outside && c.is_alphanumeric()
    });
    keep.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_summary_keeps_its_promises(text in texts(), loose in attributions()) {
        let document = Document::read(&text);
        let attributed = attributed(&text, &loose);
        let material = Material { document: &document, attributed: &attributed, headline: None, furniture: &[] };
        let Ok(summary) = summarize(&material) else { return Ok(()) };
        prop_assert!(!summary.sentences.is_empty() && summary.sentences.len() <= 3);
        for (sentences, characters, words) in lists(&summary) {
            let shown: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            let shown = shown.join(" ");
            prop_assert!(shown.chars().count() <= characters, "too many characters: {shown}");
            prop_assert!(shown.split_whitespace().count() <= words, "too many words: {shown}");
            prop_assert!(sentences.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(shows_every_source(&text, &attributed, sentences), "a claim without its source: {shown}");
            for sentence in sentences {
                let original = sentence.span.of(&text);
                prop_assert!(!original.is_empty());
                if sentence.treatment == Treatment::Resolved {
                    prop_assert!(sentence.text.contains('['));
                } else {
                    prop_assert_eq!(outside_brackets(&sentence.text), outside_brackets(original));
                }
            }
        }
        let again = summarize(&material);
        prop_assert_eq!(again.as_ref(), Ok(&summary));
    }

    #[test]
    fn any_text_has_a_summary_or_a_reason(text in "\\PC{0,400}") {
        let document = Document::read(&text);
        let attributed = Attributed::default();
        let headline = Some(text.as_str());
        let material = Material { document: &document, attributed: &attributed, headline, furniture: &[] };
        if let Ok(summary) = summarize(&material) {
            prop_assert!(!summary.sentences.is_empty());
        }
    }
}
