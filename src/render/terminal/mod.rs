//! The view for a terminal: headline, summary, the copy with findings under their lines, the roll of sources.

mod copy;
mod matter;
mod sheet;

use std::collections::BTreeSet;

use super::view::{Statement, View, Voice};
use super::wrap::{columns, cut, wrap};
pub use sheet::Canvas;
use sheet::{CUE, FAINT, NAMED, PLAIN, STRONG, Sheet, UNNAMED, one_line, pad};

/// Lays `view` out on `canvas`, with ANSI styles where it shows them. Ends with a line break.
pub fn terminal(view: &View, canvas: Canvas) -> String {
    let mut sheet = Sheet::new(canvas);
    head(&mut sheet, view);
    summary(&mut sheet, &view.summary);
    copy::copy(&mut sheet, view);
    if view.passages.is_empty() {
        statements(&mut sheet, &view.statements);
    }
    voices(&mut sheet, &view.voices);
    profile(&mut sheet, &view.profile);
    let shown: BTreeSet<usize> = view
        .passages
        .iter()
        .flat_map(|passage| &passage.stretches)
        .flat_map(|stretch| stretch.advice.iter().copied())
        .collect();
    let rest = (0..).zip(&view.advice);
    let rest = rest.filter(|(index, _)| !shown.contains(index));
    matter::rest(&mut sheet, rest.map(|(_, advice)| advice));
    tally(&mut sheet, view);
    sheet.out
}

/// The last line, as a compiler ends.
fn tally(sheet: &mut Sheet, view: &View) {
    let tally = matter::tally(&view.advice);
    if !tally.is_empty() {
        sheet.out.push('\n');
        sheet.paragraph(0, STRONG, &tally);
    }
}

/// The sourcing of the whole, a line a fact.
fn profile(sheet: &mut Sheet, profile: &[String]) {
    for fact in profile {
        sheet.paragraph(2, FAINT, fact);
    }
}

fn head(sheet: &mut Sheet, view: &View) {
    let rule = "━".repeat(sheet.width);
    sheet.put(0, &[(FAINT, &rule)]);
    sheet.paragraph(0, STRONG, &view.headline);
    sheet.paragraph(0, FAINT, &view.particulars.join(" · "));
    if let Some(status) = &view.status {
        sheet.paragraph(0, UNNAMED, status);
    }
}

fn summary(sheet: &mut Sheet, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    sheet.title("In brief", "");
    for sentence in sentences {
        sheet.paragraph(2, PLAIN, sentence);
    }
}

fn statements(sheet: &mut Sheet, statements: &[Statement]) {
    if statements.is_empty() {
        return;
    }
    sheet.title("Who said what", "");
    let mut before: Option<&Statement> = None;
    for statement in statements {
        let same = before.is_some_and(|before| {
            before.speaker == statement.speaker && before.nested == statement.nested
        });
        if !same {
            speaker(sheet, statement);
        }
        said(sheet, statement);
        before = Some(statement);
    }
}

fn speaker(sheet: &mut Sheet, statement: &Statement) {
    let (indent, arrow) = if statement.nested {
        (4, "↳ ")
    } else {
        (2, "")
    };
    let room = sheet.width.saturating_sub(indent + columns(arrow));
    let name = cut(
        &one_line(statement.speaker.as_deref().unwrap_or("nobody named")),
        room,
    );
    let style = if statement.speaker.is_some() {
        STRONG
    } else {
        UNNAMED
    };
    let note = statement
        .note
        .as_deref()
        .map(|note| cut(&one_line(note), room.saturating_sub(columns(&name) + 2)))
        .filter(|note| columns(note) > 3)
        .map(|note| format!("  {note}"))
        .unwrap_or_default();
    sheet.put(indent, &[(FAINT, arrow), (style, &name), (FAINT, &note)]);
}

