//! Lets the text of NITF and XHTML elements flow into blocks, each pointing to its element.

use super::draft::Draft;
use super::nitf;
use super::xml::{Element, Piece};
use crate::article::markup::{Element as Effect, Flow, html};

/// Lets what is inside `element` flow. Pointers are `prefix` and the `XPath` of the innermost
/// block element; offsets are bytes of that element's string-value.
pub(super) fn flow(element: Element<'_>, prefix: &str, flow: &mut Flow) {
    let mut walk = Walk {
        flow,
        prefix,
        seen: 0,
        base: 0,
        set: 0,
    };
    walk.point(element);
    walk.content(element);
    walk.flow.end_block();
}

/// Lets the document in `holder` flow: NITF with all it says, the body of a page, or the elements themselves.
pub(super) fn held(holder: Element<'_>, draft: &mut Draft<'_>) {
    if let Some(document) = holder.at("nitf") {
        nitf::fill(document, draft);
        return;
    }
    let body = ["html/body", "html", "body"]
        .iter()
        .find_map(|path| holder.at(path))
        .unwrap_or(holder);
    flow(body, "", &mut draft.flow);
}

/// Whether an element is a block with text of its own, and not only a frame for others.
fn stands_in_text(element: Element<'_>) -> bool {
    let name = element.name().to_ascii_lowercase();
    matches!(
        Effect::of(&name, element.attribute("class")),
        Effect::Block(_)
    ) && !element.own_text().is_empty()
}

struct Walk<'f> {
    flow: &'f mut Flow,
    prefix: &'f str,
    /// Bytes of text passed since the start.
    seen: usize,
    /// Bytes passed where the element at hand began.
    base: usize,
    /// How many elements are open whose lines stay as they are set.
    set: usize,
}

impl Walk<'_> {
    fn point(&mut self, element: Element<'_>) {
        self.flow
            .from_field(&format!("{}{}", self.prefix, element.xpath()));
    }

    fn content(&mut self, element: Element<'_>) {
        for piece in element.pieces() {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Element(child) => self.child(child, element),
            }
        }
    }

    /// Entities are read once more: what is left of them was escaped twice.
    fn text(&mut self, text: &str) {
        let at = self.seen - self.base;
        if self.set > 0 {
            html::set_lines(self.flow, text, at);
        } else {
            html::text(self.flow, text, at);
        }
        self.seen += text.len();
    }

    fn child(&mut self, child: Element<'_>, parent: Element<'_>) {
        let name = child.name().to_ascii_lowercase();
        match Effect::of(&name, child.attribute("class")) {
            Effect::Hidden if name == "time" && stands_in_text(parent) => self.content(child),
            Effect::Hidden => {
                self.seen += child.string_value().len();
            }
            Effect::Block(kind) => {
                let set = usize::from(name == "pre");
                self.set += set;
                self.flow.open(kind);
                self.inside(child, parent);
                self.flow.close();
                self.set -= set;
            }
            Effect::Container => self.inside(child, parent),
            Effect::LineBreak => {
                self.flow.line_break();
                self.content(child);
            }
            Effect::Cell => {
                self.flow.cell();
                self.content(child);
            }
            Effect::Quotation => {
                self.flow.open_quotation(self.seen - self.base);
                self.content(child);
                self.flow.close_quotation(self.seen - self.base);
            }
            Effect::Inline => self.content(child),
        }
    }

    /// The content of an element that has a pointer of its own; what follows points to the parent.
    fn inside(&mut self, child: Element<'_>, parent: Element<'_>) {
        let outer = self.base;
        self.base = self.seen;
        self.point(child);
        self.content(child);
        self.base = outer;
        self.point(parent);
    }
}
