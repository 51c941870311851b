//! XML read into a small tree, by local names, under limits; nothing is expanded or fetched.

use std::fmt::Write;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Limits, Reason, Refusal};

/// So many children of an element are early.
const EARLY: usize = 64;

/// A document as a tree of elements.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Whether a reference to an entity of the document's own was left as written.
    pub(super) unexpanded: bool,
}

#[derive(Debug, Default)]
struct Node {
    name: String,
    /// What stands before the local name, without its colon.
    prefix: String,
    attributes: Vec<(String, String)>,
    content: Vec<Content>,
    parent: Option<usize>,
    /// Its place among the siblings of its name, from 1.
    place: usize,
    /// The line that its start tag ends in, from 1.
    line: usize,
}

#[derive(Debug)]
enum Content {
    Element(usize),
    Text(String),
}

impl Tree {
    /// Reads a document.
    ///
    /// # Errors
    /// Says path and line of what is not well-formed; refuses what is too deep or too large.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Self, Refusal> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        // A lone `&` is text: agencies send it.
        reader.config_mut().allow_dangling_amp = true;
        let mut growing = Growing {
            limits,
            tree: Tree::default(),
            open: Vec::new(),
            line: 1,
        };
        let mut counted = 0;
        loop {
            let event = match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(fault) => {
                    return Err(growing.malformed(text, reader.error_position(), &fault));
                }
            };
            let read = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
            growing.line += lines_in(text, counted..read);
            counted = read;
            if let Err(refusal) = growing.take(&event) {
                let line = growing.line;
                return Err(Refusal::new(
                    refusal.reason,
                    format!("{} (line {line})", refusal.detail),
                ));
            }
        }
        growing.finish(text)
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Element<'_> {
        Element {
            tree: self,
            index: 0,
        }
    }
}

/// A tree on its way from events.
struct Growing<'l> {
    limits: &'l Limits,
    tree: Tree,
    open: Vec<usize>,
    /// The line that was read last, from 1.
    line: usize,
}

impl Growing<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Refusal> {
        match event {
            Event::Start(start) => self.start(start)?,
            Event::End(_) => {
                self.open.pop();
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(reference),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.open.len() >= self.limits.depth {
            return Err(Refusal::new(
                Reason::TooComplex,
                format!("xml: nested more than {} deep", self.limits.depth),
            ));
        }
        if self.tree.nodes.len() >= self.limits.elements {
            return Err(Refusal::new(
                Reason::TooComplex,
                format!("xml: more than {} elements", self.limits.elements),
            ));
        }
        let name = start.local_name().as_ref().to_owned();
        let prefix = start
            .name()
            .prefix()
            .map_or_else(String::new, |prefix| prefix.as_ref().to_owned());
        let parent = self.open.last().copied();
        if parent.is_none() && !self.tree.nodes.is_empty() {
            return Err(Refusal::new(
                Reason::Malformed,
                "xml: a second root element",
            ));
        }
        let index = self.tree.nodes.len();
        let place = 1 + parent.map_or(0, |parent| self.named_children(parent, &name));
        if let Some(parent) = parent.and_then(|parent| self.tree.nodes.get_mut(parent)) {
            parent.content.push(Content::Element(index));
        }
        self.tree.nodes.push(Node {
            name,
            prefix,
            attributes: attributes(start)?,
            content: Vec::new(),
            parent,
            place,
            line: self.line,
        });
        self.open.push(index);
        Ok(())
    }

    /// The place of the latest child of this name; looks no further back than a few siblings,
    /// because siblings of one name mostly stand together.
    fn named_children(&self, parent: usize, name: &str) -> usize {
        self.tree
            .nodes
            .get(parent)
            .into_iter()
            .flat_map(|node| node.content.iter().rev().take(64))
            .filter_map(|content| match content {
                Content::Element(index) => self.tree.nodes.get(*index),
                Content::Text(_) => None,
            })
            .find(|sibling| sibling.name == name)
            .map_or(0, |sibling| sibling.place)
    }

    fn text(&mut self, text: &str) {
        let Some(node) = self
            .open
            .last()
            .and_then(|index| self.tree.nodes.get_mut(*index))
        else {
            return;
        };
        match node.content.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => node.content.push(Content::Text(text.to_owned())),
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let name: &str = reference;
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            self.text(c.encode_utf8(&mut [0; 4]));
        } else if let Some(meaning) = resolve_html5_entity(name) {
            self.text(meaning);
        } else {
            self.tree.unexpanded = true;
            self.text(&format!("&{name};"));
        }
    }

