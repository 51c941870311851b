//! A document as attribution reads it: every token with its class, lemma, quotation and, where known, its head.

use super::class::Class;
use super::clock::behind_clock;
use super::cue::ACCORDING;
use super::turns::Turns;
use crate::rules::frame::CueKind;
use crate::rules::{Entry, Lexicon, Name};
use crate::syntax::Analysis;
use crate::text::{Case, Document, Quotation, Sentence, Span, WordKey, list_marker};
use std::ops::Range;

/// What syntax says about the tokens of a document, one entry a token.
#[derive(Clone, Debug, Default)]
pub struct Grammar<'g> {
    /// Penn Treebank tags by name ("VBD").
    pub tags: Vec<&'static str>,
    /// Dictionary forms.
    pub lemmas: Vec<Name<'g>>,
    /// Index of the head (its own index for a root), and the name of the relation; empty without a parse.
    pub arcs: Vec<(u32, Name<'static>)>,
}

impl Grammar<'_> {
    /// The grammar of an analysed document; lemmas come without their text. Only sentences that could attribute are parsed,
    /// for parsing takes most of the time.
    pub fn of(analysis: &Analysis<'_>, lexicon: &Lexicon) -> Self {
        let mut grammar = Self::without_parse(analysis);
        for (index, sentence) in analysis.document.sentences.iter().enumerate() {
            let skipped = quoted_whole(analysis, sentence) || !has_cue(analysis, lexicon, sentence);
            grammar.parse(analysis, index, skipped);
        }
        grammar
    }

    /// Tags and lemmas only.
    pub fn without_parse(analysis: &Analysis<'_>) -> Self {
        let tokens = 0..analysis.document.tokens.len();
        Self {
            tags: analysis.tags().iter().map(|tag| tag.as_str()).collect(),
            lemmas: tokens
                .map(|token| Name {
                    text: "",
                    key: analysis.lemma(token),
                })
                .collect(),
            arcs: Vec::new(),
        }
    }

    fn parse(&mut self, analysis: &Analysis<'_>, sentence: usize, skipped: bool) {
        let range = analysis
            .document
            .sentences
            .get(sentence)
            .map_or(0..0, Sentence::range);
        let parse = if skipped {
            None
        } else {
            analysis.parse(sentence)
        };
        let Some(parse) = parse else {
            let roots = range.map(|token| {
                (
                    u32::try_from(token).unwrap_or(u32::MAX),
                    const { Name::of("ROOT") },
                )
            });
            self.arcs.extend(roots);
            return;
        };
        self.arcs.extend(parse.tokens().map(|token| {
            let head = parse.head(token).unwrap_or(token);
            let name = Name::of(parse.relation(token).as_str());
            (u32::try_from(head).unwrap_or(u32::MAX), name)
        }));
    }
}

/// Whether no verb stands outside the quotations of a sentence: nothing in it attributes, and it needs no parse.
fn quoted_whole(analysis: &Analysis<'_>, sentence: &Sentence) -> bool {
    let tokens = analysis
        .document
        .tokens
        .get(sentence.range())
        .unwrap_or_default();
    let tags = analysis.tags().get(sentence.range()).unwrap_or_default();
    !tokens
        .iter()
        .zip(tags)
        .any(|(token, tag)| tag.is_verb() && token.quotation().is_none())
}

/// Whether a word of the sentence is in the lexicon of cues, or a part of it is quoted: verbs that are no cues attribute
/// quotations only.
fn has_cue(analysis: &Analysis<'_>, lexicon: &Lexicon, sentence: &Sentence) -> bool {
    let document = analysis.document;
    sentence.range().any(|token| {
        let lemma = analysis.lemma(token);
        lexicon.verb(lemma).is_some()
            || lexicon.noun(lemma).is_some()
            || document.tokens.get(token).is_some_and(|token| {
                token.key == ACCORDING
                    || token.quotation().is_some()
                    || lexicon.adjective(token.key).is_some()
            })
    })
}

/// A long quotation: a stretch of speech, not a word held at a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// First token, the opening mark.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    /// Tokens between the marks.
    pub(crate) len: usize,
    /// Whether a closing mark stands at its end.
    pub(crate) closed: bool,
    /// Whether it is the next paragraph of the quotation before it.
    pub(crate) continues: bool,
    /// Whether it is speech: long, or said like a sentence.
    pub(crate) spoken: bool,
}

/// A document with its grammar; tokens beyond the ends read as nothing.
#[derive(Debug)]
pub struct Reading<'d> {
    pub(crate) document: &'d Document<'d>,
    grammar: &'d Grammar<'d>,
    classes: Vec<Class>,
    regions: Vec<Region>,
    region_of: Vec<u32>,
    /// First token of each sentence behind its list marker and its dateline, if it has them.
    begins: Vec<usize>,
    turns: Turns,
}

