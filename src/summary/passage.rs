//! What a summary must know of each sentence before it may stand apart from its neighbours.

use super::Material;
use super::copy;
use super::lexicon::{Uses, uses};
use super::opening::{Opening, opening};
use crate::text::{Case, Quotation, Sentence, Span, Token, WordKey};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// One sentence of the article as a candidate for the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The sentence, without a dateline at its beginning.
    pub(super) span: Span,
    /// The tokens of `span`: indices into the document's tokens.
    pub(super) tokens: Range<usize>,
    /// Words in it, parted by white space.
    pub(super) words: u32,
    /// What its first word leans on.
    pub(super) opening: Opening,
    /// How it stands to quotation marks.
    pub(super) quoted: Quoted,
    /// What else holds of it.
    pub(super) traits: Traits,
}

/// What may hold of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// Nothing but white space parts it from the passage before it.
    pub(super) const FOLLOWS: Self = Self(1);
    /// It means a person by a pronoun before it names one.
    pub(super) const PRONOUN: Self = Self(1 << 1);
    /// It names somebody or something.
    pub(super) const NAMES: Self = Self(1 << 2);
    /// The writer speaks as "I" or "we".
    pub(super) const FIRST_PERSON: Self = Self(1 << 3);
    /// A reporting word stands outside the quotation marks.
    pub(super) const REPORTS: Self = Self(1 << 4);
    /// It announces what follows, or follows such an announcement.
    pub(super) const ANNOUNCES: Self = Self(1 << 5);
    /// It is no whole sentence of the copy: furniture, caption, heading, turn of a transcript.
    pub(super) const NOT_COPY: Self = Self(1 << 6);

    fn when(self, holds: bool) -> Self {
        if holds { self } else { Self(0) }
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Passage {
    /// Whether `trait_` holds.
    pub(super) const fn has(&self, trait_: Traits) -> bool {
        self.traits.0 & trait_.0 != 0
    }
}

/// How a sentence stands to double quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    /// Less than half of its words are quoted.
    Little,
    /// At least half of its words are quoted.
    Mostly,
    /// A quotation begins or ends outside it.
    Broken,
}

/// Reads every sentence of the document.
pub(super) fn passages(material: &Material<'_>) -> Vec<Passage> {
    let reader = Reader::new(material);
    let mut passages: Vec<Passage> = Vec::with_capacity(material.document.sentences.len());
    for sentence in &material.document.sentences {
        let passage = reader.passage(sentence, passages.last());
        passages.push(passage);
    }
    passages
}

/// The document with what is looked up for every sentence.
struct Reader<'m> {
    material: &'m Material<'m>,
    /// Words that stand with a capital after a word in lower case: names, wherever they stand.
    names: FxHashSet<WordKey>,
    /// The paragraph that says the headline once more.
    repeated_headline: Option<u32>,
}

impl<'m> Reader<'m> {
    fn new(material: &'m Material<'m>) -> Self {
        let tokens = &material.document.tokens;
        let after_lower = tokens
            .iter()
            .zip(tokens.iter().skip(1))
            .filter(|(before, word)| {
                (before.case == Case::Lower || material.slice(before.span) == ",")
                    && matches!(word.case, Case::Capital | Case::Upper)
            });
        Self {
            material,
            names: after_lower.map(|(_, word)| word.key).collect(),
            repeated_headline: copy::repeated_headline(material),
        }
    }

