//! Proper names: runs of capitalised words, cut into title and name, and what each names.

use super::{
    class::Class,
    form::{Form, Mention, Name, Sort},
    kind::{is_abbreviated, kind_before},
    words::Words,
};
use std::ops::Range;

/// Reads the run of capitalised words at `start`; its mention, if it has one, and where it ends.
pub(super) fn read(words: &Words<'_, '_>, start: usize, end: usize) -> (Option<Mention>, usize) {
    let run = run(words, start, end);
    let stop = run.end;
    let run = after_opening(words, run);
    if run.is_empty() || words.is(run.start, Class::NEVER) && run.len() == 1 {
        return (None, stop);
    }
    (Some(mention(words, run)), stop)
}

/// Whether a name may begin at a token.
pub(super) fn begins(words: &Words<'_, '_>, token: usize) -> bool {
    words.is_capital(token)
        && !words.is(token, Class::PRONOUN)
        && !is_plain_opening(words, token)
        && !is_party(words, token)
}

/// The letter of "R-Fla." and "D-Ohio".
fn is_party(words: &Words<'_, '_>, token: usize) -> bool {
    words.is_hyphen(token + 1) && words.lexicon.party(words.key(token)).is_some()
}

/// A mention of one capitalised run.
pub(super) fn mention(words: &Words<'_, '_>, run: Range<usize>) -> Mention {
    let core_start = core_start(words, &run);
    if core_start >= run.end
        || words.is(run.end - 1, Class::PEOPLE) && !words.is(core_start, Class::FIRST_NAME)
    {
        return described(words, run);
    }
    let core = core_start..without_honours(words, core_start, run.end);
    if core.len() == 1 && is_native(words, core.start) {
        return described(words, run);
    }
    let (start, role) = before_name(words, &core, run.start);
    let title = Class::TITLE.or(Class::COURTESY).or(Class::ROLE);
    let titled = core_start > run.start
        && (words.is(core_start - 1, title) || words.has(run.start + 1, "of"));
    let (mut sort, mut certain) = sort_of(words, &core, titled || role);
    if !certain
        && words.is_comma(core.end)
        && words.is(core.end + 1, Class::PLACE)
        && sort != Sort::Person
    {
        (sort, certain) = (Sort::Place, true);
    }
    if !certain && core.len() > 1 && is_abbreviated(words, &core) {
        (sort, certain) = (Sort::Organization, true);
    }
    let kind = kind_before(words, &core, run.start).filter(|_| !certain || role);
    let start = kind.map_or(start, |(_, start)| start);
    if let Some((kind, _)) = kind {
        (sort, certain) = (kind, true);
    }
    if !certain && is_modifier(words, core.end) {
        (sort, certain) = (Sort::Unknown, false);
    }
    Mention {
        tokens: start..run.end,
        form: Form::Name(Name {
            core,
            sort,
            certain,
        }),
    }
}

/// "Civil Rights protester": a name before a noun in small letters says what kind of protester.
fn is_modifier(words: &Words<'_, '_>, end: usize) -> bool {
    words.is(end, Class::HEAD) && !words.is_capital(end) && words.same_sentence(end - 1, end)
}

/// Without "QC", "MP", "OBE" after the name.
fn without_honours(words: &Words<'_, '_>, start: usize, end: usize) -> usize {
    let honour = |token: usize| {
        words.is(token, Class::NAME_SUFFIX)
            && words.is_upper(token)
            && !words
                .text(token..token + 1)
                .chars()
                .all(|letter| matches!(letter, 'I' | 'V'))
    };
    let last = end - 1;
    if last > start && honour(last) && !words.is_comma(last - 1) {
        last
    } else {
        end
    }
}

/// "the Swede", "a Republican": an adjective of place or party that no noun follows.
fn is_native(words: &Words<'_, '_>, token: usize) -> bool {
    let article = Class::DEFINITE.or(Class::INDEFINITE);
    let ends = !words.is_word(token + 1)
        || words.is(token + 1, Class::BOUNDARY) && !words.is_capital(token + 1);
    words.is(token, Class::DEMONYM) && words.before_is(token, article) && ends
}

/// A run that ends in a title or a people: "the Prime Minister", "Senate Republicans".
fn described(words: &Words<'_, '_>, run: Range<usize>) -> Mention {
    let head = Class::ROLE
        .or(Class::ROLES)
        .or(Class::PEOPLE)
        .or(Class::DEMONYM);
    let head = run.clone().rev().find(|&token| words.is(token, head));
    super::description::at(words, head.unwrap_or(run.end - 1), 0)
}