/// Quotations of fewer tokens are words held at a distance, unless they stand where a sentence does.
const LONG: usize = 3;

impl<'d> Reading<'d> {
    /// Reads a document with its grammar.
    pub fn new(document: &'d Document<'d>, grammar: &'d Grammar<'d>) -> Self {
        let classes = classes(document, grammar);
        let regions = regions(document, &classes);
        let mut region_of = vec![0; document.tokens.len()];
        for (region, number) in regions.iter().zip(1..) {
            let covered = region_of.get_mut(region.start..region.end);
            covered.unwrap_or_default().fill(number);
        }
        let begins = document.sentences.iter();
        let begins = begins
            .map(|sentence| {
                let start = behind_clock(document, sentence, marker_end(document, sentence));
                dateline_end(document, &classes, start..sentence.range().end)
            })
            .collect();
        Self {
            document,
            grammar,
            turns: Turns::of(document, &classes),
            classes,
            regions,
            region_of,
            begins,
        }
    }

    /// Whether a paragraph is a turn of a conversation in print.
    pub(crate) fn is_turn(&self, paragraph: u32) -> bool {
        self.turns.holds(paragraph)
    }

    pub(crate) fn class(&self, token: usize) -> Class {
        self.classes.get(token).copied().unwrap_or_default()
    }

    /// Whether the token has one of the classes.
    pub(crate) fn is(&self, token: usize, class: Class) -> bool {
        self.class(token).any(class)
    }

    /// The entry of a cue in the lexicon.
    pub(crate) fn entry<'l>(
        &self,
        lexicon: &'l Lexicon,
        kind: CueKind,
        head: usize,
    ) -> Option<&'l Entry> {
        match kind {
            CueKind::Verb => lexicon.verb(self.lemma(head).key),
            CueKind::Noun => lexicon.noun(self.lemma(head).key),
            CueKind::Adjective => lexicon.adjective(self.word(head)),
            _ => None,
        }
    }

    pub(crate) fn word(&self, token: usize) -> WordKey {
        self.document
            .tokens
            .get(token)
            .map_or(WordKey(0), |token| token.key)
    }

    pub(crate) fn tag(&self, token: usize) -> &'static str {
        self.grammar.tags.get(token).copied().unwrap_or("")
    }

    pub(crate) fn lemma(&self, token: usize) -> Name<'d> {
        self.grammar
            .lemmas
            .get(token)
            .copied()
            .unwrap_or(const { Name::of("") })
    }

    /// The head of a token and its relation, where there is a parse.
    pub(crate) fn head(&self, token: usize) -> Option<(usize, Name<'static>)> {
        self.grammar
            .arcs
            .get(token)
            .map(|&(head, relation)| (head as usize, relation))
    }

    pub(crate) fn has_parse(&self) -> bool {
        !self.grammar.arcs.is_empty()
    }

    pub(crate) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The quotation the token stands in.
    pub(crate) fn region(&self, token: usize) -> Option<Region> {
        let number = self.region_of.get(token).copied().unwrap_or(0) as usize;
        self.regions.get(number.checked_sub(1)?).copied()
    }

    /// The quotation the token stands in, if it is long enough to be speech.
    pub(crate) fn speech(&self, token: usize) -> Option<Region> {
        self.region(token).filter(|region| region.spoken)
    }

    /// Index of the sentence of a token.
    pub(crate) fn sentence(&self, token: usize) -> usize {
        self.document
            .tokens
            .get(token)
            .map_or(usize::MAX, |token| token.sentence as usize)
    }

    /// First and one past last token of the sentence of a token.
    pub(crate) fn sentence_of(&self, token: usize) -> (usize, usize) {
        self.sentence_bounds(self.sentence(token))
    }

    /// Whether a word begins with a small letter.
    pub(crate) fn is_small(&self, token: usize) -> bool {
        let token = self.document.tokens.get(token);
        token.is_some_and(|token| token.case == Case::Lower)
    }

    /// Whether a sentence is an item of a list: a marker stands before it.
    pub(crate) fn is_item(&self, sentence: usize) -> bool {
        let sentence = self.document.sentences.get(sentence);
        sentence
            .is_some_and(|sentence| marker_end(self.document, sentence) > sentence.range().start)
    }

    /// First token behind list marker and dateline and one past last token of a sentence; empty beyond the last.
    pub(crate) fn sentence_bounds(&self, sentence: usize) -> (usize, usize) {
        let range = self.document.sentences.get(sentence).map(Sentence::range);
        let begin = self.begins.get(sentence).copied();
        range.map_or((0, 0), |range| (begin.unwrap_or(range.start), range.end))
    }

    /// Index of the paragraph of a token.
    pub(crate) fn paragraph(&self, token: usize) -> u32 {
        let sentence = self.document.sentences.get(self.sentence(token));
        sentence.map_or(u32::MAX, |sentence| sentence.paragraph)
    }

    /// The bytes from the first to the last token of a range.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.document.tokens.get(start);
        let last = end
            .checked_sub(1)
            .and_then(|last| self.document.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) if start < end => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }
}

