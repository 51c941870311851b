//! Part-of-speech tags, greedy from left to right: each the one with the highest sum of learned weights.
//!
//! The features follow Ratnaparkhi (1996), "A maximum entropy model for part-of-speech tagging"; a dictionary holds
//! the words that always have one tag.

use super::{
    Tag,
    feature::{OUTSIDE, Word, mix},
    slots::Bytes,
    table::Table,
};
use std::borrow::Cow;

/// How many features decide most tags, and how many more there are.
const TELLING: usize = 7;
const FURTHER: usize = 19;
/// Where the most telling features alone give a tag this lead, the others are not looked up. `train_syntax measure` says
/// what that costs.
pub(crate) const SURE: i32 = 42;

/// The tables of the tagger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tagger {
    /// Feature → weights of tags.
    pub weights: Table,
    /// Word → its most frequent tag; weight 1 when it never has another.
    pub dictionary: Table,
    /// The lead that suffices, [`SURE`] but for measurements.
    pub sure: i32,
}

impl Tagger {
    /// Tags one sentence: `tags` gets one entry a word.
    pub(crate) fn tag(&self, words: &[Word], tags: &mut Vec<Tag>) {
        let (mut before, mut last) = (Tag::Other, Tag::Other);
        for (at, word) in words.iter().enumerate() {
            let tag = match word.only {
                Some(tag) => tag,
                None => self.best(&View::of(words, at, (before, last))),
            };
            tags.push(tag);
            (before, last) = (last, tag);
        }
    }

    fn best(&self, view: &View<'_>) -> Tag {
        let further = || further(view);
        let bounds = (Tag::ALL.len(), self.sure);
        let best = self.weights.decide(bounds, &telling(view), further);
        Tag::ALL.get(best).copied().unwrap_or(Tag::Nn)
    }
}

/// What features see around a word.
struct View<'w> {
    /// The word, those before it and those after it.
    w: &'w Word,
    p1: &'w Word,
    p2: &'w Word,
    n1: &'w Word,
    n2: &'w Word,
    /// 1 for the first word of the sentence.
    first: u64,
    /// The tag before, and the two before.
    t1: u64,
    tags: u64,
}

impl<'w> View<'w> {
    /// Around the word at `at`, whose two predecessors have the tags `before` and `last`.
    fn of(words: &'w [Word], at: usize, (before, last): (Tag, Tag)) -> Self {
        let word = |offset: isize| {
            at.checked_add_signed(offset)
                .and_then(|index| words.get(index))
                .unwrap_or(&OUTSIDE)
        };
        let t1 = if at == 0 { 90 } else { u64::from(last.code()) };
        let t2 = if at <= 1 {
            90
        } else {
            u64::from(before.code())
        };
        Self {
            w: word(0),
            p1: word(-1),
            p2: word(-2),
            n1: word(1),
            n2: word(2),
            first: u64::from(at == 0),
            t1,
            tags: t1 << 8 | t2,
        }
    }
}

/// All features of the word at `at`, whose two predecessors have the tags `before` and `last`.
pub(crate) fn features(words: &[Word], at: usize, last: (Tag, Tag)) -> Vec<u64> {
    let view = View::of(words, at, last);
    [telling(&view).as_slice(), &further(&view)].concat()
}

/// The features that decide most tags; one line a template, its number being part of the key. They were chosen one by
/// one, each the one that made most sums agree with the sums of all features.
fn telling(v: &View<'_>) -> [u64; TELLING] {
    [
        mix(2, v.w.key, 0),
        mix(5, v.w.suffix & 0x3f_ffff, v.w.shape),
        mix(8, v.w.shape << 1 | v.first, v.t1),
        mix(10, v.tags, 0),
        mix(14, v.p1.key, v.w.key),
        mix(21, v.n1.suffix, v.w.suffix),
        mix(23, v.w.class << 8 | v.n1.class, v.t1),
    ]
}

/// All others.
fn further(v: &View<'_>) -> [u64; FURTHER] {
    [
        mix(1, 0, 0),
        mix(3, v.w.key, v.w.shape << 1 | v.first),
        mix(4, v.w.suffix, 0),
        mix(6, v.w.suffix, v.w.shape << 1 | v.first),
        mix(7, v.w.prefix, v.w.suffix),
        mix(9, v.t1, 0),
        mix(11, v.w.key, v.t1),
        mix(12, v.w.suffix, v.tags),
        mix(13, v.p1.key, 0),
        mix(15, v.n1.key, 0),
        mix(16, v.w.key, v.n1.key),
        mix(17, v.p2.key, v.t1),
        mix(18, v.n2.key, v.n1.class),
        mix(19, v.n1.class, v.t1),
        mix(20, v.n1.class, v.w.key),
        mix(22, v.n1.class << 8 | v.n2.class, v.tags),
        mix(24, v.w.shape << 8 | v.n1.shape, v.p1.shape),
        mix(25, v.w.class, v.tags),
        mix(26, v.n1.suffix, v.t1),
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
            sure: SURE,
        })
    }
}
