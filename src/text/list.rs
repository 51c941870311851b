//! What marks a paragraph as an item of a list.

use super::{Token, TokenKind};

/// How many of the tokens that open a paragraph are the marker of a list item, as in "• …", "- …", "3. …", "b) …".
///
/// ```
/// use copydesk::text::{Document, list_marker};
///
/// let document = Document::read("3. Police said no.");
/// assert_eq!(list_marker(document.text, &document.tokens), 2);
/// ```
pub fn list_marker(text: &str, tokens: &[Token]) -> usize {
    let [first, rest @ ..] = tokens else {
        return 0;
    };
    let spaced = |at: usize| rest.get(at).is_some_and(|token| token.spaced);
    let word = first.span.of(text);
    let behind = rest.first().map_or("", |token| token.span.of(text));
    let number = first.kind == TokenKind::Number;
    let letter = first.kind == TokenKind::Word && word.len() == 1;
    match (word, behind) {
        ("•" | "*" | "·" | "▪" | "◦" | "‣" | "●", _) => 1,
        ("-" | "–" | "—", _) if spaced(0) => 1,
        (_, ")") if number || letter => 2,
        (_, ".") if number && spaced(1) => 2,
        _ if number && word.ends_with('.') => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn marker(text: &str) -> usize {
        list_marker(text, &Document::read(text).tokens)
    }

    #[test]
    fn bullets_dashes_numbers_and_letters_mark_items() {
        for text in ["• Reed said no.", "- Reed said no.", "— Reed said no."] {
            assert_eq!(marker(text), 1, "in {text}");
        }
        for text in ["1. Reed said no.", "12) Reed said no.", "b) Reed said no."] {
            assert_eq!(marker(text), 2, "in {text}");
        }
    }

    #[test]
    fn other_beginnings_mark_none() {
        for text in [
            "10 people said no.",
            "2.5 percent said no.",
            "-5 degrees",
            "A bus left.",
            "",
        ] {
            assert_eq!(marker(text), 0, "in {text}");
        }
    }
}
