//! Learns the tagger's tables.

use super::{
    LabelledSentence, LabelledToken, Recipe,
    weights::{self, MARGIN, Weights},
};
use crate::{
    syntax::{
        Tag,
        feature::{Word, mark_quoted, mix},
        table::Table,
        tagger::{SURE, Tagger, features},
    },
    text::WordKey,
};
use rustc_hash::FxHashMap;

/// A word enters the dictionary from this often on.
const FREQUENT: u32 = 5;
/// A word always has a tag if it was seen this often and this share of it (per mille) had the tag.
const CERTAIN: (u32, u32) = (40, 997);

/// The tagger's file, learned from `corpus`. `progress` hears of every epoch: errors, decisions.
pub fn train_tagger(
    corpus: &[LabelledSentence],
    recipe: Recipe,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<u8> {
    let tagger = learn(corpus, recipe, progress);
    tagger.write()
}

pub(super) fn learn(
    corpus: &[LabelledSentence],
    recipe: Recipe,
    progress: &mut dyn FnMut(usize, usize),
) -> Tagger {
    let dictionary = dictionary(corpus);
    let mut order: Vec<(Vec<Word>, Vec<Tag>)> = corpus
        .iter()
        .map(|sentence| {
            (
                words(sentence, &dictionary),
                sentence.iter().map(|token| token.tag).collect(),
            )
        })
        .collect();
    let mut weights = Weights::new();
    let mut random = fastrand::Rng::with_seed(recipe.seed);
    for epoch in 0..recipe.epochs {
        if epoch == recipe.epochs / 2 {
            weights.close(recipe.bytes, Table::bytes);
        }
        random.shuffle(&mut order);
        let (mut errors, mut decisions) = (0, 0);
        for (words, gold) in &order {
            errors += learn_sentence(&mut weights, words, gold);
            decisions += words.len();
        }
        if epoch >= recipe.epochs / 2 {
            weights.note();
        }
        progress(errors, decisions);
    }
    Tagger {
        weights: Table::build(weights.rows()),
        dictionary,
        sure: SURE,
    }
}

/// The words of a sentence as features see them.
pub(super) fn words(sentence: &LabelledSentence, dictionary: &Table) -> Vec<Word> {
    let word = |token: &LabelledToken| {
        Word::new(
            &token.text,
            WordKey::fold(&token.text),
            token.spaced,
            dictionary,
        )
    };
    let mut words: Vec<Word> = sentence.iter().map(word).collect();
    mark_quoted(&mut words);
    words
}

fn learn_sentence(weights: &mut Weights, words: &[Word], gold: &[Tag]) -> usize {
    let mut errors = 0;
    let (mut before, mut last) = (Tag::Other, Tag::Other);
    for (at, (word, &right)) in words.iter().zip(gold).enumerate() {
        let tag = if let Some(tag) = word.only {
            tag
        } else {
            let features = features(words, at, (before, last));
            let mut scores = weights.score(&features);
            let guess = best(&scores);
            errors += usize::from(guess != right);
            let score = weights::of(&scores, right.code());
            if let Some(right) = scores.get_mut(usize::from(right.code())) {
                *right = i32::MIN;
            }
            let rival = best(&scores).code();
            if weights::of(&scores, rival) + MARGIN > score {
                weights.update(&features, right.code(), rival);
            }
            guess
        };
        (before, last) = (last, tag);
    }
    errors
}

fn best(scores: &[i32]) -> Tag {
    let best = Tag::ALL
        .iter()
        .zip(scores)
        .max_by_key(|&(tag, score)| (*score, std::cmp::Reverse(*tag)));
    best.map_or(Tag::Nn, |(&tag, _)| tag)
}

fn dictionary(corpus: &[LabelledSentence]) -> Table {
    let mut counts: FxHashMap<u64, FxHashMap<Tag, u32>> = FxHashMap::default();
    let empty = Table::default();
    for sentence in corpus {
        for (word, token) in words(sentence, &empty).iter().zip(sentence) {
            *counts
                .entry(word.key)
                .or_default()
                .entry(token.tag)
                .or_default() += 1;
        }
    }
    let entries = counts.into_iter().filter_map(|(key, tags)| {
        let total: u32 = tags.values().sum();
        let (&tag, &most) = tags
            .iter()
            .max_by_key(|&(tag, count)| (*count, std::cmp::Reverse(*tag)))?;
        let certain = total >= CERTAIN.0 && most * 1000 >= total * CERTAIN.1;
        (total >= FREQUENT).then(|| (mix(0, key, 0), vec![(tag.code(), i32::from(certain))]))
    });
    Table::build(entries.collect())
}
