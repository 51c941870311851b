//! Cues that are no verb, noun or adjective: "according to", a colon behind a name, a dash before a source.

use super::class::Class;
use super::cue::{Bounds, Site, assemble};
use super::frame::{Complement, Frame, opens_speech};
use super::mention;
use super::phrase::{base_end, phrase_end};
use super::reading::{Reading, stands_apart};
use super::source::{Mention, named_at};
use crate::rules::frame::{After, CueKind, Form};
use crate::text::{Document, WordKey};

pub(crate) fn according(reading: &Reading<'_>, head: usize, bounds: Bounds) -> Option<Site> {
    let source = named_at(reading, head + 2, bounds.1)?;
    let mut end = source.end;
    if reading.is(end, Class::COMMA) {
        end += 1;
    }
    Some(Site {
        kind: CueKind::According,
        form: Form::None,
        head,
        verb: (head, head + 2),
        cue: (head, head + 2),
        from: end,
        bounds,
        first: Some(source),
        settled: true,
    })
}

pub(crate) fn according_frame(
    reading: &Reading<'_>,
    site: &Site,
    source: Option<Mention>,
) -> Frame {
    let after = Complement {
        after: After::Comma,
        start: site.from,
        link: None,
        recipient: false,
    };
    let core = (site.head, source.map_or(site.from, |source| source.end));
    let mut frame = assemble(reading, site.cue, core, after, site.bounds);
    frame.kind = CueKind::According;
    frame.source = source;
    if site.from >= site.bounds.1 || reading.is(site.from, Class::STOP) {
        frame.after = After::End;
    }
    frame
}

/// Labels of the turns of an interview: they name nobody.
const QUESTION: [WordKey; 2] = [WordKey::of("q"), WordKey::of("question")];
const ANSWER: [WordKey; 2] = [WordKey::of("a"), WordKey::of("answer")];
const FROM: WordKey = WordKey::of("from");
/// The same with a stop for the colon.
const STOPPED: [(WordKey, WordKey); 2] = [
    (WordKey::of("q."), WordKey::of("q")),
    (WordKey::of("a."), WordKey::of("a")),
];

/// Whether a colon behind the first word of a paragraph, or the stop of that word, makes it the label of a question.
pub(crate) fn opens_question(document: &Document<'_>, mark: usize) -> bool {
    label(document, mark).is_some_and(|word| QUESTION.contains(&word))
}

/// Whether it makes it the label of an answer: the nearest label before it is that of a question. With a stop it may be
/// somebody's initial, so the question is the paragraph before.
pub(crate) fn opens_answer(document: &Document<'_>, mark: usize) -> bool {
    if !label(document, mark).is_some_and(|word| ANSWER.contains(&word)) {
        return false;
    }
    let paragraph = |token| document.sentence_of(token).map(|own| own.paragraph);
    let before = (0..mark)
        .rev()
        .find(|&token| label(document, token).is_some());
    before.is_some_and(|before| {
        let next = paragraph(before).map(|paragraph| paragraph + 1) == paragraph(mark);
        opens_question(document, before) && (next || document.word(mark) == ":")
    })
}

/// The one word between the beginning of a paragraph and the mark at `mark`, if it labels a turn: a colon, or the word's
/// own stop.
fn label(document: &Document<'_>, mark: usize) -> Option<WordKey> {
    let own = document.tokens.get(mark)?.key;
    let stopped = STOPPED.iter().find(|(stopped, _)| *stopped == own);
    let (first, word) = match stopped {
        Some(&(_, word)) => (mark, word),
        None if document.word(mark) == ":" => {
            let first = mark.checked_sub(1)?;
            (first, document.tokens.get(first)?.key)
        }
        None => return None,
    };
    if !QUESTION.contains(&word) && !ANSWER.contains(&word) {
        return None;
    }
    let sentence = document.sentence_of(first)?;
    let paragraph = document.paragraphs.get(sentence.paragraph as usize)?;
    let opens = document.tokens.get(first)?.span.start == paragraph.start;
    // "A. J. Smith": an initial.
    let next = document.word(mark + 1);
    let initial = stopped.is_some() && next.len() == 2 && next.ends_with('.');
    (opens && !initial).then_some(word)
}

/// "A: No, I never saw it.": an answer, whose speaker stands before the interview if anywhere.
pub(crate) fn answer(reading: &Reading<'_>, token: usize, bounds: Bounds) -> Option<Site> {
    opens_answer(reading.document, token).then(|| label_site(token, token, None, bounds))
}

