//! Claims told through several hands.

use super::finding::Sighting;
use super::story::Story;
use super::verb::is_form_of;
use crate::attribution::{Act, Attribution, AttributionId};

/// The innermost statements that somebody else tells, through at least `depth` hands.
pub(super) fn chain(story: &Story<'_>, depth: usize) -> Vec<Sighting> {
    let nested = &story.attributed.nested;
    let holds_another = |id: AttributionId| {
        let mut inner = nested.iter().filter(|inner| inner.within == Some(id));
        inner.any(|inner| is_another_hand(story, inner))
    };
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

/// How many people the claim of `id` went through: its own source, and everybody who tells what another said.
fn hands(story: &Story<'_>, id: AttributionId) -> usize {
    let outward = |id: &AttributionId| story.attributed.get(*id)?.within;
    let chain = std::iter::successors(Some(id), outward).take(MOST);
    let told = chain.filter_map(|id| story.attributed.get(id));
    1 + told.filter(|inner| is_another_hand(story, inner)).count()
}

/// Whether `inner` is what somebody said, told by somebody else: not a thought, and not "she said that she had said".
fn is_another_hand(story: &Story<'_>, inner: &Attribution) -> bool {
    let outer = inner.within.and_then(|id| story.attributed.get(id));
    let mention = inner.mention.first();
    let mention = mention.map_or("", |mention| mention.of(story.document.text));
    // Sources inside another's words are not always resolved; a pronoun may be the one who tells.
    let is_pronoun = PRONOUNS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(mention));
    let speaks = |attribution: &Attribution| {
        let cue = attribution.cue.unwrap_or_default().of(story.document.text);
        let mut words = cue.split_whitespace();
        attribution.act == Act::Statement
            && words.any(|word| {
                SPEECH
                    .iter()
                    .any(|lemma| is_form_of(&word.to_lowercase(), lemma))
            })
    };
    outer.is_some_and(|outer| speaks(inner) && speaks(outer)) && !mention.is_empty() && !is_pronoun
}

/// Verbs after which somebody's words are told as such; what stands inside another's words is often none of them.
const SPEECH: &[&str] = &[
    "say", "tell", "testify", "state", "report", "recall", "claim",
];

/// Words that may mean the one who tells.
const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "him", "her", "them",
];

/// A bound on the walk outwards, should two attributions ever claim to hold each other.
const MOST: usize = 16;
