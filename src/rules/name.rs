//! Names in the evidence: a lemma, a tag, a class of word, each with the hash under which weights are kept.

use crate::text::WordKey;

/// A name: text for people, key for tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// As people read it in the table of weights.
    pub text: &'a str,
    /// Its key.
    pub key: WordKey,
}

impl<'a> Name<'a> {
    /// A name whose text is known when the program is built.
    pub const fn of(text: &'a str) -> Self {
        Self {
            text,
            key: WordKey::of(text),
        }
    }

    /// Names the first of `names` whose bound is not below `count`; the last where all are.
    pub fn bucket(count: usize, names: &[(usize, Self)]) -> Self {
        let fitting = names.iter().find(|(bound, _)| count <= *bound);
        fitting
            .or(names.last())
            .map_or(Self::of("none"), |&(_, name)| name)
    }

    /// Names "yes" or "no".
    pub const fn yes(condition: bool) -> Self {
        if condition {
            Self::of("yes")
        } else {
            Self::of("no")
        }
    }
}
