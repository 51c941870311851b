//! What the elements of HTML and NITF do to the flow of text.

use crate::article::BlockKind;
use crate::article::words::words;

/// What an element does to the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Starts a block of this kind, and ends it.
    Block(BlockKind),
    /// Ends the block before it and the one inside it, without a kind of its own.
    Container,
    /// Starts a new line inside a block.
    LineBreak,
    /// Separates the cells of a row.
    Cell,
    /// Stands in quotation marks.
    Quotation,
    /// Is left out with all it holds.
    Hidden,
    /// Stands in the line.
    Inline,
}

impl Element {
    /// The element of this local name, lower case, and of these classes.
    pub fn of(name: &str, class: Option<&str>) -> Self {
        if class.is_some_and(|class| is_furniture(class) || is_box(name) && names_box(class)) {
            return Self::Hidden;
        }
        match name {
            "p" | "pre" | "dd" | "dt" | "address" | "fn" | "datasource" => {
                Self::Block(BlockKind::Paragraph)
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => {
                Self::Block(BlockKind::Heading)
            }
            "li" => Self::Block(BlockKind::ListItem),
            "blockquote" | "bq" => Self::Block(BlockKind::Quote),
            "tr" => Self::Block(BlockKind::TableRow),
            "figcaption" | "caption" | "media-caption" => Self::Block(BlockKind::Caption),
            "td" | "th" => Self::Cell,
            "br" => Self::LineBreak,
            "q" => Self::Quotation,
            "div" | "section" | "article" | "main" | "ul" | "ol" | "dl" | "table" | "tbody"
            | "thead" | "figure" | "block" | "body" | "html" | "hr" | "body.content"
            | "nitf-table" | "details" | "summary" | "media" => Self::Container,
            "script"
            | "style"
            | "head"
            | "header"
            | "noscript"
            | "template"
            | "dialog"
            | "svg"
            | "iframe"
            | "form"
            | "nav"
            | "footer"
            | "aside"
            | "button"
            | "select"
            | "textarea"
            | "object"
            | "audio"
            | "video"
            | "media-metadata"
            | "media-reference"
            | "media-producer"
            | "nitf-table-metadata"
            | "math"
            | "del"
            | "s"
            | "strike"
            | "time" => Self::Hidden,
            _ => Self::Inline,
        }
    }

    /// The same, or hidden where an id says so of a box of the page.
    pub(super) fn unless_hidden(self, id: Option<&str>) -> Self {
        match id {
            Some(id) if self == Self::Container && (is_furniture(id) || names_box(id)) => {
                Self::Hidden
            }
            _ => self,
        }
    }
}

/// Elements by which a page is divided, and not its copy.
fn is_box(name: &str) -> bool {
    matches!(name, "div" | "section" | "ul" | "ol")
}

/// Whether a class begins with a word by which pages mark boxes beside the copy: `ad-slot`, `related-posts`.
fn names_box(class: &str) -> bool {
    let first = |class: &str| {
        class
            .split(['-', '_'])
            .next()
            .is_some_and(|word| words().boxes.contains(word))
    };
    class
        .split_ascii_whitespace()
        .any(|class| class.contains(['-', '_']) && first(class))
}

/// Whether one of the classes is known to mark what is not copy.
pub fn is_furniture(class: &str) -> bool {
    class
        .split_ascii_whitespace()
        .any(|class| words().classes.contains(class))
}
