//! Sentences as unit vectors of weighted stems.

use crate::text::{Document, Token, TokenKind, WordKey};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::{ops::Range, sync::LazyLock};

/// `stem<TAB>documents` a line, after a line `#documents<TAB>count`; made by
/// `examples/document_frequency.rs` from open text, see models/README.md.
const TABLE: &str = include_str!("../../models/document-frequency.tsv");

/// A stem's inverse document frequency, by the key of the stem.
#[derive(Debug, Default)]
struct Frequencies {
    weights: FxHashMap<WordKey, f32>,
    /// The weight of a stem that is too rare to be listed.
    rare: f32,
}

static FREQUENCIES: LazyLock<Frequencies> = LazyLock::new(|| Frequencies::read(TABLE));

impl Frequencies {
    fn read(table: &str) -> Self {
        let rows = || table.lines().filter_map(|line| line.split_once('\t'));
        let number = |text: &str| text.trim().parse::<f32>().ok();
        let counts = || rows().filter(|(stem, _)| !stem.starts_with('#'));
        let documents =
            rows().find_map(|(stem, count)| (stem == "#documents").then(|| number(count))?);
        let documents = documents.unwrap_or(1.0);
        let weight = |count: f32| ((documents + 1.0) / (count + 0.5)).ln().max(0.0);
        let rarest = counts()
            .filter_map(|(_, count)| number(count))
            .fold(documents, f32::min);
        let known = counts()
            .filter_map(|(stem, count)| Some((WordKey::fold(stem), weight(number(count)?))));
        Self {
            weights: known.collect(),
            rare: weight(rarest / 2.0),
        }
    }

    fn weight(&self, stem: WordKey) -> f32 {
        self.weights.get(&stem).copied().unwrap_or(self.rare)
    }
}

/// A sentence as its terms with their weights, scaled to unit length.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// The terms with their weights.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, (u32, f32)> {
        self.0.iter()
    }

    /// The cosine of two vectors; both are in order of their terms.
    pub(super) fn dot(&self, other: &Self) -> f32 {
        let weight = |term| {
            let at = other
                .0
                .binary_search_by_key(&term, |(term, _)| *term)
                .ok()?;
            other.0.get(at).map(|(_, weight)| *weight)
        };
        self.iter()
            .filter_map(|(term, own)| weight(*term).map(|weight| own * weight))
            .sum()
    }
}

/// The terms of one article: each word is stemmed once.
#[derive(Default)]
pub(super) struct Terms {
    by_word: FxHashMap<WordKey, Option<u32>>,
    by_stem: FxHashMap<WordKey, u32>,
    weights: Vec<f32>,
}

impl Terms {
    /// How many different terms were met.
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    /// The vector of a stretch of tokens.
    pub(super) fn vector(&mut self, document: &Document<'_>, tokens: Range<usize>) -> Vector {
        self.of(
            document.text,
            document.tokens.get(tokens).unwrap_or_default(),
        )
    }

    /// The vector of a headline.
    pub(super) fn headline(&mut self, headline: &str) -> Vector {
        let document = Document::read(headline);
        self.of(document.text, &document.tokens)
    }

    fn of(&mut self, text: &str, tokens: &[Token]) -> Vector {
        let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
        let mut terms: Vec<u32> = words.filter_map(|token| self.term(text, token)).collect();
        terms.sort_unstable();
        let mut vector: Vec<(u32, f32)> = Vec::with_capacity(terms.len());
        for same in terms.chunk_by(|one, other| one == other) {
            let Some(&term) = same.first() else { continue };
            #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
            let count = same.len() as f32;
            let rarity = self.weights.get(term as usize).copied().unwrap_or_default();
            vector.push((term, (1.0 + count.ln()) * rarity));
        }
        let length = vector
            .iter()
            .map(|(_, weight)| weight * weight)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            for (_, weight) in &mut vector {
                *weight /= length;
            }
        }
        Vector(vector)
    }

    /// The term of a word; none for the genitive's `'s`.
    fn term(&mut self, text: &str, token: &Token) -> Option<u32> {
        if let Some(&known) = self.by_word.get(&token.key) {
            return known;
        }
        let stem = stem(token.span.of(text)).map(|stem| WordKey::fold(&stem));
        let term = stem.map(|stem| {
            *self.by_stem.entry(stem).or_insert_with(|| {
                self.weights.push(FREQUENCIES.weight(stem));
                u32::try_from(self.weights.len() - 1).unwrap_or(u32::MAX)
            })
        });
        self.by_word.insert(token.key, term);
        term
    }
}

/// The stem of a word in lower case (Porter's second stemmer); none for a word without letter or digit of its own.
pub fn stem(word: &str) -> Option<String> {
    static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(['\'', '’', '.']);
    if bare.is_empty() || bare == "s" {
        return None;
    }
    Some(STEMMER.stem(bare).into_owned())
}
