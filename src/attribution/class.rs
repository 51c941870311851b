//! Classes of words and marks, as sets: what a frame, a rule or a boundary asks about a token.

use crate::text::{Token, TokenKind, WordKey};

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u64);

macro_rules! classes {
    ($($name:ident),* $(,)?) => {
        classes!(@ 0, $($name),*);
    };
    (@ $at:expr, $name:ident $(, $rest:ident)*) => {
        impl Class { pub(crate) const $name: Self = Self(1 << $at); }
        classes!(@ $at + 1, $($rest),*);
    };
    (@ $at:expr,) => {};
}

classes!(
    NOUN,
    PROPER,
    PRONOUN,
    POSSESSIVE,
    DETERMINER,
    ADJECTIVE,
    ADVERB,
    NUMBER,
    PREPOSITION,
    TO,
    AND,
    WH,
    BASE,
    PAST,
    PRESENT,
    GERUND,
    PARTICIPLE,
    MODAL,
    PARTICLE,
    EXISTENTIAL,
    AUXILIARY,
    BE,
    NEGATION,
    COMMA,
    SEMICOLON,
    COLON,
    DASH,
    STOP,
    QUOTE,
    BRACKET,
    MARK,
    TIME,
    THAT,
    NOMINATIVE,
    PLURAL,
    HYPHEN,
    RELATIVE,
    HAVE,
    QUESTION,
);

impl Class {
    /// A verb with tense: the heart of a clause.
    pub(crate) const FINITE: Self = Self(Self::PAST.0 | Self::PRESENT.0 | Self::MODAL.0);
    /// Any verb form but modals.
    pub(crate) const VERB: Self =
        Self(Self::BASE.0 | Self::PAST.0 | Self::PRESENT.0 | Self::GERUND.0 | Self::PARTICIPLE.0);
    /// What can end a noun phrase.
    pub(crate) const NOMINAL: Self = Self(Self::NOUN.0 | Self::PRONOUN.0 | Self::NUMBER.0);
    /// What can stand inside a noun phrase before its last word.
    pub(crate) const INSIDE: Self = Self(
        Self::NOUN.0
            | Self::NUMBER.0
            | Self::POSSESSIVE.0
            | Self::DETERMINER.0
            | Self::ADJECTIVE.0
            | Self::HYPHEN.0,
    );

    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes of a token with a tag.
    pub(crate) fn of(tag: &str, token: &Token) -> Self {
        let mut class = Self::of_tag(tag);
        if token.kind == TokenKind::Mark && tag != "POS" {
            class = Self::of_mark(token.key);
        }
        for (words, more) in WORDS {
            if words.contains(&token.key) {
                class = class.or(*more);
            }
        }
        class
    }

    fn of_tag(tag: &str) -> Self {
        match tag {
            "NN" => Self::NOUN,
            "NNS" => Self::NOUN.or(Self::PLURAL),
            "NNP" => Self::NOUN.or(Self::PROPER),
            "NNPS" => Self::NOUN.or(Self::PROPER).or(Self::PLURAL),
            "PRP" => Self::PRONOUN,
            "PRP$" | "POS" => Self::POSSESSIVE,
            "DT" | "PDT" => Self::DETERMINER,
            "JJ" | "JJR" | "JJS" => Self::ADJECTIVE,
            "RB" | "RBR" | "RBS" => Self::ADVERB,
            "CD" => Self::NUMBER,
            "IN" => Self::PREPOSITION,
            "TO" => Self::TO,
            "CC" => Self::AND,
            "WDT" | "WP" => Self::WH.or(Self::RELATIVE),
            "WP$" | "WRB" => Self::WH,
            "VB" => Self::BASE,
            "VBD" => Self::PAST,
            "VBZ" | "VBP" => Self::PRESENT,
            "VBG" => Self::GERUND,
            "VBN" => Self::PARTICIPLE,
            "MD" => Self::MODAL.or(Self::AUXILIARY),
            "RP" => Self::PARTICLE,
            "EX" => Self::EXISTENTIAL,
            _ => Self::default(),
        }
    }

    fn of_mark(key: WordKey) -> Self {
        let found = MARKS.iter().find(|(marks, _)| marks.contains(&key));
        found.map_or(Self::MARK, |&(_, class)| class.or(Self::MARK))
    }
}

macro_rules! keys {
    ($($word:literal),* $(,)?) => { &[$(WordKey::of($word)),*] };
}

const MARKS: &[(&[WordKey], Class)] = &[
    (keys![","], Class::COMMA),
    (keys![";"], Class::SEMICOLON),
    (keys![":"], Class::COLON),
    (keys!["-"], Class::HYPHEN),
    (keys!["–", "—", "--", "―"], Class::DASH),
    (keys![".", "!", "…", "..."], Class::STOP),
    (keys!["?"], Class(Class::STOP.0 | Class::QUESTION.0)),
    (
        keys!["\"", "“", "”", "''", "``", "«", "»", "„"],
        Class::QUOTE,
    ),
    (keys!["(", ")", "[", "]"], Class::BRACKET),
];

const WORDS: &[(&[WordKey], Class)] = &[
    (
        keys![
            "be", "am", "is", "are", "was", "were", "been", "being", "'m", "'re"
        ],
        Class(Class::BE.0 | Class::AUXILIARY.0),
    ),
    (
        keys!["have", "has", "had", "having", "'ve"],
        Class(Class::AUXILIARY.0 | Class::HAVE.0),
    ),
    (keys!["do", "does", "did"], Class::AUXILIARY),
    (keys!["not", "n't", "never"], Class::NEGATION),
    (keys!["that"], Class::THAT),
    (keys!["i", "he", "she", "we", "they"], Class::NOMINATIVE),
    (
        keys![
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "today",
            "yesterday",
            "tonight",
            "tomorrow",
            "morning",
            "afternoon",
            "evening",
            "night",
            "week",
            "month",
            "year",
            "weekend",
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan.",
            "feb.",
            "aug.",
            "sept.",
            "oct.",
            "nov.",
            "dec.",
        ],
        Class::TIME,
    ),
];
