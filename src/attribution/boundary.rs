//! Where the content ends: at every gap between two words the evidence for a stop is weighed, and the end is
//! chosen that most likely shares at least half of its words with the true one.

use super::class::Class;
use super::frame::Frame;
use super::reading::Reading;
use super::tree;
use super::weights::{Evidence, Weights};
use crate::rules::Name;
use crate::rules::frame::{After, CueKind};
use crate::text::WordKey;

/// Stretch of tokens in which the end is sought, and the frame that opens it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'f> {
    pub(crate) frame: &'f Frame,
    /// First token of the content.
    pub(crate) start: usize,
    /// One past the last token it can reach.
    pub(crate) limit: usize,
}

/// What has been passed on the way to a gap.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    finite: usize,
    past: bool,
    words: usize,
    quoted: bool,
}

impl Passed {
    pub(crate) fn step(&mut self, reading: &Reading<'_>, token: usize) {
        if reading.speech(token).is_some() {
            self.quoted = true;
        } else if reading.is(token, Class::FINITE) {
            self.finite += 1;
            self.past |= reading.is(token, Class::PAST);
        }
        self.words += usize::from(!reading.is(token, Class::MARK));
    }
}

/// One past the last token of the content that begins at the start of the stretch.
pub(crate) fn end(reading: &Reading<'_>, stretch: Stretch<'_>, weights: &Weights) -> usize {
    let Stretch { start, limit, .. } = stretch;
    let mut masses: Vec<(usize, f32)> = Vec::with_capacity(limit.saturating_sub(start));
    let mut alive = 1.0_f32;
    let mut passed = Passed::default();
    for gap in start + 1..limit {
        passed.step(reading, gap - 1);
        if !is_gap(reading, gap) {
            continue;
        }
        let mut sum = weights.sum();
        evidence(reading, stretch, gap, &passed, &mut sum);
        let stop = sum.probability();
        masses.push((gap - start, alive * stop));
        alive *= 1.0 - stop;
        if alive < 0.005 {
            break;
        }
    }
    masses.push((limit.saturating_sub(start), alive));
    start + most_shared(&masses, |length| edge(reading, start + length))
}

/// An end is considered when it is at least this likely, compared with the likeliest.
const LIKELY: f32 = 0.2;

/// The length whose half-to-double range holds the most mass.
fn most_shared(masses: &[(usize, f32)], edge: impl Fn(usize) -> bool) -> usize {
    let most = masses.iter().map(|&(_, mass)| mass).fold(0.0, f32::max);
    let mut best = (0, -1.0_f32);
    for &(length, own) in masses {
        if own < most * LIKELY && !edge(length) {
            continue;
        }
        let near = masses
            .iter()
            .filter(|&&(other, _)| other * 2 >= length && other <= length * 2);
        let shared: f32 = near
            .map(|&(other, mass)| {
                let (low, high) = if other < length {
                    (other, length)
                } else {
                    (length, other)
                };
                mass * 0.9 + mass * 0.1 * ratio(low, high)
            })
            .sum();
        let value = shared + 0.05 * own;
        if value > best.1 {
            best = (length, value);
        }
    }
    best.0
}

#[expect(clippy::cast_precision_loss, reason = "lengths of sentences are small")]
fn ratio(low: usize, high: usize) -> f32 {
    if high == 0 {
        0.0
    } else {
        low as f32 / high as f32
    }
}

/// Whether content may end before `gap`: not inside a quotation, not within a word.
pub(crate) fn is_gap(reading: &Reading<'_>, gap: usize) -> bool {
    let inside = reading.speech(gap).is_some_and(|region| region.start < gap);
    !inside && !reading.is(gap, Class::HYPHEN) && !reading.is(gap.saturating_sub(1), Class::HYPHEN)
}

const WORDS: &[(usize, Name<'static>)] = &[
    (1, Name::of("1")),
    (2, Name::of("2")),
    (4, Name::of("3-4")),
    (8, Name::of("5-8")),
    (16, Name::of("9-16")),
    (30, Name::of("17-30")),
    (usize::MAX, Name::of("31+")),
];
const FINITE: &[(usize, Name<'static>)] = &[
    (0, Name::of("0")),
    (1, Name::of("1")),
    (2, Name::of("2")),
    (usize::MAX, Name::of("3+")),
];

/// Notes what speaks for or against a stop before `gap`.
pub(crate) fn evidence(
    reading: &Reading<'_>,
    stretch: Stretch<'_>,
    gap: usize,
    passed: &Passed,
    evidence: &mut impl Evidence,
) {
    let frame = stretch.frame;
    let family = family(frame);
    let mark = mark_name(reading, gap);
    let next = next_name(reading, gap);
    let words = Name::bucket(passed.words, WORDS);
    let finite = Name::bucket(passed.finite, FINITE);
    let quoted = Name::yes(passed.quoted);
    let place = (mark, next);
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("family") }, family]);
    note(&[const { Name::of("place") }, place.0, place.1]);
    note(&[const { Name::of("place.family") }, place.0, place.1, family]);
    note(&[const { Name::of("place.finite") }, place.0, place.1, finite]);
    note(&[const { Name::of("words") }, words, family]);
    note(&[const { Name::of("finite") }, finite, family]);
    note(&[const { Name::of("mark.words") }, mark, words]);
    note(&[const { Name::of("mark.quoted") }, mark, quoted, family]);
    note(&[const { Name::of("after") }, frame.after.name(), mark]);
    note(&[
        const { Name::of("previous") },
        previous_name(reading, gap),
        mark,
        next,
    ]);
    note(&[const { Name::of("kind") }, frame.kind.name(), mark, next]);
    let tense = tense_match(reading, frame, gap);
    note(&[const { Name::of("tense") }, mark, tense, finite]);
    note(&[const { Name::of("tense.next") }, place.0, place.1, tense]);
    let ahead = verb_ahead(reading, gap, stretch.limit);
    note(&[const { Name::of("ahead") }, mark, ahead, family]);
    if reading.has_parse() {
        held(reading, stretch, gap, &mut note);
    }
}

