//! What attribution promises of any text: the check of the tests here and of the fuzz targets.

use copydesk::attribution::{Attributed, Attribution, attribute};
use copydesk::text::{Document, Span};

pub(crate) fn read(text: &str) -> Attributed {
    attribute(&Document::read(text))
}

/// Cue, source and content of each attribution.
fn spans(attributed: &Attributed) -> Vec<Vec<Span>> {
    let of = |attribution: &Attribution| {
        let cue = attribution.cue.iter();
        cue.chain(&attribution.mention)
            .chain(&attribution.content)
            .copied()
            .collect()
    };
    attributed.attributions.iter().map(of).collect()
}

/// Spans lie inside the text, hold something, and share no word with another of their attribution.
pub(crate) fn holds_its_promises(text: &str) {
    for list in spans(&read(text)) {
        for (index, span) in list.iter().enumerate() {
            let covered = text.get(span.start as usize..span.end as usize);
            assert!(
                covered.is_some_and(|words| !words.is_empty()),
                "{span:?} in {text:?}"
            );
            for other in list.iter().skip(index + 1) {
                assert!(!span.overlaps(*other), "{span:?} and {other:?} in {text:?}");
            }
        }
    }
}
