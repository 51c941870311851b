//! The lede that names nobody yet: "A lawmaker wants …", two paragraphs later "Joey Salceda said".

use super::{
    class::Class,
    description,
    form::{Determiner, Mention, Sort},
    referent::{ReferentId, Referents},
    words::Words,
};
use rustc_hash::FxHashSet;

/// Only the first paragraphs, a headline among them, keep the name back.
const LEDE_PARAGRAPHS: usize = 2;
/// The name follows soon.
const WITHIN_PARAGRAPHS: usize = 2;

/// Gives the unnamed person of the lede the name that follows without a role of its own.
pub(super) fn name_the_unnamed(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    sources: &FxHashSet<usize>,
    referents: &mut Referents,
    found: &mut [Option<ReferentId>],
) {
    let Some((unnamed, first)) = unnamed(words, mentions, sources, referents, found) else {
        return;
    };
    let last = (first..mentions.len())
        .take_while(|&index| paragraph(words, mentions, index) < LEDE_PARAGRAPHS);
    let last = last
        .filter(|&index| found.get(index) == Some(&Some(unnamed)))
        .last()
        .unwrap_or(first);
    let Some(named) = name_after(words, mentions, (first, last), referents, found) else {
        return;
    };
    let (role, roles) = referents
        .get(unnamed)
        .map(|old| (old.role.clone(), old.roles.clone()))
        .unwrap_or_default();
    if let Some(referent) = referents.get_mut(named) {
        referent.role = referent.role.take().or(role);
        referent.roles.extend(roles);
    }
    let head = referents
        .get(unnamed)
        .and_then(|old| old.head)
        .map(|head| words.key(head));
    for (mention, slot) in mentions.iter().zip(found) {
        let same = *slot == Some(unnamed);
        let headline =
            words.paragraph(mention.anchor()) == 0 && Some(words.key(mention.anchor())) == head;
        if same || headline && mention.description().is_some() {
            *slot = Some(named);
        }
    }
}

fn paragraph(words: &Words<'_, '_>, mentions: &[Mention], index: usize) -> usize {
    mentions
        .get(index)
        .map_or(usize::MAX, |mention| words.paragraph(mention.anchor()))
}

/// The last unnamed person who is a source in the first paragraphs, and where it is first mentioned.
fn unnamed(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    sources: &FxHashSet<usize>,
    referents: &Referents,
    found: &[Option<ReferentId>],
) -> Option<(ReferentId, usize)> {
    let lede = (0..mentions.len())
        .take_while(|&index| paragraph(words, mentions, index) < LEDE_PARAGRAPHS);
    let candidates = lede.filter_map(|index| {
        let mention = mentions.get(index)?;
        let id = found.get(index).copied().flatten()?;
        let referent = referents.get(id)?;
        let description = mention.description()?;
        let person = description.sort == Sort::Person && referent.name.is_none();
        // "a lawmaker" and "the mayor" wait for their names; "a spokesman", "an official" and "my wife" stay unnamed.
        let stays = Class::SPOKESPERSON.or(Class::KIN);
        let waits = words.is(description.head, Class::OFFICE)
            || description.determiner == Determiner::Indefinite
                && !words.is(description.head, stays)
                && !description::is_one_of(words, description.head);
        (person && waits && sources.contains(&mention.anchor())).then_some((id, index))
    });
    candidates.last()
}

/// The first full name that follows, of a person not mentioned before and given no role.
fn name_after(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    (first, last): (usize, usize),
    referents: &Referents,
    found: &[Option<ReferentId>],
) -> Option<ReferentId> {
    let limit = paragraph(words, mentions, last) + WITHIN_PARAGRAPHS;
    let known: FxHashSet<ReferentId> = found.iter().take(first).flatten().copied().collect();
    let ahead =
        (first + 1..mentions.len()).take_while(|&index| paragraph(words, mentions, index) <= limit);
    let mut full = ahead.filter_map(|index| {
        let mention = mentions.get(index)?;
        let name = mention
            .name()
            .filter(|name| name.sort == Sort::Person && name.core.len() > 1)?;
        let id = found.get(index).copied().flatten()?;
        let referent = referents.get(id)?;
        let plain = referent.role.is_none()
            && mention.tokens.start == name.core.start
            && !known.contains(&id);
        let apart = !words.same_sentence(name.core.start, mentions.get(last)?.anchor());
        let (before, end) = (name.core.start.saturating_sub(1), name.core.end);
        let subject = words.is_finite(end) || words.is_comma(end) || words.is(before, Class::VERB);
        let object = words.before_is(name.core.start, Class::PREPOSITION)
            || words.is_possessive_mark(name.core.end);
        (plain && apart && subject && !object && words.quotation(name.core.start).is_none())
            .then_some(id)
    });
    full.next()
}
