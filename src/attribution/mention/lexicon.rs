//! The word lists of `config/lexicon/*.toml`, compiled: from a word to its classes.

use super::class::Class;
use crate::text::{Document, WordKey};
use rustc_hash::FxHashMap;
use std::{fmt, sync::LazyLock};

/// The lists that are built in, by file name.
const EMBEDDED: [(&str, &str); 11] = [
    (
        "titles",
        include_str!("../../../config/lexicon/titles.toml"),
    ),
    ("roles", include_str!("../../../config/lexicon/roles.toml")),
    (
        "organizations",
        include_str!("../../../config/lexicon/organizations.toml"),
    ),
    ("media", include_str!("../../../config/lexicon/media.toml")),
    (
        "documents",
        include_str!("../../../config/lexicon/documents.toml"),
    ),
    (
        "groups",
        include_str!("../../../config/lexicon/groups.toml"),
    ),
    (
        "places",
        include_str!("../../../config/lexicon/places.toml"),
    ),
    ("names", include_str!("../../../config/lexicon/names.toml")),
    (
        "first_names",
        include_str!("../../../config/lexicon/first_names.toml"),
    ),
    (
        "anonymity",
        include_str!("../../../config/lexicon/anonymity.toml"),
    ),
    (
        "grammar",
        include_str!("../../../config/lexicon/grammar.toml"),
    ),
];

/// Which classes a key of a file gives to its words.
const CLASSES: &[(&str, &str, Class)] = &[
    ("titles", "courtesy_male", Class::COURTESY.or(Class::MALE)),
    (
        "titles",
        "courtesy_female",
        Class::COURTESY.or(Class::FEMALE),
    ),
    ("titles", "courtesy", Class::COURTESY),
    ("titles", "office", Class::TITLE.or(Class::ROLE)),
    ("roles", "person", Class::ROLE),
    ("roles", "female", Class::ROLE.or(Class::FEMALE)),
    ("roles", "male", Class::ROLE.or(Class::MALE)),
    ("roles", "kin", Class::ROLE.or(Class::KIN)),
    ("roles", "spokesperson", Class::ROLE.or(Class::SPOKESPERSON)),
    ("roles", "insider", Class::ROLE.or(Class::INSIDER)),
    ("roles", "office", Class::ROLE.or(Class::OFFICE)),
    ("roles", "epithet", Class::ROLE.or(Class::EPITHET)),
    ("organizations", "head", Class::ORGANIZATION),
    (
        "organizations",
        "epithet",
        Class::ORGANIZATION.or(Class::EPITHET),
    ),
    ("organizations", "civic", Class::CIVIC),
    ("organizations", "general", Class::GENERAL),
    (
        "organizations",
        "legal_form",
        Class::SUFFIX.or(Class::LEGAL_FORM),
    ),
    ("organizations", "suffix", Class::SUFFIX),
    ("organizations", "name", Class::INSTITUTION_NAME),
    ("media", "head", Class::MEDIUM),
    ("media", "epithet", Class::MEDIUM.or(Class::EPITHET)),
    ("media", "masthead", Class::MASTHEAD),
    ("media", "opening", Class::MASTHEAD_OPENING),
    ("media", "name", Class::MEDIA_NAME),
    ("documents", "noun", Class::DOCUMENT),
    ("groups", "noun", Class::GROUP),
    ("groups", "alone", Class::ALONE),
    ("groups", "counted", Class::COUNTED),
    ("groups", "quantity", Class::QUANTITY),
    ("places", "name", Class::PLACE),
    ("places", "phrase", Class::PLACE),
    ("places", "demonym", Class::DEMONYM),
    ("places", "site", Class::SITE),
    ("places", "site_or_surname", Class::SITE_OR_SURNAME),
    ("places", "site_opening", Class::SITE_OPENING),
    ("names", "particle", Class::PARTICLE),
    ("names", "suffix", Class::NAME_SUFFIX),
    ("names", "never", Class::NEVER),
    (
        "first_names",
        "male",
        Class::FIRST_NAME.or(Class::MALE_NAME),
    ),
    (
        "first_names",
        "female",
        Class::FIRST_NAME.or(Class::FEMALE_NAME),
    ),
    ("first_names", "either", Class::FIRST_NAME),
    ("anonymity", "sign", Class::WITHHELD),
    ("anonymity", "reason", Class::REASON),
    ("grammar", "determiner", Class::DETERMINER),
    (
        "grammar",
        "indefinite",
        Class::DETERMINER.or(Class::INDEFINITE),
    ),
    ("grammar", "definite", Class::DETERMINER.or(Class::DEFINITE)),
    ("grammar", "possessive", Class::POSSESSIVE),
    ("grammar", "preposition", Class::PREPOSITION),
    ("grammar", "where", Class::WHERE),
    ("grammar", "conjunction", Class::CONJUNCTION),
    ("grammar", "relative", Class::RELATIVE),
    ("grammar", "verb", Class::VERB),
    ("grammar", "he", Class::HE),
    ("grammar", "she", Class::SHE),
    ("grammar", "they", Class::THEY),
    ("grammar", "it", Class::IT),
    ("grammar", "i", Class::I),
    ("grammar", "we", Class::WE),
    ("grammar", "you", Class::YOU),
    ("grammar", "opening", Class::OPENING),
];

