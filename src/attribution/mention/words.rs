//! The tokens of a document with what the word lists say of each.

use super::{Lexicon, class::Class};
use crate::syntax::{Tag, is_age_noun};
use crate::text::{Case, Document, Span, WordKey};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A document seen through the word lists. Every question about a token that is not there is answered no.
#[derive(Debug)]
pub(super) struct Words<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) lexicon: &'d Lexicon,
    tags: &'d [Tag],
    classes: Vec<Class>,
    /// By sentence: whether capitals say nothing there.
    shouted: Vec<bool>,
    /// Words that stand capitalised where nothing but a name asks for it.
    capital_inside: FxHashSet<WordKey>,
}

const POSSESSIVE: [WordKey; 2] = [WordKey::of("'s"), WordKey::of("'")];
const HYPHEN: WordKey = WordKey::of("-");

impl<'d, 't> Words<'d, 't> {
    pub(super) fn read(document: &'d Document<'t>, tags: &'d [Tag], lexicon: &'d Lexicon) -> Self {
        let classes = document.tokens.iter().enumerate().map(|(at, token)| {
            if is_age_noun(document, tags, at) {
                Class::ROLE.or(Class::EPITHET)
            } else {
                lexicon.classes(token.key)
            }
        });
        let mut words = Self {
            document,
            lexicon,
            tags,
            classes: classes.collect(),
            shouted: Vec::new(),
            capital_inside: FxHashSet::default(),
        };
        let sentences = document.sentences.iter();
        words.shouted = sentences
            .map(|sentence| words.is_shouted(sentence.range()))
            .collect();
        let inside = (0..words.len()).filter(|&token| {
            words.is_capital(token) && !words.is_in_shouted(token) && !words.opens_sentence(token)
        });
        words.capital_inside = inside.map(|token| words.key(token)).collect();
        words
    }

    /// Whether a word that stands first in its sentence is capitalised inside another one.
    pub(super) fn is_capital_inside(&self, token: usize) -> bool {
        self.capital_inside.contains(&self.key(token))
    }

    pub(super) const fn len(&self) -> usize {
        self.classes.len()
    }

    pub(super) fn class(&self, token: usize) -> Class {
        self.classes.get(token).copied().unwrap_or_default()
    }

    pub(super) fn is(&self, token: usize, class: Class) -> bool {
        self.class(token).any(class)
    }

    /// Whether the token before `token` has one of the classes.
    pub(super) fn before_is(&self, token: usize, class: Class) -> bool {
        token
            .checked_sub(1)
            .is_some_and(|before| self.is(before, class))
    }

    fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or(Tag::Other)
    }

    /// A verb with tense, by its tag.
    pub(super) fn is_finite(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
    }

    pub(super) fn is_base_verb(&self, token: usize) -> bool {
        self.tag(token) == Tag::Vb
    }

    /// "that" before a clause.
    pub(super) fn is_complementizer(&self, token: usize) -> bool {
        self.has(token, "that") && self.tag(token) == Tag::In
    }

    /// "leaving", "surveyed", by its tag.
    pub(super) fn is_participle(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Vbg | Tag::Vbn)
    }

    /// "acting" in "the government of acting too slowly", by its tag.
    pub(super) fn is_gerund(&self, token: usize) -> bool {
        self.tag(token) == Tag::Vbg
    }

    /// "surveyed", by its tag.
    pub(super) fn is_past_participle(&self, token: usize) -> bool {
        self.tag(token) == Tag::Vbn
    }

    pub(super) fn is_adverb(&self, token: usize) -> bool {
        self.tag(token) == Tag::Rb
    }

    pub(super) fn is_noun(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    pub(super) fn is_proper(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Nnp | Tag::Nnps)
    }

    pub(super) fn is_plural(&self, token: usize) -> bool {
        matches!(self.tag(token), Tag::Nns | Tag::Nnps)
    }

    pub(super) fn key(&self, token: usize) -> WordKey {
        self.document
            .tokens
            .get(token)
            .map_or(WordKey(0), |token| token.key)
    }

    pub(super) fn keys(
        &self,
        tokens: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = WordKey> + '_ {
        tokens.map(|token| self.key(token))
    }

    pub(super) fn has(&self, token: usize, word: &str) -> bool {
        self.key(token) == WordKey::of(word)
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_some_and(crate::text::Token::is_word)
    }

    pub(super) fn is_mark(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_some_and(crate::text::Token::is_mark)
    }

    pub(super) fn is_comma(&self, token: usize) -> bool {
        self.has(token, ",")
    }

    pub(super) fn is_hyphen(&self, token: usize) -> bool {
        self.key(token) == HYPHEN && !self.is_spaced(token) && !self.is_spaced(token + 1)
    }

    /// Whether white space stands before the token.
    pub(super) fn is_spaced(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_none_or(|token| token.spaced)
    }

    /// Whether the token is the ending of an owner: "'s".
    pub(super) fn is_possessive_mark(&self, token: usize) -> bool {
        POSSESSIVE.contains(&self.key(token))
            && !self.is_spaced(token)
            && self.is_word_before(token)
    }

    fn is_word_before(&self, token: usize) -> bool {
        token
            .checked_sub(1)
            .is_some_and(|before| self.is_word(before))
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        let case = self.document.tokens.get(token).map(|token| token.case);
        matches!(case, Some(Case::Capital | Case::Upper)) && self.is_word(token)
    }

    pub(super) fn is_upper(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_some_and(|token| token.case == Case::Upper)
    }

    pub(super) fn sentence(&self, token: usize) -> usize {
        self.document
            .tokens
            .get(token)
            .map_or(usize::MAX, |token| token.sentence as usize)
    }

    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        self.sentence(one) == self.sentence(other)
    }

    pub(super) fn paragraph(&self, token: usize) -> usize {
        let sentence = self.document.sentences.get(self.sentence(token));
        sentence.map_or(0, |sentence| sentence.paragraph as usize)
    }

    /// Whether the token opens its sentence, marks before it not counted.
    pub(super) fn opens_sentence(&self, token: usize) -> bool {
        let mut before = token;
        while let Some(previous) = before.checked_sub(1) {
            if !self.same_sentence(previous, token) {
                return true;
            }
            if !self.is_mark(previous) {
                return false;
            }
            if self.has(previous, ":") {
                return true;
            }
            before = previous;
        }
        true
    }

    /// Whether capitals say nothing in the sentence of a token: a headline in title case, a line of capitals.
    pub(super) fn is_in_shouted(&self, token: usize) -> bool {
        self.shouted
            .get(self.sentence(token))
            .copied()
            .unwrap_or(false)
    }

    /// Index of the quotation that covers a token.
    pub(super) fn quotation(&self, token: usize) -> Option<usize> {
        self.document.tokens.get(token)?.quotation()
    }

    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.document.span_of(tokens)
    }

    pub(super) fn text(&self, tokens: Range<usize>) -> &'t str {
        self.span(tokens).of(self.document.text)
    }

    fn is_shouted(&self, tokens: Range<usize>) -> bool {
        let words = tokens
            .clone()
            .filter(|&token| self.is_word(token) && !self.is_small(token));
        let (mut all, mut capital) = (0_usize, 0_usize);
        for token in words {
            all += 1;
            capital += usize::from(self.is_capital(token));
        }
        let stops = tokens
            .clone()
            .next_back()
            .is_some_and(|last| self.has(last, "."));
        // Headlines end without a stop. A sentence that is nearly all names ends with one: "Karen Holt (D-Ohio) spoke."
        let (enough, share) = if stops { (5, 10) } else { (4, 8) };
        all >= enough && capital * 10 >= all * share
    }

    /// Words that title case leaves small.
    fn is_small(&self, token: usize) -> bool {
        let small = Class::PREPOSITION
            .or(Class::CONJUNCTION)
            .or(Class::DETERMINER)
            .or(Class::NEVER);
        self.is(token, small) || self.is_possessive_mark(token)
    }
}
