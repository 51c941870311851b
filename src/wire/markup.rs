//! Lets the text of NITF and XHTML elements flow into blocks, each pointing to its element.

use super::xml::{Element, Piece};
use crate::article::markup::{Element as Effect, Flow};

/// Lets what is inside `element` flow. Pointers are `prefix` and the `XPath` of the innermost
/// block element; offsets are bytes of that element's string-value.
pub(super) fn flow(element: Element<'_>, prefix: &str, flow: &mut Flow) {
    let mut walk = Walk {
        flow,
        prefix,
        seen: 0,
        base: 0,
    };
    walk.point(element);
    walk.content(element);
    walk.flow.end_block();
}

struct Walk<'f> {
    flow: &'f mut Flow,
    prefix: &'f str,
    /// Bytes of text passed since the start.
    seen: usize,
    /// Bytes passed where the element at hand began.
    base: usize,
}

impl Walk<'_> {
    fn point(&mut self, element: Element<'_>) {
        self.flow
            .from_field(&format!("{}{}", self.prefix, element.xpath()));
    }

    fn content(&mut self, element: Element<'_>) {
        for piece in element.pieces() {
            match piece {
                Piece::Text(text) => {
                    self.flow.text(text, self.seen - self.base);
                    self.seen += text.len();
                }
                Piece::Element(child) => self.child(child, element),
            }
        }
    }

    fn child(&mut self, child: Element<'_>, parent: Element<'_>) {
        let name = child.name().to_ascii_lowercase();
        match Effect::of(&name, child.attribute("class")) {
            Effect::Hidden => {
                self.seen += child.string_value().len();
            }
            Effect::Block(kind) => {
                self.flow.open(kind);
                self.inside(child, parent);
                self.flow.close();
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
