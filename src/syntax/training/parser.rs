//! Learns the parser's table.
//!
//! The oracle is dynamic (Goldberg and Nivre 2013, "Training deterministic parsers with non-deterministic
//! oracles"): the parser is led into states of its own mistakes, and learns the best way out. Half way through, the
//! smallest weights are dropped, and the others learn to do without them.

use super::{
    LabelledSentence, Recipe,
    apart::apart,
    tagger,
    weights::{self, MARGIN, Weights},
};
use crate::syntax::{
    Relation, Tag,
    feature::Word,
    parser::{
        Parser, STEPS, SURE, StepTable, best_relation, best_step, relation_features, step_features,
    },
    table::Table,
    tagger::Tagger,
    transition::{NONE, State, Step},
};

/// The corpus is tagged in so many parts, each by a tagger that did not see it.
const FOLDS: usize = 2;
/// Epochs and size of those taggers.
const FOLD_RECIPE: (usize, usize) = (3, 3_000_000);
/// From the second epoch on, so many wrong moves in a hundred are made.
const EXPLORED: u8 = 90;
/// The table of relations takes this part of the size.
const RELATIONS_SHARE: usize = 3;

/// A stretch of words ready to learn from.
pub(super) struct Lesson {
    pub words: Vec<Word>,
    pub tags: Vec<Tag>,
    pub heads: Vec<usize>,
    pub relations: Vec<Relation>,
}

/// The parser's file, learned from `corpus`. `progress` hears of every epoch: errors, decisions.
pub fn train_parser(
    corpus: &[LabelledSentence],
    recipe: Recipe,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<u8> {
    let mut lessons = lessons(corpus, recipe);
    let mut learned = Learned {
        steps: Weights::new(),
        relations: Weights::new(),
    };
    let mut random = fastrand::Rng::with_seed(recipe.seed);
    let mut state = State::default();
    for epoch in 0..recipe.epochs {
        if epoch == recipe.epochs / 2 {
            learned.steps.close(recipe.bytes, StepTable::bytes);
            learned
                .relations
                .close(recipe.bytes / RELATIONS_SHARE, Table::bytes);
        }
        random.shuffle(&mut lessons);
        let (mut errors, mut decisions) = (0, 0);
        for lesson in &lessons {
            let explored = if epoch == 0 { 0 } else { EXPLORED };
            errors += learn(&mut learned, lesson, &mut state, (&mut random, explored));
            decisions += 2 * lesson.words.len();
        }
        if epoch >= recipe.epochs / 2 {
            learned.steps.note();
            learned.relations.note();
        }
        progress(errors, decisions);
    }
    let parser = Parser {
        steps: StepTable::build(learned.steps.rows()),
        relations: Table::build(learned.relations.rows()),
        sure: SURE,
    };
    parser.write()
}

/// The sentences, quotations and frames apart, with tags as a tagger would give them that has not seen them.
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
                .flat_map(|(_, sentence)| apart(lesson(sentence, &tagger))),
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

/// The weights of steps and of relations.
struct Learned {
    steps: Weights,
    relations: Weights,
}

fn learn(
    learned: &mut Learned,
    lesson: &Lesson,
    state: &mut State,
    (random, explored): (&mut fastrand::Rng, u8),
) -> usize {
    let mut errors = 0;
    state.begin(lesson.words.len());
    while !state.is_done() {
        let (guess, target) = learn_step(&mut learned.steps, lesson, state);
        let is_right = guess == target;
        errors += usize::from(!is_right);
        let follow = is_right || random.u8(0..100) < explored;
        let step = if follow { guess } else { target };
        let relation = match step {
            Step::Shift => Relation::Dep,
            attach => learn_relation(&mut learned.relations, lesson, state, attach),
        };
        state.apply(step, relation);
    }
    errors
}

/// Learns the next step: the guess, and the best of the right ones, which is the guess if that is right.
fn learn_step(weights: &mut Weights, lesson: &Lesson, state: &State) -> (Step, Step) {
    if let Some(step) = state.only_step() {
        return (step, step);
    }
    let features = step_features(state, &lesson.words, &lesson.tags);
    let scores = weights.score(&features);
    let guess = best_step(state, [0, 1, 2].map(|step| weights::of(&scores, step)));
    let right = right_steps(state, &lesson.heads);
    let best_of = |wanted: bool| {
        let steps = Step::ALL.into_iter().zip(right);
        let steps = steps.filter(|&(step, right)| right == wanted && state.allows(step));
        steps.map(|(step, _)| step).max_by_key(|&step| {
            (
                weights::of(&scores, step.code()),
                std::cmp::Reverse(step.code()),
            )
        })
    };
    let (target, rival) = (best_of(true).unwrap_or(guess), best_of(false));
    if let Some(rival) = rival
        && weights::of(&scores, rival.code()) + MARGIN > weights::of(&scores, target.code())
    {
        weights.update(&features, target.code(), rival.code());
    }
    (guess, target)
}

/// Learns the relation of the word that `step` attaches, if its head is right; gives what was guessed.
fn learn_relation(weights: &mut Weights, lesson: &Lesson, state: &State, step: Step) -> Relation {
    let features = relation_features(state, step, &lesson.words, &lesson.tags);
    let mut scores = weights.score(&features);
    let guess = best_relation(&scores);
    let (word, head) = match step {
        Step::Right => (state.peek(0), state.peek(1)),
        _ => (state.peek(0), state.next),
    };
    if lesson.heads.get(word) == Some(&head)
        && let Some(&right) = lesson.relations.get(word)
    {
        let score = weights::of(&scores, right.code());
        if let Some(score) = scores.get_mut(usize::from(right.code())) {
            *score = i32::MIN;
        }
        let rival = best_relation(&scores);
        if weights::of(&scores, rival.code()) + MARGIN > score {
            weights.update(&features, right.code(), rival.code());
        }
    }
    guess
}

/// Which steps cost least, in the order of [`Step::ALL`].
fn right_steps(state: &State, heads: &[usize]) -> [bool; STEPS] {
    let costs = Step::ALL.map(|step| state.allows(step).then(|| cost(state, heads, step)));
    let least = costs.iter().flatten().min().copied();
    costs.map(|cost| cost.is_some() && cost == least)
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
