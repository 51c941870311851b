//! A word, a number or a mark, and the key by which words are compared.

use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, points and digits (`O'Malley`, `U.S.`, `20th`, `'s`).
    Word,
    /// Digits, with inner points, commas, colons and slashes.
    Number,
    /// Everything else: one mark (`''`, `...` and `--` count as one).
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// Begins with a lower-case letter.
    Lower,
    /// Begins with a capital and has a lower-case letter (`Reed`), or is one capital letter alone.
    Capital,
    /// Two or more letters, all capitals (`NATO`, `U.S.`).
    Upper,
    /// Begins with no letter of either case: numbers, marks, scripts without case.
    None,
}

impl Case {
    /// How `word` is written.
    pub fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let mut rest = letters.peekable();
                if rest.peek().is_some() && rest.all(char::is_uppercase) {
                    Self::Upper
                } else {
                    Self::Capital
                }
            }
            Some(first) if first.is_lowercase() => Self::Lower,
            _ => Self::None,
        }
    }
}

/// The lower-case form of a word as a 64-bit hash: words are compared by key, never by string.
///
/// Apostrophes of every shape are one: `’s` has the key of `'s`.
///
/// ```
/// use copydesk::text::{Document, WordKey};
///
/// const SAID: WordKey = WordKey::of("said");
/// let document = Document::read("She SAID no.");
/// assert_eq!(document.tokens[1].key, SAID);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordKey(pub u64);

/// The empty word; FNV-1a's offset basis.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

impl WordKey {
    /// The key of a word that is written in lower case already.
    #[expect(
        clippy::indexing_slicing,
        reason = "a const fn has no iterators; every index is below the length"
    )]
    pub const fn of(lower: &str) -> Self {
        let bytes = lower.as_bytes();
        let mut hash = SEED;
        let mut at = 0;
        while at < bytes.len() {
            let curly = at + 2 < bytes.len()
                && bytes[at] == 0xE2
                && bytes[at + 1] == 0x80
                && (bytes[at + 2] == 0x98 || bytes[at + 2] == 0x99);
            hash = step(hash, if curly { b'\'' } else { bytes[at] });
            at += if curly { 3 } else { 1 };
        }
        Self(hash)
    }

    /// The key of a word in any case.
    pub fn fold(word: &str) -> Self {
        if word.is_ascii() {
            let fold = |hash, byte: u8| step(hash, byte.to_ascii_lowercase());
            return Self(word.bytes().fold(SEED, fold));
        }
        let mut hash = SEED;
        let mut utf8 = [0; 4];
        for lower in word.chars().flat_map(char::to_lowercase) {
            let lower = if matches!(lower, '‘' | '’') {
                '\''
            } else {
                lower
            };
            hash = lower.encode_utf8(&mut utf8).bytes().fold(hash, step);
        }
        Self(hash)
    }
}

/// One step of FNV-1a.
const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// One token: its place and what it is made of. The text stays in the document.
///
/// Tokens are cut as the teacher of the tagger cuts them (spaCy's English conventions): contractions
/// apart (`do|n't`, `she|'s`, `workers|'`), hyphens between letters apart (`well|-|known`), an
/// abbreviation with its full stop (`Gov.`, `U.S.`), currency and per cent signs apart (`$|3.2`, `10|%`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its lower-case form.
    pub key: WordKey,
    /// Index of its sentence.
    pub sentence: u32,
    /// The outermost quotation that covers it, see [`Token::quotation`].
    pub(super) quotation: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether white space, or the beginning of a paragraph, stands before it.
    pub spaced: bool,
}

/// No quotation covers the token.
pub(super) const UNQUOTED: u32 = u32::MAX;

impl Token {
    /// Index of the outermost quotation that covers it, marks included.
    pub const fn quotation(&self) -> Option<usize> {
        match self.quotation {
            UNQUOTED => None,
            index => Some(index as usize),
        }
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is a mark.
    pub fn is_mark(&self) -> bool {
        self.kind == TokenKind::Mark
    }
}
