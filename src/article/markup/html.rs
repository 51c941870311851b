//! HTML, page or fragment, well-formed or not, read as a row of marks and text.

use std::ops::Range;

use super::entity::entity;
pub use super::entity::unescaped;
use super::flow::{paragraphs, spaced_paragraphs};
use super::{Element, Flow};

/// A piece of HTML. Places are bytes of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'h> {
    /// A start tag.
    Open {
        /// Its name as written.
        name: &'h str,
        /// Everything after the name.
        attributes: &'h str,
        /// Its first byte.
        at: usize,
    },
    /// An end tag.
    Close {
        /// Its name as written.
        name: &'h str,
        /// Its first byte.
        at: usize,
    },
    /// Text with its entities unread.
    Text {
        /// As written.
        raw: &'h str,
        /// Its first byte.
        at: usize,
    },
    /// The content of a script, a style, a textarea or a title: no marks inside.
    Raw {
        /// As written.
        raw: &'h str,
        /// Its first byte.
        at: usize,
    },
}

impl Piece<'_> {
    /// The same mark, standing at byte `place`.
    fn placed(mut self, place: usize) -> Self {
        match &mut self {
            Self::Open { at, .. }
            | Self::Close { at, .. }
            | Self::Text { at, .. }
            | Self::Raw { at, .. } => *at = place,
        }
        self
    }
}

/// Most elements that may be open at once; deeper ones are read as if they stood beside.
const DEEPEST: usize = 128;

/// Lets a fragment flow as text.
pub fn flow_fragment(html: &str, flow: &mut Flow) {
    let blank = html.contains("\n\n") || html.contains("\n\r\n");
    if !blank || pieces(html).any(|piece| is_paragraph_mark(&piece)) {
        flow_part(html, 0..html.len(), flow);
        return;
    }
    // Without a mark of paragraphs, blank lines are what separates them: so WordPress keeps its posts.
    let mut start = 0;
    for paragraph in spaced_paragraphs(html) {
        flow_part(html, start..start + paragraph.len(), flow);
        start += paragraph.len();
    }
}

fn is_paragraph_mark(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Open { name, .. }
        if ["p", "br", "div", "pre", "table"].iter().any(|mark| name.eq_ignore_ascii_case(mark)))
}

/// Lets the part of a page between two bytes flow as text; places are bytes of the page.
pub fn flow_part(html: &str, part: Range<usize>, flow: &mut Flow) {
    let mut open: Vec<Open> = Vec::new();
    let mut hidden = 0_usize;
    let within = html.get(part.clone()).unwrap_or_default();
    let mut rest = pieces(within);
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Open { name, .. }
                if name.eq_ignore_ascii_case("time")
                    && open
                        .iter()
                        .any(|one| matches!(one.element, Element::Block(_)))
                    && (!flow.is_at_start() || goes_on_after(rest.clone(), name)) => {}
            Piece::Open {
                name,
                attributes,
                at,
            } => {
                let opened = start(flow, &mut open, name, attributes, part.start + at);
                hidden += usize::from(opened == Some(Element::Hidden));
            }
            Piece::Close { name, at } => {
                hidden -= end(flow, &mut open, name, part.start + at).min(hidden);
            }
            Piece::Text { raw, at } if hidden == 0 => {
                if open.iter().any(|one| one.name == "pre") {
                    set_lines(flow, raw, part.start + at);
                } else {
                    text(flow, raw, part.start + at);
                }
            }
            Piece::Text { .. } | Piece::Raw { .. } => {}
        }
    }
    flow.end_block();
}

/// Whether text follows the end of the element of this name that was just opened.
fn goes_on_after<'h>(mut rest: Pieces<'h>, name: &str) -> bool {
    let ends = |piece: &Piece<'h>| matches!(piece, Piece::Close { name: end, .. } if end.eq_ignore_ascii_case(name));
    rest.find(ends);
    matches!(rest.next(), Some(Piece::Text { raw, .. }) if !raw.trim().is_empty())
}

/// An element that was opened and has an effect on the flow.
struct Open {
    name: String,
    element: Element,
}