/// The cue in its column, the content beside it, rule and confidence faint at the right of the last line.
fn said(sheet: &mut Sheet, statement: &Statement) {
    let indent = if statement.nested { 6 } else { 4 };
    let gutter = (sheet.width / 6).clamp(9, 14);
    let room = sheet.width.saturating_sub(indent + gutter).max(10);
    let cue = cut(&one_line(&statement.cue), gutter.saturating_sub(1));
    let mut lines = wrap(&statement.content.join(" … "), room);
    let remark = format!(
        "{} {:.2} {}",
        statement.quoting, statement.confidence, statement.rule
    );
    let last = lines.pop().unwrap_or_default();
    let gap = room.saturating_sub(columns(&last) + columns(&remark));
    let fits = gap >= 2;
    let mut first = pad(&cue, gutter);
    for line in &lines {
        sheet.put(indent, &[(CUE, &first), (PLAIN, line)]);
        first = " ".repeat(gutter);
    }
    if fits {
        let gap = " ".repeat(gap);
        sheet.put(
            indent,
            &[
                (CUE, &first),
                (PLAIN, &last),
                (PLAIN, &gap),
                (FAINT, &remark),
            ],
        );
    } else {
        sheet.put(indent, &[(CUE, &first), (PLAIN, &last)]);
        let remark = cut(&remark, room);
        let gap = " ".repeat(gutter + room.saturating_sub(columns(&remark)));
        sheet.put(indent, &[(PLAIN, &gap), (FAINT, &remark)]);
    }
}

fn voices(sheet: &mut Sheet, voices: &[Voice]) {
    if voices.is_empty() {
        return;
    }
    let named = voices.iter().filter(|voice| voice.named).count();
    let withheld = voices.iter().filter(|voice| voice.anonymous).count();
    let all = voices.len();
    let counts = match withheld {
        0 => format!("{all} in all, {named} named"),
        withheld => format!("{all} in all, {named} named, {withheld} with the name withheld"),
    };
    sheet.title("Sources", &counts);
    let longest = voices
        .iter()
        .map(|voice| columns(&one_line(&voice.label)))
        .max()
        .unwrap_or_default();
    let label_room = longest.min(sheet.width / 2);
    for voice in voices {
        entry(sheet, voice, label_room);
    }
}

