//! Noun phrases without a name at their head: where they begin, and what they describe.

use super::{
    class::Class,
    form::{Description, Determiner, Form, Mention, Sort},
    words::Words,
};

/// No noun phrase has more words before its head.
const LONGEST: usize = 9;

/// Whether a token is the head noun of a description: a noun of the lists that no other noun follows.
pub(super) fn is_head(words: &Words<'_, '_>, token: usize) -> bool {
    let next = token + 1;
    words.is(token, Class::HEAD.or(Class::PEOPLE))
        && (!words.is_hyphen(next) || counted_end(words, token).is_some())
        && !(words.is(next, Class::HEAD)
            && words.same_sentence(token, next)
            && !words.is(next, Class::BOUNDARY))
}

/// The description with its head at `head`, beginning at `floor` or later.
pub(super) fn at(words: &Words<'_, '_>, head: usize, floor: usize) -> Mention {
    let start = start(words, head, floor.min(head));
    let determiner = determiner(words, start, head);
    let mut sort = sort(words, head);
    // "a paper in Nature", but "the paper".
    if determiner == Determiner::Indefinite
        && sort == Sort::Media
        && words.is(head, Class::DOCUMENT)
    {
        sort = Sort::Document;
    }
    if determiner == Determiner::Bare
        && words.is(head, Class::DEMONYM)
        && !words.is(head, Class::ROLE)
    {
        sort = Sort::People;
    }
    Mention {
        tokens: start..head + 1,
        form: Form::Description(Description {
            head,
            determiner,
            sort,
        }),
    }
}

/// Where the noun phrase that ends in `head` begins, not before `floor`.
pub(super) fn start(words: &Words<'_, '_>, head: usize, floor: usize) -> usize {
    let mut start = head;
    while start > floor && head - start < LONGEST {
        let before = start - 1;
        let clause = before > floor
            && (words.is_participle(before) && words.is_noun(before - 1)
                || words.is_gerund(before) && words.is(before - 1, Class::VERB));
        if clause || !words.same_sentence(before, head) || !goes_on(words, before) {
            break;
        }
        start = before;
        if words.is(before, Class::POSSESSIVE) {
            break;
        }
        if words.is(before, Class::DETERMINER) && !is_second(words, before) {
            break;
        }
    }
    while start < head && (words.is_hyphen(start) || words.is_possessive_mark(start)) {
        start += 1;
    }
    start
}

/// "the three", "all the": a determiner with another one before it.
fn is_second(words: &Words<'_, '_>, token: usize) -> bool {
    let counted = words.is(token, Class::COUNTED)
        && words.before_is(token, Class::DEFINITE.or(Class::POSSESSIVE));
    counted || words.before_is(token, Class::COUNTED.or(Class::ALONE))
}

fn goes_on(words: &Words<'_, '_>, token: usize) -> bool {
    if words.is_mark(token) {
        return words.is_hyphen(token) || words.has(token, "'") && words.is_possessive_mark(token);
    }
    if words.is_finite(token) && !words.is_capital(token) || words.is_complementizer(token) {
        return false;
    }
    words.is(token, Class::DETERMINER.or(Class::POSSESSIVE)) || !words.is(token, Class::BOUNDARY)
}

fn determiner(words: &Words<'_, '_>, start: usize, head: usize) -> Determiner {
    if words.is(start, Class::POSSESSIVE)
        || (start..head).any(|token| words.is_possessive_mark(token))
    {
        return Determiner::Possessive;
    }
    if words.is(start, Class::DEFINITE) {
        return Determiner::Definite;
    }
    if words.is(start, Class::DETERMINER) && start < head {
        return Determiner::Indefinite;
    }
    Determiner::Bare
}

/// What a head noun stands for.
pub(super) fn sort(words: &Words<'_, '_>, head: usize) -> Sort {
    if is_one_of(words, head) {
        return Sort::Person;
    }
    if is_news(words, head) {
        return Sort::Media;
    }
    let sorts = [
        (Class::ROLE, Sort::Person),
        (
            Class::ROLES.or(Class::GROUP).or(Class::PEOPLE),
            Sort::People,
        ),
        (Class::MEDIUM, Sort::Media),
        (Class::DOCUMENT, Sort::Document),
        (
            Class::ORGANIZATION.or(Class::ORGANIZATIONS),
            Sort::Organization,
        ),
        (Class::ALONE.or(Class::COUNTED), Sort::People),
        (Class::DEMONYM, Sort::Person),
    ];
    let known = sorts.iter().find(|(class, _)| words.is(head, *class));
    known.map_or(Sort::Unknown, |(_, sort)| *sort)
}

/// "news agency", "news organisation"
pub(super) fn is_news(words: &Words<'_, '_>, head: usize) -> bool {
    words.is(head, Class::ORGANIZATION) && words.has(head.saturating_sub(1), "news")
}

/// One past "mum-of-three", seen from its first word.
pub(super) fn counted_end(words: &Words<'_, '_>, head: usize) -> Option<usize> {
    let counted = words.is_hyphen(head + 1)
        && words.has(head + 2, "of")
        && words.is_hyphen(head + 3)
        && (words.is(head + 4, Class::COUNTED.or(Class::DETERMINER)) || !words.is_word(head + 4));
    (counted && words.is(head, Class::KIN)).then_some(head + 5)
}

/// Whether a word stands for one of several who were named together: "one", "another", "the other". "One in five" are many.
pub(super) fn is_one_of(words: &Words<'_, '_>, head: usize) -> bool {
    let one = words.has(head, "one") && !words.has(head + 1, "in");
    let other = words.has(head, "other") && words.before_is(head, Class::DEFINITE);
    (one || words.has(head, "another") || other) && !words.is_noun(head + 1)
}

/// Where the words that tie a description to its place or its institution end: "of the New York party", "for Mrs. Clinton".
pub(super) fn complement_end(words: &Words<'_, '_>, head: usize, end: usize) -> usize {
    if let Some(counted) = counted_end(words, head) {
        return counted.min(end);
    }
    let mut at = head + 1;
    at += usize::from(words.has(at, "%"));
    let infinitive = (at..at + 2).any(|to| words.has(to, "to") && words.is_base_verb(to + 1));
    let adjective =
        words.is_word(at) && !words.is_finite(at) && words.is(at + 1, Class::PREPOSITION);
    if infinitive || !words.is(at, Class::PREPOSITION) && !adjective || at >= end {
        return at.min(end);
    }
    while at < end && at - head < 2 * LONGEST && words.same_sentence(at, head) {
        let stops = words.is_mark(at) && !words.is_hyphen(at)
            || (words.is(at, Class::RELATIVE.or(Class::VERB)) || words.is_finite(at))
                && !words.is_capital(at)
            || words.is(at, Class::NEVER)
                && words.before_is(at, Class::PREPOSITION)
                && !words.is(at + 1, Class::PREPOSITION)
            || words.is_gerund(at) && words.before_is(at, Class::PREPOSITION);
        if stops {
            break;
        }
        at += 1;
    }
    let loose = Class::CONJUNCTION
        .or(Class::PREPOSITION)
        .or(Class::DETERMINER);
    while at > head + 1 && words.is(at - 1, loose) {
        at -= 1;
    }
    at
}
