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
