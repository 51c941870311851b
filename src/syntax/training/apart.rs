//! Lessons as the parser meets them: quotations apart from their frames.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is a word of the lesson, whose length all its lists have"
)]

use super::parser::Lesson;
use crate::syntax::{Relation, parser::quotations};
use std::ops::Range;

/// A lesson of each quotation that stands aside and one of the frame. A quotation stays in the frame where the tree does
/// not let it go: where it has several heads, or words outside hang on others than its head.
pub(super) fn apart(lesson: Lesson) -> Vec<Lesson> {
    let words = lesson.words.len();
    let (mut lessons, mut frame) = (Vec::new(), Vec::with_capacity(words));
    let mut done = 0;
    for quotation in quotations(&lesson.words, &lesson.tags) {
        if let Some(head) = head(&lesson, &quotation) {
            frame.extend(done..quotation.start);
            frame.push(head);
            done = quotation.end;
            lessons.push(of(&lesson, &quotation.collect::<Vec<_>>()));
        }
    }
    if lessons.is_empty() {
        return vec![lesson];
    }
    frame.extend(done..words);
    lessons.push(of(&lesson, &frame));
    lessons
}

/// The head of a stretch that hangs together, and lets nothing hang on it but by its head.
fn head(lesson: &Lesson, stretch: &Range<usize>) -> Option<usize> {
    let mut heads = stretch
        .clone()
        .filter(|&word| !stretch.contains(&lesson.heads[word]));
    let head = heads.next().filter(|_| heads.next().is_none())?;
    let mut outside = (0..lesson.words.len()).filter(|word| !stretch.contains(word));
    outside
        .all(|word| lesson.heads[word] == head || !stretch.contains(&lesson.heads[word]))
        .then_some(head)
}

/// The lesson of some words, in order; what hangs on none of them hangs on the root.
fn of(lesson: &Lesson, words: &[usize]) -> Lesson {
    let place = |head: usize| words.binary_search(&head).ok();
    let heads: Vec<Option<usize>> = words
        .iter()
        .map(|&word| place(lesson.heads[word]))
        .collect();
    Lesson {
        words: words.iter().map(|&word| lesson.words[word]).collect(),
        tags: words.iter().map(|&word| lesson.tags[word]).collect(),
        relations: (words.iter().zip(&heads))
            .map(|(&word, head)| head.map_or(Relation::Root, |_| lesson.relations[word]))
            .collect(),
        heads: (heads.into_iter())
            .map(|head| head.unwrap_or(words.len()))
            .collect(),
    }
}
