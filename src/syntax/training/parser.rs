//! Learns the parser's table.
//!
//! The oracle is dynamic (Goldberg and Nivre 2013, "Training deterministic parsers with non-deterministic
//! oracles"): the parser is led into states of its own mistakes, and learns the best way out. Half way through, the
//! smallest weights are dropped, and the others learn to do without them.

use super::{
    LabelledSentence, Recipe, tagger,
    weights::{self, MARGIN, Weights},
};
use crate::syntax::{
    Relation, Tag,
    feature::Word,
    parser::{Parser, best, features},
    table::Scores,
    tagger::Tagger,
    transition::{NONE, State, Step},
};

/// The corpus is tagged in so many parts, each by a tagger that did not see it.
const FOLDS: usize = 2;
/// Epochs and size of those taggers.
const FOLD_RECIPE: (usize, usize) = (3, 3_000_000);
/// From the second epoch on, so many wrong moves in a hundred are made.
const EXPLORED: u8 = 90;

/// A sentence ready to learn from.
struct Lesson {
    words: Vec<Word>,
    tags: Vec<Tag>,
    heads: Vec<usize>,
    relations: Vec<Relation>,
}

/// The parser's file, learned from `corpus`. `progress` hears of every epoch: errors, decisions.
pub fn train_parser(
    corpus: &[LabelledSentence],
    recipe: Recipe,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<u8> {
    let mut lessons = lessons(corpus, recipe);
    let mut weights = Weights::new();
    let mut random = fastrand::Rng::with_seed(recipe.seed);
    let mut state = State::default();
    for epoch in 0..recipe.epochs {
        if epoch == recipe.epochs / 2 {
            weights.close(recipe.bytes);
        }
        random.shuffle(&mut lessons);
        let (mut errors, mut decisions) = (0, 0);
        for lesson in &lessons {
            let explored = if epoch == 0 { 0 } else { EXPLORED };
            errors += learn(&mut weights, lesson, &mut state, (&mut random, explored));
            decisions += 2 * lesson.words.len();
        }
        if epoch >= recipe.epochs / 2 {
            weights.note();
        }
        progress(errors, decisions);
    }
    let parser = Parser {
        weights: weights.table(),
    };
    parser.write()
}

/// The sentences, with tags as a tagger would give them that has not seen them.
fn lessons(corpus: &[LabelledSentence], recipe: Recipe) -> Vec<Lesson> {
    let recipe = Recipe {
        epochs: FOLD_RECIPE.0,
        bytes: FOLD_RECIPE.1,
        ..recipe
    };
    // Blocks, so that sentences of one text stay together.
    let fold = |index: usize| index / 50 % FOLDS;
    let mut lessons = Vec::with_capacity(corpus.len());
    for part in 0..FOLDS {
        let sentences = corpus.iter().enumerate();
        let others: Vec<LabelledSentence> = (sentences.clone())
            .filter(|(index, _)| fold(*index) != part)
            .map(|(_, sentence)| sentence.clone())
            .collect();
        let tagger = tagger::learn(&others, recipe, &mut |_, _| {});
        lessons.extend(
            sentences
                .filter(|(index, _)| fold(*index) == part)
                .map(|(_, sentence)| lesson(sentence, &tagger)),
        );
    }
    lessons
}

fn lesson(sentence: &LabelledSentence, tagger: &Tagger) -> Lesson {
    let words = tagger::words(sentence, &tagger.dictionary);
    let mut tags = Vec::with_capacity(words.len());
    tagger.tag(&words, &mut tags);
    let root = sentence.iter().position(|token| token.head.is_none());
    let mut lesson = Lesson {
        words,
        tags,
        heads: Vec::with_capacity(sentence.len()),
        relations: Vec::with_capacity(sentence.len()),
    };
    for (at, token) in sentence.iter().enumerate() {
        // A sentence has one head: further ones hang on the first.
        let (head, relation) = match token.head {
            Some(head) => (head, token.relation),
            None if root == Some(at) => (sentence.len(), Relation::Root),
            None => (root.unwrap_or(0), Relation::Dep),
        };
        lesson.heads.push(head);
        lesson.relations.push(relation);
    }
    lesson
}

fn learn(
    weights: &mut Weights,
    lesson: &Lesson,
    state: &mut State,
    (random, explored): (&mut fastrand::Rng, u8),
) -> usize {
    let mut errors = 0;
    state.begin(lesson.words.len());
    while !state.is_done() {
        let features = features(state, &lesson.words, &lesson.tags);
        let features = features.as_flattened();
        let scores = weights.score(features);
        let right = right_moves(state, lesson);
        let target = (right.clone()).max_by_key(|&right| weights::of(&scores, right));
        let (Some(guess), Some(target)) = (best(state, &scores), target) else {
            break;
        };
        if let Some((rival, score)) = rival(state, scores, right.clone())
            && score + MARGIN > weights::of(&scores, target)
        {
            weights.update(features, target, rival);
        }
        let is_right = right.clone().any(|right| right == code(guess));
        errors += usize::from(!is_right);
        let follow = is_right || random.u8(0..100) < explored;
        let target = Step::of(usize::from(target));
        let (step, relation) = if follow { guess } else { target };
        state.apply(step, relation);
    }
    errors
}

fn code((step, relation): (Step, Relation)) -> u8 {
    let first = u8::try_from(step.codes().start).unwrap_or(0);
    if step == Step::Shift {
        first
    } else {
        first + relation.code()
    }
}

/// The best move that is not right, and its score.
fn rival(state: &State, mut scores: Scores, right: impl Iterator<Item = u8>) -> Option<(u8, i32)> {
    for code in right {
        if let Some(score) = scores.get_mut(usize::from(code)) {
            *score = i32::MIN;
        }
    }
    let rival = code(best(state, &scores)?);
    Some((rival, weights::of(&scores, rival)))
}

/// The moves that cost least, with their right relations.
fn right_moves(state: &State, lesson: &Lesson) -> impl Iterator<Item = u8> + Clone + use<> {
    let steps = [Step::Shift, Step::Left, Step::Right];
    let costs = steps.map(|step| {
        let right = code((step, relation(state, lesson, step)));
        let allowed = state.allows(step);
        allowed.then(|| (cost(state, &lesson.heads, step), right))
    });
    let least = costs.iter().flatten().map(|&(cost, _)| cost).min();
    let moves = costs.into_iter().flatten();
    moves.filter_map(move |(cost, code)| (Some(cost) == least).then_some(code))
}

/// The relation that the moved word should get; what it is called matters only if its head is right.
fn relation(state: &State, lesson: &Lesson, step: Step) -> Relation {
    let word = state.peek(0);
    match step {
        Step::Shift => Relation::Dep,
        _ => lesson.relations.get(word).copied().unwrap_or(Relation::Dep),
    }
}

/// How many arcs of the right tree a move puts out of reach.
fn cost(state: &State, heads: &[usize], step: Step) -> usize {
    let head = |word: usize| heads.get(word).copied().unwrap_or(NONE);
    let (top, next) = (state.peek(0), state.next);
    if step == Step::Shift {
        let below = state.stack.iter().rev().skip(1);
        let lost_head = below.clone().any(|&word| word == head(next));
        let lost_words = state
            .stack
            .iter()
            .filter(|&&word| head(word) == next)
            .count();
        return usize::from(lost_head) + lost_words;
    }
    let waiting = next..=heads.len();
    let lost_words = waiting
        .clone()
        .filter(|&word| word < heads.len() && head(word) == top)
        .count();
    let right_head = head(top);
    let lost_head = match step {
        Step::Left => {
            right_head != next && (right_head == state.peek(1) || waiting.contains(&right_head))
        }
        _ => waiting.contains(&right_head),
    };
    usize::from(lost_head) + lost_words
}