    fn passage(&self, sentence: &Sentence, before: Option<&Passage>) -> Passage {
        let range = self.after_dateline(sentence.range());
        let tokens = self.material.tokens(range.clone());
        let span = hull(tokens);
        let first = tokens
            .iter()
            .position(|token| !token.is_mark())
            .unwrap_or(0);
        let core = tokens.get(first..).unwrap_or_default();
        let follows = before.is_some_and(|before| {
            let gap = Span::new(before.span.end, span.start);
            self.material.slice(gap).trim().is_empty()
        });
        let colon = |span: Span| self.material.slice(span).ends_with(':');
        let outside = || tokens.iter().filter(|token| !self.quoted(token));
        let announces = colon(span) || before.is_some_and(|before| colon(before.span));
        let first_person = outside().any(|token| self.is_voice(token));
        let reports = outside().any(|token| uses(token).any(Uses::REPORTING));
        let repeats_headline = Some(sentence.paragraph) == self.repeated_headline;
        let is_copy = !repeats_headline && copy::is_copy(self.material, tokens);
        let traits = [
            Traits::FOLLOWS.when(follows),
            Traits::PRONOUN.when(self.leans_on_a_person(core)),
            Traits::NAMES.when(self.first_name(core).is_some()),
            Traits::FIRST_PERSON.when(first_person),
            Traits::REPORTS.when(reports),
            Traits::ANNOUNCES.when(announces),
            Traits::NOT_COPY.when(!is_copy),
        ];
        Passage {
            words: count(self.material.slice(span).split_whitespace()),
            opening: opening(core),
            quoted: self.quoting(tokens, span),
            traits: traits.into_iter().fold(Traits::default(), Traits::or),
            tokens: range,
            span,
        }
    }

    /// Leaves out a dateline ("KYIV, March 3 (Agency) —", "(Agency)") at the beginning.
    fn after_dateline(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.material.tokens(range.clone());
        let furniture = tokens
            .iter()
            .take_while(|token| self.material.is_furniture(token.span))
            .count();
        let length = if furniture > 0 && furniture < tokens.len() {
            furniture
        } else {
            copy::dateline(self.material, tokens)
        };
        range.start + length..range.end
    }

    fn quoted(&self, token: &Token) -> bool {
        let quotation = token
            .quotation()
            .and_then(|index| self.material.document.quotations.get(index));
        quotation.is_some_and(Quotation::is_double)
    }

    fn quoting(&self, tokens: &[Token], span: Span) -> Quoted {
        let quotations = tokens.iter().filter(|token| self.quoted(token));
        let indices = quotations.filter_map(Token::quotation);
        let broken = indices
            .filter_map(|index| self.material.document.quotations.get(index))
            .any(|quotation| !span.contains(quotation.span) || !quotation.closed);
        if broken {
            return Quoted::Broken;
        }
        let words = || tokens.iter().filter(|token| !token.is_mark());
        let inside = words().filter(|token| self.quoted(token)).count();
        if inside > 0 && 2 * inside >= words().count() {
            Quoted::Mostly
        } else {
            Quoted::Little
        }
    }

    /// "US" and "Us Weekly" are no voice; "I" must stand alone.
    fn is_voice(&self, token: &Token) -> bool {
        uses(token).any(Uses::FIRST)
            && match token.case {
                Case::Upper => false,
                Case::Capital => !matches!(self.material.slice(token.span), "Us" | "Mine"),
                Case::Lower => self.material.slice(token.span) != "i",
                Case::None => true,
            }
    }

    /// Whether a personal pronoun comes before the first name.
    fn leans_on_a_person(&self, core: &[Token]) -> bool {
        let Some(pronoun) = core
            .iter()
            .position(|token| uses(token).any(Uses::PERSONAL))
        else {
            return false;
        };
        self.first_name(core).is_none_or(|name| name > pronoun)
    }

    /// Index of the first token that belongs to a name.
    fn first_name(&self, core: &[Token]) -> Option<usize> {
        let capital = |token: &Token| {
            matches!(token.case, Case::Capital | Case::Upper) && !uses(token).any(Uses::NO_NAME)
        };
        core.iter().enumerate().position(|(at, token)| {
            capital(token)
                && token.span.len() > 1
                && (at > 0 || self.names.contains(&token.key) || core.get(1).is_some_and(capital))
        })
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn hull(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.hull(last.span),
        _ => Span::default(),
    }
}
