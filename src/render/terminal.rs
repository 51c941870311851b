//! The view for a terminal: headline, summary, who said what, the roll of sources, advice.

use anstyle::{AnsiColor, Style};

use super::view::{Advice, Statement, View, Voice};
use super::wrap::{columns, cut, wrap};

const PLAIN: Style = Style::new();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const TITLE: Style = AnsiColor::Blue.on_default().bold();
const CUE: Style = AnsiColor::Cyan.on_default();
const NAMED: Style = AnsiColor::Green.on_default();
const UNNAMED: Style = AnsiColor::Yellow.on_default();
const WRONG: Style = AnsiColor::Red.on_default().bold();

/// Lines longer than this are tiring to read, shorter than that hold no sentence.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;
/// Columns for the severity of advice.
const GUTTER: usize = 12;
/// So many places are shown of one matter.
const PLACES: usize = 3;

/// Lays `view` out for a terminal of `width` columns, with ANSI styles: write it to a stream that drops them where they
/// are not wanted (`anstream`). Ends with a line break.
pub fn terminal(view: &View, width: usize) -> String {
    let mut sheet = Sheet::new(width);
    head(&mut sheet, view);
    summary(&mut sheet, &view.summary);
    statements(&mut sheet, &view.statements);
    voices(&mut sheet, &view.voices);
    advice(&mut sheet, &view.advice);
    sheet.out
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

/// Advice of the same rule and words comes once, with the places it is about; the gravest first.
fn advice(sheet: &mut Sheet, advice: &[Advice]) {
    if advice.is_empty() {
        return;
    }
    sheet.title("For the desk", "");
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
    groups.sort_by_key(|group| group.first().map(|piece| gravity(&piece.severity)));
    for group in groups {
        matter(sheet, &group);
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

/// One matter: how grave, what, by which rule, and the words it is about.
fn matter(sheet: &mut Sheet, group: &[&Advice]) {
    let Some(piece) = group.first() else { return };
    let style = match gravity(&piece.severity) {
        0 => WRONG,
        1 => UNNAMED,
        _ => FAINT,
    };
    let room = sheet.width.saturating_sub(2 + GUTTER);
    let mut first = pad(&piece.severity, GUTTER);
    let mut lines = wrap(&piece.message, room);
    let last = lines.pop().unwrap_or_default();
    for line in &lines {
        sheet.put(2, &[(style, &first), (PLAIN, line)]);
        first = " ".repeat(GUTTER);
    }
    let rule = format!("  {}", piece.rule);
    if columns(&last) + columns(&rule) <= room {
        sheet.put(2, &[(style, &first), (PLAIN, &last), (FAINT, &rule)]);
    } else {
        sheet.put(2, &[(style, &first), (PLAIN, &last)]);
        sheet.put(2 + GUTTER, &[(FAINT, &cut(&piece.rule, room))]);
    }
    let places = group.iter().filter(|piece| !piece.place.is_empty());
    let places: Vec<&str> = places.map(|piece| piece.place.as_str()).collect();
    for place in places.iter().take(PLACES) {
        let place = cut(&format!("- {}", one_line(place)), room);
        sheet.put(2 + GUTTER, &[(FAINT, &place)]);
    }
    if places.len() > PLACES {
        let more = format!("- and in {} more places", places.len() - PLACES);
        sheet.put(2 + GUTTER, &[(FAINT, &more)]);
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The paper that is written on.
struct Sheet {
    out: String,
    width: usize,
}

impl Sheet {
    fn new(width: usize) -> Self {
        Self {
            out: String::new(),
            width: width.clamp(NARROWEST, WIDEST),
        }
    }

    /// One line of styled parts.
    fn put(&mut self, indent: usize, parts: &[(Style, &str)]) {
        self.out.push_str(&" ".repeat(indent));
        for (style, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
            self.out.extend([
                style.render().to_string().as_str(),
                part,
                style.render_reset().to_string().as_str(),
            ]);
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.put(indent, &[(style, &line)]);
        }
    }

    fn title(&mut self, title: &str, beside: &str) {
        self.out.push('\n');
        let room = self.width.saturating_sub(columns(title) + 2);
        let beside = match beside {
            "" => String::new(),
            beside => format!("  {}", cut(beside, room)),
        };
        self.put(0, &[(TITLE, title), (FAINT, &beside)]);
    }
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::terminal;
    use crate::render::view::{Advice, Statement, View, Voice};

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
                place: "a port official".to_owned(),
            }],
        }
    }

    #[test]
    fn shows_headline_summary_statements_sources_and_advice() {
        let page = strip_str(&terminal(&harbour(), 80)).to_string();
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
          warning     one unnamed source carries the claim  single-anonymous-source
                      - a port official
        "#);
    }

    #[test]
    fn keeps_every_line_within_the_width() {
        for width in [40, 53, 80, 100] {
            let page = strip_str(&terminal(&harbour(), width)).to_string();
            for line in page.lines() {
                assert!(super::columns(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn says_the_same_advice_once_the_gravest_first() {
        let piece = |severity: &str, rule: &str, place: &str| Advice {
            severity: severity.to_owned(),
            rule: rule.to_owned(),
            message: "look at it.".to_owned(),
            place: place.to_owned(),
        };
        let view = View {
            advice: vec![
                piece("suggestion", "A", "one"),
                piece("error", "B", "two"),
                piece("suggestion", "A", "three"),
            ],
            ..View::default()
        };
        let page = strip_str(&terminal(&view, 60)).to_string();
        let advice: Vec<&str> = page
            .lines()
            .skip_while(|line| *line != "For the desk")
            .collect();
        let expected = [
            "For the desk",
            "  error       look at it.  B",
            "              - two",
            "  suggestion  look at it.  A",
            "              - one",
            "              - three",
        ];
        assert_eq!(advice, expected);
    }

    #[test]
    fn leaves_out_what_is_empty() {
        let page = strip_str(&terminal(&View::default(), 80)).to_string();
        assert!(
            !page.contains("In brief") && !page.contains("Sources"),
            "{page}"
        );
    }
}
