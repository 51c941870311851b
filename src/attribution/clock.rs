//! The time that opens a paragraph of a live report.

use crate::text::{Case, Document, Sentence, WordKey};

/// First token of a paragraph behind the time that opens it, as the entries of a live report have it: "10:42 Reed:",
/// "11.20am BST The council said".
pub(crate) fn behind_clock(document: &Document<'_>, sentence: &Sentence, start: usize) -> usize {
    let paragraph = document.paragraphs.get(sentence.paragraph as usize);
    let opens = paragraph.is_some_and(|paragraph| paragraph.start == sentence.span.start);
    let text = sentence.span.of(document.text);
    let time = text.split(char::is_whitespace).next().unwrap_or_default();
    if !opens || start != sentence.range().start || !is_clock(time) {
        return start;
    }
    let behind = sentence.span.start as usize + time.len();
    let is_zone = |token: &usize| {
        let token = document.tokens.get(*token);
        token.is_some_and(|token| ZONES.contains(&token.key))
    };
    let tokens = sentence.range();
    let next = tokens.clone().find(|&token| {
        let token = document.tokens.get(token);
        token.is_some_and(|token| token.span.start as usize >= behind)
    });
    let next = next.map(|next| next + usize::from(is_zone(&next)));
    next.filter(|&next| {
        next < tokens.end
            && !document
                .tokens
                .get(next)
                .is_some_and(|token| token.case == Case::Lower)
    })
    .unwrap_or(start)
}

const ZONES: [WordKey; 10] = [
    WordKey::of("gmt"),
    WordKey::of("bst"),
    WordKey::of("utc"),
    WordKey::of("cet"),
    WordKey::of("cest"),
    WordKey::of("est"),
    WordKey::of("edt"),
    WordKey::of("et"),
    WordKey::of("aest"),
    WordKey::of("ist"),
];

/// "10:42", "11.20am", "9pm", with or without a colon behind it.
fn is_clock(text: &str) -> bool {
    let text = text.strip_suffix(':').unwrap_or(text);
    let half = text.strip_suffix("am").or_else(|| text.strip_suffix("pm"));
    let digits = half.unwrap_or(text);
    let number = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match digits.split_once([':', '.']) {
        Some((hour, minute)) => number(hour) && number(minute) && minute.len() == 2,
        None => half.is_some() && number(digits),
    }
}
