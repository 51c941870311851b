//! Which quotation marks of a paragraph belong together.
//!
//! Marks are paired by shape (what stands on their two sides) and style, not by counting, and no state
//! crosses a paragraph but one: a quotation left open goes on when the next paragraph opens with its mark.
//! So a forgotten mark costs its own paragraph and never the rest of the article.

use super::{
    Case, MarkStyle, Quotation, Span, Token, TokenKind,
    lexicon::{self, Uses},
    paragraph::offset32,
};
use std::ops::Range;

/// Quotations nested deeper than this are not told apart.
const DEEPEST: usize = 6;
/// A single mark after a plural (`the workers'`) closes a quotation of at most this many tokens.
const LONGEST_SCARE: usize = 12;

/// What the marks around a paragraph say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The paragraph before left a quotation of this style open.
    pub open_before: Option<MarkStyle>,
    /// The next paragraph begins with an opening mark of this style.
    pub opens_next: Option<MarkStyle>,
}

/// The style of the opening mark that a paragraph begins with.
pub(super) fn opening_style(text: &str) -> Option<MarkStyle> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next().unwrap_or(' ');
    match first {
        '“' => Some(MarkStyle::Curly),
        '"' | '‟' | '″' => Some(MarkStyle::Straight),
        '„' => Some(MarkStyle::Low),
        '«' => Some(MarkStyle::Guillemets),
        '»' => Some(MarkStyle::InwardGuillemets),
        '\'' if second == '\'' => Some(MarkStyle::Apostrophes),
        '`' if second == '`' => Some(MarkStyle::Apostrophes),
        '‘' | '\'' if second.is_alphabetic() => Some(MarkStyle::Single),
        _ => None,
    }
}

/// Pairs the marks of one paragraph (`tokens`, the first of which has index `first`), appends the
/// quotations in order, and tells each token which one covers it. `closes` gets one entry a token:
/// whether it is a mark that closes a quotation. Returns the style of a quotation left open.
pub(super) fn pair(
    text: &str,
    (tokens, first): (&mut [Token], usize),
    around: Surroundings,
    closes: &mut Vec<bool>,
    quotations: &mut Vec<Quotation>,
) -> Option<MarkStyle> {
    closes.clear();
    closes.resize(tokens.len(), false);
    if !tokens
        .iter()
        .any(|token| token.is_mark() && is_quotation_mark(text, token))
    {
        return None;
    }
    let mut pairs = doubles(text, tokens, around);
    singles(text, tokens, around, &mut pairs);
    pairs.sort_unstable_by_key(|pair| (pair.open, usize::MAX - pair.end(tokens.len())));
    let mut left_open = None;
    let mut enclosing: Vec<usize> = Vec::new();
    for pair in &pairs {
        let end = pair.end(tokens.len());
        while enclosing.last().is_some_and(|&outer| outer <= pair.open) {
            enclosing.pop();
        }
        let index = quotations.len();
        if enclosing.is_empty() {
            for token in tokens.get_mut(pair.open..end).unwrap_or_default() {
                token.quotation = offset32(index);
            }
        }
        if let Some(mark) = pair.close.and_then(|close| closes.get_mut(close)) {
            *mark = true;
        }
        if pair.close.is_none() {
            left_open = Some(pair.style);
        }
        let continues = pair.open == 0
            && around
                .open_before
                .is_some_and(|style| style.goes_with(pair.style));
        quotations.push(quotation(tokens, first, pair, (enclosing.len(), continues)));
        enclosing.push(end);
    }
    left_open
}

/// An opening mark with its closing mark, as indices into the tokens of the paragraph.
#[derive(Clone, Copy, Debug)]
struct Pair {
    open: usize,
    /// None: open to the end of the paragraph.
    close: Option<usize>,
    style: MarkStyle,
}

impl Pair {
    fn end(&self, paragraph: usize) -> usize {
        self.close.map_or(paragraph, |close| close + 1)
    }
}

