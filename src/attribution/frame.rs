//! The frame of a cue: what stands before it, what follows it, where its source stands. Rules match on frames.

use super::class::Class;
use super::mention;
use super::phrase::{base_end, clause_stop, phrase_end};
use super::reading::{Reading, Region};
use super::source::Mention;
use crate::rules::frame::{After, Before, CueKind, Form, Tie};
use crate::text::WordKey;

/// A cue with what its sentence shows around it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: CueKind,
    pub(crate) form: Form,
    pub(crate) before: Before,
    pub(crate) after: After,
    /// The word that carries the meaning.
    pub(crate) head: usize,
    /// The cue with its auxiliaries, negation and particle.
    pub(crate) cue: (usize, usize),
    /// The whole clause of attribution: source, cue, recipient, adverbs up to the content.
    pub(crate) core: (usize, usize),
    /// First token of what may be content on the right.
    pub(crate) right: usize,
    /// The preposition that links to the content.
    pub(crate) link: Option<usize>,
    /// Whether somebody is addressed between cue and content.
    pub(crate) recipient: bool,
    /// Whether a verb with tense or a quotation stands to the left of the core in its sentence.
    pub(crate) left_clause: bool,
    pub(crate) negated: bool,
    pub(crate) source: Option<Mention>,
}

impl Frame {
    /// Where the source stands, by name.
    pub(crate) fn tie(&self) -> Tie {
        self.source.map_or(Tie::None, |source| source.tie)
    }
}

/// What follows a cue: its kind, where the content begins, the linking preposition, whether somebody is addressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Complement {
    pub(crate) after: After,
    pub(crate) start: usize,
    pub(crate) link: Option<usize>,
    pub(crate) recipient: bool,
}

impl Complement {
    const fn new(after: After, start: usize) -> Self {
        Self {
            after,
            start,
            link: None,
            recipient: false,
        }
    }
}

/// Words for an amount that can be a subject without a noun.
const AMOUNTS: [WordKey; 6] = [
    WordKey::of("more"),
    WordKey::of("most"),
    WordKey::of("less"),
    WordKey::of("much"),
    WordKey::of("many"),
    WordKey::of("few"),
];

const WHETHER: [WordKey; 2] = [WordKey::of("whether"), WordKey::of("if")];

/// What follows the cue that ends before `from`, up to the end of its sentence.
pub(crate) fn complement(reading: &Reading<'_>, from: usize, ceiling: usize) -> Complement {
    let mut start = from;
    for _ in 0..2 {
        let skips = reading.is(start, Class::ADVERB.or(Class::PARTICLE)) && start < ceiling;
        start += usize::from(skips);
    }
    // "said nearly 40 people", "says most had left": the adverb belongs to what was said.
    if start > from && reading.is(start, Class::NUMBER.or(Class::FINITE)) {
        start = from;
    }
    if let Some(found) = clause_like(reading, start, ceiling) {
        return found;
    }
    if let Some(found) = beyond_adverbial(reading, start, ceiling) {
        return found;
    }
    if let Some(found) = beyond_recipient(reading, start, ceiling) {
        return found;
    }
    let timed = beyond_time(reading, start, ceiling);
    let mut plain = plain(reading, timed.unwrap_or(start), ceiling);
    let denied = start > from && reading.is(start - 1, Class::NEGATION);
    if denied && plain.after == After::Infinitive {
        // "vowed not to sign": the negation is what is vowed.
        plain.start = start - 1;
    }
    quotation_after_colon(reading, plain, ceiling).unwrap_or(plain)
}

/// "voted Tuesday to ban": the day is no content.
fn beyond_time(reading: &Reading<'_>, start: usize, ceiling: usize) -> Option<usize> {
    let end = base_end(reading, start, ceiling);
    let day = end == start + 1 && reading.is(start, Class::TIME);
    let verb = reading.is(end, Class::TO) && reading.is(end + 1, Class::BASE.or(Class::ADVERB));
    (day && verb).then_some(end)
}

/// "gave him a compliment: “…”": a quotation behind a colon is what the whole phrase announces.
fn quotation_after_colon(
    reading: &Reading<'_>,
    plain: Complement,
    ceiling: usize,
) -> Option<Complement> {
    let marks = Class::COMMA
        .or(Class::SEMICOLON)
        .or(Class::STOP)
        .or(Class::QUOTE)
        .or(Class::FINITE);
    for token in plain.start..ceiling {
        if reading.is(token, Class::COLON) {
            opens_speech(reading, token + 1)?;
            return Some(Complement {
                recipient: true,
                ..Complement::new(After::ColonQuote, token + 1)
            });
        }
        if reading.is(token, marks) {
            return None;
        }
    }
    None
}

/// The quotation that opens at `token`, if it is long enough to be speech.
pub(crate) fn opens_speech(reading: &Reading<'_>, token: usize) -> Option<Region> {
    reading.speech(token).filter(|region| region.start == token)
}

