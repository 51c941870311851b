//! The copy: source, cue and content told apart, the speaker in the margin, findings under their line.

use std::collections::{BTreeSet, VecDeque};

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use super::matter::finding;
use super::sheet::{CONTENT, CUE, FAINT, NAMED, PLAIN, SOURCE, Sheet, UNNAMED, one_line, pad};
use crate::render::passage::{Part, Passage};
use crate::render::view::{Statement, View};
use crate::render::wrap::{columns, cut, wrap};

/// Columns in front of the copy: the number of the paragraph.
const GUTTER: usize = 4;
/// From this width on there is a margin for the speakers.
const MARGIN_FROM: usize = 72;
/// Columns between copy and margin.
const GAP: usize = 3;

/// Writes the copy of `view`.
pub(super) fn copy(sheet: &mut Sheet, view: &View) {
    if view.passages.is_empty() {
        return;
    }
    sheet.title("The copy", "");
    legend(sheet);
    let mut explained = BTreeSet::new();
    for passage in &view.passages {
        sheet.out.push('\n');
        let number = passage.number.map(|number| format!("{number:>2}"));
        let label = number.unwrap_or_default();
        paragraph(sheet, view, (&label, passage), &mut explained);
    }
}

fn legend(sheet: &mut Sheet) {
    let marks = |mark: &str, word: &str| {
        if sheet.styled {
            word.to_owned()
        } else {
            format!("{mark} {word}")
        }
    };
    let (source, cue) = (marks("=", "source"), marks("~", "cue"));
    let (content, found) = (marks("-", "content"), "^ finding");
    sheet.put(
        2,
        &[
            (SOURCE, &source),
            (PLAIN, "  "),
            (CUE, &cue),
            (PLAIN, "  "),
            (CONTENT, &content),
            (PLAIN, "  "),
            (UNNAMED, found),
        ],
    );
}

/// One character of copy, and the stretch it stands in.
#[derive(Clone, Copy, Debug)]
struct Cell {
    letter: char,
    stretch: usize,
}

type Line = Vec<Cell>;

fn paragraph<'v>(
    sheet: &mut Sheet,
    view: &'v View,
    (label, passage): (&str, &Passage),
    explained: &mut BTreeSet<&'v str>,
) {
    let margin = if sheet.width >= MARGIN_FROM {
        (sheet.width / 4).clamp(18, 26)
    } else {
        0
    };
    let gap = if margin > 0 { GAP } else { 0 };
    let room = sheet.width.saturating_sub(GUTTER + gap + margin);
    let name_room = if margin > 0 {
        margin
    } else {
        room - ARROW.len()
    };
    let mut speakers = Speakers::new(name_room);
    let mut told = BTreeSet::new();
    let mut gutter = pad(label, GUTTER);
    for line in lines(passage, room) {
        speakers.hear(view, passage, &line);
        let beside = (margin > 0).then(|| speakers.waiting.pop_front()).flatten();
        put_line(sheet, passage, &line, (&gutter, room), beside.as_ref());
        if !sheet.styled {
            put_marks(sheet, passage, &line);
        }
        while margin == 0
            && let Some((style, name)) = speakers.waiting.pop_front()
        {
            sheet.put(GUTTER, &[(FAINT, ARROW), (style, &name)]);
        }
        for index in begun(passage, &line, &mut told) {
            if let Some(advice) = view.advice.get(index) {
                let carets = carets(passage, &line, index);
                let explain = explained.insert(&advice.rule);
                finding(sheet, GUTTER, advice, &carets, explain);
            }
        }
        " ".repeat(GUTTER).clone_into(&mut gutter);
    }
    while let Some(beside) = speakers.waiting.pop_front() {
        put_line(sheet, passage, &[], (&gutter, room), Some(&beside));
    }
}

/// In front of a speaker who stands under the line.
const ARROW: &str = "> ";

/// The speakers of a paragraph on their way into the margin.
struct Speakers<'v> {
    room: usize,
    heard: BTreeSet<usize>,
    last: Option<&'v str>,
    /// Lines of the margin that are still to be written.
    waiting: VecDeque<(Style, String)>,
}

impl<'v> Speakers<'v> {
    const fn new(room: usize) -> Self {
        Self {
            room,
            heard: BTreeSet::new(),
            last: None,
            waiting: VecDeque::new(),
        }
    }

    /// Takes up whoever begins to speak in `line`; somebody who goes on is not named again.
    fn hear(&mut self, view: &'v View, passage: &Passage, line: &[Cell]) {
        for cell in line {
            let stretch = passage.stretches.get(cell.stretch);
            let Some(index) = stretch.and_then(|stretch| stretch.statement) else {
                continue;
            };
            if !self.heard.insert(index) {
                continue;
            }
            let Some(said) = view.statements.get(index) else {
                continue;
            };
            let name = said.speaker.as_deref();
            if self.last.is_none() || self.last != name {
                self.waiting.extend(speaker(said, self.room));
            }
            self.last = name;
        }
    }
}