/// The end of the run that begins at `start`.
pub(super) fn run(words: &Words<'_, '_>, start: usize, end: usize) -> Range<usize> {
    let mut stop = start + 1;
    while stop < end {
        let next = if words.is_capital(stop) && !words.is(stop, Class::PRONOUN) {
            stop + 1
        } else {
            joined(words, start, stop)
        };
        if next == stop || next > end {
            break;
        }
        stop = next;
    }
    start..stop
}

/// Where the run goes on after small words inside a name, or `at` where it does not.
fn joined(words: &Words<'_, '_>, start: usize, at: usize) -> usize {
    let capital_after =
        |token: usize| words.is_capital(token + 1) && words.same_sentence(token, token + 1);
    if words.is_hyphen(at) && words.is_word(at + 1) {
        return at + 2;
    }
    if words.is(at, Class::LEGAL_FORM) {
        return at + 1;
    }
    if words.has(at, "&") && capital_after(at) {
        return at + 2;
    }
    if words.is_comma(at) && words.is(at + 1, Class::NAME_SUFFIX) && words.is_capital(at + 1) {
        return at + 2;
    }
    if words.has(at, "of") || words.has(at, "for") {
        return of(words, at);
    }
    if words.has(at, "and") && capital_after(at) && is_inside_name(words, start, at) {
        return at + 2;
    }
    if words.is(at, Class::PARTICLE) && !words.is_capital(at) {
        let second = words.is(at + 1, Class::PARTICLE) && !words.is_capital(at + 1);
        let last = at + 1 + usize::from(second);
        if words.is_capital(last) && words.same_sentence(at, last) {
            return last + 1;
        }
    }
    at
}

/// Whether "and" joins words of one name: "Department of Health and Human Services", "Customs and Border Protection".
fn is_inside_name(words: &Words<'_, '_>, start: usize, and: usize) -> bool {
    if words.is(
        and + 1,
        Class::FIRST_NAME.or(Class::TITLE).or(Class::COURTESY),
    ) {
        return false;
    }
    if has_of(words, start..and) {
        return true;
    }
    let end = (and + 1..and + 5)
        .find(|&token| !words.is_capital(token))
        .unwrap_or(and + 5);
    let office = words.is(end - 1, Class::ORGANIZATION) && end - and > 2;
    let article = has_article(words, start);
    office
        && article
        && and - start <= 2
        && !words.is(start, Class::FIRST_NAME.or(Class::ORGANIZATION))
}

/// "Department of Justice", "Ministry of the Interior": only after a word that such names begin with.
fn of(words: &Words<'_, '_>, at: usize) -> usize {
    let opening = Class::ORGANIZATION
        .or(Class::MASTHEAD)
        .or(Class::ROLE)
        .or(Class::ORGANIZATIONS)
        .or(Class::DOCUMENT);
    if !words.before_is(at, opening) {
        return at;
    }
    let article = words.has(at + 1, "the");
    let after = at + 1 + usize::from(article);
    if words.is_capital(after) && words.same_sentence(at, after) {
        after + 1
    } else {
        at
    }
}

fn has_of(words: &Words<'_, '_>, mut run: Range<usize>) -> bool {
    run.any(|token| words.has(token, "of") || words.has(token, "for"))
}

/// The run without a first word that is capitalised only because it opens the sentence.
fn after_opening(words: &Words<'_, '_>, run: Range<usize>) -> Range<usize> {
    let mut start = run.start;
    while start < run.end
        && (is_plain_opening(words, start) || words.is(start, Class::NEVER) && run.len() > 1)
    {
        start += 1;
    }
    start..run.end
}

/// "However", "The", "Asked": not words that name anything, unless a title or people noun.
fn is_plain_opening(words: &Words<'_, '_>, token: usize) -> bool {
    words.is(
        token,
        Class::OPENING
            .or(Class::DETERMINER)
            .or(Class::PREPOSITION)
            .or(Class::CONJUNCTION)
            .or(Class::RELATIVE)
            .or(Class::POSSESSIVE),
    ) && !words.is(token, Class::PARTICLE.or(Class::FIRST_NAME).or(Class::HEAD))
        || words.is(token, Class::OPENING.or(Class::POSSESSIVE))
            && !words.is(token, Class::FIRST_NAME)
}

/// Where the name begins in a run: after titles, roles and adjectives of place or party.
fn core_start(words: &Words<'_, '_>, run: &Range<usize>) -> usize {
    let Some(title) = run.clone().rev().find(|&token| is_title(words, run, token)) else {
        return after_adjectives(words, run.start, run.end);
    };
    let mut start = title + 1;
    if words.has(start, "of") || words.has(start, "for") {
        start = after_complement(words, start, run.end);
    }
    after_adjectives(words, start, run.end)
}

