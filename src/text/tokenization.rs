//! From a paragraph to its tokens.

#![expect(
    clippy::indexing_slicing,
    reason = "the innermost loop of reading; every index is checked against `end`, which is at most the text's length"
)]

use super::{
    Case, Span, Token, TokenKind, WordKey,
    lexicon::{self, Uses},
    paragraph::{is_blank, offset32},
    token::UNQUOTED,
};

/// Appends the tokens of `text[start..end]` to `tokens`.
pub(super) fn tokenize(text: &str, paragraph: Span, tokens: &mut Vec<Token>) {
    let mut cutter = Cutter {
        text,
        bytes: text.as_bytes(),
        end: paragraph.end as usize,
        tokens,
        spaced: true,
        first: true,
    };
    let mut at = paragraph.start as usize;
    while at < cutter.end {
        at = cutter.next(at);
    }
}

struct Cutter<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    /// End of the paragraph.
    end: usize,
    tokens: &'o mut Vec<Token>,
    /// Whether white space stands before the next token.
    spaced: bool,
    /// Whether no token of the paragraph was cut yet.
    first: bool,
}

impl Cutter<'_, '_> {
    /// Cuts what stands at `at`; returns where the next thing starts.
    fn next(&mut self, at: usize) -> usize {
        let c = self.char_at(at);
        if is_blank(c) {
            self.spaced = true;
            return at + c.len_utf8();
        }
        if c.is_alphanumeric() {
            return self.word(at);
        }
        match c {
            '\'' | '’' | '‘' => self.apostrophe(at, c),
            '.' if self.spaced && self.is_digit(at + 1) => self.word(at),
            '.' | '-' | '`' => {
                let run = self.run_of(at, c as u8);
                self.push(at, at + run, TokenKind::Mark)
            }
            '@' if self.is_alphanumeric(at + 1) => self.word(at),
            _ => self.push(at, at + c.len_utf8(), TokenKind::Mark),
        }
    }

    /// An apostrophe that opens something: `''`, an elided word (`’90s`, `'em`), or a mark.
    fn apostrophe(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        let doubled = c == '\'' && self.byte(after) == b'\'';
        // ''They said, 'No.''' closes with three, the first of which is the inner one.
        let closes_inner = doubled && self.byte(after + 1) == b'\'' && !self.spaced && !self.first;
        if doubled && !closes_inner {
            return self.push(at, after + 1, TokenKind::Mark);
        }
        if (self.spaced || self.after_hyphen()) && self.is_alphanumeric(after) {
            let end = self.letters_and_digits(after);
            if self.is_elision(after, end) {
                return self.push(at, end, TokenKind::Word);
            }
        }
        self.push(at, after, TokenKind::Mark)
    }

    fn after_hyphen(&self) -> bool {
        self.tokens
            .last()
            .is_some_and(|token| !self.first && self.byte(token.span.start as usize) == b'-')
    }

    /// Whether the word after an apostrophe is one that begins with it: `em`, `90s`, `16`.
    fn is_elision(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 2 {
            return word.len() == 2 || word[2..].eq_ignore_ascii_case(b"s");
        }
        let key = WordKey::fold(self.slice(start, end));
        lexicon::uses(key).any(Uses::ELISION)
    }

    /// A chunk that begins with a letter or digit: one word, or several to be cut apart.
    fn word(&mut self, start: usize) -> usize {
        if let Some(end) = self.address(start) {
            return self.push(start, end, TokenKind::Word);
        }
        let mut end = start;
        let mut apostrophe = None;
        while end < self.end {
            let c = self.char_at(end);
            let after = end + c.len_utf8();
            if is_inner(c) || self.joins(start, end, c) {
                if matches!(c, '\'' | '’' | '‘') {
                    apostrophe = Some(end);
                }
                end = after;
            } else {
                break;
            }
        }
        if end == start {
            let c = self.char_at(start);
            return self.push(start, start + c.len_utf8(), TokenKind::Mark);
        }
        if self.byte(end) == b'.' && self.keeps_stop(start, end) {
            end += 1;
        }
        match apostrophe {
            Some(at) => self.contraction(start, at, end),
            None => self.fused(start, end),
        }
        end
    }

    /// Whether `c` at `at` holds the letters on its two sides together.
    fn joins(&self, start: usize, at: usize, c: char) -> bool {
        if at == start {
            return c == '.' || c == '@';
        }
        let after = at + c.len_utf8();
        let (before, next) = (self.bytes[at - 1], self.byte(after));
        match c {
            '\'' | '’' | '‘' | '@' => self.is_alphanumeric(after),
            '.' => {
                self.is_alphanumeric(after)
                    && (!(before.is_ascii_lowercase() && next.is_ascii_uppercase())
                        || at - start == 2 && self.byte(after + 1) == b'.')
            }
            ',' | ':' | '/' | '⁄' => before.is_ascii_digit() && next.is_ascii_digit(),
            '-' => {
                let one_letter = self.spaced
                    && at - start == 1
                    && before.is_ascii_lowercase()
                    && next.is_ascii_lowercase();
                one_letter
                    || self.bytes[start].is_ascii_uppercase()
                        && before.is_ascii_alphabetic()
                        && next.is_ascii_digit()
            }
            '&' => before.is_ascii_uppercase() && next.is_ascii_uppercase(),
            '_' => true,
            _ => false,
        }
    }

