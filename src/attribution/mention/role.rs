//! Roles that the text ties to names: appositions, "who is the mayor of", "(R-Fla.)".

use super::{
    class::Class,
    description,
    form::{Determiner, Mention, Sort},
    referent::{Referent, ReferentId, Referents},
    words::Words,
};
use std::ops::Range;

/// Most names, and the description itself, that are looked at before a comma: "the secretary of state for Wales, …".
const NAMES_INSIDE: usize = 4;

/// Ties descriptions to the names beside them, so that "the senator" can be found later.
pub(super) fn tie(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    referents: &mut Referents,
    found: &mut [Option<ReferentId>],
) {
    for (index, mention) in mentions.iter().enumerate() {
        let Some(name) = mention.name() else { continue };
        let Some(id) = found.get(index).copied().flatten() else {
            continue;
        };
        let end = after_details(words, name.core.end, id, referents);
        let after = described_after(words, mentions, index, end);
        let before = described_before(words, mentions, index);
        for described in [after, before].into_iter().flatten() {
            let fits = mentions
                .get(described)
                .is_some_and(|mention| may_describe(referents, id, mention));
            if !fits || found.get(described).copied().flatten().is_some() {
                continue;
            }
            if let Some(slot) = found.get_mut(described) {
                *slot = Some(id);
            }
            learn(words, mentions, described, id, referents);
        }
        let (Some(next), Some(referent)) = (mentions.get(index + 1), referents.get_mut(id)) else {
            continue;
        };
        if reflexive(words, (mention, next), referent)
            && let Some(slot) = found.get_mut(index + 1)
        {
            *slot = Some(id);
        }
    }
}

fn may_describe(referents: &Referents, id: ReferentId, mention: &Mention) -> bool {
    let (Some(referent), Some(description)) = (referents.get(id), mention.description()) else {
        return false;
    };
    match description.sort {
        Sort::Person => matches!(referent.sort, Sort::Person | Sort::Unknown) || !referent.certain,
        Sort::Organization | Sort::Media | Sort::Document => {
            !matches!(referent.sort, Sort::Person) || !referent.certain
        }
        Sort::People => false,
        _ => true,
    }
}

fn learn(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    described: usize,
    id: ReferentId,
    referents: &mut Referents,
) {
    let Some(mention) = mentions.get(described) else {
        return;
    };
    let (Some(description), Some(referent)) = (mention.description(), referents.get_mut(id)) else {
        return;
    };
    let mut start = mention.tokens.start;
    let article = |token| {
        words.is(token, Class::DEFINITE.or(Class::INDEFINITE)) && !words.is(token, Class::COUNTED)
    };
    while start < description.head && article(start) {
        start += 1;
    }
    let end = description::complement_end(words, description.head, words.len());
    referent.add_role(words, start..end, description.head);
    if !referent.certain && description.sort != Sort::Unknown {
        referent.sort = description.sort;
        referent.certain = true;
    }
}

/// After party, age and home: "(R-Fla.)", ", 67,", ", D-Ohio".
fn after_details(
    words: &Words<'_, '_>,
    end: usize,
    id: ReferentId,
    referents: &mut Referents,
) -> usize {
    let mut at = end;
    if words.has(at, "(") {
        let close = (at..at + 8).find(|&token| words.has(token, ")"));
        if let (Some(close), Some(referent)) = (close, referents.get_mut(id)) {
            learn_seat(words, at + 1..close, referent);
            at = close + 1;
        }
    }
    let is_age = |token| {
        words.text(token..token + 1).len() <= 3 && !words.is_word(token) && !words.is_mark(token)
    };
    if words.is_comma(at) && is_age(at + 1) && words.is_comma(at + 2) {
        at += 2;
    }
    let party = words.is_comma(at) && words.is_capital(at + 1) && words.is_hyphen(at + 2);
    if party && words.is_comma(at + 4) {
        if let Some(referent) = referents.get_mut(id) {
            learn_seat(words, at + 1..at + 4, referent);
        }
        at += 4;
    }
    at
}

/// "D-Ohio": by his party and his state he may be called later, "the Ohio Democrat".
fn learn_seat(words: &Words<'_, '_>, seat: Range<usize>, referent: &mut Referent) {
    referent
        .roles
        .extend(words.lexicon.party(words.key(seat.start)));
    for token in seat {
        let key = words.lexicon.full(words.key(token));
        if words.is(token, Class::PLACE) && !referent.modifiers.contains(&key) {
            referent.modifiers.push(key);
        }
    }
}

