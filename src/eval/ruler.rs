//! The scorer's own view of a text: word tokens and what stands between double quotation marks.
//!
//! The metric has its own tokens so that a change of the analysis never moves the yardstick.

use crate::text::Span;

/// Token indices a set of spans covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Covered {
    /// Word tokens, ascending.
    pub(super) words: Vec<u32>,
    /// All tokens, marks included, ascending.
    pub(super) all: Vec<u32>,
}

/// Tokens of one text, each marked as word or mark, quoted or not.
#[derive(Clone, Debug)]
pub(super) struct Ruler {
    tokens: Vec<(Span, bool)>,
    quoted: Vec<bool>,
}

impl Ruler {
    /// Measures `text`.
    pub(super) fn new(text: &str) -> Self {
        let tokens = tokenize(text);
        let regions = quoted_regions(text);
        let quoted = mark_quoted(&tokens, &regions);
        Self { tokens, quoted }
    }

    /// The tokens that share at least one character with a span.
    pub(super) fn cover(&self, spans: &[Span]) -> Covered {
        let mut covered = Covered::default();
        for span in spans {
            let first = self
                .tokens
                .partition_point(|(token, _)| token.end <= span.start);
            let tail = self.tokens.iter().enumerate().skip(first);
            for (index, (_, word)) in tail.take_while(|(_, (token, _))| token.start < span.end) {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                covered.all.push(index);
                if *word {
                    covered.words.push(index);
                }
            }
        }
        for list in [&mut covered.words, &mut covered.all] {
            list.sort_unstable();
            list.dedup();
        }
        covered
    }

    /// How many of the covered tokens (words, where there are any) stand inside double marks, of how many.
    pub(super) fn quoted(&self, covered: &Covered) -> (usize, usize) {
        let list = if covered.words.is_empty() {
            &covered.all
        } else {
            &covered.words
        };
        let inside = list
            .iter()
            .filter(|&&index| self.quoted.get(index as usize) == Some(&true))
            .count();
        (inside, list.len())
    }
}

/// Words are letters and digits with inner apostrophes; every other visible character is a token.
fn tokenize(text: &str) -> Vec<(Span, bool)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let offset = |index: usize| {
        let byte = chars.get(index).map_or(text.len(), |&(byte, _)| byte);
        u32::try_from(byte).unwrap_or(u32::MAX)
    };
    let is_word = |index: usize| at(index).is_some_and(char::is_alphanumeric);
    let mut tokens = Vec::new();
    let mut index = 0;
    while let Some(c) = at(index) {
        let start = index;
        index += 1;
        if c.is_whitespace() {
            continue;
        }
        let word = c.is_alphanumeric();
        while index > start && is_word(start) {
            if is_word(index) {
                index += 1;
            } else if matches!(at(index), Some('\'' | '\u{2019}')) && is_word(index + 1) {
                index += 2;
            } else {
                break;
            }
        }
        tokens.push((Span::new(offset(start), offset(index)), word));
    }
    tokens
}

fn mark_quoted(tokens: &[(Span, bool)], regions: &[Span]) -> Vec<bool> {
    let mut next = 0;
    let mark = |&(token, _): &(Span, bool)| {
        while regions
            .get(next)
            .is_some_and(|region| region.end <= token.start)
        {
            next += 1;
        }
        regions
            .get(next)
            .is_some_and(|region| region.contains(token))
    };
    tokens.iter().map(mark).collect()
}

const OPENING: &str = "\u{201c}\u{201e}\u{ab}";
const CLOSING: &str = "\u{201d}\u{bb}";
const STRAIGHT: &str = "\"\u{201f}\u{2033}";
const BEFORE_OPENING: &str = "([{-\u{2013}\u{2014}/\u{2018}'\u{2026}:,";

/// Regions inside double marks, marks included, line by line. A region left open runs to the end of its line
/// if it is curly, opens the line, or the next line opens with a mark.
fn quoted_regions(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            lines.push((start, line));
        }
        start += line.len() + 1;
    }
    let mut regions = Vec::new();
    for (position, &(start, line)) in lines.iter().enumerate() {
        let next = lines.get(position + 1).map(|(_, next)| next.trim_start());
        let next_opens = next
            .is_some_and(|next| next.starts_with(|c| OPENING.contains(c) || STRAIGHT.contains(c)));
        LineScan::new(start, line).regions(next_opens, &mut regions);
    }
    regions
}

/// Scan of one line for double marks.
struct LineScan {
    start: usize,
    end: usize,
    chars: Vec<(usize, char)>,
    open: Option<usize>,
}

impl LineScan {
    fn new(start: usize, line: &str) -> Self {
        Self {
            start,
            end: start + line.len(),
            chars: line.char_indices().collect(),
            open: None,
        }
    }

    fn regions(mut self, next_opens: bool, regions: &mut Vec<Span>) {
        let mut index = 0;
        while let Some(c) = self.at(index) {
            let doubled = c == '\'' && self.at(index + 1) == Some('\'');
            let step = if doubled { 2 } else { 1 };
            let mark = if doubled { '"' } else { c };
            if let Some(begin) = self.meet(mark, index, step) {
                regions.push(self.span(begin, self.byte(index + step)));
            }
            index += step;
        }
        let Some(open) = self.open else { return };
        let lead = self.chars.iter().take(open).all(|(_, c)| c.is_whitespace());
        let curly = self.at(open).is_some_and(|c| OPENING.contains(c));
        if curly || next_opens || lead {
            regions.push(self.span(open, self.end));
        }
    }

    /// Meets one character; gives the begin of a region that it closes.
    fn meet(&mut self, mark: char, index: usize, step: usize) -> Option<usize> {
        if OPENING.contains(mark) {
            self.open = self.open.or(Some(index));
            return None;
        }
        if CLOSING.contains(mark) {
            return self.open.take();
        }
        if !STRAIGHT.contains(mark) {
            return None;
        }
        let before = index
            .checked_sub(1)
            .and_then(|left| self.at(left))
            .unwrap_or(' ');
        let after = self.at(index + step).unwrap_or(' ');
        let loose = before.is_whitespace();
        let can_open = (loose || BEFORE_OPENING.contains(before)) && !after.is_whitespace();
        if self.open.is_none() {
            if can_open || index == 0 || loose {
                self.open = Some(index);
            }
            return None;
        }
        if can_open && loose {
            self.open = Some(index);
            return None;
        }
        self.open.take()
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, c)| c)
    }

    fn byte(&self, index: usize) -> usize {
        self.chars
            .get(index)
            .map_or(self.end, |&(byte, _)| self.start + byte)
    }

    fn span(&self, begin: usize, end: usize) -> Span {
        let begin = u32::try_from(self.byte(begin)).unwrap_or(u32::MAX);
        Span::new(begin, u32::try_from(end).unwrap_or(u32::MAX))
    }
}