    /// The end of a web or mail address that begins at `start`.
    fn address(&self, start: usize) -> Option<usize> {
        let head = &self.bytes[start..self.end.min(start + 8)];
        let is_web = ["http://", "https://", "www."].iter().any(|lead| {
            head.get(..lead.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(lead.as_bytes()))
        });
        if !is_web {
            return None;
        }
        let rest = self.slice(start, self.end);
        let address = rest.split(is_blank).next().unwrap_or_default();
        let address = address
            .split(['"', '”', '“', '<', '>'])
            .next()
            .unwrap_or_default()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']);
        (!address.is_empty()).then_some(start + address.len())
    }

    /// Whether the full stop at `end` belongs to the word before it.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        if self.byte(end + 1) == b'.' {
            return false;
        }
        let word = self.slice(start, end);
        let first = self.bytes[start];
        let capital = first.is_ascii_uppercase() || !first.is_ascii();
        if word.contains('.') {
            return word
                .split('.')
                .all(|part| part.chars().all(char::is_alphabetic) && part.chars().count() <= 2);
        }
        if word.chars().count() == 1 && capital {
            return word != "I" || !self.after_small_word();
        }
        let uses = lexicon::uses(WordKey::fold(word));
        let proper = Uses::TITLE.or(Uses::MONTH).or(Uses::STATE);
        uses.any(Uses::OTHER)
            || uses.any(Uses::NUMBER) && self.number_follows(end + 1)
            || capital && uses.any(proper)
            || capital && uses.any(Uses::STATE_AFTER_COMMA) && self.after_comma()
    }

    fn last(&self) -> Option<&Token> {
        self.tokens.last().filter(|_| !self.first)
    }

    fn after_small_word(&self) -> bool {
        self.last().is_some_and(|token| token.case == Case::Lower)
    }

    fn after_comma(&self) -> bool {
        self.last()
            .is_some_and(|token| matches!(self.byte(token.span.start as usize), b',' | b'-' | b'('))
    }

    fn number_follows(&self, at: usize) -> bool {
        let at = at + usize::from(self.byte(at) == b' ');
        self.is_digit(at)
    }

    /// Cuts `start..end`, whose last apostrophe is at `at`: `do|n't`, `she|'s`; `O'Malley` stays.
    fn contraction(&mut self, start: usize, at: usize, end: usize) {
        let width = self.char_at(at).len_utf8();
        let tail = &self.bytes[at + width..end];
        let lower = |n: usize| tail.get(n).map_or(0, u8::to_ascii_lowercase);
        let negation = lower(0) == b't'
            && tail.len() == 1
            && at > start + 1
            && self.bytes[at - 1].eq_ignore_ascii_case(&b'n');
        let clitic = matches!(
            (tail.len(), lower(0), lower(1)),
            (1, b's' | b'm' | b'd', _) | (2, b'r' | b'v', b'e') | (2, b'l', b'l')
        );
        let cut = match (negation, clitic) {
            (true, _) => at - 1,
            (_, true) => at,
            _ => {
                self.push(start, end, TokenKind::Word);
                return;
            }
        };
        let earlier = self
            .slice(start, cut)
            .rfind(['\'', '’', '‘'])
            .map(|found| start + found);
        match earlier {
            Some(earlier) => self.contraction(start, earlier, cut),
            None => self.push_word(start, cut),
        }
        self.push(cut, end, TokenKind::Word);
    }

    /// Words written as one that are two: `can|not`, `gon|na`, `8|pm`.
    fn fused(&mut self, start: usize, end: usize) {
        let word = &self.bytes[start..end];
        let cut = match word.len() {
            6 if word.eq_ignore_ascii_case(b"cannot") => 3,
            5 if word.eq_ignore_ascii_case(b"gonna") || word.eq_ignore_ascii_case(b"gotta") => 3,
            3..=9 if word[0].is_ascii_digit() => hour(word),
            _ => 0,
        };
        if cut > 0 {
            self.push_word(start, start + cut);
            self.push(start + cut, end, TokenKind::Word);
        } else {
            self.push_word(start, end);
        }
    }

    fn push_word(&mut self, start: usize, end: usize) {
        let has_letter = self.bytes[start..end]
            .iter()
            .any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        let kind = if has_letter {
            TokenKind::Word
        } else {
            TokenKind::Number
        };
        self.push(start, end, kind);
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        let word = self.slice(start, end);
        self.tokens.push(Token {
            span: Span::new(offset32(start), offset32(end)),
            key: WordKey::fold(word),
            sentence: 0,
            quotation: UNQUOTED,
            kind,
            case: Case::of(word),
            spaced: self.spaced,
        });
        self.spaced = false;
        self.first = false;
        end
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The byte at `at`, 0 past the end of the paragraph.
    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.bytes[at] } else { 0 }
    }

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    fn is_alphanumeric(&self, at: usize) -> bool {
        at < self.end && self.char_at(at).is_alphanumeric()
    }

    /// The character that starts at `at`; a space where none does.
    fn char_at(&self, at: usize) -> char {
        match self.byte(at) {
            byte if byte.is_ascii() => char::from(byte),
            _ => self.slice(at, self.end).chars().next().unwrap_or(' '),
        }
    }

    fn letters_and_digits(&self, start: usize) -> usize {
        let rest = self.slice(start, self.end);
        start
            + rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len())
    }

    /// Length of the run of `byte` at `at`.
    fn run_of(&self, at: usize, byte: u8) -> usize {
        self.bytes[at..self.end]
            .iter()
            .take_while(|&&other| other == byte)
            .count()
    }
}