/// Opens an element; returns it if it stays open.
fn start(
    flow: &mut Flow,
    open: &mut Vec<Open>,
    name: &str,
    attributes: &str,
    at: usize,
) -> Option<Element> {
    let name = name.to_ascii_lowercase();
    let element = Element::of(&name, attribute(attributes, "class").as_deref())
        .unless_hidden(attribute(attributes, "id").as_deref());
    let alone = attributes.ends_with('/') || is_void(&name) || open.len() >= DEEPEST;
    match element {
        Element::LineBreak => flow.line_break(),
        Element::Cell => flow.cell(),
        Element::Quotation => flow.open_quotation(at),
        Element::Inline => return None,
        Element::Hidden if is_phrasing(&name) => {}
        Element::Container | Element::Hidden => flow.end_block(),
        Element::Block(kind) => {
            // An open paragraph ends where the next block starts; so do items and rows.
            if open
                .last()
                .is_some_and(|last| last.name == name || last.name == "p")
            {
                flow.close();
                open.pop();
            }
            if !alone {
                flow.open(kind);
            }
        }
    }
    if alone || matches!(element, Element::LineBreak | Element::Cell) {
        return None;
    }
    open.push(Open { name, element });
    Some(element)
}

/// Elements of HTML that hold nothing and need no end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "link" | "meta" | "wbr" | "source" | "embed" | "col"
    )
}

/// Elements that stand in a line of text and do not end it, also when they are left out.
fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "audio"
            | "b"
            | "button"
            | "del"
            | "em"
            | "i"
            | "label"
            | "math"
            | "noscript"
            | "object"
            | "s"
            | "script"
            | "select"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "style"
            | "sub"
            | "sup"
            | "svg"
            | "template"
            | "time"
            | "video"
    )
}

/// Closes the innermost element of this name and what is open inside it; returns how many of
/// them were hidden.
fn end(flow: &mut Flow, open: &mut Vec<Open>, name: &str, at: usize) -> usize {
    let name = name.to_ascii_lowercase();
    if name == "p" {
        flow.end_block();
    }
    let Some(depth) = open.iter().rposition(|one| one.name == name) else {
        return 0;
    };
    let mut hidden = 0;
    for one in open.drain(depth..).rev() {
        match one.element {
            Element::Block(_) => flow.close(),
            Element::Quotation => flow.close_quotation(at),
            Element::Hidden => {
                hidden += 1;
                if !is_phrasing(&one.name) {
                    flow.end_block();
                }
            }
            _ => flow.end_block(),
        }
    }
    hidden
}

/// Adds the text between two marks, its entities read.
pub fn text(flow: &mut Flow, raw: &str, at: usize) {
    let mut at = at;
    for (index, paragraph) in paragraphs(raw).into_iter().enumerate() {
        if index > 0 {
            flow.end_block();
        }
        run(flow, paragraph, at);
        at += paragraph.len();
    }
}

/// Adds text whose lines are to stay as they are set; blank lines end a paragraph.
pub(crate) fn set_lines(flow: &mut Flow, raw: &str, at: usize) {
    let mut at = at;
    for line in raw.split_inclusive('\n') {
        run(flow, line.trim_end_matches(['\n', '\r']), at);
        at += line.len();
        if line.ends_with('\n') {
            flow.line_break();
        }
    }
}

fn run(flow: &mut Flow, raw: &str, at: usize) {
    let mut rest = raw;
    let mut here = at;
    while let Some(amp) = rest.find('&') {
        let (before, from_amp) = rest.split_at(amp);
        flow.text(before, here);
        here += amp;
        if let Some((meaning, length)) = entity(from_amp) {
            for c in meaning.chars() {
                flow.push(c, here);
            }
            here += length;
            rest = from_amp.get(length..).unwrap_or_default();
        } else {
            flow.push('&', here);
            here += 1;
            rest = from_amp.get(1..).unwrap_or_default();
        }
    }
    flow.text(rest, here);
}

/// The pieces of `html` in order.
pub fn pieces(html: &str) -> Pieces<'_> {
    Pieces {
        html,
        at: 0,
        raw: None,
    }
}