fn entry(sheet: &mut Sheet, voice: &Voice, label_room: usize) {
    let (mark, style) = if voice.named {
        ("● ", NAMED)
    } else {
        ("○ ", UNNAMED)
    };
    let label = pad(&cut(&one_line(&voice.label), label_room), label_room + 2);
    let count = format!("  {:>2} ×", voice.statements);
    let room = sheet
        .width
        .saturating_sub(2 + 2 + label_room + 2 + columns(&count));
    let withheld = voice.anonymous.then_some("name withheld");
    let about: Vec<&str> = [Some(voice.kind.as_str()), withheld, voice.role.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let about = pad(&cut(&one_line(&about.join(", ")), room), room);
    sheet.put(
        2,
        &[
            (style, mark),
            (PLAIN, &label),
            (FAINT, &about),
            (PLAIN, &count),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::{Canvas, View, terminal};
    use crate::render::passage::{Part, Passage, Stretch};
    use crate::render::view::{Advice, Statement, Voice};

    fn plain(view: &View, columns: usize) -> String {
        let canvas = Canvas {
            columns,
            styled: false,
        };
        terminal(view, canvas)
    }

    /// One paragraph of the harbour story, with two speakers and a finding.
    fn told() -> View {
        let stretch = |text: &str, part, statement, advice: &[usize]| Stretch {
            text: text.to_owned(),
            part,
            statement,
            advice: advice.to_vec(),
        };
        View {
            passages: vec![Passage {
                number: Some(1),
                stretches: vec![
                    stretch(
                        "“We cannot keep paying for a pier nobody uses,”",
                        Part::Content,
                        Some(0),
                        &[],
                    ),
                    stretch(" ", Part::Own, None, &[]),
                    stretch("Adeyemi", Part::Source, Some(0), &[]),
                    stretch(" ", Part::Own, None, &[]),
                    stretch("said", Part::Cue, Some(0), &[]),
                    stretch(
                        " after the vote. The last ship had left. ",
                        Part::Own,
                        None,
                        &[],
                    ),
                    stretch("A port official", Part::Source, Some(1), &[0]),
                    stretch(" ", Part::Own, None, &[]),
                    stretch("suggested", Part::Cue, Some(1), &[]),
                    stretch(" ", Part::Own, None, &[]),
                    stretch(
                        "the vote had been settled weeks before",
                        Part::Content,
                        Some(1),
                        &[],
                    ),
                    stretch(".", Part::Own, None, &[]),
                ],
            }],
            ..harbour()
        }
    }

    fn harbour() -> View {
        View {
            headline: "Harbour board votes to close Pier 9".to_owned(),
            particulars: vec!["By Ines Calder".to_owned(), "Marlow Gazette".to_owned(), "412 words".to_owned()],
            status: None,
            summary: vec![
                "The harbour board voted 5-2 on Tuesday to close Pier 9 to cargo, ending a century of trade there."
                    .to_owned(),
            ],
            statements: vec![
                Statement {
                    speaker: Some("Ruth Adeyemi".to_owned()),
                    note: Some("board chair".to_owned()),
                    withheld: false,
                    cue: "said".to_owned(),
                    content: vec!["“We cannot keep paying for a pier nobody uses”".to_owned()],
                    quoting: "direct".to_owned(),
                    nested: false,
                    rule: "quote-cue-source".to_owned(),
                    confidence: 0.97,
                },
                Statement {
                    speaker: Some("a port official".to_owned()),
                    note: Some("not named".to_owned()),
                    withheld: true,
                    cue: "suggested".to_owned(),
                    content: vec!["the vote had been settled weeks before".to_owned()],
                    quoting: "indirect".to_owned(),
                    nested: true,
                    rule: "cue-clause".to_owned(),
                    confidence: 0.71,
                },
            ],
            voices: vec![
                Voice {
                    label: "Ruth Adeyemi".to_owned(),
                    role: Some("board chair".to_owned()),
                    kind: "person".to_owned(),
                    named: true,
                    anonymous: false,
                    statements: 1,
                },
                Voice {
                    label: "a port official".to_owned(),
                    kind: "person".to_owned(),
                    anonymous: true,
                    statements: 1,
                    ..Voice::default()
                },
            ],
            advice: vec![Advice {
                severity: "warning".to_owned(),
                rule: "single-anonymous-source".to_owned(),
                message: "one unnamed source carries the claim".to_owned(),
                help: "ask somebody who gives a name.".to_owned(),
                place: "a port official".to_owned(),
            }],
            ..View::default()
        }
    }

    #[test]
    fn shows_headline_summary_statements_sources_and_advice() {
        let page = plain(&harbour(), 80);
        insta::assert_snapshot!(page, @r#"
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        Harbour board votes to close Pier 9
        By Ines Calder · Marlow Gazette · 412 words

        In brief
          The harbour board voted 5-2 on Tuesday to close Pier 9 to cargo, ending a
          century of trade there.

        Who said what
          Ruth Adeyemi  board chair
            said         “We cannot keep paying for a pier nobody uses”
                                                            direct 0.97 quote-cue-source
            ↳ a port official  not named
              suggested    the vote had been settled weeks before
                                                                indirect 0.71 cue-clause

        Sources  2 in all, 1 named, 1 with the name withheld
          ● Ruth Adeyemi     person, board chair                                     1 ×
          ○ a port official  person, name withheld                                   1 ×

        For the desk
          warning single-anonymous-source: one unnamed source carries the claim
            - a port official
            help: ask somebody who gives a name.

        1 warning
        "#);
    }

    #[test]
    fn keeps_every_line_within_the_width() {
        for (width, view) in [40, 53, 71, 72, 80, 100]
            .into_iter()
            .flat_map(|width| [(width, harbour()), (width, told())])
        {
            let page = plain(&view, width);
            for line in page.lines() {
                assert!(super::columns(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn shows_the_copy_with_speakers_in_the_margin_and_findings_under_their_line() {
        let page = plain(&told(), 80);
        insta::assert_snapshot!(page, @r#"
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        Harbour board votes to close Pier 9
        By Ines Calder · Marlow Gazette · 412 words

        In brief
          The harbour board voted 5-2 on Tuesday to close Pier 9 to cargo, ending a
          century of trade there.

        The copy
          = source  ~ cue  - content  ^ finding

         1  “We cannot keep paying for a pier nobody uses,”         ● Ruth Adeyemi
            -----------------------------------------------
            Adeyemi said after the vote. The last ship had left.
            ======= ~~~~
            A port official suggested the vote had been settled     ○ a port official
            =============== ~~~~~~~~~ -------------------------
            ^^^^^^^^^^^^^^^
            warning single-anonymous-source: one unnamed source carries the claim
              help: ask somebody who gives a name.
            weeks before.
            ------------

        Sources  2 in all, 1 named, 1 with the name withheld
          ● Ruth Adeyemi     person, board chair                                     1 ×
          ○ a port official  person, name withheld                                   1 ×

        1 warning
        "#);
    }

    #[test]
    fn names_speakers_under_their_line_where_there_is_no_room_for_a_margin() {
        let page = plain(&told(), 50);
        insta::assert_snapshot!(page, @r#"
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        Harbour board votes to close Pier 9
        By Ines Calder · Marlow Gazette · 412 words

        In brief
          The harbour board voted 5-2 on Tuesday to close
          Pier 9 to cargo, ending a century of trade
          there.

        The copy
          = source  ~ cue  - content  ^ finding

         1  “We cannot keep paying for a pier nobody
            ----------------------------------------
            > ● Ruth Adeyemi
            uses,” Adeyemi said after the vote. The last
            ------ ======= ~~~~
            ship had left. A port official suggested the
                           =============== ~~~~~~~~~ ---
            > ○ a port official
                           ^^^^^^^^^^^^^^^
            warning single-anonymous-source: one unnamed
            source carries the claim
              help: ask somebody who gives a name.
            vote had been settled weeks before.
            ----------------------------------

        Sources  2 in all, 1 named, 1 with the name withh…
          ● Ruth Adeyemi     person, board chair       1 ×
          ○ a port official  person, name withheld     1 ×

        1 warning
        "#);
    }

    #[test]
    fn needs_no_marks_under_the_words_where_styles_tell_them_apart() {
        let canvas = Canvas {
            columns: 80,
            styled: true,
        };
        let page = terminal(&told(), canvas);
        assert!(
            page.contains("\u{1b}[1m\u{1b}[35mAdeyemi\u{1b}[0m"),
            "{page}"
        );
        assert!(!page.contains("====") && page.contains("^^^^"), "{page}");
    }

    #[test]
    fn says_the_same_advice_once_the_gravest_first() {
        let piece = |severity: &str, rule: &str, place: &str| Advice {
            severity: severity.to_owned(),
            rule: rule.to_owned(),
            message: "look at it.".to_owned(),
            place: place.to_owned(),
            ..Advice::default()
        };
        let view = View {
            advice: vec![
                piece("suggestion", "A", "one"),
                piece("error", "B", "two"),
                piece("suggestion", "A", "three"),
            ],
            ..View::default()
        };
        let page = plain(&view, 60);
        let advice: Vec<&str> = page
            .lines()
            .skip_while(|line| *line != "For the desk")
            .collect();
        let expected = [
            "For the desk",
            "  error B: look at it.",
            "    - two",
            "  suggestion A: look at it.",
            "    - one",
            "    - three",
            "",
            "1 error, 2 suggestions",
        ];
        assert_eq!(advice, expected);
    }

    #[test]
    fn leaves_out_what_is_empty() {
        let page = plain(&View::default(), 80);
        assert!(
            !page.contains("In brief") && !page.contains("Sources"),
            "{page}"
        );
    }
}
