//! Cues that are no verb, noun or adjective: "according to", a colon behind a name, a dash before a source.

use super::class::Class;
use super::cue::{Bounds, Site, assemble};
use super::frame::{Complement, Frame, opens_speech};
use super::mention;
use super::phrase::{base_end, phrase_end};
use super::reading::Reading;
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

/// Whether a colon behind the first word of a paragraph makes it the label of a question.
pub(crate) fn opens_question(document: &Document<'_>, colon: usize) -> bool {
    label(document, colon).is_some_and(|word| QUESTION.contains(&word))
}

/// Whether it makes it the label of an answer: the nearest label before it is that of a question.
pub(crate) fn opens_answer(document: &Document<'_>, colon: usize) -> bool {
    let labels = (0..colon)
        .rev()
        .filter(|&token| label(document, token).is_some());
    label(document, colon).is_some_and(|word| ANSWER.contains(&word))
        && labels.map(|token| opens_question(document, token)).next() == Some(true)
}

/// The one word between the beginning of a paragraph and a colon, if it labels a turn.
fn label(document: &Document<'_>, colon: usize) -> Option<WordKey> {
    let first = colon.checked_sub(1)?;
    let word = document.tokens.get(first)?.key;
    if !QUESTION.contains(&word) && !ANSWER.contains(&word) {
        return None;
    }
    let sentence = document.sentence_of(first)?;
    let paragraph = document.paragraphs.get(sentence.paragraph as usize)?;
    let opens = document.tokens.get(first)?.span.start == paragraph.start;
    (opens && document.word(colon) == ":").then_some(word)
}

/// "A: No, I never saw it.": an answer, whose speaker stands before the interview if anywhere.
fn answer(reading: &Reading<'_>, token: usize, bounds: Bounds) -> Option<Site> {
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
    let begin = if reading.is(floor, Class::QUOTE.or(Class::HYPHEN).or(Class::DASH)) {
        floor + 1
    } else {
        floor
    };
    let named = begin < token
        && (token - begin) <= 8
        && base_end(reading, begin, token).max(phrase_end(reading, begin, token)) == token;
    let letter = token - begin == 1
        && reading
            .document
            .tokens
            .get(begin)
            .is_some_and(|one| one.span.len() == 1);
    if !named || letter || token + 1 >= ceiling {
        return None;
    }
    let source = named_at(reading, begin, token)?;
    Some(label_site(begin, token, Some(source), bounds))
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