fn quotation(
    tokens: &[Token],
    first: usize,
    pair: &Pair,
    (depth, continues): (usize, bool),
) -> Quotation {
    let at = |index: usize| {
        tokens
            .get(index)
            .map(|token| token.span)
            .unwrap_or_default()
    };
    let (open, last) = (at(pair.open), at(pair.end(tokens.len()).saturating_sub(1)));
    let inner_end = if pair.close.is_some() {
        last.start
    } else {
        last.end
    };
    Quotation {
        span: open.hull(last),
        inner: Span::new(open.end, inner_end.max(open.end)),
        tokens: offset32(first + pair.open)..offset32(first + pair.end(tokens.len())),
        style: pair.style,
        depth: u8::try_from(depth).unwrap_or(u8::MAX),
        closed: pair.close.is_some(),
        continues,
    }
}

impl MarkStyle {
    /// Whether a quotation of this style can be carried on with a mark of the other.
    fn goes_with(self, other: Self) -> bool {
        (self == Self::Single) == (other == Self::Single)
    }
}

fn is_quotation_mark(text: &str, token: &Token) -> bool {
    double(token.span.of(text)).is_some() || is_single(token.span.of(text))
}

fn is_single(mark: &str) -> bool {
    matches!(mark, "'" | "‘" | "’" | "`")
}

/// How a double mark may serve.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens(MarkStyle),
    Closes(MarkStyle),
    /// `"` and `''`: by shape.
    Either(MarkStyle),
}

fn double(mark: &str) -> Option<Mark> {
    Some(match mark {
        "“" => Mark::Opens(MarkStyle::Curly),
        "”" => Mark::Closes(MarkStyle::Curly),
        "„" => Mark::Opens(MarkStyle::Low),
        "«" => Mark::Opens(MarkStyle::Guillemets),
        "»" => Mark::Closes(MarkStyle::Guillemets),
        "``" => Mark::Opens(MarkStyle::Apostrophes),
        "''" => Mark::Either(MarkStyle::Apostrophes),
        "\"" | "‟" | "″" => Mark::Either(MarkStyle::Straight),
        _ => return None,
    })
}

/// What stands on the two sides of a mark.
#[derive(Clone, Copy)]
struct Shape {
    /// A space, the beginning, a bracket or a dash stands before it.
    may_open: bool,
    /// Something stands directly before it.
    may_close: bool,
}

fn shape(text: &str, tokens: &[Token], at: usize) -> Shape {
    let attached = |index: usize| tokens.get(index).is_some_and(|token| !token.spaced);
    let before = at.checked_sub(1).and_then(|index| tokens.get(index));
    let opens_after = before.is_none_or(|before| {
        tokens.get(at).is_some_and(|mark| mark.spaced)
            || matches!(
                before.span.of(text),
                "(" | "["
                    | "{"
                    | "-"
                    | "--"
                    | "–"
                    | "—"
                    | "/"
                    | "‘"
                    | "'"
                    | "“"
                    | "\""
                    | "…"
                    | ":"
                    | ","
                    | "''"
                    | "«"
                    | "„"
            )
    });
    Shape {
        may_open: opens_after && attached(at + 1),
        may_close: at > 0 && attached(at),
    }
}

/// Pairs the double marks.
fn doubles(text: &str, tokens: &[Token], around: Surroundings) -> Vec<Pair> {
    let marks: Vec<(usize, Mark)> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_mark())
        .filter_map(|(at, token)| Some((at, double(token.span.of(text))?)))
        .filter(|&(at, _)| !is_inch(text, tokens, at))
        .collect();
    let mut stack = Stack {
        open: Vec::new(),
        pairs: Vec::with_capacity(marks.len() / 2 + 1),
    };
    let is_curly_opener = |&(_, mark): &(usize, Mark)| mark == Mark::Opens(MarkStyle::Curly);
    let mut openers = marks.iter().filter(|mark| is_curly_opener(mark)).count();
    let mut closers = marks
        .iter()
        .filter(|(_, mark)| *mark == Mark::Closes(MarkStyle::Curly))
        .count();
    let carried = usize::from(around.opens_next == Some(MarkStyle::Curly));
    for &(at, mark) in &marks {
        let shape = shape(text, tokens, at);
        match mark {
            Mark::Opens(MarkStyle::Curly) => {
                let enough = closers + carried > openers;
                openers -= 1;
                stack.curly_opener(at, shape, enough);
            }
            Mark::Opens(MarkStyle::Guillemets)
                if stack.top() == Some(MarkStyle::InwardGuillemets) =>
            {
                stack.close(at);
            }
            Mark::Opens(style) => stack.push(at, style),
            Mark::Closes(style) => {
                if style == MarkStyle::Curly {
                    closers -= 1;
                }
                stack.closer(at, style, shape);
            }
            Mark::Either(style) => stack.either(
                at,
                style,
                shape,
                tokens.get(at).is_some_and(|mark| mark.spaced),
            ),
        }
    }
    stack.finish(around)
}