/// Iterator over the pieces of HTML.
#[derive(Clone, Debug)]
pub struct Pieces<'h> {
    html: &'h str,
    at: usize,
    /// The element whose content holds no marks, when inside one.
    raw: Option<&'h str>,
}

/// What XML puts around text, and what is left of it in HTML that was taken from XML.
const CDATA: &str = "<![CDATA[";

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.raw.take() {
            let at = self.at;
            let rest = self.html.get(at..)?;
            let length = find_end_tag(rest, name).unwrap_or(rest.len());
            self.at += length;
            return Some(Piece::Raw {
                raw: rest.get(..length)?,
                at,
            });
        }
        loop {
            let at = self.at;
            let rest = self.html.get(at..).filter(|rest| !rest.is_empty())?;
            if let Some(section) = rest.strip_prefix(CDATA) {
                let raw = section.split("]]>").next().unwrap_or(section);
                self.at += CDATA.len() + (raw.len() + "]]>".len()).min(section.len());
                return Some(Piece::Text {
                    raw,
                    at: at + CDATA.len(),
                });
            }
            if let Some((piece, length)) = tag(rest) {
                self.at += length;
                let piece = piece.map(|piece| piece.placed(at));
                match piece {
                    Some(Piece::Open { name, .. }) if is_raw(name) => self.raw = Some(name),
                    None => continue,
                    _ => {}
                }
                return piece;
            }
            // Not a mark: text up to the next sign that may start one.
            let length = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| *c == '<')
                .map_or(rest.len(), |(next, _)| next);
            self.at += length;
            return Some(Piece::Text {
                raw: rest.get(..length)?,
                at,
            });
        }
    }
}

fn is_raw(name: &str) -> bool {
    ["script", "style", "title", "textarea"]
        .iter()
        .any(|raw| name.eq_ignore_ascii_case(raw))
}

/// A mark at the start of `rest` and its length; `Some((None, …))` for comments and the like.
fn tag(rest: &str) -> Option<(Option<Piece<'_>>, usize)> {
    let body = rest.strip_prefix('<')?;
    if let Some(comment) = body.strip_prefix("!--") {
        let length = comment.find("-->").map_or(rest.len(), |end| 4 + end + 3);
        return Some((None, length));
    }
    if body.starts_with(['!', '?']) {
        return Some((None, body.find('>').map_or(rest.len(), |end| end + 2)));
    }
    let (name_part, is_close) = match body.strip_prefix('/') {
        Some(name_part) => (name_part, true),
        None => (body, false),
    };
    if !name_part.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_length = name_part
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))
        .unwrap_or(name_part.len());
    let (name, after) = name_part.split_at(name_length);
    let inside = end_of_tag(after);
    let attributes = after.get(..inside).unwrap_or_default().trim();
    let length = rest.len() - after.len() + (inside + 1).min(after.len());
    let piece = if is_close {
        Piece::Close { name, at: 0 }
    } else {
        Piece::Open {
            name,
            attributes,
            at: 0,
        }
    };
    Some((Some(piece), length))
}

/// Where the tag ends: at `>` outside quotation marks.
fn end_of_tag(after: &str) -> usize {
    let mut quote = None;
    let mut value = false;
    for (at, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) | (None, b' ' | b'\n' | b'\t' | b'\r') => {}
            (None, b'>') => return at,
            (None, b'"' | b'\'') if value => quote = Some(byte),
            (None, b'=') => value = true,
            (None, _) => value = false,
        }
    }
    // A quotation mark that is never closed must not swallow the document.
    after.find('>').unwrap_or(after.len())
}

fn find_end_tag(rest: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = rest.get(from..)?.find("</") {
        let at = from + found;
        let written = rest.get(at + 2..at + 2 + name.len());
        if written.is_some_and(|written| written.eq_ignore_ascii_case(name)) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

/// The value of an attribute in the text of a start tag.
pub fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let name_length = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_length);
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(unescaped(value));
        }
        // A lone sign that is no name must still be stepped over.
        rest = if name_length == 0 && next.len() == rest.len() {
            next.get(1..).unwrap_or_default()
        } else {
            next.trim_start()
        };
    }
    None
}

fn attribute_value(value: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let length = value.find(char::is_whitespace).unwrap_or(value.len());
    value.split_at(length)
}
