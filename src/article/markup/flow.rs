//! Collects text into blocks, closing white space up as a browser does and keeping the way back.

use super::entity::unescaping;
use crate::article::{Anchor, Block, BlockKind};
use crate::text::Span;

/// Most blocks of one article.
const MOST_BLOCKS: usize = 20_000;

/// What a flow has become.
#[derive(Clone, Debug, Default)]
pub struct Flowed {
    /// The blocks, joined by blank lines.
    pub text: String,
    /// Where each block stands and came from.
    pub blocks: Vec<Block>,
}

/// Text on its way from markup to blocks.
#[derive(Debug, Default)]
pub struct Flow {
    text: String,
    blocks: Vec<Block>,
    pointer: String,
    anchors: Vec<Anchor>,
    kinds: Vec<BlockKind>,
    start: usize,
    gap: Gap,
    /// Where a quotation opened whose first character has not come yet.
    quotation: Option<usize>,
    /// How places in what is read become places in the source field.
    route: Route,
}

/// From what is read to the source field, where the field was escaped once more than it should be: a place that was read and
/// the one it came from, for each entity. Empty where both are the same.
#[derive(Clone, Debug, Default)]
pub struct Route(Vec<(usize, usize)>);

impl Route {
    /// Reads text in which everything is escaped, and says where each byte of it came from.
    pub fn unescaping(escaped: &str) -> (String, Self) {
        let mut route = Vec::new();
        let text = unescaping(escaped, |read, source| route.push((read, source)));
        (text, Self(route))
    }

    fn origin(&self, at: usize) -> usize {
        let next = self.0.partition_point(|(read, _)| *read <= at);
        match next.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some((read, source)) => source + (at - read),
            None => at,
        }
    }
}

/// The white space that waits for the next character of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
}

impl Flow {
    /// An empty flow.
    pub fn new() -> Self {
        Self::default()
    }

    /// What follows comes from this source field: a JSON Pointer or an `XPath`.
    pub fn from_field(&mut self, pointer: &str) {
        self.end_block();
        pointer.clone_into(&mut self.pointer);
        self.route = Route::default();
    }

    /// What follows was read by way of `route` from the field at hand.
    pub fn by(&mut self, route: Route) {
        self.route = route;
    }

    /// Starts a block of this kind; blocks inside it that say nothing of their own share it.
    pub fn open(&mut self, kind: BlockKind) {
        self.end_block();
        self.kinds.push(kind);
    }

    /// Ends the block that the latest [`Flow::open`] started.
    pub fn close(&mut self) {
        self.end_block();
        self.kinds.pop();
    }

    /// Starts a new line in the block; a second one ends the block.
    pub fn line_break(&mut self) {
        if self.gap == Gap::Line {
            self.end_block();
        } else if !self.is_at_start() {
            self.gap = Gap::Line;
        }
    }

    /// Starts the next cell of a row.
    pub fn cell(&mut self) {
        if !self.is_at_start() {
            self.gap = self.gap.max(Gap::Cell);
        }
    }

    /// Adds text that stands at byte `at` of the source field.
    pub fn text(&mut self, text: &str, at: usize) {
        for (offset, c) in text.char_indices() {
            self.push(c, at + offset);
        }
    }