/// `6'2"` and `5’10"`: inches, not a mark.
fn is_inch(text: &str, tokens: &[Token], at: usize) -> bool {
    let inch = |token: &Token| token.span.of(text) == "\"" && !token.spaced;
    let feet = |token: &Token| {
        let word = token.span.of(text);
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.ends_with(|c: char| c.is_ascii_digit())
            && word.contains(['\'', '’'])
    };
    tokens.get(at).is_some_and(inch)
        && at
            .checked_sub(1)
            .and_then(|index| tokens.get(index))
            .is_some_and(feet)
}

/// The double marks that are open, and the pairs found so far.
struct Stack {
    open: Vec<(usize, MarkStyle)>,
    pairs: Vec<Pair>,
}

impl Stack {
    fn push(&mut self, at: usize, style: MarkStyle) {
        if self.open.len() < DEEPEST {
            self.open.push((at, style));
        }
    }

    fn top(&self) -> Option<MarkStyle> {
        self.open.last().map(|&(_, style)| style)
    }

    /// `“`: opens, nests when enough closing marks are left, takes the place of a mark that was never
    /// closed when not; or closes, when it is a `”` mistyped.
    fn curly_opener(&mut self, at: usize, shape: Shape, enough: bool) {
        match self.top() {
            Some(MarkStyle::Low) => self.close(at),
            Some(MarkStyle::Curly) if shape.may_close && !shape.may_open => self.close(at),
            Some(MarkStyle::Curly) if !enough => {
                self.open.pop();
                self.push(at, MarkStyle::Curly);
            }
            _ => self.push(at, MarkStyle::Curly),
        }
    }

    /// `”` or `»`.
    fn closer(&mut self, at: usize, style: MarkStyle, shape: Shape) {
        let matching = |&(_, open): &(usize, MarkStyle)| match style {
            MarkStyle::Guillemets => open == MarkStyle::Guillemets,
            _ => !matches!(open, MarkStyle::Guillemets | MarkStyle::InwardGuillemets),
        };
        if let Some(depth) = self.open.iter().rposition(matching) {
            self.open.truncate(depth + 1);
            self.close(at);
        } else if shape.may_open && !shape.may_close {
            let style = match style {
                MarkStyle::Guillemets => MarkStyle::InwardGuillemets,
                style => style,
            };
            self.push(at, style);
        }
    }

    /// `"` or `''`.
    fn either(&mut self, at: usize, style: MarkStyle, shape: Shape, spaced: bool) {
        let opens = shape.may_open && !shape.may_close;
        match self.open.iter().rposition(|&(_, open)| open == style) {
            Some(depth) if opens => {
                self.open.truncate(depth);
                self.push(at, style);
            }
            Some(depth) => {
                self.open.truncate(depth + 1);
                self.close(at);
            }
            None if opens || self.open.is_empty() && (shape.may_open || spaced || at == 0) => {
                self.push(at, style);
            }
            None if !self.open.is_empty() => self.close(at),
            None => {}
        }
    }

    fn close(&mut self, close: usize) {
        if let Some((open, style)) = self.open.pop() {
            self.pairs.push(Pair {
                open,
                close: Some(close),
                style,
            });
        }
    }

    /// The pairs, and the outermost mark that is still open if it runs on to the end of the paragraph.
    fn finish(mut self, around: Surroundings) -> Vec<Pair> {
        if let Some(&(open, style)) = self.open.first() {
            let by_shape = !matches!(style, MarkStyle::Straight | MarkStyle::Apostrophes);
            let goes_on = around.opens_next.is_some_and(|next| next.goes_with(style));
            if by_shape || goes_on || open == 0 {
                self.pairs.push(Pair {
                    open,
                    close: None,
                    style,
                });
            }
        }
        self.pairs
    }
}

/// What a single mark can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Single {
    Opens,
    /// Closes for certain, if anything is open.
    Closes,
    /// Closes, or is the apostrophe of a plural possessor or of a clipped word.
    MayClose,
}