/// First token of a sentence behind the marker of the list item that it opens, if it does.
fn marker_end(document: &Document<'_>, sentence: &Sentence) -> usize {
    let range = sentence.range();
    let paragraph = document.paragraphs.get(sentence.paragraph as usize);
    let opens = paragraph.is_some_and(|paragraph| paragraph.start == sentence.span.start);
    let marker = if opens {
        list_marker(document.text, document.tokens_of(sentence))
    } else {
        0
    };
    if marker < range.len() {
        range.start + marker
    } else {
        range.start
    }
}

/// A dateline has at most so many tokens, its dash included.
const DATELINE: usize = 12;

/// First token of a sentence behind its dateline ("LEEDS, England (AP) — The council"): capitals, then names and
/// marks up to a dash, and no capitals behind it.
fn dateline_end(document: &Document<'_>, classes: &[Class], range: Range<usize>) -> usize {
    let start = range.start;
    let case = |token: usize| {
        document
            .tokens
            .get(token)
            .map_or(Case::None, |one| one.case)
    };
    let class = |token: usize| classes.get(token).copied().unwrap_or_default();
    if case(start) != Case::Upper {
        return start;
    }
    let reach = range.end.min(start + DATELINE);
    let dash = (start + 1..reach).find(|&token| {
        class(token).any(Class::DASH.or(Class::HYPHEN)) && stands_apart(document, token)
    });
    let Some(dash) = dash.filter(|dash| dash + 1 < range.end) else {
        return start;
    };
    let place = (start..dash).all(|token| {
        matches!(case(token), Case::Upper | Case::Capital)
            || class(token).any(Class::MARK.or(Class::NUMBER))
    });
    if place && case(dash + 1) != Case::Upper {
        dash + 1
    } else {
        start
    }
}

/// Whether a mark has a gap before and behind it.
pub(crate) fn stands_apart(document: &Document<'_>, token: usize) -> bool {
    let end = |token: usize| document.tokens.get(token).map(|one| one.span.end);
    let begin = |token: usize| document.tokens.get(token).map(|one| one.span.start);
    let before = token.checked_sub(1).and_then(end);
    before.is_some_and(|before| Some(before) != begin(token)) && end(token) != begin(token + 1)
}

fn classes(document: &Document<'_>, grammar: &Grammar<'_>) -> Vec<Class> {
    let tags = grammar.tags.iter().copied().chain(std::iter::repeat(""));
    document
        .tokens
        .iter()
        .zip(tags)
        .map(|(token, tag)| Class::of(tag, token))
        .collect()
}

/// Outermost quotations as stretches of tokens. In single marks only closed and long ones: a lone mark is mostly an
/// apostrophe.
fn regions(document: &Document<'_>, classes: &[Class]) -> Vec<Region> {
    document
        .quotations
        .iter()
        .filter(|quotation| {
            let long = quotation.closed && quotation.len() > LONG;
            quotation.depth == 0 && (quotation.is_double() || long)
        })
        .map(|quotation| Region {
            start: quotation.tokens.start as usize,
            end: quotation.tokens.end as usize,
            len: quotation.len(),
            closed: quotation.closed,
            continues: quotation.continues,
            spoken: quotation.len() >= LONG || said(document, classes, quotation),
        })
        .collect()
}

/// Whether a short quotation is said: it ends as speech does, and opens its sentence or follows a verb and a comma or colon.
/// "“No,” she said.", "She answered: “No.”"
fn said(document: &Document<'_>, classes: &[Class], quotation: &Quotation) -> bool {
    let (start, end) = (
        quotation.tokens.start as usize,
        quotation.tokens.end as usize,
    );
    let class = |token: Option<usize>| {
        let class = token.and_then(|token| classes.get(token));
        class.copied().unwrap_or_default()
    };
    let pauses = class(end.checked_sub(2)).any(Class::COMMA.or(Class::STOP));
    if !quotation.closed || !pauses || quotation.is_empty() {
        return false;
    }
    let before = start.checked_sub(1);
    let opens = (document.sentence_of(start)).is_some_and(|own| own.range().start == start);
    opens
        || class(before).any(Class::COMMA.or(Class::COLON))
            && class(start.checked_sub(2)).any(Class::VERB)
}
