//! Who a source is: from the words of a mention ("she", "the senator", "Ms. Reed") to one entry of the roll.
//!
//! `scan` finds every name, description and pronoun of the document; `phrase` says which of them
//! the source of an attribution is about; `identity` brings names together, `role` ties descriptions to the
//! names beside them, `antecedent` finds whom the rest takes up; `roll` writes the result.

mod agreement;
mod anonymity;
mod antecedent;
mod class;
mod description;
mod form;
mod identity;
mod kind;
mod lede;
mod lexicon;
mod name;
mod phrase;
mod referent;
mod role;
mod roll;
mod scan;
mod sort;
mod speaker;
mod words;

pub use lexicon::{Lexicon, LexiconFault};
pub(crate) use sort::sort;

use super::{Attribution, Source};
use crate::syntax::Analysis;
use crate::text::Span;
use antecedent::Antecedents;
use form::Mention;
use referent::Referents;
use roll::Roll;
use rustc_hash::FxHashSet;
use words::Words;

/// Resolves the sources of a document's attributions: returns the roll, in order of first mention, and writes
/// into each attribution the id of its source, or none where the text does not say who it is.
pub fn resolve(
    analysis: &Analysis<'_>,
    attributions: &mut [Attribution],
    lexicon: &Lexicon,
) -> Vec<Source> {
    let words = Words::read(analysis.document, analysis.tags(), lexicon);
    let mut mentions = scan::scan(&words);
    scan::scan_shouted(&words, &mut mentions);
    let anchors = anchors(&words, attributions, &mut mentions);
    let mut referents = Referents::default();
    let mut found = identity::identify(&words, &mentions, &mut referents);
    role::tie(&words, &mentions, &mut referents, &mut found);
    let sources: FxHashSet<usize> = anchors.iter().flatten().copied().collect();
    let mut antecedents = Antecedents {
        words: &words,
        mentions: &mentions,
        sources: &sources,
        referents: &mut referents,
        found: &mut found,
    };
    antecedents.resolve();
    lede::name_the_unnamed(
        &words,
        &mentions,
        &sources,
        antecedents.referents,
        antecedents.found,
    );
    let speakers = speaker::speakers(&mut antecedents, attributions, &anchors);
    let roll = Roll {
        words: &words,
        mentions: &mentions,
        found: &found,
        referents: &referents,
    };
    roll.write(attributions, &speakers)
}

/// The anchors of each attribution's source; mentions that the walk did not find are added to `mentions`.
fn anchors(
    words: &Words<'_, '_>,
    attributions: &[Attribution],
    mentions: &mut Vec<Mention>,
) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(attributions.len());
    let mut new = Vec::new();
    for attribution in attributions {
        let read = hull(&attribution.mention)
            .map(|span| phrase::read(words, words.document.tokens_in(span), mentions));
        let read = read.unwrap_or_default();
        all.push(read.iter().map(Mention::anchor).collect());
        new.extend(read);
    }
    new.append(mentions);
    *mentions = new;
    mentions.sort_by_key(Mention::anchor);
    mentions.dedup_by_key(|mention| mention.anchor());
    all
}

fn hull(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::hull)
}

#[cfg(test)]
mod tests;
