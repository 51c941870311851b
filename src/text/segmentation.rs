//! From the tokens of a paragraph to its sentences.

use super::{
    Case, Sentence, Span, Token, TokenKind, WordKey,
    lexicon::{self, Uses},
    paragraph::offset32,
};

/// No sentence is longer than this many tokens: what has no stop for so long is a table or a list, and the
/// stages after this one may take more than linear time in a sentence.
const LONGEST_SENTENCE: usize = 400;
/// At most this many tokens of a name stand between a question in quotation marks and its verb.
const LONGEST_NAME: usize = 5;

const ETC: WordKey = WordKey::of("etc");

/// Appends the sentences of the paragraph whose tokens begin at index `first`; `closes[k]` says whether
/// the token `first + k` is a mark that closes a quotation.
pub(super) fn segment(
    text: &str,
    tokens: &mut [Token],
    (first, paragraph): (usize, u32),
    closes: &[bool],
    sentences: &mut Vec<Sentence>,
) {
    let mut start = 0;
    while start < tokens.len() {
        let rest = tokens.get(start..).unwrap_or_default();
        let marks = closes.get(start..).unwrap_or_default();
        let length = sentence_length(text, rest, marks, start == 0);
        let index = offset32(sentences.len());
        let Some(sentence) = tokens.get_mut(start..start + length) else {
            break;
        };
        let mut span: Option<Span> = None;
        for token in sentence {
            token.sentence = index;
            span = Some(span.map_or(token.span, |span| span.hull(token.span)));
        }
        sentences.push(Sentence {
            span: span.unwrap_or_default(),
            tokens: offset32(first + start)..offset32(first + start + length),
            paragraph,
        });
        start += length;
    }
}

/// How many of `tokens` make up the sentence that begins with them; at least one.
fn sentence_length(text: &str, tokens: &[Token], closes: &[bool], opens_paragraph: bool) -> usize {
    let tokens = tokens.get(..LONGEST_SENTENCE).unwrap_or(tokens);
    let mut at = 0;
    while at < tokens.len() {
        let Some(terminal) = terminal(text, tokens, at) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while tokens
            .get(end)
            .is_some_and(|token| is_terminal_mark(text, token) && !token.spaced)
        {
            end += 1;
        }
        let mut quoted = false;
        while tokens.get(end).is_some() && closes_here(text, tokens, end, closes) {
            quoted |= closes.get(end).copied().unwrap_or(false);
            end += 1;
        }
        let list_marker =
            opens_paragraph && at == 1 && terminal == Terminal::Stop && is_ordinal(tokens);
        let rest = tokens.get(end..).unwrap_or_default();
        if rest.is_empty() || !list_marker && ends(text, terminal, quoted, rest) {
            return end;
        }
        at = end;
    }
    tokens.len()
}

/// What may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Terminal {
    /// A full stop of its own.
    Stop,
    /// `?` or `!`.
    Asking,
    /// `…`, `...`
    Ellipsis,
    /// The stop of an abbreviation that may end a sentence.
    Abbreviation,
    /// The stop of an initial or of an acronym.
    Initial,
}

fn terminal(text: &str, tokens: &[Token], at: usize) -> Option<Terminal> {
    let token = tokens.get(at)?;
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Mark => match word {
            "." | "。" => Some(Terminal::Stop),
            "?" | "!" | "？" | "！" => Some(Terminal::Asking),
            "…" => Some(Terminal::Ellipsis),
            _ if word.starts_with("..") => Some(Terminal::Ellipsis),
            _ => None,
        },
        TokenKind::Word => {
            let stem = word.strip_suffix('.')?;
            let key = WordKey::fold(stem);
            let uses = lexicon::uses(key);
            if key == ETC {
                // Stands at the end of what it ends, so a capital after it begins a sentence.
                Some(Terminal::Stop)
            } else if uses.any(Uses::TITLE) && !stem.contains('.') && stem.len() > 1 {
                None
            } else if stem.chars().count() == 1 {
                Some(Terminal::Initial)
            } else {
                Some(Terminal::Abbreviation)
            }
        }
        TokenKind::Number => None,
    }
}

fn is_terminal_mark(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.span.of(text), "." | "?" | "!")
}

/// Whether the mark at `at` belongs to the sentence that has just ended before it.
fn closes_here(text: &str, tokens: &[Token], at: usize, closes: &[bool]) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.is_mark()) else {
        return false;
    };
    if closes.get(at).copied().unwrap_or(false) {
        return true;
    }
    let followed_closely = tokens
        .get(at + 1)
        .is_some_and(|next| !next.spaced && !next.is_mark());
    match token.span.of(text) {
        ")" | "]" => true,
        "”" | "’" | "»" | "\"" | "''" | "'" => !token.spaced && !followed_closely,
        _ => false,
    }
}

/// Whether a paragraph opens with the number of a list item: `1.`
fn is_ordinal(tokens: &[Token]) -> bool {
    tokens
        .first()
        .is_some_and(|token| token.kind == TokenKind::Number && token.span.len() <= 2)
}

/// Whether a sentence ends with `terminal`, given what follows it.
fn ends(text: &str, terminal: Terminal, quoted: bool, rest: &[Token]) -> bool {
    let Some(next) = rest.iter().find(|token| !is_opening(text, token)) else {
        return false;
    };
    let opened = rest.first().is_some_and(|token| is_opening(text, token));
    let starter = lexicon::uses(next.key).any(Uses::STARTER) && next.case != Case::Lower;
    match terminal {
        Terminal::Stop => {
            let bracket = rest
                .first()
                .is_some_and(|first| matches!(first.span.of(text), "(" | "["));
            (next.case != Case::Lower || bracket) && !continues_clause(text, next)
        }
        Terminal::Asking => {
            next.case != Case::Lower
                && !continues_clause(text, next)
                && !(quoted && !opened && speaker_follows(rest))
        }
        Terminal::Ellipsis => {
            matches!(next.case, Case::Capital | Case::Upper)
                && !(quoted && !opened && speaker_follows(rest))
        }
        Terminal::Abbreviation => starter || opened && next.case == Case::Capital && quoted,
        Terminal::Initial => starter && next.span.len() > 1,
    }
}

/// Marks after which a sentence that seemed to end goes on.
fn continues_clause(text: &str, next: &Token) -> bool {
    next.is_mark()
        && matches!(
            next.span.of(text),
            "," | ";" | ":" | ")" | "." | "?" | "!" | "%" | "/"
        )
}

fn is_opening(text: &str, token: &Token) -> bool {
    token.is_mark()
        && matches!(
            token.span.of(text),
            "“" | "\""
                | "''"
                | "'"
                | "‘"
                | "("
                | "["
                | "«"
                | "„"
                | "``"
                | "`"
                | "-"
                | "--"
                | "—"
                | "–"
                | "•"
                | "*"
        )
}

/// Whether a name with its verb of asking or saying follows: `Ms. Reed asked`.
fn speaker_follows(rest: &[Token]) -> bool {
    let name = rest
        .iter()
        .take(LONGEST_NAME)
        .take_while(|token| matches!(token.case, Case::Capital | Case::Upper))
        .count();
    let is_asking = |token: &Token| lexicon::uses(token.key).any(Uses::ASKING);
    name > 0
        && (rest.get(name).is_some_and(is_asking)
            || rest
                .first()
                .is_some_and(|first| is_asking(first) && first.case == Case::Lower))
}