/// Whether a word of a run is a title there: not in "Dean Baker", "Charlie King", "the Philippine Star".
fn is_title(words: &Words<'_, '_>, run: &Range<usize>, token: usize) -> bool {
    let first = token == run.start;
    let opens = first && run.len() > 2 && opens_name(words, run, token);
    let role = words.is(token, Class::ROLE) && (!first || opens);
    let title = words.is(token, Class::TITLE) || role;
    if words.is(token, Class::COURTESY) {
        return true;
    }
    // "Dean Baker", "Owner Dean Prosser"; but "Justice Elena Kagan", "Chief Justice Roberts".
    let given = Class::MALE_NAME.or(Class::FEMALE_NAME);
    let described = token > run.start && words.is(token - 1, Class::ROLE) && words.is(token, given);
    let first_name = words.is(token, Class::FIRST_NAME)
        && (token == run.start && run.len() > 1 || described)
        && !words.is(token + 1, Class::FIRST_NAME);
    let surname = token + 1 == run.end
        && token > run.start
        && words.before_is(token, Class::FIRST_NAME.or(Class::COURTESY));
    let masthead = token + 1 == run.end
        && token > run.start
        && words.is(token, Class::MASTHEAD.or(Class::GROUP));
    title && !first_name && !surname && !masthead
}

/// Whether a role that stands first in a run belongs to the name behind it: "Analyst Ming Kuo", but not "Baker County".
fn opens_name(words: &Words<'_, '_>, run: &Range<usize>, role: usize) -> bool {
    let institution = Class::ORGANIZATION
        .or(Class::ORGANIZATIONS)
        .or(Class::SUFFIX)
        .or(Class::MASTHEAD)
        .or(Class::SITE)
        .or(Class::DOCUMENT)
        .or(Class::GROUP);
    words.is(role + 1, Class::FIRST_NAME)
        || words.opens_sentence(role)
            && !words.is(role, Class::FIRST_NAME)
            && !run.clone().any(|token| words.is(token, institution))
}

/// After "of State", "of the Interior", "of Homeland Security" in "Secretary of State John Kerry".
fn after_complement(words: &Words<'_, '_>, of: usize, end: usize) -> usize {
    let named = (of + 2..end).find(|&token| words.is(token, Class::FIRST_NAME));
    named.unwrap_or(end)
}

/// "Republican Marco Rubio": the adjective is none of the name's.
fn after_adjectives(words: &Words<'_, '_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at + 1 < end
        && words.is(at, Class::DEMONYM.or(Class::PEOPLE))
        && !words.is(at, Class::FIRST_NAME)
        && words.is(at + 1, Class::FIRST_NAME.or(Class::DEMONYM))
        && end - at > 2
    {
        at += 1;
    }
    if words.is(at, Class::DEMONYM) && at + 1 < end && end - at <= 2 {
        start
    } else {
        at
    }
}

/// Where the mention begins when a role in small letters stands before the name: "federal prosecutor Ryan Dickey".
fn before_name(words: &Words<'_, '_>, core: &Range<usize>, run_start: usize) -> (usize, bool) {
    let Some(role) = run_start.checked_sub(1) else {
        return (run_start, false);
    };
    if run_start < core.start
        && !words.is(
            run_start,
            Class::DEMONYM.or(Class::TITLE).or(Class::COURTESY),
        )
    {
        return (run_start, true);
    }
    let of_role = complement_role(words, role);
    let role = of_role.unwrap_or(role);
    if !words.is(role, Class::ROLE.or(Class::TITLE))
        || words.is_capital(role)
        || !words.same_sentence(role, core.start)
    {
        return (run_start, false);
    }
    let mut start = super::description::start(words, role, 0);
    let clause = core.len() == 1 && words.has(start, "the") && words.is_finite(core.end);
    if clause {
        return (run_start, false);
    }
    if start > 1
        && words.has(start - 1, "and")
        && words.is(start - 2, Class::ROLE)
        && !words.is(start - 2, Class::ROLES)
    {
        start = super::description::start(words, start - 2, 0);
    }
    (start, true)
}

/// "former secretary of state Colin Powell": the role stands before "of".
fn complement_role(words: &Words<'_, '_>, last: usize) -> Option<usize> {
    let of = last.checked_sub(1).filter(|&of| words.has(of, "of"))?;
    let role = of.checked_sub(1)?;
    (words.is(role, Class::TITLE) && !words.is_capital(last) && !words.is(last, Class::HEAD))
        .then_some(role)
}