/// Letters, digits, combining marks and soft hyphens make up words.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// Where the unit of an hour begins in `8pm`, `10:30am`, `9a.m.`; 0 where there is none.
fn hour(word: &[u8]) -> usize {
    let digits = word
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b':')
        .count();
    let unit = word[digits..].to_ascii_lowercase();
    match unit.as_slice() {
        b"am" | b"pm" | b"a.m." | b"p.m." | b"a.m" | b"p.m" => digits,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, offset32(text.len())), &mut tokens);
        let words: Vec<_> = tokens.iter().map(|token| token.span.of(text)).collect();
        words.join("|")
    }

    #[test]
    fn contractions_and_possessives_stand_apart() {
        assert_eq!(cut("She can't, he'd've"), "She|ca|n't|,|he|'d|'ve");
        assert_eq!(
            cut("O’Malley’s workers’ don’t"),
            "O’Malley|’s|workers|’|do|n’t"
        );
        assert_eq!(cut("rock'n'roll d'Ivoire"), "rock'n'roll|d'Ivoire");
        assert_eq!(cut("cannot gonna canned"), "can|not|gon|na|canned");
    }

    #[test]
    fn hyphens_between_letters_stand_apart_but_not_in_names_of_things() {
        assert_eq!(
            cut("well-known 12-year-old"),
            "well|-|known|12|-|year|-|old"
        );
        assert_eq!(cut("F-16 COVID-19 e-mail"), "F-16|COVID-19|e-mail");
        assert_eq!(
            cut("5-to-4 a day-and-a-half"),
            "5|-|to|-|4|a|day|-|and|-|a|-|half"
        );
        assert_eq!(cut("2015-16 – yes--no"), "2015|-|16|–|yes|--|no");
    }

    #[test]
    fn an_abbreviation_keeps_its_stop_and_a_word_does_not() {
        assert_eq!(
            cut("Mr. Reed of the U.S. House left."),
            "Mr.|Reed|of|the|U.S.|House|left|."
        );
        assert_eq!(cut("J.K. Rowling, Ph.D."), "J.K.|Rowling|,|Ph.D.");
        assert_eq!(
            cut("Biloxi, Miss. It is a miss."),
            "Biloxi|,|Miss.|It|is|a|miss|."
        );
        assert_eq!(cut("No. 10 said no."), "No.|10|said|no|.");
        assert_eq!(cut("as tall as I. He"), "as|tall|as|I|.|He");
    }

    #[test]
    fn a_missing_space_after_a_stop_does_not_glue_words() {
        assert_eq!(cut("the end.The next"), "the|end|.|The|next");
        assert_eq!(cut("example.com"), "example.com");
    }

    #[test]
    fn numbers_money_hours() {
        assert_eq!(
            cut("$3.2 million, 1,000 or 10%"),
            "$|3.2|million|,|1,000|or|10|%"
        );
        assert_eq!(
            cut("at 8pm or 10:30 a.m., the 1990s, 20th"),
            "at|8|pm|or|10:30|a.m.|,|the|1990s|,|20th"
        );
    }

    #[test]
    fn two_apostrophes_are_one_mark_and_elisions_are_words() {
        assert_eq!(cut("''So terrible'' - yes"), "''|So|terrible|''|-|yes");
        assert_eq!(cut("''We said 'no''' twice"), "''|We|said|'|no|'|''|twice");
        assert_eq!(cut("'''No,' we said''"), "''|'|No|,|'|we|said|''");
        assert_eq!(cut("get 'em in the '90s"), "get|'em|in|the|'90s");
        assert_eq!(cut("'Empty' words"), "'|Empty|'|words");
    }

    #[test]
    fn addresses_and_handles_stay_whole() {
        assert_eq!(
            cut("see https://example.org/a?b=c, @desk #news or a.b@example.org."),
            "see|https://example.org/a?b=c|,|@desk|#|news|or|a.b@example.org|."
        );
    }

    #[test]
    fn case_tells_names_from_initials() {
        assert_eq!(Case::of("NATO"), Case::Upper);
        assert_eq!(Case::of("Reed"), Case::Capital);
        assert_eq!(Case::of("A"), Case::Capital);
        assert_eq!(Case::of("said"), Case::Lower);
        assert_eq!(Case::of("19"), Case::None);
    }
}