    fn finish(self, text: &str) -> Result<Tree, Refusal> {
        if let Some(open) = self.open.last() {
            return Err(Refusal::new(
                Reason::Malformed,
                format!(
                    "xml: {}: not closed at the end (line {})",
                    end_of(
                        &Element {
                            tree: &self.tree,
                            index: *open
                        }
                        .xpath()
                    ),
                    line_of(text, text.len() as u64)
                ),
            ));
        }
        if self.tree.nodes.is_empty() {
            return Err(Refusal::new(Reason::Malformed, "xml: no element"));
        }
        Ok(self.tree)
    }

    fn malformed(&self, text: &str, at: u64, fault: &Error) -> Refusal {
        let path = self.open.last().map_or_else(
            || "/".to_owned(),
            |open| {
                let open = Element {
                    tree: &self.tree,
                    index: *open,
                };
                end_of(&open.xpath())
            },
        );
        Refusal::new(
            Reason::Malformed,
            format!("xml: {path}: {} (line {})", what(fault), line_of(text, at)),
        )
    }
}

/// What is wrong, without any of the text.
fn what(fault: &Error) -> String {
    match fault {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, .. }) => {
            format!("expected </{}>", short(expected))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => {
            "an end tag without its start".to_owned()
        }
        Error::IllFormed(IllFormedError::UnclosedReference) => "an unclosed reference".to_owned(),
        Error::IllFormed(_) => "not well-formed".to_owned(),
        Error::Syntax(fault) => fault.to_string(),
        Error::InvalidAttr(_) => "a malformed attribute".to_owned(),
        _ => "not readable".to_owned(),
    }
}

/// The last steps of a path, short enough for the detail of a refusal.
fn end_of(path: &str) -> String {
    const MOST: usize = 100;
    let length = path.chars().count();
    if length <= MOST {
        return path.to_owned();
    }
    path.chars()
        .skip(length - MOST)
        .fold("…".to_owned(), |mut end, c| {
            end.push(c);
            end
        })
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

fn line_of(text: &str, at: u64) -> usize {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    1 + lines_in(text, 0..at)
}

/// How many lines end in a stretch of text.
fn lines_in(text: &str, stretch: Range<usize>) -> usize {
    let stretch = text.as_bytes().get(stretch).unwrap_or_default();
    stretch.split(|byte| *byte == b'\n').count() - 1
}

/// Attributes by name. One that is malformed is left out: its element still says enough.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, Refusal> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    // Checked, the second of two would be left out, although one of them may be a kill.
    let mut written = start.html_attributes();
    for attribute in written.with_checks(false).flatten().take(64) {
        let name: &str = attribute.key.as_ref();
        let value = crate::article::markup::html::unescaped(&attribute.value);
        match attributes.iter().find(|(given, _)| given == name) {
            None => attributes.push((name.to_owned(), value)),
            Some((_, given)) if *given == value => {}
            Some(_) => {
                return Err(Refusal::new(
                    Reason::Schema,
                    format!(
                        "xml: <{}>: an attribute twice, with two values: {}",
                        short(start.local_name().as_ref()),
                        short(name)
                    ),
                ));
            }
        }
    }
    Ok(attributes)
}