/// Adds the pairs of single marks, where they are quotation marks and not apostrophes.
fn singles(text: &str, tokens: &[Token], around: Surroundings, pairs: &mut Vec<Pair>) {
    let marks: Vec<(usize, Single)> = (0..tokens.len())
        .filter_map(|at| Some((at, single(text, tokens, at)?)))
        .collect();
    if marks.is_empty() {
        return;
    }
    let doubles: Vec<Range<usize>> = pairs
        .iter()
        .map(|pair| pair.open..pair.end(tokens.len()))
        .collect();
    let ends = closing_of(&marks);
    let mut free_from = 0;
    for (&(open, kind), &close) in marks.iter().zip(&ends) {
        if kind != Single::Opens || open < free_from {
            continue;
        }
        let runs_on = (open == 0
            || around.opens_next == Some(MarkStyle::Single) && follows_pause(text, tokens, open))
            && around.opens_next == Some(MarkStyle::Single);
        let pair = Pair {
            open,
            close,
            style: MarkStyle::Single,
        };
        let range = open..pair.end(tokens.len());
        if close.is_none() && !runs_on || crosses(&doubles, &range) {
            continue;
        }
        free_from = range.end;
        pairs.push(pair);
    }
}

fn follows_pause(text: &str, tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|index| tokens.get(index))
        .is_some_and(|token| matches!(token.span.of(text), "," | ":" | "." | "”" | "’" | "'"))
}

/// The closing mark of each opening one: the next certain one before another opening mark, else the next
/// possible one when it is near.
fn closing_of(marks: &[(usize, Single)]) -> Vec<Option<usize>> {
    let (mut certain, mut possible) = (None, None);
    let mut ends: Vec<Option<usize>> = marks
        .iter()
        .rev()
        .map(|&(at, kind)| match kind {
            Single::Opens => {
                let near = possible.filter(|&end| end <= at + LONGEST_SCARE);
                let close = certain.or(near);
                (certain, possible) = (None, None);
                close
            }
            Single::Closes => {
                (certain, possible) = (Some(at), Some(at));
                None
            }
            Single::MayClose => {
                possible = Some(at);
                None
            }
        })
        .collect();
    ends.reverse();
    ends
}

/// Whether `range` overlaps a double quotation without one lying in the other.
fn crosses(doubles: &[Range<usize>], range: &Range<usize>) -> bool {
    let after = doubles.partition_point(|double| double.end <= range.start);
    doubles.iter().skip(after).take(DEEPEST * 2).any(|double| {
        let apart = double.end <= range.start || range.end <= double.start;
        let inside = double.start <= range.start && range.end <= double.end;
        let around = range.start <= double.start && double.end <= range.end;
        !(apart || inside || around)
    })
}

fn single(text: &str, tokens: &[Token], at: usize) -> Option<Single> {
    let token = tokens.get(at).filter(|token| token.is_mark())?;
    let mark = token.span.of(text);
    if !is_single(mark) {
        return None;
    }
    let shape = shape(text, tokens, at);
    let next = tokens.get(at + 1);
    if shape.may_open && mark != "’" && next.is_some_and(|next| !next.spaced) {
        let begins = next.is_some_and(|next| {
            next.kind != TokenKind::Mark || is_opener_or_currency(next.span.of(text))
        });
        return begins.then_some(Single::Opens);
    }
    if !shape.may_close || mark == "‘" {
        return None;
    }
    let before = at.checked_sub(1).and_then(|index| tokens.get(index))?;
    let word = before.span.of(text);
    let clipped =
        before.is_word() && (word.ends_with(['s', 'S', 'z', 'x']) || word.ends_with("in"));
    let next_word = next.is_some_and(|next| next.spaced && next.kind != TokenKind::Mark);
    let reported = next
        .is_some_and(|next| next.case == Case::Lower && lexicon::uses(next.key).any(Uses::ASKING));
    Some(if clipped && next_word && !reported {
        Single::MayClose
    } else {
        Single::Closes
    })
}

fn is_opener_or_currency(mark: &str) -> bool {
    matches!(
        mark,
        "“" | "\"" | "…" | "..." | "$" | "£" | "€" | "#" | "[" | "(" | "''" | "«"
    )
}
