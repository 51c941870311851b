//! Part-of-speech tags, greedy from left to right: each the one with the highest sum of learned weights.
//!
//! The features follow Ratnaparkhi (1996), "A maximum entropy model for part-of-speech tagging"; a dictionary holds
//! the words that always have one tag.

use super::{
    Tag,
    feature::{OUTSIDE, Word, mix},
    slots::Bytes,
    table::{LABELS, Scores, Table, highest},
};
use std::borrow::Cow;

/// How many features a word has.
pub(crate) const FEATURES: usize = 26;

/// The tables of the tagger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tagger {
    /// Feature → weights of tags.
    pub weights: Table,
    /// Word → its most frequent tag; weight 1 when it never has another.
    pub dictionary: Table,
}

impl Tagger {
    /// Tags one sentence: `tags` gets one entry a word.
    pub(crate) fn tag(&self, words: &[Word], tags: &mut Vec<Tag>) {
        let (mut before, mut last) = (Tag::Other, Tag::Other);
        for (at, word) in words.iter().enumerate() {
            let tag = match word.only {
                Some(tag) => tag,
                None => self.best(&features(words, at, (before, last))),
            };
            tags.push(tag);
            (before, last) = (last, tag);
        }
    }

    fn best(&self, features: &[u64; FEATURES]) -> Tag {
        let mut scores: Scores = [0; LABELS];
        for &feature in features {
            self.weights.add(feature, &mut scores);
        }
        let (scores, _) = scores.split_at(Tag::ALL.len());
        let best = Tag::ALL.get(highest(scores));
        best.copied().unwrap_or(Tag::Nn)
    }
}

/// The features of the word at `at`, whose two predecessors have the tags `before` and `last`.
pub(crate) fn features(words: &[Word], at: usize, (before, last): (Tag, Tag)) -> [u64; FEATURES] {
    let word = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|index| words.get(index))
            .unwrap_or(&OUTSIDE)
    };
    let (w, p1, p2, n1, n2) = (word(0), word(-1), word(-2), word(1), word(2));
    let first = u64::from(at == 0);
    let t1 = if at == 0 { 90 } else { u64::from(last.code()) };
    let t2 = if at <= 1 {
        90
    } else {
        u64::from(before.code())
    };
    let tags = t1 << 8 | t2;
    let short = w.suffix & 0x3f_ffff;
    [
        mix(1, 0, 0),
        mix(2, w.key, 0),
        mix(3, w.key, w.shape << 1 | first),
        mix(4, w.suffix, 0),
        mix(5, short, w.shape),
        mix(6, w.suffix, w.shape << 1 | first),
        mix(7, w.prefix, w.suffix),
        mix(8, w.shape << 1 | first, t1),
        mix(9, t1, 0),
        mix(10, tags, 0),
        mix(11, w.key, t1),
        mix(12, w.suffix, tags),
        mix(13, p1.key, 0),
        mix(14, p1.key, w.key),
        mix(15, n1.key, 0),
        mix(16, w.key, n1.key),
        mix(17, p2.key, t1),
        mix(18, n2.key, n1.class),
        mix(19, n1.class, t1),
        mix(20, n1.class, w.key),
        mix(21, n1.suffix, w.suffix),
        mix(22, n1.class << 8 | n2.class, tags),
        mix(23, w.class << 8 | n1.class, t1),
        mix(24, w.shape << 8 | n1.shape, p1.shape),
        mix(25, w.class, tags),
        mix(26, n1.suffix, t1),
    ]
}

/// What the tagger's file begins with; the last byte is the version of the features.
const MAGIC: &[u8] = b"copydesk tags\x02";

impl Tagger {
    /// The tagger as a file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        self.weights.write(&mut file);
        self.dictionary.write(&mut file);
        file
    }

    /// The tagger from its file; none when the file is not one, or is damaged.
    pub(crate) fn read(file: Cow<'static, [u8]>) -> Option<Self> {
        let mut rest = Bytes::after(MAGIC, file)?;
        Some(Self {
            weights: Table::read(&mut rest)?,
            dictionary: Table::read(&mut rest)?,
        })
    }
}