/// One element of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    tree: &'t Tree,
    index: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.index)
    }

    /// Its local name.
    pub(super) fn name(self) -> &'t str {
        self.node().map_or("", |node| node.name.as_str())
    }

    /// The prefix of its name as written; empty where it has none.
    pub(super) fn prefix(self) -> &'t str {
        self.node().map_or("", |node| node.prefix.as_str())
    }

    /// The value of an attribute by its name as written (`xml:lang`).
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.node()?
            .attributes
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Its attributes, by name as written; declarations of namespaces say nothing of the article.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        self.node()
            .into_iter()
            .flat_map(|node| node.attributes.iter())
            .map(|(name, value)| (name.as_str(), value.trim()))
            .filter(|(name, _)| !name.starts_with("xmlns"))
    }

    /// Lets several children of this name stand only where they say the same.
    ///
    /// # Errors
    /// Names the place of the first that says something else than the one before it: one of them may be a kill.
    pub(super) fn agree(
        self,
        name: &'static str,
        said: impl Fn(Element<'t>) -> Option<String>,
    ) -> Result<(), Refusal> {
        let mut children = self.all(name).map(|child| (child, said(child)));
        let Some((_, first)) = children.next() else {
            return Ok(());
        };
        match children.find(|(_, other)| *other != first) {
            None => Ok(()),
            Some((other, _)) => {
                let line = other.node().map_or(0, |node| node.line);
                Err(Refusal::new(
                    Reason::Schema,
                    format!(
                        "xml: {}: expected the same as in the one before it (line {line})",
                        end_of(&other.xpath())
                    ),
                ))
            }
        }
    }

    /// The text between its child elements, as one line.
    pub(super) fn own_text(self) -> String {
        let texts = self.pieces().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Element(_) => None,
        });
        let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
        words.join(" ")
    }

    /// Its child elements.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Element(element) => Some(element),
            Piece::Text(_) => None,
        })
    }

    /// Its child elements of this name.
    pub(super) fn all(self, name: &'static str) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element along a path of local names (`contentMeta/headline`).
    pub(super) fn at(self, path: &str) -> Option<Element<'t>> {
        path.split('/').try_fold(self, |element, name| {
            element.children().find(|child| child.name() == name)
        })
    }

    /// The first child of this name among the first few: what a document says of all its items stands before them.
    pub(super) fn early(self, name: &str) -> Option<Element<'t>> {
        self.children()
            .take(EARLY)
            .find(|child| child.name() == name)
    }

    /// The first element of this name, at any depth, in document order.
    pub(super) fn find(self, name: &str) -> Option<Element<'t>> {
        self.within().find(|element| element.name() == name)
    }

    /// Every element inside, in document order, not counting itself.
    pub(super) fn within(self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        // A node's descendants follow it without a gap.
        let last = self.last();
        let tree = self.tree;
        (self.index + 1..=last).map(move |index| Element { tree, index })
    }

    /// Whether `other` stands inside.
    pub(super) fn holds(self, other: Element<'_>) -> bool {
        self.index < other.index && other.index <= self.last()
    }

    /// Index of the last node inside.
    fn last(self) -> usize {
        let mut last = self.index;
        while let Some(child) = self.tree.nodes.get(last).and_then(|node| {
            node.content.iter().rev().find_map(|content| match content {
                Content::Element(index) => Some(*index),
                Content::Text(_) => None,
            })
        }) {
            last = child;
        }
        last
    }

    /// Its text and elements in order.
    pub(super) fn pieces(self) -> impl Iterator<Item = Piece<'t>> + use<'t> {
        let tree = self.tree;
        self.node()
            .into_iter()
            .flat_map(|node| node.content.iter())
            .map(move |content| match content {
                Content::Element(index) => Piece::Element(Element {
                    tree,
                    index: *index,
                }),
                Content::Text(text) => Piece::Text(text),
            })
    }

    /// All text inside, as it stands (the string-value of `XPath`).
    pub(super) fn string_value(self) -> String {
        let mut value = String::new();
        self.collect(&mut value);
        value
    }

    fn collect(self, value: &mut String) {
        for piece in self.pieces() {
            match piece {
                Piece::Text(text) => value.push_str(text),
                Piece::Element(element) => element.collect(value),
            }
        }
    }

    /// All text inside as one line, or nothing where there is none.
    pub(super) fn line(self) -> Option<String> {
        super::draft::line(&self.string_value())
    }

    /// The one-line text of the first element along a path.
    pub(super) fn line_at(self, path: &str) -> Option<String> {
        self.at(path)?.line()
    }

    /// Where it stands: an `XPath` of local names.
    pub(super) fn xpath(self) -> String {
        let mut steps = Vec::new();
        let mut here = Some(self.index);
        while let Some(node) = here.and_then(|index| self.tree.nodes.get(index)) {
            steps.push(node);
            here = node.parent;
        }
        let mut path = String::new();
        for node in steps.iter().rev() {
            path.push('/');
            path.push_str(&node.name);
            if node.parent.is_some() {
                // Writing to a String cannot fail.
                write!(path, "[{}]", node.place).unwrap_or_default();
            }
        }
        path
    }
}

/// A piece of an element's content.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'t> {
    Element(Element<'t>),
    Text(&'t str),
}
