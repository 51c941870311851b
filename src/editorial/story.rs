//! Everything the desk knows of one article, as the rules ask for it.

use crate::article::Article;
use crate::attribution::{Act, Attributed, Attribution, AttributionId, Source, SourceKind};
use crate::rules::editorial::{AppliesIf, Looking, Scope, SourceTest, is_insider};
use crate::summary::Summary;
use crate::text::{Document, Span};

/// One article with all that was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text, read.
    pub document: &'a Document<'a>,
    /// Who said what.
    pub attributed: &'a Attributed,
    /// What it is about.
    pub summary: Option<&'a Summary>,
}

impl<'a> Story<'a> {
    /// The attributions that stand in no other one's content, with their ids.
    pub(super) fn attributions(&self) -> impl Iterator<Item = (AttributionId, &'a Attribution)> {
        (0..)
            .map(AttributionId)
            .zip(&self.attributed.attributions)
            .filter(|(_, attribution)| attribution.within.is_none())
    }

    /// The sources that say something in the newsroom's own words.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &'a Source> {
        let attributed = self.attributed;
        attributed.sources.iter().filter(move |source| {
            source
                .attributions
                .iter()
                .filter_map(|id| attributed.attributions.get(id.0 as usize))
                .any(|attribution| attribution.within.is_none())
        })
    }

    /// The resolved source of `attribution`.
    pub(super) fn source(&self, attribution: &Attribution) -> Option<&'a Source> {
        let id = attribution.source?;
        self.attributed.sources.get(id.0 as usize)
    }

    /// Whether the source of `attribution` is what `test` asks for, here as well as in the roll: a name may stand beside
    /// a role that is all the roll knows.
    pub(super) fn is_said_by(&self, attribution: &Attribution, test: SourceTest) -> bool {
        let known = self
            .source(attribution)
            .is_some_and(|source| is(source, test));
        let mention = attribution.mention.first();
        let mention = mention.map_or("", |mention| mention.of(self.document.text));
        let label = self.source(attribution).map_or("", |source| &source.label);
        let described = || !mention.is_empty() && label.starts_with(mention);
        let unnamed =
            || !self.stands_beside_a_name(attribution) && (is_insider(mention) || described());
        known && (test != SourceTest::Insider || unnamed())
    }

    /// Whether a name stands right before or after the mention: "Gary Holt, a former official", "an aide named Holt".
    fn stands_beside_a_name(&self, attribution: &Attribution) -> bool {
        let mention = attribution.mention.first().copied().unwrap_or_default();
        let start = mention.start;
        let after = self.document.text.get(mention.end as usize..);
        if after.unwrap_or_default().trim_start().starts_with("named ") {
            return true;
        }
        let before = self.document.text.get(..start as usize);
        let before = before.unwrap_or_default().trim_end().strip_suffix(',');
        let mut words = before.unwrap_or_default().split_whitespace().rev();
        let mut is_name = || {
            words.next().is_some_and(|word| {
                word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase)
            })
        };
        is_name() && is_name()
    }

    /// The first mention of an insider who tells something.
    pub(super) fn first_insider(&self) -> Option<Span> {
        let told = self.attributions().find(|(_, attribution)| {
            attribution.act == Act::Statement && self.is_said_by(attribution, SourceTest::Insider)
        });
        told?.1.mention.first().copied()
    }

    /// How many insiders tell something.
    pub(super) fn insiders(&self) -> usize {
        let speak = |source: &&Source| {
            let mut said = source.attributions.iter();
            said.any(|id| {
                let attribution = self.attributed.attributions.get(id.0 as usize);
                attribution.is_some_and(|attribution| {
                    attribution.act == Act::Statement
                        && self.is_said_by(attribution, SourceTest::Insider)
                })
            })
        };
        self.speakers().filter(speak).count()
    }

    /// Words of the text, numbers included, marks not.
    pub(super) fn words(&self) -> usize {
        let tokens = self.document.tokens.iter();
        tokens.filter(|token| !token.is_mark()).count()
    }

    /// Whether a rule about the whole holds for this article.
    pub(super) fn applies(&self, applies_if: &AppliesIf) -> bool {
        (applies_if.words == 0 || self.words() >= applies_if.words)
            && self.attributions().count() >= applies_if.attributions
            && self.speakers().count() >= applies_if.sources
            && applies_if
                .all_sources
                .is_none_or(|test| self.speakers().all(|source| is(source, test)))
    }

    /// Whether `span` stands where `scope` looks.
    pub(super) fn in_scope(&self, span: Span, scope: Scope) -> bool {
        if self.is_furniture(span) {
            return false;
        }
        match scope {
            Scope::Body => true,
            Scope::Lede => self.lede().is_some_and(|lede| lede.overlaps(span)),
            Scope::OutsideQuotes => !self.is_quoted(span),
            Scope::Quotes => self.is_quoted(span),
        }
    }

    /// The sentence at `offset`.
    pub(super) fn sentence(&self, offset: u32) -> Span {
        self.document
            .sentence_at(offset)
            .and_then(|index| self.document.sentences.get(index))
            .map_or(Span::new(offset, offset), |sentence| sentence.span)
    }

    /// Index of the paragraph at `offset`.
    pub(super) fn paragraph_at(&self, offset: u32) -> usize {
        let paragraphs = &self.document.paragraphs;
        paragraphs
            .partition_point(|paragraph| paragraph.start <= offset)
            .saturating_sub(1)
    }

    /// The paragraphs from `before` the one at `offset` to `after` it, as one stretch.
    pub(super) fn paragraphs_around(&self, offset: u32, before: usize, after: usize) -> Span {
        let at = self.paragraph_at(offset);
        let paragraphs = &self.document.paragraphs;
        let first = paragraphs.get(at.saturating_sub(before));
        let last = paragraphs.get((at + after).min(paragraphs.len().saturating_sub(1)));
        match (first, last) {
            (Some(first), Some(last)) => first.hull(*last),
            _ => Span::default(),
        }
    }

    /// Where an exception for what stands at `offset` is looked for.
    pub(super) fn around(&self, offset: u32, looking: Looking) -> Span {
        match looking {
            Looking::Sentence => self.sentence(offset),
            Looking::Paragraph => self.paragraphs_around(offset, 0, 0),
            Looking::Neighbours => self.paragraphs_around(offset, 1, 1),
        }
    }

    /// Whether some attribution reaches into `span`, with its cue or with its content.
    pub(super) fn is_attributed(&self, span: Span) -> bool {
        self.attributed.attributions.iter().any(|attribution| {
            let parts = attribution.content.iter().chain(&attribution.cue);
            parts.into_iter().any(|part| part.overlaps(span))
        })
    }

    /// The first paragraph of copy.
    fn lede(&self) -> Option<Span> {
        let paragraphs = self.document.paragraphs.iter().copied();
        let mut copy = paragraphs.filter(|&paragraph| !self.is_headline(paragraph));
        copy.next()
    }

    /// A first line without a full stop that repeats the headline or stands apart is not the lede.
    fn is_headline(&self, paragraph: Span) -> bool {
        self.is_furniture(paragraph)
            || (paragraph.start
                == self
                    .document
                    .paragraphs
                    .first()
                    .map_or(0, |first| first.start)
                && self.document.paragraphs.len() > 1
                && !paragraph
                    .of(self.document.text)
                    .ends_with(['.', '?', '!', '”', '"', ':', ',', '…']))
    }

    pub(super) fn is_quoted(&self, span: Span) -> bool {
        let quotations = &self.document.quotations;
        let after = quotations.partition_point(|quotation| quotation.span.start <= span.start);
        quotations
            .get(..after)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(NESTED)
            .any(|quotation| quotation.is_double() && quotation.span.contains(span))
    }

    fn is_furniture(&self, span: Span) -> bool {
        let furniture = self.article.furniture.iter();
        furniture.into_iter().any(|piece| piece.span.contains(span))
    }
}

/// How many quotations back one may begin that still surrounds a place: nesting is never deeper.
const NESTED: usize = 8;

/// Whether a description speaks of somebody whom the reader can tell: "the engineer", introduced before; "the mayor's
/// campaign manager", of whom there is one.
fn is_known(description: &str) -> bool {
    const OFFICES: &[&str] = &["manager", "director", "deputy", "minister"];
    let words = description.to_lowercase();
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_possessed = words.contains("’s ") || words.contains("'s ");
    words.starts_with("the ") || is_possessed && OFFICES.contains(&last)
}

/// Whether `source` is what `test` asks for.
pub(super) fn is(source: &Source, test: SourceTest) -> bool {
    match test {
        SourceTest::Anonymous => source.anonymous,
        SourceTest::Insider => {
            source.anonymous && is_insider(&source.label) && !is_known(&source.label)
        }
        SourceTest::Named => source.named(),
        SourceTest::Person => source.kind == SourceKind::Person,
        SourceTest::Organization => source.kind == SourceKind::Organization,
        SourceTest::Group => source.kind == SourceKind::Group,
        SourceTest::Document => source.kind == SourceKind::Document,
        SourceTest::Media => source.kind == SourceKind::Media,
    }
}