/// How the words after the gap hang on those before it.
fn held(
    reading: &Reading<'_>,
    stretch: Stretch<'_>,
    gap: usize,
    note: &mut impl FnMut(&[Name<'_>]),
) {
    let hold = tree::hold(reading, gap);
    let frame = stretch.frame;
    let by = match hold.governor {
        None => const { Name::of("root") },
        Some(governor) if governor >= stretch.start => const { Name::of("content") },
        Some(governor) if governor == frame.head => const { Name::of("cue") },
        Some(governor) if governor >= frame.core.0 => const { Name::of("core") },
        Some(_) => const { Name::of("before") },
    };
    let relation = reading
        .head(hold.top)
        .map_or(const { Name::of("") }, |(_, relation)| relation);
    let family = family(frame);
    let mark = mark_name(reading, gap);
    note(&[const { Name::of("held") }, by]);
    note(&[const { Name::of("held.family") }, by, family]);
    note(&[const { Name::of("held.relation") }, by, relation]);
    note(&[const { Name::of("held.mark") }, by, mark, family]);
    note(&[const { Name::of("held.relation.mark") }, by, relation, mark]);
    note(&[
        const { Name::of("held.after") },
        by,
        relation,
        frame.after.name(),
    ]);
}

/// Families of frames that end alike.
pub(crate) const fn family(frame: &Frame) -> Name<'static> {
    match (frame.kind, frame.after) {
        (CueKind::According, _) => const { Name::of("according") },
        (_, After::Quote | After::ColonQuote) => const { Name::of("quote") },
        (_, After::That | After::Clause | After::Whether | After::Question) => {
            const { Name::of("clause") }
        }
        (_, After::Infinitive | After::PhraseInfinitive | After::Gerund) => {
            const { Name::of("verbal") }
        }
        (_, After::Comma | After::Colon | After::End | After::Other) => const { Name::of("rest") },
        (CueKind::Noun, _) => const { Name::of("noun") },
        (_, After::Phrase | After::PhraseAs | After::PhraseQuote | After::Adjective) => {
            const { Name::of("phrase") }
        }
        _ => const { Name::of("preposition") },
    }
}

/// The mark or connecting word at the gap.
fn mark_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let class = reading.class(gap);
    let closed = reading
        .speech(gap.saturating_sub(1))
        .is_some_and(|region| region.end == gap);
    if closed {
        return const { Name::of("closed") };
    }
    let named = [
        (Class::COMMA, const { Name::of(",") }),
        (Class::SEMICOLON, const { Name::of(";") }),
        (Class::COLON, const { Name::of(":") }),
        (Class::DASH, const { Name::of("dash") }),
        (Class::STOP, const { Name::of(".") }),
        (Class::BRACKET, const { Name::of("bracket") }),
        (Class::QUOTE, const { Name::of("quote") }),
        (Class::AND, const { Name::of("and") }),
    ];
    let found = named.iter().find(|(kind, _)| class.any(*kind));
    found.map_or(const { Name::of("word") }, |&(_, name)| name)
}

/// The word that goes on after the gap: its closed-class form or its tag.
fn next_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let mut token = gap;
    let skipped = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::COLON);
    if reading.is(gap, skipped) {
        token += 1;
        if reading.is(token, Class::AND) {
            return and_name(reading, token);
        }
    }
    if reading.is(token, Class::AND) {
        return and_name(reading, token);
    }
    closed_word(reading, token).unwrap_or_else(|| Name::of(reading.tag(token)))
}

/// "and" or "but" with the class of the word after it.
const AND: [(Class, Name<'static>, Name<'static>); 10] = [
    (Class::PAST, Name::of("and+past"), Name::of("but+past")),
    (
        Class::PRESENT.or(Class::MODAL),
        Name::of("and+present"),
        Name::of("but+present"),
    ),
    (
        Class::GERUND,
        Name::of("and+gerund"),
        Name::of("but+gerund"),
    ),
    (Class::BASE, Name::of("and+base"), Name::of("but+base")),
    (
        Class::NOMINATIVE,
        Name::of("and+pronoun"),
        Name::of("but+pronoun"),
    ),
    (Class::PROPER, Name::of("and+name"), Name::of("but+name")),
    (
        Class::ADVERB,
        Name::of("and+adverb"),
        Name::of("but+adverb"),
    ),
    (Class::THAT, Name::of("and+that"), Name::of("but+that")),
    (Class::TO, Name::of("and+to"), Name::of("but+to")),
    (
        Class::PREPOSITION,
        Name::of("and+preposition"),
        Name::of("but+preposition"),
    ),
];