/// What the plural of a word is, where its singular has a class.
const PLURALS: [(Class, Class); 4] = [
    (Class::ROLE, Class::ROLES),
    (Class::ORGANIZATION, Class::ORGANIZATIONS),
    (Class::DEMONYM, Class::PEOPLE),
    (Class::DOCUMENT, Class::DOCUMENT),
];

/// A fault in a word list: which file, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconFault {
    /// Name of the list.
    pub file: String,
    /// What is wrong, with line and column where the file is no TOML.
    pub reason: String,
}

impl fmt::Display for LexiconFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "word list {}: {}", self.file, self.reason)
    }
}

impl std::error::Error for LexiconFault {}

/// The compiled word lists.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<WordKey, Class>,
    phrases: FxHashMap<u64, Class>,
    short: FxHashMap<WordKey, Vec<WordKey>>,
    nicknames: FxHashMap<WordKey, WordKey>,
    parties: FxHashMap<WordKey, WordKey>,
}

impl Lexicon {
    /// The lists that are built in.
    pub fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(&EMBEDDED).unwrap_or_default());
        &LEXICON
    }

    /// Compiles lists given as (file name without ending, TOML text); a word may stand in several.
    ///
    /// # Errors
    /// The first list that is no TOML, has a key nobody knows, or a value that is no list of words.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, LexiconFault> {
        let mut lexicon = Self::default();
        for (file, text) in files {
            lexicon.add(file, text).map_err(|reason| LexiconFault {
                file: (*file).to_owned(),
                reason,
            })?;
        }
        Ok(lexicon)
    }

    /// The same lists with more titles, as `office` of the list `titles` has them.
    #[must_use]
    pub fn with_titles(&self, titles: &[String]) -> Self {
        let mut lexicon = self.clone();
        for title in titles {
            lexicon.add_word(title, Class::TITLE.or(Class::ROLE));
        }
        lexicon
    }

    /// The classes of a word.
    pub(crate) fn classes(&self, word: WordKey) -> Class {
        self.words.get(&word).copied().unwrap_or_default()
    }

    /// The classes of a name of several words.
    pub(crate) fn phrase(&self, words: impl Iterator<Item = WordKey>) -> Class {
        self.phrases
            .get(&sequence(words))
            .copied()
            .unwrap_or_default()
    }

    /// The words that a short form stands for: "Sen." for "senator", "Fed" for "Federal Reserve".
    pub(crate) fn expansion(&self, word: WordKey) -> &[WordKey] {
        self.short.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The word itself, or the one word that it is short for.
    pub(crate) fn full(&self, word: WordKey) -> WordKey {
        match self.expansion(word) {
            [one] => *one,
            _ => word,
        }
    }

    /// The first name that a nickname stands for, or the name itself.
    pub(crate) fn first_name(&self, name: WordKey) -> WordKey {
        self.nicknames.get(&name).copied().unwrap_or(name)
    }

    /// What a member of the party with this letter is called: "D-Ohio".
    pub(crate) fn party(&self, letter: WordKey) -> Option<WordKey> {
        self.parties.get(&letter).copied()
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), String> {
        let table: toml::Table = text.parse().map_err(|fault| format!("{fault}"))?;
        for (key, value) in &table {
            if let Some(pairs) = value.as_table() {
                self.add_pairs(key, pairs)?;
                continue;
            }
            let known = CLASSES.iter().find(|(f, k, _)| *f == file && k == key);
            let Some((.., class)) = known else {
                return Err(format!("unknown key `{key}`"));
            };
            for word in words_of(value).ok_or_else(|| format!("`{key}` is no list of words"))? {
                self.add_word(&word, *class);
            }
        }
        Ok(())
    }

    fn add_pairs(&mut self, key: &str, pairs: &toml::Table) -> Result<(), String> {
        for (from, to) in pairs {
            let Some(to) = to.as_str() else {
                return Err(format!("`{key}.{from}` is no word"));
            };
            let from = WordKey::fold(from);
            match key {
                "short" => {
                    let words = to.split(' ').map(WordKey::fold).collect();
                    self.short.insert(from, words);
                }
                "nickname" => {
                    self.nicknames.insert(from, WordKey::fold(to));
                    self.give(from, Class::FIRST_NAME);
                }
                "party" => {
                    self.parties.insert(from, WordKey::fold(to));
                }
                "plural" => {
                    let singular = self.classes(WordKey::fold(to));
                    self.give(from, plural_of(singular));
                }
                _ => return Err(format!("unknown table `{key}`")),
            }
        }
        Ok(())
    }

    fn add_word(&mut self, word: &str, class: Class) {
        let document = Document::read(word);
        let keys = document.tokens.iter().map(|token| token.key);
        if word.contains([' ', '-']) {
            self.phrases.entry(sequence(keys)).or_default().add(class);
            return;
        }
        self.give(WordKey::fold(word), class);
        let plural = plural_of(class);
        if plural != Class::default() {
            self.give(WordKey::fold(&pluralize(word)), plural);
        }
    }

    fn give(&mut self, word: WordKey, class: Class) {
        self.words.entry(word).or_default().add(class);
    }
}

