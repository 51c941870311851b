//! Which claims a sentence repeats, and where their sources stand.

use super::Material;
use super::passage::{Passage, Traits};
use crate::attribution::{Attribution, AttributionId};
use crate::text::Span;

/// Where the source of a claim stands, seen from a sentence that repeats the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// In the sentence itself.
    Here,
    /// In the sentence right before it.
    Before,
    /// Further away, or nowhere.
    Away,
}

/// One claim that a sentence repeats, wholly or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) attribution: AttributionId,
    pub(super) source: View,
}

/// The claims of each passage.
pub(super) fn claims(material: &Material<'_>, passages: &[Passage]) -> Vec<Vec<Claim>> {
    let mut claims = vec![Vec::new(); passages.len()];
    for (index, attribution) in material.attributed.attributions.iter().enumerate() {
        let id = AttributionId(u32::try_from(index).unwrap_or(u32::MAX));
        let marks = marks(material, attribution);
        for at in repeated_by(material, attribution, passages) {
            let source = view(&marks, at, passages);
            if let Some(claims) = claims.get_mut(at) {
                claims.push(Claim {
                    attribution: id,
                    source,
                });
            }
        }
    }
    claims
}

/// What shows a reader whose claim it is: the mention, or the cue where no source is mentioned, or any
/// mention of the resolved source where there is no cue either.
pub(super) fn marks(material: &Material<'_>, attribution: &Attribution) -> Vec<Span> {
    if !attribution.mention.is_empty() {
        return attribution.mention.clone();
    }
    if let Some(cue) = attribution.cue {
        return vec![cue];
    }
    let source = attribution
        .source
        .and_then(|id| material.attributed.sources.get(id.0 as usize));
    source
        .map(|source| source.mentions.clone())
        .unwrap_or_default()
}

/// Whether `span` holds at least one word of the attribution's content.
pub(super) fn repeats(material: &Material<'_>, attribution: &Attribution, span: Span) -> bool {
    attribution.content.iter().any(|content| {
        let shared = Span::new(content.start.max(span.start), content.end.min(span.end));
        content.overlaps(span) && material.slice(shared).contains(char::is_alphanumeric)
    })
}

/// The passages that repeat a word of the attribution's content.
fn repeated_by<'a>(
    material: &'a Material<'_>,
    attribution: &'a Attribution,
    passages: &'a [Passage],
) -> impl Iterator<Item = usize> + 'a {
    let whole = attribution
        .content
        .iter()
        .copied()
        .reduce(Span::hull)
        .unwrap_or_default();
    let first = passages.partition_point(|passage| passage.span.end <= whole.start);
    passages
        .iter()
        .enumerate()
        .skip(first)
        .take_while(move |(_, passage)| passage.span.start < whole.end)
        .filter(|(_, passage)| repeats(material, attribution, passage.span))
        .map(|(at, _)| at)
}

fn view(marks: &[Span], at: usize, passages: &[Passage]) -> View {
    let holds = |passage: &Passage| marks.iter().any(|mark| mark.overlaps(passage.span));
    let Some(passage) = passages.get(at) else {
        return View::Away;
    };
    if holds(passage) {
        return View::Here;
    }
    let before = at.checked_sub(1).and_then(|before| passages.get(before));
    match before {
        Some(before) if passage.has(Traits::FOLLOWS) && holds(before) => View::Before,
        _ => View::Away,
    }
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::super::trial::Trial;
    use super::*;

    #[track_caller]
    fn check(trial: &Trial<'_>, expected: &[&[View]]) {
        let found: Vec<Vec<View>> = trial.with(|material| {
            let claims = claims(material, &passages(material));
            let views = |claims: Vec<Claim>| claims.iter().map(|claim| claim.source).collect();
            claims.into_iter().map(views).collect()
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_source_is_here_before_or_away() {
        let text = "Voss said baths are old. Lindal has three. Hathe has two.";
        let claim = "baths are old. Lindal has three. Hathe has two";
        check(
            &Trial::of(text).claim("Voss", "said", claim),
            &[&[View::Here], &[View::Before], &[View::Away]],
        );
    }

    #[test]
    fn a_mark_alone_repeats_no_claim() {
        let text = "“Baths are old.” Voss said so.";
        check(
            &Trial::of(text).claim("Voss", "said", "“Baths are old.”"),
            &[&[View::Away], &[]],
        );
    }

    #[test]
    fn a_cue_stands_for_a_source_that_is_not_mentioned() {
        let text = "It was reported that baths are old. Hathe has two.";
        check(
            &Trial::of(text).claim("", "reported", "baths are old"),
            &[&[View::Here], &[]],
        );
        check(
            &Trial::of(text).claim("", "", "Hathe has two"),
            &[&[], &[View::Away]],
        );
    }
}
