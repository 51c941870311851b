//! The words that boundaries hang on, from `config/lexicon/boundaries.txt`.

use super::WordKey;
use std::{collections::HashMap, sync::LazyLock};

/// The list as people edit it.
const LIST: &str = include_str!("../../config/lexicon/boundaries.txt");

/// What the list says of one word; a word can stand in several sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses(u16);

impl Uses {
    pub(super) const TITLE: Self = Self(1);
    pub(super) const NUMBER: Self = Self(1 << 1);
    pub(super) const MONTH: Self = Self(1 << 2);
    pub(super) const STATE: Self = Self(1 << 3);
    pub(super) const STATE_AFTER_COMMA: Self = Self(1 << 4);
    pub(super) const OTHER: Self = Self(1 << 5);
    pub(super) const ELISION: Self = Self(1 << 6);
    pub(super) const STARTER: Self = Self(1 << 7);
    pub(super) const ASKING: Self = Self(1 << 8);

    /// Whether any of `uses` holds.
    pub(super) const fn any(self, uses: Self) -> bool {
        self.0 & uses.0 != 0
    }

    /// Both together.
    pub(super) const fn or(self, uses: Self) -> Self {
        Self(self.0 | uses.0)
    }

    /// The section `name`, or nothing for one that the code does not know.
    fn section(name: &str) -> Self {
        match name {
            "title" => Self::TITLE,
            "number" => Self::NUMBER,
            "month" => Self::MONTH,
            "state" => Self::STATE,
            "state-after-comma" => Self::STATE_AFTER_COMMA,
            "other" => Self::OTHER,
            "elision" => Self::ELISION,
            "starter" => Self::STARTER,
            "asking" => Self::ASKING,
            _ => Self(0),
        }
    }
}

type Lexicon = HashMap<WordKey, Uses, rustc_hash::FxBuildHasher>;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| read(LIST));

/// What the list says of the word with this key.
pub(super) fn uses(key: WordKey) -> Uses {
    LEXICON.get(&key).copied().unwrap_or_default()
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
        for word in line.split_whitespace() {
            lexicon.entry(WordKey::fold(word)).or_default().0 |= section.0;
        }
    }
    lexicon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_list_is_known_and_used() {
        let names = LIST
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        for name in names {
            let section = Uses::section(name);
            assert_ne!(
                section,
                Uses(0),
                "the list has a section [{name}] that means nothing"
            );
            assert!(
                LEXICON.values().any(|uses| uses.any(section)),
                "the section [{name}] is empty"
            );
        }
    }

    #[test]
    fn a_word_can_have_several_uses() {
        let no = uses(WordKey::of("no"));
        assert!(no.any(Uses::NUMBER) && no.any(Uses::STARTER));
        assert!(!uses(WordKey::of("zebra")).any(Uses::STARTER));
    }
}
