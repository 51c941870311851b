//! The sourcing of an article as a whole: whose voices, how much of each, how soon, through how many hands.

use super::chain::chain;
use super::story::Story;
use crate::attribution::{SourceId, SourceKind};
use crate::text::Span;

/// From so many attributions on a story can be called one-sided, or resting on a single source.
const ENOUGH: usize = 3;
/// A voice with more than this share of the attributed words fills the story.
const LOUD: f64 = 0.8;

/// The sourcing of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// People and groups with a name who say something.
    pub named: usize,
    /// Sources that say something and whose name is withheld.
    pub anonymous: usize,
    /// Organizations, documents and outlets that say something.
    pub institutional: usize,
    /// Who says something, with the share of the attributed words, 0 to 1; the loudest first.
    pub voices: Vec<(SourceId, f64)>,
    /// Whether several attributions all rest on one source.
    pub single_source: bool,
    /// Whether one of several sources has more than four fifths of the attributed words.
    pub one_sided: bool,
    /// Share of the words before the first attribution, 0 to 1; none where nobody says anything.
    pub first_attribution: Option<f64>,
    /// Claims told through several hands: what somebody says that somebody else said.
    pub chains: usize,
}

impl Profile {
    /// Its sourcing in a word, from a closed list: what stands out first.
    pub const fn sourcing(&self) -> &'static str {
        if self.voices.is_empty() {
            "none"
        } else if self.named + self.institutional == 0 && self.anonymous > 0 {
            "anonymous_only"
        } else if self.single_source {
            "single_source"
        } else if self.one_sided {
            "one_sided"
        } else {
            "several"
        }
    }
}

/// The sourcing of `story`.
pub fn profile(story: &Story<'_>) -> Profile {
    let voices = voices(story);
    let attributions = story.attributions().count();
    let resolved = story
        .attributions()
        .filter(|(_, one)| one.source.is_some())
        .count();
    let loudest = voices.first().map_or(0.0, |(_, share)| *share);
    Profile {
        named: story
            .speakers()
            .filter(|source| source.named() && !is_institution(source.kind))
            .count(),
        anonymous: story.speakers().filter(|source| source.anonymous).count(),
        institutional: story
            .speakers()
            .filter(|source| !source.anonymous && is_institution(source.kind))
            .count(),
        single_source: attributions >= ENOUGH && voices.len() == 1 && resolved == attributions,
        one_sided: attributions >= ENOUGH && voices.len() > 1 && loudest > LOUD,
        first_attribution: first_attribution(story),
        chains: chain(story, 2).len(),
        voices,
    }
}

const fn is_institution(kind: SourceKind) -> bool {
    matches!(
        kind,
        SourceKind::Organization | SourceKind::Document | SourceKind::Media
    )
}

/// Every source that says something, with its share of the attributed words.
fn voices(story: &Story<'_>) -> Vec<(SourceId, f64)> {
    let mut words = vec![0_usize; story.attributed.sources.len()];
    let mut speaks = vec![false; words.len()];
    for (_, attribution) in story.attributions() {
        let Some(index) = attribution.source.map(|id| id.0 as usize) else {
            continue;
        };
        let said: usize = attribution
            .content
            .iter()
            .map(|&part| words_in(story, part))
            .sum();
        words
            .get_mut(index)
            .into_iter()
            .for_each(|words| *words += said);
        speaks
            .get_mut(index)
            .into_iter()
            .for_each(|speaks| *speaks = true);
    }
    let all: usize = words.iter().sum();
    let mut voices: Vec<(SourceId, f64)> = (0..)
        .map(SourceId)
        .zip(words.iter().zip(&speaks))
        .filter(|(_, (_, speaks))| **speaks)
        .map(|(id, (words, _))| (id, share(*words, all)))
        .collect();
    voices.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    voices
}

fn first_attribution(story: &Story<'_>) -> Option<f64> {
    let starts = story.attributions().flat_map(|(_, attribution)| {
        let parts = attribution.cue.iter().chain(&attribution.mention);
        parts.chain(&attribution.content).map(|span| span.start)
    });
    let before = words_in(story, Span::new(0, starts.min()?));
    Some(share(before, story.words()))
}

fn words_in(story: &Story<'_>, span: Span) -> usize {
    let tokens = story.document.tokens.get(story.document.tokens_in(span));
    let tokens = tokens.unwrap_or_default().iter();
    tokens.filter(|token| !token.is_mark()).count()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "words of an article are far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
