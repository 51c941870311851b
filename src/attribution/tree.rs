//! Questions to the parse of a sentence.

use super::class::Class;
use super::reading::Reading;
use crate::text::WordKey;

/// Relations of a subject to its verb.
pub(crate) const SUBJECT: [WordKey; 2] = [WordKey::of("nsubj"), WordKey::of("csubj")];
/// Relations of an object to its verb.
pub(crate) const OBJECT: [WordKey; 3] = [
    WordKey::of("dobj"),
    WordKey::of("obj"),
    WordKey::of("dative"),
];
/// Relations of a verb that borrows its subject.
pub(crate) const SHARES_SUBJECT: [WordKey; 7] = [
    WordKey::of("conj"),
    WordKey::of("xcomp"),
    WordKey::of("advcl"),
    WordKey::of("pcomp"),
    WordKey::of("prep"),
    WordKey::of("dep"),
    WordKey::of("aux"),
];
/// A verb without its own subject that follows the verb it belongs to.
pub(crate) const OPEN_COMPLEMENT: WordKey = WordKey::of("xcomp");
/// Relations of a clause to the noun it describes.
pub(crate) const MODIFIES_NOUN: [WordKey; 3] = [
    WordKey::of("acl"),
    WordKey::of("relcl"),
    WordKey::of("acl:relcl"),
];
const RELATIVE: [WordKey; 2] = [WordKey::of("relcl"), WordKey::of("acl:relcl")];

/// Deepest chain of heads that is followed: a guard against cycles of a mistaken parse.
const DEEPEST: usize = 40;

/// The child of `head` with one of the relations.
pub(crate) fn child(
    reading: &Reading<'_>,
    head: usize,
    relations: &[WordKey],
    bounds: (usize, usize),
) -> Option<usize> {
    (bounds.0..bounds.1).find(|&token| {
        token != head
            && reading
                .head(token)
                .is_some_and(|(above, relation)| above == head && relations.contains(&relation.key))
    })
}

/// Whether `token` stands below `head`, or is it.
pub(crate) fn below(reading: &Reading<'_>, token: usize, head: usize) -> bool {
    let mut current = token;
    for _ in 0..DEEPEST {
        if current == head {
            return true;
        }
        match reading.head(current) {
            Some((above, _)) if above != current => current = above,
            _ => return false,
        }
    }
    false
}

/// The unbroken run of tokens below `head`, without loose relative clauses and what belongs to no name.
pub(crate) fn phrase(reading: &Reading<'_>, head: usize, bounds: (usize, usize)) -> (usize, usize) {
    let mut start = head;
    while start > bounds.0 && below(reading, start - 1, head) {
        start -= 1;
    }
    let mut end = head + 1;
    while end < bounds.1 && below(reading, end, head) {
        end += 1;
    }
    let loose = (head + 1..end).find(|&token| loose_clause(reading, token, head));
    if let Some(clause) = loose {
        let comma = (head + 1..clause).find(|&token| reading.is(token, Class::COMMA));
        let inverted = reading.is(head.min(start).saturating_sub(1), Class::VERB);
        if comma.is_some() && (inverted || !reading.is(head, Class::PROPER)) {
            end = comma.unwrap_or(end);
        }
    }
    while start < head
        && reading.is(start, Class::MARK.or(Class::ADVERB).or(Class::AND))
        && reading.region(start).is_none()
    {
        start += 1;
    }
    (start, end)
}

fn loose_clause(reading: &Reading<'_>, token: usize, head: usize) -> bool {
    reading
        .head(token)
        .is_some_and(|(above, relation)| above == head && RELATIVE.contains(&relation.key))
}

/// How what begins at `token` hangs on the words to its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    /// The word to the left that governs it, if one does.
    pub(crate) governor: Option<usize>,
    /// The highest word of what begins here, whose relation names the hold.
    pub(crate) top: usize,
}

/// Climbs from `token` while the heads stand to the right of it.
pub(crate) fn hold(reading: &Reading<'_>, token: usize) -> Hold {
    let mut top = token;
    for _ in 0..DEEPEST {
        match reading.head(top) {
            Some((above, _)) if above == top => break,
            Some((above, _)) if above < token => {
                return Hold {
                    governor: Some(above),
                    top,
                };
            }
            Some((above, _)) => top = above,
            None => break,
        }
    }
    Hold {
        governor: None,
        top,
    }
}