    /// Adds one character that stands at byte `at` of the source field, as itself or an entity.
    pub fn push(&mut self, c: char, at: usize) {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() || c.is_control() {
            if !self.is_at_start() {
                self.gap = self.gap.max(Gap::Space);
            }
            return;
        }
        if self.is_at_start() && !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.start = self.text.len();
        }
        self.fill_gap();
        if let Some(at) = self.quotation.take()
            && !is_quotation_mark(c)
        {
            self.anchor(at);
            self.text.push('“');
        }
        self.anchor(at);
        self.text.push(c);
    }

    /// What follows stands in quotation marks; they are added where the text has none.
    pub fn open_quotation(&mut self, at: usize) {
        if !self.text.ends_with(is_quotation_mark) || self.gap != Gap::None {
            self.quotation = Some(at);
        }
    }

    /// Ends what [`Flow::open_quotation`] began.
    pub fn close_quotation(&mut self, at: usize) {
        let was_empty = self.quotation.take().is_some();
        if !was_empty && !self.is_at_start() && !self.text.ends_with(is_quotation_mark) {
            self.anchor(at);
            self.text.push('”');
        }
    }

    /// Adds text unchanged, each of its lines a block of its own.
    pub fn verbatim(&mut self, text: &str) {
        self.end_block();
        let indent = text.len() - text.trim_start().len();
        if !self.text.is_empty() && !text.trim().is_empty() {
            self.text.push_str("\n\n");
        }
        let mut at = indent;
        for line in text.trim().split_inclusive('\n') {
            let kept = line.trim_end();
            self.start = self.text.len();
            if !kept.is_empty() {
                self.kept(kept, at);
                self.end_block();
            }
            self.text
                .push_str(line.get(kept.len()..).unwrap_or_default());
            at += line.len();
        }
        self.start = self.text.len();
    }

    /// Adds a line that stands at byte `at` as it is.
    fn kept(&mut self, line: &str, at: usize) {
        if self.route.0.is_empty() {
            self.anchor(at);
            self.text.push_str(line);
            return;
        }
        for (offset, c) in line.char_indices() {
            self.anchor(at + offset);
            self.text.push(c);
        }
    }

    fn fill_gap(&mut self) {
        match std::mem::take(&mut self.gap) {
            Gap::None => {}
            Gap::Space => self.text.push(' '),
            Gap::Cell => self.text.push('\t'),
            Gap::Line => self.text.push('\n'),
        }
    }

    /// Ends the block at hand; the next text starts a new one.
    pub fn end_block(&mut self) {
        self.gap = Gap::None;
        if self.is_at_start() {
            return;
        }
        let anchors = std::mem::take(&mut self.anchors);
        if self.blocks.len() < MOST_BLOCKS {
            self.blocks.push(Block {
                kind: self.kind(),
                span: Span::new(small(self.start), small(self.text.len())),
                pointer: self.pointer.as_str().into(),
                anchors,
            });
        }
        self.start = self.text.len();
    }

    /// Whether nothing was collected.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Ends the last block and hands everything over.
    #[must_use]
    pub fn finish(mut self) -> Flowed {
        self.end_block();
        Flowed {
            text: self.text,
            blocks: self.blocks,
        }
    }

    /// The innermost kind that is more than a paragraph.
    fn kind(&self) -> BlockKind {
        let mut kinds = self.kinds.iter().rev().copied();
        kinds
            .find(|kind| *kind != BlockKind::Paragraph)
            .unwrap_or_default()
    }

    /// Whether the block at hand has no text yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.start == self.text.len()
    }

    /// Notes where the next character comes from, if it does not follow the one before it.
    fn anchor(&mut self, source: usize) {
        let here = Anchor {
            text: small(self.text.len()),
            source: small(self.route.origin(source)),
        };
        let in_step = self.anchors.last().is_some_and(|last| {
            here.text.checked_sub(last.text) == here.source.checked_sub(last.source)
        });
        if !in_step {
            self.anchors.push(here);
        }
    }
}

/// The paragraphs that a text between two marks is set in. White space in markup is mostly layout, but some agencies put whole
/// stories into one element, in lines that begin at the margin and paragraphs that are indented.
pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    let lines = || {
        text.split('\n')
            .skip(1)
            .filter(|line| !line.trim().is_empty())
    };
    let at_margin = lines().filter(|line| !line.starts_with(char::is_whitespace));
    if at_margin.count() < 2 || lines().filter(|line| is_indented(line)).count() < 2 {
        return vec![text];
    }
    split_where(text, |line| is_indented(line) || line.trim().is_empty())
}

/// The paragraphs of a text that has no marks of paragraphs: blank lines stand between them.
pub(super) fn spaced_paragraphs(text: &str) -> Vec<&str> {
    split_where(text, |line| line.trim().is_empty())
}

fn is_indented(line: &str) -> bool {
    line.starts_with("  ") && !line.trim().is_empty()
}

/// The pieces of a text that begin with such lines.
fn split_where(text: &str, begins: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > start && begins(line) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        at += line.len();
    }
    pieces.extend(text.get(start..));
    pieces
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'')
}

/// Soft hyphens and marks of no width: for layout, not for readers.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}')
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
