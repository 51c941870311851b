//! Words for which there is a better one.

use super::existence::matches;
use super::finding::Sighting;
use super::story::Story;
use crate::rules::editorial::Substitution;

pub(super) fn substitution(story: &Story<'_>, rule: &Substitution) -> Vec<Sighting> {
    let text = story.document.text;
    rule.swaps
        .iter()
        .flat_map(|(pattern, instead)| {
            matches(pattern, text)
                .filter(|&span| story.in_scope(span, rule.scope))
                .map(move |span| {
                    Sighting::at(span)
                        .saying("match", span.of(text))
                        .saying("replacement", instead)
                })
        })
        .collect()
}
