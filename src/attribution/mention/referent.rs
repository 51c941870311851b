//! Referents: what the text gives of each person, institution or paper that mentions stand for.

use super::{class::Class, form::Sort, words::Words};
use crate::text::WordKey;
use std::ops::Range;

/// Index of a referent in [`Referents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ReferentId(pub(super) u32);

/// Everything known of one referent; ranges are tokens.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    pub(super) sort: Sort,
    /// Whether more than its shape says what it is.
    pub(super) certain: bool,
    /// The fullest form of its name.
    pub(super) name: Option<Range<usize>>,
    /// The words of the name, initials and suffixes left out.
    pub(super) keys: Vec<WordKey>,
    /// Head nouns by which it may be called: "senator".
    pub(super) roles: Vec<WordKey>,
    /// Words beside those nouns: "Texas".
    pub(super) modifiers: Vec<WordKey>,
    /// The fullest role, as written.
    pub(super) role: Option<Range<usize>>,
    /// The fullest description, where no name is given.
    pub(super) description: Option<Range<usize>>,
    /// The head noun of the first description.
    pub(super) head: Option<usize>,
    pub(super) agreement: Agreement,
    /// The members of a list of names.
    pub(super) members: Vec<ReferentId>,
    /// Those of whom it is one: "two officials" of "the other".
    pub(super) group: Option<ReferentId>,
    /// How often it has been mentioned so far.
    pub(super) count: u32,
    pub(super) is_author: bool,
}

/// Which pronouns the text uses, or its titles announce, for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    he: u16,
    she: u16,
    /// From first names alone: 1 for "he", -1 for "she".
    hint: i8,
}

impl Agreement {
    pub(super) const fn add_he(&mut self) {
        self.he = self.he.saturating_add(1);
    }

    pub(super) const fn add_she(&mut self) {
        self.she = self.she.saturating_add(1);
    }

    /// Takes what titles, roles and kinship words say.
    pub(super) const fn add_class(&mut self, class: Class) {
        if class.any(Class::MALE) && !class.any(Class::FEMALE) {
            self.add_he();
        }
        if class.any(Class::FEMALE) && !class.any(Class::MALE) {
            self.add_she();
        }
    }

    pub(super) const fn hint(&mut self, class: Class) {
        if class.any(Class::MALE_NAME) {
            self.hint = 1;
        } else if class.any(Class::FEMALE_NAME) {
            self.hint = -1;
        }
    }

    /// How well "he" (or "she") agrees: 2 by the text, 1 by a first name, 0 unknown, less where it does not.
    pub(super) fn with(self, he: bool) -> i32 {
        let (for_it, against) = if he {
            (self.he, self.she)
        } else {
            (self.she, self.he)
        };
        if for_it > against {
            return 2;
        }
        if against > for_it {
            return -9;
        }
        let hint = if he { self.hint } else { -self.hint };
        match hint {
            1 => 1,
            0 => 0,
            _ => -3,
        }
    }

    /// What a first name adds where a title asks: less than nothing where "Mr." stands before a woman's name.
    pub(super) fn hinted(self, other: Self) -> i32 {
        match self.he.cmp(&self.she) {
            std::cmp::Ordering::Greater => 5 * i32::from(other.hint),
            std::cmp::Ordering::Less => -5 * i32::from(other.hint),
            std::cmp::Ordering::Equal => 0,
        }
    }

    /// How well two agree: below zero where one takes "he" and the other "she".
    pub(super) fn meets(self, other: Self) -> bool {
        let he = |agreement: Self| {
            i32::from(agreement.he > agreement.she) - i32::from(agreement.she > agreement.he)
        };
        he(self) * he(other) >= 0
    }
}

impl Referent {
    pub(super) const fn new(sort: Sort) -> Self {
        Self {
            sort,
            certain: false,
            name: None,
            keys: Vec::new(),
            roles: Vec::new(),
            modifiers: Vec::new(),
            role: None,
            description: None,
            head: None,
            agreement: Agreement {
                he: 0,
                she: 0,
                hint: 0,
            },
            members: Vec::new(),
            group: None,
            count: 0,
            is_author: false,
        }
    }

    /// Whoever wrote the article, who says "I" outside quotation marks.
    pub(super) const fn author() -> Self {
        let mut author = Self::new(Sort::Person);
        author.is_author = true;
        author
    }

    /// Takes the role that `tokens` describe, with its head nouns and the words beside them.
    ///
    /// Nouns up to `head` are what it may be called; those after it only tell it apart ("president of the bank").
    pub(super) fn add_role(&mut self, words: &Words<'_, '_>, tokens: Range<usize>, head: usize) {
        let person = Class::ROLE.or(Class::TITLE);
        let thing = Class::ORGANIZATION.or(Class::MEDIUM).or(Class::DOCUMENT);
        let personal = tokens
            .clone()
            .any(|token| token <= head && words.is(token, person));
        let noun = if personal { person } else { thing };
        let is_role = |token: &usize| words.is(*token, noun);
        let mut found = false;
        let owner = tokens
            .clone()
            .rev()
            .find(|&token| token < head && words.is_possessive_mark(token));
        let core = owner.map_or(tokens.start, |owner| owner + 1)..=head;
        for token in tokens.clone() {
            let key = words.lexicon.full(words.key(token));
            if core.contains(&token) && is_role(&token) {
                found |= words.is(token, Class::ROLE.or(Class::TITLE));
                self.agreement.add_class(words.class(token));
                add(&mut self.roles, key);
            }
            if words.is_word(token) && !words.is(token, Class::DETERMINER.or(Class::PREPOSITION)) {
                add(&mut self.modifiers, key);
            }
        }
        let longer = self
            .role
            .as_ref()
            .is_none_or(|role| role.len() < tokens.len());
        if found && longer {
            self.role = Some(tokens);
        }
    }

    /// Whether it can be called by the pronoun of a person.
    pub(super) const fn may_be_person(&self) -> bool {
        matches!(self.sort, Sort::Person | Sort::Unknown)
    }
}

fn add(keys: &mut Vec<WordKey>, key: WordKey) {
    if !keys.contains(&key) {
        keys.push(key);
    }
}

/// All referents of a document.
#[derive(Debug, Default)]
pub(super) struct Referents {
    list: Vec<Referent>,
}

impl Referents {
    pub(super) fn add(&mut self, referent: Referent) -> ReferentId {
        let id = ReferentId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(referent);
        id
    }

    pub(super) fn get(&self, id: ReferentId) -> Option<&Referent> {
        self.list.get(id.0 as usize)
    }

    pub(super) fn get_mut(&mut self, id: ReferentId) -> Option<&mut Referent> {
        self.list.get_mut(id.0 as usize)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = ReferentId> + use<> {
        let len = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        (0..len).map(ReferentId)
    }

    pub(super) const fn len(&self) -> usize {
        self.list.len()
    }
}
