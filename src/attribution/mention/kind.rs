//! What the words beside a name say of its kind: "state news agency Anadolu", "Médecins Sans Frontières (MSF)".

use super::{class::Class, description, form::Sort, name, words::Words};
use std::ops::Range;

/// "Médecins Sans Frontières (MSF)": the letters of a name stand behind it, as those of institutions do.
pub(super) fn is_abbreviated(words: &Words<'_, '_>, core: &Range<usize>) -> bool {
    let acronym = core.end + 1;
    if !words.has(core.end, "(") || !words.has(acronym + 1, ")") || !words.is_upper(acronym) {
        return false;
    }
    let capitals = core.clone().filter(|&token| words.is_capital(token));
    let initials = capitals.filter_map(|token| words.text(token..token + 1).chars().next());
    initials.eq(words.text(acronym..acronym + 1).chars())
}

/// What a noun in small letters says of the institution that it stands right before, and where its phrase begins: "state news
/// agency Anadolu", "the carmaker Stellantis". Capitals alone tell an institution where the noun may be a person: "broadcaster TRT".
pub(super) fn kind_before(
    words: &Words<'_, '_>,
    core: &Range<usize>,
    run_start: usize,
) -> Option<(Sort, usize)> {
    let noun = run_start.checked_sub(1)?;
    let personal = Class::FIRST_NAME
        .or(Class::TITLE)
        .or(Class::ROLE)
        .or(Class::COURTESY)
        .or(Class::PLACE)
        .or(Class::DEMONYM)
        .or(Class::NEVER);
    let plain = !words.is_capital(noun)
        && words.is(noun, Class::ORGANIZATION.or(Class::MEDIUM))
        && words.same_sentence(noun, run_start)
        && run_start == core.start;
    let person = words.is(noun, Class::ROLE) && !(core.len() == 1 && words.is_upper(core.start));
    if !plain || person || words.is(run_start, personal) {
        return None;
    }
    let start = description::start(words, noun, 0);
    // "the company Smith founded"
    let clause = words.is_finite(core.end) && !words.is(core.end, Class::VERB);
    if start == noun || clause {
        return None;
    }
    let sort = if words.is(noun, Class::MEDIUM) || description::is_news(words, noun) {
        Sort::Media
    } else {
        Sort::Organization
    };
    Some((sort, start))
}

/// Whether a noun only says what kind of institution the name behind it is.
pub(super) fn is_kind(words: &Words<'_, '_>, noun: usize, end: usize) -> bool {
    if !words.is(noun, Class::ORGANIZATION.or(Class::MEDIUM))
        || !words.same_sentence(noun, noun + 1)
        || !name::begins(words, noun + 1)
    {
        return false;
    }
    let run = name::run(words, noun + 1, end);
    kind_before(words, &run, run.start).is_some()
}