/// "that", a question, a quotation: complements that show themselves by their first word.
fn clause_like(reading: &Reading<'_>, start: usize, ceiling: usize) -> Option<Complement> {
    let mark = reading.is(start, Class::COMMA.or(Class::COLON).or(Class::DASH));
    let quoted = if mark { start + 1 } else { start };
    // Behind a colon the quotation may be the next paragraph.
    let reaches = quoted < ceiling || quoted == ceiling && reading.is(start, Class::COLON);
    if reaches && opens_speech(reading, quoted).is_some() {
        return Some(Complement::new(After::Quote, quoted));
    }
    if let Some(that) = that_beyond_aside(reading, start, ceiling) {
        return Some(Complement::new(After::That, that));
    }
    let word = reading.word(start);
    if reading.is(start, Class::THAT) && that_opens_clause(reading, start, ceiling) {
        return Some(Complement::new(After::That, start));
    }
    if WHETHER.contains(&word) {
        return Some(Complement::new(After::Whether, start));
    }
    if reading.is(start, Class::WH) {
        return Some(Complement::new(After::Question, start));
    }
    bare_clause(reading, start, ceiling).then(|| Complement::new(After::Clause, start))
}

/// "warned, however, that", "argued, for example, that": few words between two commas.
fn that_beyond_aside(reading: &Reading<'_>, comma: usize, ceiling: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let close = clause_stop(reading, comma + 1, ceiling);
    let that = close + 1;
    let aside = reading.is(comma, Class::COMMA)
        && reading.is(close, Class::COMMA)
        && close <= comma + LONGEST;
    (aside && reading.is(that, Class::THAT) && that_opens_clause(reading, that, ceiling))
        .then_some(that)
}

/// "that" opens a clause unless it points: "said that."
fn that_opens_clause(reading: &Reading<'_>, that: usize, ceiling: usize) -> bool {
    let next = that + 1;
    // "that demand remained": a noun that looks like a verb, for the verb stands behind it.
    let noun = reading.is(next, Class::PRESENT)
        && !reading.is(next, Class::AUXILIARY)
        && reading.is(next + 1, Class::FINITE);
    next < ceiling
        && (noun || !reading.is(next, Class::STOP.or(Class::FINITE)))
        && (reading.tag(that) != "DT"
            || (next..ceiling).any(|token| reading.is(token, Class::FINITE)))
}

/// A noun phrase and then a verb with tense.
pub(crate) fn bare_clause(reading: &Reading<'_>, start: usize, ceiling: usize) -> bool {
    if start >= ceiling || reading.is(start, Class::PREPOSITION.or(Class::MARK).or(Class::FINITE)) {
        return false;
    }
    if reading.is(start, Class::NOMINATIVE.or(Class::EXISTENTIAL)) {
        return true;
    }
    let mut end = base_end(reading, start, ceiling);
    if end <= start && AMOUNTS.contains(&reading.word(start)) {
        // "said more was needed"
        end = start + 1;
    }
    for _ in 0..3 {
        if end <= start {
            return false;
        }
        let mut next = end;
        while next < ceiling && reading.is(next, Class::ADVERB) {
            next += 1;
        }
        // "said the firm “put profits first”"
        next += usize::from(opens_speech(reading, next).is_some());
        if reading.is(next, Class::FINITE) {
            return true;
        }
        let goes_on =
            reading.is(end, Class::PREPOSITION.or(Class::AND)) && !reading.is(end, Class::THAT);
        let further = base_end(reading, end + 1, ceiling);
        if !goes_on || further <= end + 1 {
            return false;
        }
        end = further;
    }
    false
}

/// "said in a statement that", "said Monday that": the adverbial is no content.
fn beyond_adverbial(reading: &Reading<'_>, start: usize, ceiling: usize) -> Option<Complement> {
    let mut end = start;
    let mut timed = true;
    for _ in 0..3 {
        let prepositional = reading.is(end, Class::PREPOSITION.or(Class::TO));
        let first = if prepositional { end + 1 } else { end };
        let close = base_end(reading, first, ceiling);
        let time = (first..close).any(|token| reading.is(token, Class::TIME));
        if close <= first || !(prepositional || time) {
            break;
        }
        timed = timed && time;
        end = close;
        if reading.is(end, Class::NUMBER)
            || (reading.is(end, Class::COMMA) && opens_speech(reading, end + 1).is_none())
        {
            let resumes = reading.is(end, Class::COMMA) && reading.is(end + 1, Class::THAT);
            end += usize::from(resumes || reading.is(end, Class::NUMBER));
        }
        if let Some(found) = clause_like(reading, end, ceiling) {
            let bare = matches!(found.after, After::Clause | After::Question);
            if !bare || timed || stated(reading, end) {
                return Some(found);
            }
        }
    }
    None
}

