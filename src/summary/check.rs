//! The last check before a summary leaves: no sentence shows a claim whose source is out of view.
//!
//! It reads the finished sentences and the attributions only, and knows nothing of how the sentences
//! were chosen: whatever goes wrong there, a broken summary becomes a shorter one.

use super::claims::{marks, repeats};
use super::{Material, SummarySentence, Treatment};

/// Takes sentences away until every claim that is shown has its source in view.
pub(super) fn keep_sources_in_view(
    material: &Material<'_>,
    mut sentences: Vec<SummarySentence>,
) -> Vec<SummarySentence> {
    while let Some(at) = first_out_of_view(material, &sentences) {
        sentences.remove(at);
        let joined = |sentence: &SummarySentence| sentence.treatment == Treatment::Joined;
        while sentences.get(at).is_some_and(joined) {
            sentences.remove(at);
        }
    }
    sentences
}

/// The first sentence that repeats a claim while neither it nor its neighbour in article and summary
/// shows the claim's source.
pub(super) fn first_out_of_view(
    material: &Material<'_>,
    sentences: &[SummarySentence],
) -> Option<usize> {
    (0..sentences.len()).find(|&at| {
        let in_view: Vec<_> = sentences
            .get(at)
            .into_iter()
            .chain(neighbour(material, sentences, at))
            .map(|sentence| sentence.span)
            .collect();
        let Some(sentence) = sentences.get(at) else {
            return false;
        };
        material.attributed.attributions.iter().any(|attribution| {
            repeats(material, attribution, sentence.span)
                && !marks(material, attribution)
                    .iter()
                    .any(|mark| in_view.iter().any(|span| span.overlaps(*mark)))
        })
    })
}

/// The sentence before, where nothing but white space parts the two in the article.
fn neighbour<'s>(
    material: &Material<'_>,
    sentences: &'s [SummarySentence],
    at: usize,
) -> Option<&'s SummarySentence> {
    let before = sentences.get(at.checked_sub(1)?)?;
    let gap = crate::text::Span::new(before.span.end, sentences.get(at)?.span.start);
    material.slice(gap).trim().is_empty().then_some(before)
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use super::*;
    use crate::text::Span;

    const TEXT: &str =
        "Anna Voss spoke. The baths will close, she said. They were old. It is a pity.";

    fn sentence(span: Span, treatment: Treatment) -> SummarySentence {
        SummarySentence {
            text: span.of(TEXT).to_owned(),
            span,
            attributions: Vec::new(),
            treatment,
        }
    }

    fn left(trial: &Trial<'_>, sentences: &[&str], treatment: Treatment) -> Vec<String> {
        let sentences = sentences
            .iter()
            .map(|words| sentence(trial.find(words, 0), treatment));
        let checked = trial.with(|material| keep_sources_in_view(material, sentences.collect()));
        checked.into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn a_claim_stays_with_its_source_in_the_sentence_or_right_before_it() {
        let trial = Trial::of(TEXT).claim("she", "said", "They were old");
        let pair = ["The baths will close, she said.", "They were old."];
        assert_eq!(left(&trial, &pair, Treatment::Kept), pair);
    }

    #[test]
    fn a_claim_without_its_source_goes_and_takes_along_what_was_joined_to_it() {
        let trial = Trial::of(TEXT).claim("she", "said", "They were old");
        assert_eq!(
            left(
                &trial,
                &["Anna Voss spoke.", "They were old."],
                Treatment::Kept
            ),
            ["Anna Voss spoke."]
        );
        assert!(
            left(
                &trial,
                &["They were old.", "It is a pity."],
                Treatment::Joined
            )
            .is_empty()
        );
    }

    #[test]
    fn the_sentence_after_holds_no_source_for_the_one_before() {
        let trial = Trial::of(TEXT).claim("she", "said", "Anna Voss spoke");
        let pair = ["Anna Voss spoke.", "The baths will close, she said."];
        assert_eq!(left(&trial, &pair, Treatment::Kept), [pair[1]]);
    }
}