/// The description that follows a name: ", the Foreign Ministry spokeswoman", ", who is the mayor of".
fn described_after(
    words: &Words<'_, '_>,
    mentions: &[Mention],
    index: usize,
    end: usize,
) -> Option<usize> {
    let mut start = end;
    let comma = words.is_comma(start) || words.has(start, "–") || words.has(start, "—");
    start += usize::from(comma);
    let who = words.has(start, "who");
    start += usize::from(who);
    let be = words.has(start, "is") || words.has(start, "was");
    if !be && (who || !comma) {
        return None;
    }
    start += usize::from(be);
    let near = mentions.iter().enumerate().skip(index + 1).take(8);
    let begins = |mention: &Mention| {
        let first = mention.tokens.start;
        first == start
            || first > start
                && words.is(start, Class::DETERMINER)
                && is_one_phrase(words, start, first)
    };
    // "the president's press secretary" is not the president.
    let whole = |mention: &Mention| !words.is_possessive_mark(mention.tokens.end);
    let mut found = near.filter(|(_, mention)| {
        mention.description().is_some() && begins(mention) && whole(mention)
    });
    let (described, mention) = found.next()?;
    let bare = mention.description()?.determiner == Determiner::Bare;
    let plain = !bare || words.is(mention.anchor(), Class::ROLE) && !be;
    let close = description::complement_end(words, mention.anchor(), words.len());
    let plain = plain && (be || !words.is_finite(close) && !words.is(close, Class::VERB));
    (plain && words.same_sentence(start, end.saturating_sub(1))).then_some(described)
}

/// Whether only capitals and "and" stand between: "the United States Customs and Border Protection commissioner".
fn is_one_phrase(words: &Words<'_, '_>, start: usize, end: usize) -> bool {
    (start + 1..end).all(|token| words.is_capital(token) || words.has(token, "and"))
}

/// The description that a name closes: "the prime minister's spokesman, John Smith,", "the mayor of Ardley, Winona Hill,".
fn described_before(words: &Words<'_, '_>, mentions: &[Mention], index: usize) -> Option<usize> {
    let mention = mentions.get(index)?;
    let comma = mention
        .tokens
        .start
        .checked_sub(1)
        .filter(|&comma| words.is_comma(comma))?;
    let closed = words.is_mark(mention.tokens.end) && !words.is_hyphen(mention.tokens.end);
    let (described, before) = described_up_to(words, mentions.get(..index)?, comma)?;
    // "The mayor of Ardley, Kent, …": one word may be where Ardley lies.
    let whole_name = mention.name().is_some_and(|name| name.core.len() > 1);
    let beside = before.anchor() + 1 == comma;
    let opens = words.before_is(before.tokens.start, Class::PREPOSITION)
        && words.opens_sentence(before.tokens.start.saturating_sub(1));
    let bare = before.description()?.determiner == Determiner::Bare;
    let near = words.same_sentence(before.anchor(), mention.anchor());
    (closed && !opens && !bare && near && (whole_name || beside)).then_some(described)
}

/// The description that ends at a comma, alone or with what follows its noun: the names in "the mayor of Ardley" are
/// mentions of their own.
fn described_up_to<'m>(
    words: &Words<'_, '_>,
    mentions: &'m [Mention],
    comma: usize,
) -> Option<(usize, &'m Mention)> {
    let inside = mentions.iter().enumerate().rev().take(NAMES_INSIDE);
    let described = inside.filter(|(_, mention)| mention.description().is_some());
    let ends = |mention: &Mention| {
        let head = mention.anchor();
        let complement = words.has(head + 1, "of") || words.has(head + 1, "for");
        head + 1 == comma
            || complement && description::complement_end(words, head, words.len()) == comma
    };
    // "the chair of the board": the outer of the two.
    described.take_while(|(_, mention)| ends(mention)).last()
}

/// "Zelensky himself": which pronoun agrees.
fn reflexive(words: &Words<'_, '_>, pair: (&Mention, &Mention), referent: &mut Referent) -> bool {
    let (mention, next) = pair;
    let at = next.tokens.start;
    let (he, she) = (words.has(at, "himself"), words.has(at, "herself"));
    if mention.tokens.end != at || !he && !she {
        return false;
    }
    if he {
        referent.agreement.add_he();
    } else {
        referent.agreement.add_she();
    }
    true
}

/// The tokens of the words between a determiner and a head noun.
pub(super) fn modifiers(
    words: &Words<'_, '_>,
    tokens: Range<usize>,
) -> impl Iterator<Item = usize> {
    tokens.filter(|&token| {
        words.is_word(token)
            && !words.is(token, Class::DETERMINER.or(Class::POSSESSIVE))
            && !words.is_possessive_mark(token)
    })
}
