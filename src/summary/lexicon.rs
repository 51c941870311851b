//! The words the summary hangs on, from `config/lexicon/summary.txt`.

use crate::text::{Token, WordKey};
use std::{collections::HashMap, sync::LazyLock};

/// The list as people edit it.
const LIST: &str = include_str!("../../config/lexicon/summary.txt");

/// What the list says of one word or phrase; it can stand in several sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses(u32);

/// The sections, in the order of their bits.
const SECTIONS: [&str; 17] = [
    "opener",
    "personal",
    "first",
    "expletive",
    "clears",
    "generic",
    "reporting",
    "speech",
    "decision",
    "unit",
    "no-name",
    "aside",
    "credit",
    "function",
    "agency",
    "defines",
    "points",
];

impl Uses {
    pub(super) const OPENER: Self = Self(1);
    pub(super) const PERSONAL: Self = Self(1 << 1);
    pub(super) const FIRST: Self = Self(1 << 2);
    pub(super) const EXPLETIVE: Self = Self(1 << 3);
    pub(super) const CLEARS: Self = Self(1 << 4);
    pub(super) const GENERIC: Self = Self(1 << 5);
    pub(super) const REPORTING: Self = Self(1 << 6);
    pub(super) const SPEECH: Self = Self(1 << 7);
    pub(super) const DECISION: Self = Self(1 << 8);
    pub(super) const UNIT: Self = Self(1 << 9);
    pub(super) const NO_NAME: Self = Self(1 << 10);
    pub(super) const ASIDE: Self = Self(1 << 11);
    pub(super) const CREDIT: Self = Self(1 << 12);
    pub(super) const FUNCTION: Self = Self(1 << 13);
    pub(super) const AGENCY: Self = Self(1 << 14);
    pub(super) const DEFINES: Self = Self(1 << 15);
    pub(super) const POINTS: Self = Self(1 << 16);

    /// Whether any of `uses` holds.
    pub(super) const fn any(self, uses: Self) -> bool {
        self.0 & uses.0 != 0
    }

    fn section(name: &str) -> Self {
        let bit = SECTIONS.iter().position(|known| *known == name);
        Self(bit.map_or(0, |bit| 1 << bit))
    }
}

/// Words by their key, phrases by the key of their first word.
#[derive(Debug, Default)]
struct Lexicon {
    words: HashMap<WordKey, Uses, rustc_hash::FxBuildHasher>,
    phrases: HashMap<WordKey, Vec<(Vec<WordKey>, Uses)>, rustc_hash::FxBuildHasher>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| read(LIST));

/// What the list says of one token.
pub(super) fn uses(token: &Token) -> Uses {
    LEXICON.words.get(&token.key).copied().unwrap_or_default()
}

/// What the list says of the words at the beginning of `tokens`, phrases included.
pub(super) fn leading(tokens: &[Token]) -> Uses {
    let Some(first) = tokens.first() else {
        return Uses::default();
    };
    let phrases = LEXICON.phrases.get(&first.key).into_iter().flatten();
    let holds = |phrase: &[WordKey]| {
        let rest = tokens.iter().map(|token| token.key);
        rest.take(phrase.len()).eq(phrase.iter().copied())
    };
    let found = phrases.filter(|(phrase, _)| holds(phrase));
    Uses(found.fold(uses(first).0, |bits, (_, uses)| bits | uses.0))
}

fn read(list: &str) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let mut section = Uses(0);
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = Uses::section(name);
            continue;
        }
        for entry in line.split_whitespace() {
            let phrase = keys(entry);
            match *phrase.as_slice() {
                [] => {}
                [word] => lexicon.words.entry(word).or_default().0 |= section.0,
                [first, ..] => lexicon
                    .phrases
                    .entry(first)
                    .or_default()
                    .push((phrase, section)),
            }
        }
    }
    lexicon
}

/// The keys of an entry; a colon at its end is a token of its own.
fn keys(entry: &str) -> Vec<WordKey> {
    let (words, colon) = match entry.strip_suffix(':') {
        Some(words) => (words, Some(":")),
        None => (entry, None),
    };
    words.split('_').chain(colon).map(WordKey::fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_list_is_known_and_used() {
        let names = LIST
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        let mut seen = 0;
        for name in names {
            let section = Uses::section(name);
            assert_ne!(
                section,
                Uses(0),
                "the list has a section [{name}] that means nothing"
            );
            let phrases = LEXICON.phrases.values().flatten().map(|(_, uses)| uses);
            let mut uses = LEXICON.words.values().chain(phrases);
            assert!(
                uses.any(|uses| uses.any(section)),
                "the section [{name}] is empty"
            );
            seen += 1;
        }
        assert_eq!(
            seen,
            SECTIONS.len(),
            "a section the code knows is missing from the list"
        );
    }
}
