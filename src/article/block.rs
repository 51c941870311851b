//! The pieces an article's text is made of, and where in the input each came from.

use std::sync::Arc;

use crate::text::{self, Span};

/// Most lines of a text that become blocks.
const MOST_LINES: usize = 20_000;
/// Bytes of a line, the empty ones between paragraphs counted in.
pub(super) const USUAL_LINE: usize = 100;

/// One paragraph, heading or list item of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`super::Article::text`].
    pub span: Span,
    /// The source field: a JSON Pointer (RFC 6901) or an `XPath`.
    pub pointer: Arc<str>,
    /// From text to source field; ascending, the first at the block's start.
    pub anchors: Vec<Anchor>,
}

impl Block {
    /// The byte of the source field's value that byte `at` of the text came from.
    pub fn source_offset(&self, at: u32) -> Option<u32> {
        let next = self.anchors.partition_point(|anchor| anchor.text <= at);
        let anchor = self.anchors.get(next.checked_sub(1)?)?;
        Some(anchor.source + (at - anchor.text))
    }
}

/// The lines of a field that is the text itself: every byte came from its own place.
pub(super) fn lines(pointer: &str, text: &str) -> Vec<Block> {
    let pointer: Arc<str> = pointer.into();
    let mut start = 0;
    let block = |line: &str| {
        let span = Span::new(start, start + small(line.trim_end().len()));
        start += small(line.len());
        (!span.is_empty()).then(|| Block {
            kind: BlockKind::Paragraph,
            span,
            pointer: Arc::clone(&pointer),
            anchors: vec![Anchor {
                text: span.start,
                source: span.start,
            }],
        })
    };
    let usual = text.len() / USUAL_LINE + 1;
    let mut blocks = Vec::with_capacity(usual.min(MOST_LINES));
    blocks.extend(text::lines(text).filter_map(block).take(MOST_LINES));
    blocks
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// From here to the next anchor, text and source field run in step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Byte of the text.
    pub text: u32,
    /// Byte of the source field's value.
    pub source: u32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph of copy.
    #[default]
    Paragraph,
    /// A heading between paragraphs.
    Heading,
    /// A quotation set apart.
    Quote,
    /// A list item.
    ListItem,
    /// A row of a table, its cells joined by tabs.
    TableRow,
    /// A caption.
    Caption,
    /// A correction or clarification.
    Correction,
}