/// What a name names, and whether more than its shape says so.
fn sort_of(words: &Words<'_, '_>, core: &Range<usize>, titled: bool) -> (Sort, bool) {
    let first_name =
        words.is(core.start, Class::FIRST_NAME) && core.len() > 1 && !has_of(words, core.clone());
    let known = words
        .lexicon
        .phrase(words.keys(core.clone()))
        .or(if core.len() == 1 {
            words.class(core.start)
        } else {
            Class::default()
        });
    if known.any(Class::MEDIA_NAME) && !titled && !is_bare_surname(words, core) {
        return (Sort::Media, true);
    }
    if known.any(Class::INSTITUTION_NAME) && !titled {
        return (Sort::Organization, true);
    }
    if titled {
        return (Sort::Person, true);
    }
    if known.any(Class::PLACE) {
        return (Sort::Place, true);
    }
    let last = core.end.saturating_sub(1);
    if core.len() > 1 && (words.is(last, Class::SITE) || words.is(core.start, Class::SITE_OPENING))
    {
        return by_site(words, core);
    }
    let article = has_article(words, core.start);
    if first_name && !article && !words.is(last, Class::SUFFIX) {
        return (Sort::Person, true);
    }
    by_shape(words, core, article)
}

/// Whether "the" stands before a name.
fn has_article(words: &Words<'_, '_>, start: usize) -> bool {
    start
        .checked_sub(1)
        .is_some_and(|before| words.has(before, "the"))
}

/// "Hill said" is somebody of that name, "The Hill said" the newspaper.
fn is_bare_surname(words: &Words<'_, '_>, core: &Range<usize>) -> bool {
    core.len() == 1
        && !has_article(words, core.start)
        && words.is(core.start, Class::SITE_OR_SURNAME)
}

/// "Dock Road", "Mount Hood" are places; "Port Calder Council" is none.
fn by_site(words: &Words<'_, '_>, core: &Range<usize>) -> (Sort, bool) {
    let last = core.end.saturating_sub(1);
    let organization = Class::ORGANIZATION
        .or(Class::ORGANIZATIONS)
        .or(Class::SUFFIX);
    if words.is(last, organization) && !words.is(last, Class::SITE) {
        (Sort::Organization, true)
    } else {
        (Sort::Place, true)
    }
}

fn by_shape(words: &Words<'_, '_>, core: &Range<usize>, article: bool) -> (Sort, bool) {
    let last = core.end.saturating_sub(1);
    let head = heads(words, core);
    if core.len() > 1 && words.is(head, Class::DOCUMENT) {
        return (Sort::Document, true);
    }
    if words.is(core.start, Class::MASTHEAD_OPENING) && core.len() > 1
        || words.is(last, Class::MASTHEAD.or(Class::MEDIUM)) && (article || core.len() > 1)
    {
        return (Sort::Media, true);
    }
    let organization = Class::ORGANIZATION
        .or(Class::ORGANIZATIONS)
        .or(Class::SUFFIX);
    if core.len() > 1 && (words.is(head, organization) || words.is(last, organization))
        || has_of(words, core.clone())
    {
        return (Sort::Organization, true);
    }
    if core.len() == 1 && words.is_upper(last) && words.text(core.clone()).len() > 1 {
        return (Sort::Organization, false);
    }
    if core.len() == 1 {
        let person = words.is(last, Class::FIRST_NAME);
        let institution = article && !person || words.is(last, organization);
        let sort = if institution {
            Sort::Organization
        } else {
            Sort::Unknown
        };
        return (sort, false);
    }
    let capitals = core.clone().any(|token| {
        words.is_upper(token)
            && words.text(token..token + 1).len() > 1
            && !words.text(token..token + 1).contains('.')
    });
    if capitals && !words.is(core.start, Class::FIRST_NAME) {
        return (Sort::Organization, false);
    }
    let initial = core.clone().skip(1).any(|token| {
        words.text(token..token + 1).len() <= 2 && words.text(token..token + 1).ends_with('.')
    });
    if article || core.clone().any(|token| words.has(token, "&")) {
        return (Sort::Organization, false);
    }
    if !initial && words.is(last, Class::SITE_OR_SURNAME) && is_where(words, core.start) {
        return (Sort::Place, false);
    }
    (Sort::Person, initial)
}

/// Whether a name says where something is: "on Beacon Hill", not "for Winona Hill".
fn is_where(words: &Words<'_, '_>, start: usize) -> bool {
    start
        .checked_sub(1)
        .is_some_and(|before| words.is(before, Class::WHERE))
}

/// The head of a name: the word before "of", or the last.
fn heads(words: &Words<'_, '_>, core: &Range<usize>) -> usize {
    let of = core
        .clone()
        .find(|&token| words.has(token, "of") || words.has(token, "for"));
    of.unwrap_or(core.end).saturating_sub(1)
}
