//! Advice as a compiler would show it: carets, severity, rule, message, help.

use std::collections::BTreeSet;

use anstyle::Style;

use super::sheet::{FAINT, PLAIN, SUGGESTED, Sheet, UNNAMED, WRONG, one_line};
use crate::render::view::Advice;
use crate::render::wrap::{cut, wrap};

/// So many places are shown of one matter.
const PLACES: usize = 3;

/// One finding under its line; `explain` adds the help of its rule.
pub(super) fn finding(
    sheet: &mut Sheet,
    indent: usize,
    advice: &Advice,
    carets: &str,
    explain: bool,
) {
    let style = style(&advice.severity);
    sheet.put(indent, &[(style, carets)]);
    message(sheet, indent, advice);
    if explain {
        help(sheet, indent + 2, &advice.help);
    }
}

/// What points at no line, the gravest first; the same words come once, with the places they are about.
pub(super) fn rest<'v>(sheet: &mut Sheet, advice: impl Iterator<Item = &'v Advice>) {
    let same = |one: &Advice, other: &Advice| {
        (&one.severity, &one.rule, &one.message) == (&other.severity, &other.rule, &other.message)
    };
    let mut groups: Vec<Vec<&Advice>> = Vec::new();
    for piece in advice {
        match groups
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| same(first, piece)))
        {
            Some(group) => group.push(piece),
            None => groups.push(vec![piece]),
        }
    }
    if groups.is_empty() {
        return;
    }
    sheet.title("For the desk", "");
    groups.sort_by_key(|group| group.first().map(|piece| gravity(&piece.severity)));
    let mut explained = BTreeSet::new();
    for group in groups {
        let Some(piece) = group.first() else { continue };
        message(sheet, 2, piece);
        places(sheet, &group);
        if explained.insert(piece.rule.as_str()) {
            help(sheet, 4, &piece.help);
        }
    }
}

/// "2 errors, 1 warning": how many findings of each severity.
pub(super) fn tally(advice: &[Advice]) -> String {
    let counts = ["error", "warning", "suggestion"].map(|severity| {
        let count = advice
            .iter()
            .filter(|piece| piece.severity == severity)
            .count();
        match count {
            0 => String::new(),
            1 => format!("1 {severity}"),
            count => format!("{count} {severity}s"),
        }
    });
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|count| !count.is_empty())
        .collect();
    counts.join(", ")
}

fn message(sheet: &mut Sheet, indent: usize, advice: &Advice) {
    let label = format!("{} {}: ", advice.severity, advice.rule);
    let room = sheet.width.saturating_sub(indent);
    // The label is laid out as words of the message and styled afterwards.
    let whole = format!("{label}{}", advice.message);
    for (number, line) in (0..).zip(wrap(&whole, room)) {
        match line.strip_prefix(label.trim_end()) {
            Some(rest) if number == 0 => {
                sheet.put(
                    indent,
                    &[(style(&advice.severity), label.trim_end()), (PLAIN, rest)],
                );
            }
            _ => sheet.put(indent, &[(PLAIN, &line)]),
        }
    }
}

fn help(sheet: &mut Sheet, indent: usize, help: &str) {
    if help.is_empty() {
        return;
    }
    sheet.paragraph(indent, FAINT, &format!("help: {help}"));
}

fn places(sheet: &mut Sheet, group: &[&Advice]) {
    let places = group.iter().filter(|piece| !piece.place.is_empty());
    let places: Vec<&str> = places.map(|piece| piece.place.as_str()).collect();
    let room = sheet.width.saturating_sub(4);
    for place in places.iter().take(PLACES) {
        sheet.put(4, &[(FAINT, &cut(&format!("- {}", one_line(place)), room))]);
    }
    if places.len() > PLACES {
        let more = format!("- and in {} more places", places.len() - PLACES);
        sheet.put(4, &[(FAINT, &more)]);
    }
}

fn gravity(severity: &str) -> u8 {
    match severity {
        "error" => 0,
        "warning" => 1,
        "suggestion" => 2,
        _ => 3,
    }
}

fn style(severity: &str) -> Style {
    match gravity(severity) {
        0 => WRONG,
        1 => UNNAMED,
        2 => SUGGESTED,
        _ => FAINT,
    }
}
