//! Claims told through several hands.

use super::finding::Sighting;
use super::story::Story;
use crate::attribution::AttributionId;

/// The innermost attributions that stand in at least `depth - 1` others.
pub(super) fn chain(story: &Story<'_>, depth: usize) -> Vec<Sighting> {
    let nested = &story.attributed.nested;
    let holds_another = |id: AttributionId| nested.iter().any(|inner| inner.within == Some(id));
    story
        .attributed
        .all()
        .filter(|(id, _)| !holds_another(*id))
        .filter_map(|(id, attribution)| {
            let hands = hands(story, id);
            let span = attribution.cue.or(attribution.content.first().copied())?;
            (hands >= depth).then(|| Sighting::at(span).of(id).saying("depth", hands))
        })
        .collect()
}

/// How many attributions stand around the claim of `id`, itself included.
fn hands(story: &Story<'_>, id: AttributionId) -> usize {
    let outward = |id: &AttributionId| story.attributed.get(*id)?.within;
    std::iter::successors(Some(id), outward).take(MOST).count()
}

/// A bound on the walk outwards, should two attributions ever claim to hold each other.
const MOST: usize = 16;