/// Whether a pronoun and its verb follow a statement: "said in a letter it would appeal". Behind other nouns they describe the
/// noun: "said at the rally he held".
fn stated(reading: &Reading<'_>, start: usize) -> bool {
    let noun = reading.word(start.saturating_sub(1));
    mention::sort(noun, std::iter::empty()).is_some_and(|sort| sort.text == "document")
        && reading.is(start, Class::PRONOUN)
        && reading.is(start + 1, Class::FINITE)
}

/// "told reporters that": somebody is addressed before the content.
fn beyond_recipient(reading: &Reading<'_>, start: usize, ceiling: usize) -> Option<Complement> {
    if reading.is(start, Class::NOMINATIVE) || reading.is(start, Class::MARK) {
        return None;
    }
    let end = phrase_end(reading, start, ceiling);
    if end <= start {
        return None;
    }
    let mut found =
        clause_like(reading, end, ceiling).or_else(|| beyond_adverbial(reading, end, ceiling));
    if let Some(complement) = &mut found {
        let relative =
            complement.after == After::Question && reading.is(complement.start, Class::RELATIVE);
        if relative {
            return None;
        }
        let marked = reading.is(
            complement.start.saturating_sub(1),
            Class::COMMA.or(Class::COLON),
        );
        if complement.after == After::Quote && !marked {
            return Some(Complement::new(After::PhraseQuote, start));
        }
        complement.recipient = true;
        return found;
    }
    let to_verb = reading.is(end, Class::TO) && reading.is(end + 1, Class::BASE.or(Class::ADVERB));
    if to_verb {
        return Some(Complement::new(After::PhraseInfinitive, start));
    }
    (reading.word(end) == WordKey::of("as")).then(|| Complement::new(After::PhraseAs, start))
}

const PREPOSITIONS: [(WordKey, After); 10] = [
    (WordKey::of("as"), After::As),
    (WordKey::of("about"), After::About),
    (WordKey::of("for"), After::For),
    (WordKey::of("of"), After::Of),
    (WordKey::of("to"), After::To),
    (WordKey::of("on"), After::On),
    (WordKey::of("with"), After::With),
    (WordKey::of("against"), After::Against),
    (WordKey::of("in"), After::In),
    (WordKey::of("at"), After::At),
];

/// Complements that show themselves by their class only.
pub(crate) fn plain(reading: &Reading<'_>, start: usize, ceiling: usize) -> Complement {
    let class = reading.class(start);
    if start >= ceiling || class.any(Class::STOP.or(Class::SEMICOLON).or(Class::QUOTE)) {
        return Complement::new(After::End, start);
    }
    if class.any(Class::COMMA.or(Class::DASH)) {
        return Complement::new(After::Comma, start + 1);
    }
    if class.any(Class::COLON) {
        return Complement::new(After::Colon, start + 1);
    }
    if class.any(Class::TO) && reading.is(start + 1, Class::BASE.or(Class::ADVERB)) {
        return Complement::new(After::Infinitive, start);
    }
    if class.any(Class::PREPOSITION.or(Class::TO)) {
        let known = PREPOSITIONS
            .iter()
            .find(|(word, _)| *word == reading.word(start));
        let after = known.map_or(After::Preposition, |&(_, after)| after);
        return Complement {
            link: Some(start),
            ..Complement::new(after, start + 1)
        };
    }
    if base_end(reading, start, ceiling) > start {
        return Complement::new(After::Phrase, start);
    }
    let after = if class.any(Class::GERUND) {
        After::Gerund
    } else if class.any(Class::ADJECTIVE) {
        After::Adjective
    } else {
        After::Other
    };
    Complement::new(after, start)
}

/// Whether a quotation that ends with a pause, as speech does before its cue, stands right before `start`: "“We lost,”".
pub(crate) fn behind_pause(reading: &Reading<'_>, start: usize, floor: usize) -> bool {
    let pause = Class::COMMA
        .or(Class::STOP)
        .or(Class::QUESTION)
        .or(Class::DASH);
    before(reading, start, floor) == Before::Quote
        && (start.saturating_sub(3)..start).any(|token| reading.is(token, pause))
}

/// What stands before the core that begins at `start`.
pub(crate) fn before(reading: &Reading<'_>, start: usize, floor: usize) -> Before {
    let Some(previous) = start.checked_sub(1).filter(|&previous| previous >= floor) else {
        return Before::Start;
    };
    let closing = reading
        .speech(previous)
        .is_some_and(|region| region.end == start);
    if closing {
        return Before::Quote;
    }
    let class = reading.class(previous);
    if class.any(Class::COMMA) {
        let quoted = previous > floor
            && reading
                .speech(previous - 1)
                .is_some_and(|region| region.end == previous);
        return if quoted { Before::Quote } else { Before::Comma };
    }
    if class.any(Class::DASH) {
        Before::Dash
    } else {
        Before::Other
    }
}
