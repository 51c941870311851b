//! What a noun phrase names, as far as its words say: a person, people, an organisation, a document.

use super::class::Class;
use super::lexicon::Lexicon;
use crate::rules::Name;
use crate::text::WordKey;

/// The sort of what a phrase names, from its head and its other words; nothing where no list knows it.
pub(crate) fn sort(head: WordKey, others: impl Iterator<Item = WordKey>) -> Option<Name<'static>> {
    let lexicon = Lexicon::embedded();
    let class = lexicon.classes(head);
    if let Some(sort) = of_class(class) {
        return Some(sort);
    }
    let mut sort = None;
    for word in others {
        let class = lexicon.classes(word);
        if class.any(Class::COURTESY.or(Class::TITLE).or(Class::FIRST_NAME)) {
            return Some(const { Name::of("person") });
        }
        if class.any(Class::SUFFIX) {
            sort = Some(const { Name::of("organization") });
        }
    }
    sort
}

fn of_class(class: Class) -> Option<Name<'static>> {
    const SORTS: [(Class, Name<'static>); 7] = [
        (
            Class::ORGANIZATION
                .or(Class::ORGANIZATIONS)
                .or(Class::INSTITUTION_NAME),
            Name::of("organization"),
        ),
        (Class::MEDIUM.or(Class::MEDIA_NAME), Name::of("media")),
        (Class::DOCUMENT, Name::of("document")),
        (
            Class::ROLE.or(Class::COURTESY).or(Class::TITLE),
            Name::of("role"),
        ),
        (
            Class::ROLES
                .or(Class::PEOPLE)
                .or(Class::GROUP)
                .or(Class::ALONE),
            Name::of("people"),
        ),
        (Class::PLACE, Name::of("place")),
        (Class::DEMONYM, Name::of("people")),
    ];
    let found = SORTS.iter().find(|(classes, _)| class.any(*classes));
    found.map(|&(_, sort)| sort)
}
