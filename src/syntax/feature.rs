//! What tagger and parser look at in a word, and how features become table keys.

use super::{Tag, table::Table};
use crate::text::{Case, WordKey};

/// A word as features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Its lower-case form; numbers and quotation marks by class.
    pub key: u64,
    /// Its last three bytes in lower case, with a mark for shorter words.
    pub suffix: u64,
    /// Its first two bytes in lower case.
    pub prefix: u64,
    /// How it is written: case, digits, stop, space before.
    pub shape: u64,
    /// Its most frequent tag, plus 1; 0 for a word that the dictionary does not have.
    pub class: u64,
    /// The tag it always has.
    pub only: Option<Tag>,
    /// Whether it stands between quotation marks, as far as its sentence tells; see [`mark_quoted`].
    pub quoted: bool,
}

/// Stands before the first and after the last word of a sentence.
pub(crate) const OUTSIDE: Word = Word {
    key: 0,
    suffix: 0,
    prefix: 0,
    shape: 0,
    class: 99,
    only: None,
    quoted: false,
};

const OPEN_QUOTE: WordKey = WordKey::of("``");
const CLOSE_QUOTE: WordKey = WordKey::of("''");
const YEAR: WordKey = WordKey::of("#year");
const INTEGER: WordKey = WordKey::of("#integer");
const NUMBER: WordKey = WordKey::of("#number");
const ADDRESS: WordKey = WordKey::of("#address");
const HANDLE: WordKey = WordKey::of("#handle");

impl Word {
    /// The word `text`, whose lower-case key is `key`.
    pub(crate) fn new(text: &str, key: WordKey, spaced: bool, dictionary: &Table) -> Self {
        let bytes = text.as_bytes();
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        let key = normal(text, key, spaced, digits).0;
        let entry = dictionary.first(mix(0, key, 0));
        let tag = entry
            .and_then(|(label, _)| u8::try_from(label).ok())
            .and_then(Tag::from_code);
        Self {
            key,
            suffix: pack(bytes.iter().rev().take(3), bytes.len()),
            prefix: pack(bytes.iter().take(2), 4),
            shape: shape(text, spaced, digits),
            class: tag.map_or(0, |tag| u64::from(tag.code()) + 1),
            only: tag.filter(|_| entry.is_some_and(|(_, certain)| certain > 0)),
            quoted: false,
        }
    }
}

/// Marks the words of one sentence that stand between quotation marks. A closing mark without an opening one
/// closes a quotation that began before the sentence.
pub(crate) fn mark_quoted(words: &mut [Word]) {
    let first_mark = words
        .iter()
        .find(|word| [OPEN_QUOTE.0, CLOSE_QUOTE.0].contains(&word.key));
    let mut quoted = first_mark.is_some_and(|mark| mark.key == CLOSE_QUOTE.0);
    for word in words {
        if word.key == CLOSE_QUOTE.0 {
            quoted = false;
        }
        word.quoted = quoted;
        if word.key == OPEN_QUOTE.0 {
            quoted = true;
        }
    }
}

/// Words that are one to the model: numbers of a kind, quotation marks of a direction, addresses.
fn normal(text: &str, key: WordKey, spaced: bool, digits: usize) -> WordKey {
    match text {
        "“" | "„" | "«" | "``" => return OPEN_QUOTE,
        "”" | "»" => return CLOSE_QUOTE,
        "\"" | "''" => return if spaced { OPEN_QUOTE } else { CLOSE_QUOTE },
        _ => {}
    }
    if digits == text.len() {
        let is_year = digits == 4 && (text.starts_with("19") || text.starts_with("20"));
        return if is_year { YEAR } else { INTEGER };
    }
    if digits > 0 && !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return NUMBER;
    }
    if text.len() > 1 && text.starts_with('@') {
        return HANDLE;
    }
    if text.len() > 8 && (text.starts_with("http") && text.contains("//") || text.contains('@')) {
        return ADDRESS;
    }
    key
}

/// Up to three bytes in lower case, and whether the word is no longer than they are.
fn pack<'b>(bytes: impl Iterator<Item = &'b u8>, length: usize) -> u64 {
    let packed = bytes.fold(1, |packed: u64, byte| {
        packed << 8 | u64::from(byte.to_ascii_lowercase())
    });
    packed << 2 | u64::from(length <= 3)
}

fn shape(text: &str, spaced: bool, digits: usize) -> u64 {
    let case = match Case::of(text) {
        Case::Lower if text.bytes().any(|byte| byte.is_ascii_uppercase()) => 1,
        Case::Lower => 2,
        Case::Capital if text.len() == 1 => 3,
        Case::Capital => 4,
        Case::Upper => 5,
        Case::None if digits > 0 => 6,
        Case::None => 7,
    };
    let flag = |holds: bool, bit: u32| u64::from(holds) << bit;
    case | flag(digits > 0, 3)
        | flag(spaced, 4)
        | flag(text.contains('.'), 5)
        | flag(text.contains(['\'', '’']), 6)
}

/// The table key of template `template` with two values.
pub(crate) const fn mix(template: u64, a: u64, b: u64) -> u64 {
    let hash = a
        .wrapping_add(template.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
        ^ b.wrapping_add(0x2545_f491_4f6c_dd1d)
            .wrapping_mul(0x94d0_49bb_1331_11eb)
            .rotate_left(29);
    let hash = (hash ^ hash >> 31).wrapping_mul(0xd6e8_feb8_6659_fd93);
    // The table takes a key whose fingerprint is 0 for an empty slot.
    (hash ^ hash >> 32) | 1 << 63
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, spaced: bool) -> Word {
        Word::new(text, WordKey::fold(text), spaced, &Table::default())
    }

    #[test]
    fn numbers_and_marks_are_one_by_class_and_words_are_not() {
        assert_eq!(word("1,000", true).key, word("2.5", true).key);
        assert_eq!(word("2016", true).key, word("1999", true).key);
        assert_ne!(word("2016", true).key, word("216", true).key);
        assert_eq!(word("\"", true).key, word("“", true).key);
        assert_eq!(word("''", false).key, word("”", false).key);
        assert_ne!(word("\"", true).key, word("\"", false).key);
        assert_eq!(word("Said", true).key, word("said", true).key);
        assert_ne!(word("Said", true).shape, word("said", true).shape);
    }

    #[test]
    fn quoted_words_are_told_from_the_frame() {
        let quoted = |text: &str| -> String {
            let mut words: Vec<Word> = text.split(' ').map(|text| word(text, true)).collect();
            mark_quoted(&mut words);
            words
                .iter()
                .map(|word| if word.quoted { 'q' } else { '-' })
                .collect()
        };
        assert_eq!(quoted("“ We lost , ” she said . “ Yes"), "-qqq-----q");
        assert_eq!(quoted("We lost , ” she said"), "qqq---");
        assert_eq!(quoted("We lost , she said"), "-----");
    }

    #[test]
    fn a_suffix_tells_a_whole_word_from_an_ending() {
        assert_eq!(word("walking", true).suffix, word("talking", true).suffix);
        assert_ne!(word("ing", true).suffix, word("talking", true).suffix);
    }
}