/// One number for a sequence of words.
fn sequence(words: impl Iterator<Item = WordKey>) -> u64 {
    words.fold(17, |hash: u64, word| {
        (hash.rotate_left(5) ^ word.0).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The words of a value: a text cut at white space, or an array of names.
fn words_of(value: &toml::Value) -> Option<Vec<String>> {
    if let Some(text) = value.as_str() {
        return Some(text.split_whitespace().map(str::to_owned).collect());
    }
    let names = value.as_array()?.iter();
    names.map(|name| name.as_str().map(str::to_owned)).collect()
}

fn plural_of(singular: Class) -> Class {
    let carried = [Class::INSIDER, Class::SPOKESPERSON];
    let kept = carried.iter().filter(|class| singular.any(**class));
    let plural = PLURALS
        .iter()
        .filter(|(one, _)| singular.any(*one))
        .map(|(_, many)| many);
    let plural = plural.fold(Class::default(), |all, class| all.or(*class));
    if plural == Class::default() {
        return plural;
    }
    kept.fold(plural, |all, class| all.or(*class))
}

/// The regular plural of a noun.
fn pluralize(word: &str) -> String {
    let stem = |ending: &str| word.strip_suffix(ending);
    if let Some(stem) = stem("man").filter(|stem| !stem.is_empty()) {
        return format!("{stem}men");
    }
    if let Some(stem) = stem("y").filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        return format!("{stem}ies");
    }
    if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        return format!("{word}es");
    }
    format!("{word}s")
}

impl Class {
    fn add(&mut self, other: Self) {
        *self = self.or(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(word: &str) -> Class {
        Lexicon::embedded().classes(WordKey::fold(word))
    }

    #[test]
    fn the_lists_that_are_built_in_have_no_fault() {
        assert_eq!(Lexicon::read(&EMBEDDED).err(), None);
    }

    #[test]
    fn a_word_has_the_classes_of_every_list_it_stands_in() {
        assert!(classes("spokeswoman").any(Class::FEMALE));
        assert!(classes("Spokeswoman").any(Class::SPOKESPERSON));
        assert!(!classes("spokeswoman").any(Class::ROLES));
        assert!(!classes("table").any(Class::HEAD));
    }

    #[test]
    fn plurals_follow_from_singulars() {
        assert!(classes("analysts").any(Class::ROLES));
        assert!(classes("secretaries").any(Class::ROLES));
        assert!(classes("spokesmen").any(Class::ROLES));
        assert!(classes("officials").any(Class::INSIDER));
        assert!(classes("Republicans").any(Class::PEOPLE));
        assert!(!classes("analyst").any(Class::ROLES));
    }

    #[test]
    fn faults_name_the_list_and_the_key() {
        let fault = Lexicon::read(&[("titles", "offices = \"mayor\"")]).unwrap_err();
        assert_eq!(fault.to_string(), "word list titles: unknown key `offices`");
        let fault = Lexicon::read(&[("titles", "office = 3")]).unwrap_err();
        assert_eq!(fault.reason, "`office` is no list of words");
        let fault = Lexicon::read(&[("titles", "office = \"mayor\nx")]).unwrap_err();
        assert!(fault.reason.contains("line "), "{fault}");
    }
}