fn and_name(reading: &Reading<'_>, and: usize) -> Name<'static> {
    let but = reading.word(and) == WordKey::of("but");
    let class = reading.class(and + 1);
    let found = AND.iter().find(|(kind, ..)| class.any(*kind));
    let plain = (
        Class::AND,
        const { Name::of("and") },
        const { Name::of("but") },
    );
    let &(_, and, or_but) = found.unwrap_or(&plain);
    if but { or_but } else { and }
}

const CLOSED: [Name<'static>; 46] = [
    Name::of("that"),
    Name::of("which"),
    Name::of("who"),
    Name::of("whose"),
    Name::of("when"),
    Name::of("where"),
    Name::of("while"),
    Name::of("as"),
    Name::of("because"),
    Name::of("although"),
    Name::of("though"),
    Name::of("if"),
    Name::of("unless"),
    Name::of("since"),
    Name::of("after"),
    Name::of("before"),
    Name::of("until"),
    Name::of("in"),
    Name::of("on"),
    Name::of("at"),
    Name::of("of"),
    Name::of("for"),
    Name::of("to"),
    Name::of("by"),
    Name::of("with"),
    Name::of("from"),
    Name::of("about"),
    Name::of("during"),
    Name::of("according"),
    Name::of("including"),
    Name::of("than"),
    Name::of("whether"),
    Name::of("what"),
    Name::of("how"),
    Name::of("why"),
    Name::of("despite"),
    Name::of("over"),
    Name::of("against"),
    Name::of("into"),
    Name::of("so"),
    Name::of("not"),
    Name::of("including"),
    Name::of("even"),
    Name::of("like"),
    Name::of("through"),
    Name::of("without"),
];

fn closed_word(reading: &Reading<'_>, token: usize) -> Option<Name<'static>> {
    let word = reading.word(token);
    CLOSED.iter().find(|name| name.key == word).copied()
}

/// The class of the last word before the gap.
fn previous_name(reading: &Reading<'_>, gap: usize) -> Name<'static> {
    let class = reading.class(gap.saturating_sub(1));
    let named = [
        (Class::TIME, const { Name::of("time") }),
        (Class::PROPER, const { Name::of("name") }),
        (Class::NOUN, const { Name::of("noun") }),
        (Class::PRONOUN, const { Name::of("pronoun") }),
        (Class::NUMBER, const { Name::of("number") }),
        (Class::FINITE, const { Name::of("finite") }),
        (Class::VERB, const { Name::of("verb") }),
        (Class::ADJECTIVE, const { Name::of("adjective") }),
        (
            Class::ADVERB.or(Class::PARTICLE),
            const { Name::of("adverb") },
        ),
        (Class::QUOTE, const { Name::of("quote") }),
        (Class::MARK, const { Name::of("mark") }),
        (
            Class::DETERMINER.or(Class::POSSESSIVE),
            const { Name::of("determiner") },
        ),
        (
            Class::PREPOSITION.or(Class::TO),
            const { Name::of("preposition") },
        ),
        (Class::AND, const { Name::of("and") }),
    ];
    let found = named.iter().find(|(kind, _)| class.any(*kind));
    found.map_or(const { Name::of("other") }, |&(_, name)| name)
}

/// Whether the next verb with tense has the tense of the cue.
fn tense_match(reading: &Reading<'_>, frame: &Frame, gap: usize) -> Name<'static> {
    let next = (gap..gap + 4).find(|&token| reading.is(token, Class::FINITE));
    let Some(next) = next else {
        return const { Name::of("none") };
    };
    let cue = (frame.cue.0..frame.cue.1).find(|&token| reading.is(token, Class::FINITE));
    let Some(cue) = cue else {
        return const { Name::of("open") };
    };
    if reading.is(next, Class::PAST) == reading.is(cue, Class::PAST) {
        const { Name::of("same") }
    } else {
        const { Name::of("other") }
    }
}

/// What the next mark or verb after the gap is: a verb first means that a clause goes on.
fn verb_ahead(reading: &Reading<'_>, gap: usize, limit: usize) -> Name<'static> {
    let stop = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::QUOTE);
    for token in gap + 1..limit {
        if reading.is(token, Class::FINITE) {
            return const { Name::of("verb") };
        }
        if reading.is(token, stop) {
            return const { Name::of("mark") };
        }
    }
    const { Name::of("end") }
}

/// Whether a mark stands at the gap, so that a reader takes what stands before it as whole.
fn edge(reading: &Reading<'_>, gap: usize) -> bool {
    let marks = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::DASH)
        .or(Class::COLON)
        .or(Class::BRACKET);
    reading.is(gap, marks)
}
