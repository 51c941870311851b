//! Entities of HTML, well-formed or not: `&amp;`, `&#8217;`, `&nbsp` without its end.

use quick_xml::escape::resolve_html5_entity;

/// Text with its entities read, for attribute values and titles.
pub fn unescaped(raw: &str) -> String {
    unescaping(raw, |_, _| {})
}

/// The same; `passed` is told behind each entity where it ends, in the text and in `raw`.
pub(super) fn unescaping(raw: &str, mut passed: impl FnMut(usize, usize)) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(amp) = rest.find('&') {
        let (before, from_amp) = rest.split_at(amp);
        text.push_str(before);
        let (meaning, length) = entity(from_amp).unwrap_or((Meaning::Char('&'), 1));
        text.extend(meaning.chars());
        rest = from_amp.get(length..).unwrap_or_default();
        passed(text.len(), raw.len() - rest.len());
    }
    text.push_str(rest);
    text
}

/// What an entity stands for.
pub(super) enum Meaning {
    Char(char),
    Text(&'static str),
}

impl Meaning {
    pub(super) fn chars(&self) -> impl Iterator<Item = char> + '_ {
        let (one, many) = match self {
            Self::Char(c) => (Some(*c), ""),
            Self::Text(text) => (None, *text),
        };
        one.into_iter().chain(many.chars())
    }
}

/// Reads the entity at the start of `text` (`&…`) and its length in bytes.
pub(super) fn entity(text: &str) -> Option<(Meaning, usize)> {
    let body = text.strip_prefix('&')?;
    let length = body
        .bytes()
        .take(32)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let name = body.get(..length)?;
    let closed = usize::from(body.as_bytes().get(length) == Some(&b';'));
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((Meaning::Char(numbered(code)?), 1 + length + closed));
    }
    if closed == 0 && !matches!(name, "amp" | "lt" | "gt" | "quot" | "nbsp" | "copy") {
        return None;
    }
    let meaning = resolve_html5_entity(name)?;
    Some((Meaning::Text(meaning), 1 + length + closed))
}

/// The character of a number. 128 to 159 mean Windows-1252, as in every browser.
fn numbered(code: u32) -> Option<char> {
    if (0x80..0xA0).contains(&code) {
        let byte = [u8::try_from(code).ok()?];
        return encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&byte)
            .0
            .chars()
            .next();
    }
    char::from_u32(code).filter(|c| *c != '\0')
}