/// A speaker with the mark of the roll of sources, in at most two lines.
fn speaker(said: &Statement, room: usize) -> Vec<(Style, String)> {
    let (style, mark) = match (&said.speaker, said.withheld) {
        (None, _) => (UNNAMED, "?"),
        (Some(_), true) => (UNNAMED, "○"),
        (Some(_), false) => (NAMED, "●"),
    };
    let room = room.saturating_sub(2);
    let name = one_line(said.speaker.as_deref().unwrap_or("nobody named"));
    let mut lines = wrap(&name, room).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<String> = lines.collect();
    let second = (!rest.is_empty()).then(|| format!("  {}", cut(&rest.join(" "), room)));
    std::iter::once(format!("{mark} {}", cut(&first, room)))
        .chain(second)
        .map(|line| (style, line))
        .collect()
}

fn put_line(
    sheet: &mut Sheet,
    passage: &Passage,
    line: &[Cell],
    (gutter, room): (&str, usize),
    beside: Option<&(Style, String)>,
) {
    let pieces: Vec<(Style, String)> = line
        .chunk_by(|one, next| one.stretch == next.stretch)
        .map(|cells| {
            let letters = cells.iter().map(|cell| cell.letter).collect();
            (style(passage, cells), letters)
        })
        .collect();
    let taken: usize = pieces.iter().map(|(_, piece)| columns(piece)).sum();
    let mut parts: Vec<(Style, &str)> = vec![(FAINT, gutter)];
    parts.extend(pieces.iter().map(|(style, piece)| (*style, piece.as_str())));
    let gap = pad("", room.saturating_sub(taken) + GAP);
    if let Some((style, name)) = beside {
        parts.push((PLAIN, &gap));
        parts.push((*style, name));
    }
    sheet.put(0, &parts);
}

fn part(passage: &Passage, cell: Cell) -> Part {
    let stretch = passage.stretches.get(cell.stretch);
    stretch.map_or(Part::Own, |stretch| stretch.part)
}

fn style(passage: &Passage, cells: &[Cell]) -> Style {
    match cells.first().map(|cell| part(passage, *cell)) {
        Some(Part::Source) => SOURCE,
        Some(Part::Cue) => CUE,
        Some(Part::Content) => CONTENT,
        Some(Part::Furniture) => FAINT,
        Some(Part::Own) | None => PLAIN,
    }
}

/// The row under a line that tells the parts apart where styles cannot.
fn put_marks(sheet: &mut Sheet, passage: &Passage, line: &[Cell]) {
    let marks = row(line, |cell| match part(passage, cell) {
        Part::Source => '=',
        Part::Cue => '~',
        Part::Content => '-',
        Part::Own | Part::Furniture => ' ',
    });
    if !marks.is_empty() {
        sheet.put(GUTTER, &[(FAINT, &marks)]);
    }
}

fn carets(passage: &Passage, line: &[Cell], advice: usize) -> String {
    let is_meant = |cell: Cell| {
        let stretch = passage.stretches.get(cell.stretch);
        stretch.is_some_and(|stretch| stretch.advice.contains(&advice))
    };
    row(line, |cell| if is_meant(cell) { '^' } else { ' ' })
}

/// One mark for every column of `line`, blanks at the end left out.
fn row(line: &[Cell], mark: impl Fn(Cell) -> char) -> String {
    let marks: String = line
        .iter()
        .flat_map(|cell| {
            let width = cell.letter.width().unwrap_or(0);
            std::iter::repeat_n(mark(*cell), width)
        })
        .collect();
    marks.trim_end().to_owned()
}

/// The advice that first shows in `line`.
fn begun(passage: &Passage, line: &[Cell], told: &mut BTreeSet<usize>) -> Vec<usize> {
    line.iter()
        .filter_map(|cell| passage.stretches.get(cell.stretch))
        .flat_map(|stretch| &stretch.advice)
        .copied()
        .filter(|index| told.insert(*index))
        .collect()
}

/// Breaks a passage between words into lines of at most `room` columns.
fn lines(passage: &Passage, room: usize) -> Vec<Line> {
    let cells: Vec<Cell> = (0..)
        .zip(&passage.stretches)
        .flat_map(|(stretch, piece)| {
            piece
                .text
                .chars()
                .map(move |letter| Cell { letter, stretch })
        })
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut taken = 0;
    let mut space: Option<Cell> = None;
    for chunk in
        cells.chunk_by(|one, next| one.letter.is_whitespace() == next.letter.is_whitespace())
    {
        let Some(first) = chunk.first() else { continue };
        if first.letter.is_whitespace() {
            space = Some(Cell {
                letter: ' ',
                ..*first
            });
            continue;
        }
        let width: usize = chunk
            .iter()
            .map(|cell| cell.letter.width().unwrap_or(0))
            .sum();
        match lines.last_mut() {
            Some(line) if taken + 1 + width <= room || space.is_none() => {
                taken += width + usize::from(space.is_some());
                line.extend(space.take());
                line.extend_from_slice(chunk);
            }
            _ => {
                taken = width;
                lines.push(chunk.to_vec());
            }
        }
        space = None;
    }
    lines
}