/// The site of a colon that ends a label, which begins at `begin` and names `source`.
fn label_site(begin: usize, colon: usize, source: Option<Mention>, bounds: Bounds) -> Site {
    Site {
        kind: CueKind::Colon,
        form: Form::None,
        head: colon,
        verb: (begin, colon),
        cue: (colon, colon + 1),
        from: colon + 1,
        bounds,
        first: source,
        settled: true,
    }
}

/// "JONES: No.", "Reed: “No.”": a name, and nothing else, from the beginning of the sentence to the colon.
pub(crate) fn colon(reading: &Reading<'_>, token: usize, bounds: Bounds) -> Option<Site> {
    if label(reading.document, token).is_some() {
        return answer(reading, token, bounds);
    }
    let (floor, ceiling) = bounds;
    let opening = if reading.is(floor, Class::QUOTE.or(Class::HYPHEN).or(Class::DASH)) {
        floor + 1
    } else {
        floor
    };
    let names = |begin: usize| {
        begin < token
            && (token - begin) <= 8
            && base_end(reading, begin, token).max(phrase_end(reading, begin, token)) == token
    };
    let quotes = opens_speech(reading, token + 1).is_some();
    let begin = if names(opening) || !quotes {
        opening
    } else {
        behind_lead(reading, token, floor).unwrap_or(opening)
    };
    let letter = token - begin == 1
        && reading
            .document
            .tokens
            .get(begin)
            .is_some_and(|one| one.span.len() == 1);
    if !names(begin) || letter || token + 1 >= ceiling {
        return None;
    }
    let source = named_at(reading, begin, token)?;
    let site = label_site(begin, token, Some(source), bounds);
    let opens = begin == floor
        && floor
            .checked_sub(1)
            .is_none_or(|before| reading.paragraph(before) != reading.paragraph(floor));
    if !(opens && reading.is_turn(reading.paragraph(floor))) {
        return Some(site);
    }
    // What the interviewer asks is nobody's statement.
    let asks = reading.is(ceiling - 1, Class::QUESTION);
    (!asks).then_some(Site {
        form: Form::Turn,
        ..site
    })
}

/// Where the name begins that a colon ends behind other words: "More from the report: “…”", "Turnout fell – Ann Reed: “…”".
fn behind_lead(reading: &Reading<'_>, colon: usize, floor: usize) -> Option<usize> {
    let leads = |token: usize| {
        let dash = reading.is(token, Class::DASH.or(Class::HYPHEN));
        FROM == reading.word(token) || dash && stands_apart(reading.document, token)
    };
    let lead = (floor..colon).rev().find(|&token| leads(token))?;
    Some(lead + 1)
}

pub(crate) fn colon_frame(reading: &Reading<'_>, site: &Site, source: Option<Mention>) -> Frame {
    let after = match opens_speech(reading, site.from) {
        Some(_) => After::Quote,
        None => After::Colon,
    };
    let after = Complement {
        after,
        start: site.from,
        link: None,
        recipient: false,
    };
    let core = (site.verb.0, site.from);
    let mut frame = assemble(reading, site.cue, core, after, site.bounds);
    frame.kind = CueKind::Colon;
    frame.form = site.form;
    frame.source = source;
    frame
}

/// "Minister to quit – sources": a headline without a full stop that ends with a dash and whoever says so.
pub(crate) fn dash(reading: &Reading<'_>, token: usize, bounds: Bounds) -> Option<Site> {
    let (floor, ceiling) = bounds;
    let ends = token > floor + 1 && base_end(reading, token + 1, ceiling) == ceiling;
    let source = named_at(reading, token + 1, ceiling).filter(|_| ends)?;
    let others = (source.start..source.end).map(|token| reading.word(token));
    mention::sort(reading.word(source.head), others)?;
    Some(Site {
        kind: CueKind::Dash,
        form: Form::None,
        head: token,
        verb: (token, token + 1),
        cue: (token, token + 1),
        from: ceiling,
        bounds,
        first: Some(source),
        settled: true,
    })
}

pub(crate) fn dash_frame(reading: &Reading<'_>, site: &Site, source: Option<Mention>) -> Frame {
    let after = Complement {
        after: After::End,
        start: site.from,
        link: None,
        recipient: false,
    };
    let core = (site.head, site.from);
    let mut frame = assemble(reading, site.cue, core, after, site.bounds);
    frame.kind = CueKind::Dash;
    frame.source = source;
    frame
}
