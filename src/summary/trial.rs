//! Short texts with hand-made attributions, for the tests of this module.

use super::{Material, NoSummary, Summary, summarize};
use crate::attribution::{Act, Attributed, Attribution, Quoting, Source, SourceId, SourceKind};
use crate::text::{Document, Span};
use std::sync::Arc;

/// An article under test.
#[derive(Debug, Default)]
pub(super) struct Trial<'t> {
    pub(super) text: &'t str,
    pub(super) headline: Option<&'t str>,
    pub(super) attributed: Attributed,
}

impl<'t> Trial<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Somebody (`mention`) says `content`; both are words of the text.
    pub(super) fn claim(mut self, mention: &str, cue: &str, content: &str) -> Self {
        let spans = |words: &str| {
            if words.is_empty() {
                Vec::new()
            } else {
                vec![self.find(words, 0)]
            }
        };
        self.attributed.attributions.push(Attribution {
            quoting: if content.contains('“') {
                Quoting::Direct
            } else {
                Quoting::Indirect
            },
            cue: spans(cue).into_iter().next(),
            content: spans(content),
            mention: spans(mention),
            source: None,
            act: Act::Statement,
            rule: Arc::from("trial"),
            confidence: 1.0,
            within: None,
        });
        self
    }

    /// A named person whom these words mention, each word searched after the one before; the last claim is theirs.
    pub(super) fn person(mut self, name: &str, mentions: &[&str]) -> Self {
        let id = SourceId(u32::try_from(self.attributed.sources.len()).unwrap());
        let mut from = 0;
        let mut spans = Vec::new();
        for mention in mentions {
            let span = self.find(mention, from);
            from = span.end as usize;
            spans.push(span);
        }
        if let Some(last) = self.attributed.attributions.last_mut() {
            last.source = Some(id);
        }
        self.attributed.sources.push(Source {
            label: name.to_owned(),
            name: Some(name.to_owned()),
            kind: SourceKind::Person,
            anonymous: false,
            anonymity_reason: None,
            role: None,
            mentions: spans,
            attributions: Vec::new(),
        });
        self
    }

    pub(super) fn with<T>(&self, use_it: impl FnOnce(&Material<'_>) -> T) -> T {
        let document = Document::read(self.text);
        use_it(&Material {
            document: &document,
            attributed: &self.attributed,
            headline: self.headline,
            furniture: &[],
        })
    }

    pub(super) fn summary(&self) -> Result<Summary, NoSummary> {
        self.with(summarize)
    }

    pub(super) fn find(&self, words: &str, from: usize) -> Span {
        let at = self
            .text
            .get(from..)
            .unwrap_or_default()
            .find(words)
            .unwrap_or_else(|| panic!("the text has no {words:?}"));
        let start = u32::try_from(from + at).unwrap();
        Span::new(start, start + u32::try_from(words.len()).unwrap())
    }
}
