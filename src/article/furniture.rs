//! Text that is not copy: the headline repeated, byline, dateline, "Read more".

use std::sync::LazyLock;

use regex::Regex;

use super::block::USUAL_LINE;
use super::byline::is_outlet;
use super::words::words;
use super::{Article, Byline, Note, SkipReason};
use crate::text::{self, Span};

/// A stretch of the text that is not copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// What a stretch of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    /// The headline, repeated at the top of the text.
    Headline,
    /// "By …".
    Byline,
    /// "KYIV, March 3 (Agency) —", or the outlet's name before the first sentence.
    Dateline,
    /// A caption, "Read more", a sign-up line, a copyright line.
    Other,
}

/// Lines from the top among which headline, byline and dateline are looked for.
const TOP_LINES: usize = 6;
/// Most lines above a story by which a wire names it.
const MOST_HEADERS: usize = 3;
/// Lines from the bottom among which a byline is looked for.
const BOTTOM_LINES: usize = 4;
/// Longest dateline in bytes up to the mark that ends it.
const LONGEST_DATELINE: usize = 160;
/// Longest name of an agency in characters.
const LONGEST_AGENCY: usize = 31;
/// Most stretches that are marked in one text: more than that is no article.
const MOST_FURNITURE: usize = 500;
/// Longest headline in bytes.
const HEADLINE_BYTES: usize = 180;

/// Marks the furniture of the text and takes from it what the input's own fields left open.
pub fn recognise(article: &mut Article) {
    let text = std::mem::take(&mut article.text);
    let lines = lines(&text);
    let body = mark_top(article, &text, &lines);
    mark_bottom(article, &text, &lines);
    if let Some(first) = lines.get(body) {
        mark_dateline(article, &text, *first);
    }
    let mut is_over = false;
    let is_other = words().others_in(&text);
    for (index, line) in lines.iter().enumerate() {
        if article.furniture.len() >= MOST_FURNITURE {
            break;
        }
        let is_other = is_other(line.of(&text));
        is_over = is_over || is_other && index > body && words().is_end(line.of(&text));
        if (is_over || is_other) && !is_marked(article, *line) {
            article.mark(*line, FurnitureKind::Other);
        }
    }
    article.text = text;
}

/// Marks headline and bylines at the top; returns the index of the first line of copy.
fn mark_top(article: &mut Article, text: &str, lines: &[Span]) -> usize {
    let headers = take_headers(article, text, lines);
    let mut next = headers;
    let lines_below = lines.get(next..).unwrap_or_default();
    if let Some(line) = lines_below.first()
        && is_headline(article, text, lines_below)
    {
        article.mark(*line, FurnitureKind::Headline);
        article
            .headline
            .get_or_insert_with(|| line.of(text).to_owned());
        next += 1;
    }
    let top = lines.iter().enumerate().take(headers + TOP_LINES);
    for (index, line) in top.skip(next) {
        let follows_byline = index == next && article.furniture.last().is_some_and(is_byline);
        if take_byline(article, text, *line)
            || take_note(article, text, *line)
            || follows_byline && take_outlet(article, text, *line)
        {
            next = index + 1;
        }
    }
    next
}

/// "BC-US--Ferry, 1st Ld-Writethru,0350": what a wire puts above a story. The first of them is its slugline, and says where the
/// message is a kill or a note to editors.
fn take_headers(article: &mut Article, text: &str, lines: &[Span]) -> usize {
    let headers = lines
        .iter()
        .take(MOST_HEADERS)
        .take_while(|line| words().is_header(line.of(text)));
    let mut taken = 0;
    for line in headers {
        let slug = line.of(text);
        article.slugline.get_or_insert_with(|| slug.to_owned());
        let mut parts = slug.split([',', '-', '/']);
        if parts.any(|part| words().advisories.contains(&letters(part))) {
            article.skip.get_or_insert(SkipReason::Advisory);
        }
        article.mark(*line, FurnitureKind::Other);
        taken += 1;
    }
    taken
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

const fn is_byline(furniture: &Furniture) -> bool {
    matches!(furniture.kind, FurnitureKind::Byline)
}

/// "(Corrects the name of the mayor)" and "Eds: Adds quotes": a note of the desk above the copy. Only what is in parentheses is
/// for readers.
fn take_note(article: &mut Article, text: &str, line: Span) -> bool {
    let note = line.of(text);
    if !words().is_note(note) {
        return false;
    }
    let is_correction = note.to_lowercase().starts_with("(correct");
    article.mark(line, FurnitureKind::Other);
    article.notes.push(Note {
        role: is_correction.then(|| "correction".to_owned()),
        text: note.trim_matches(['(', ')']).to_owned(),
        public: note.starts_with('('),
    });
    true
}

/// The name of the outlet on a line of its own under the byline.
fn take_outlet(article: &mut Article, text: &str, line: Span) -> bool {
    let name = line.of(text);
    let is_name = name.split(' ').count() <= 5 && !name.ends_with(['.', '?', '!', ':', ',']);
    if !is_name || !is_outlet(name) {
        return false;
    }
    article.outlet.get_or_insert_with(|| name.to_owned());
    article.mark(line, FurnitureKind::Byline);
    true
}

fn mark_bottom(article: &mut Article, text: &str, lines: &[Span]) {
    for line in lines.iter().rev().take(BOTTOM_LINES) {
        if !is_marked(article, *line) {
            take_byline(article, text, *line);
        }
    }
}

fn take_byline(article: &mut Article, text: &str, line: Span) -> bool {
    let Some(byline) = Byline::of_line(line.of(text)) else {
        return false;
    };
    article.mark(line, FurnitureKind::Byline);
    if article.outlet.is_none() {
        article.outlet.clone_from(&byline.outlet);
    }
    let names_nobody = article
        .byline
        .as_ref()
        .is_none_or(|given| given.people.is_empty());
    if names_nobody {
        article.byline = Some(byline);
    }
    true
}

/// The first line is a headline if it repeats the one given, or stands apart and is no sentence.
fn is_headline(article: &Article, text: &str, lines: &[Span]) -> bool {
    let Some(first) = lines.first() else {
        return false;
    };
    let line = first.of(text);
    if let Some(given) = &article.headline {
        return bare(given) == bare(line);
    }
    let apart = lines.get(1).is_some_and(|second| {
        Span::new(first.end, second.start)
            .of(text)
            .matches('\n')
            .count()
            >= 2
            || Byline::of_line(second.of(text)).is_some()
            || words().is_note(second.of(text))
    });
    apart
        && line.len() <= HEADLINE_BYTES
        && line.split_whitespace().count() >= 3
        && !line.starts_with('(')
        && !line.ends_with(['.', ':', ',', '"', '”'])
        && Byline::of_line(line).is_none()
        && dateline(line).is_none()
}

fn bare(line: &str) -> String {
    line.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn mark_dateline(article: &mut Article, text: &str, line: Span) {
    let opening = line.of(text);
    if let Some(end) = outlet_prefix(opening) {
        let outlet = opening.get(..end).unwrap_or_default();
        article
            .outlet
            .get_or_insert_with(|| outlet.trim_end().trim_end_matches(':').to_owned());
        article.mark(prefix(line, end), FurnitureKind::Dateline);
        return;
    }
    let Some(found) = dateline(opening) else {
        return;
    };
    article.mark(prefix(line, found.end), FurnitureKind::Dateline);
    if let Some(agency) = found.agency {
        article.outlet.get_or_insert(agency);
    }
    if found.placed {
        article.dateline.get_or_insert(found.raw);
    }
}

fn prefix(line: Span, bytes: usize) -> Span {
    Span::new(line.start, line.start + u32::try_from(bytes).unwrap_or(0))
}

struct Dateline {
    raw: String,
    placed: bool,
    agency: Option<String>,
    end: usize,
}

/// "KYIV, March 3 (Agency) — " at the start of a line, up to the first word of copy.
fn dateline(line: &str) -> Option<Dateline> {
    let found = may_open_with_dateline(line).then(|| DATELINE.captures(line))??;
    let place = found.name("place").map(|place| place.as_str());
    let agency = found.name("agency").map(|agency| agency.as_str());
    if agency.is_some_and(|names| names.split('/').any(is_too_long)) {
        return None;
    }
    let dash = ["dash", "bare", "dotted"]
        .iter()
        .any(|name| found.name(name).is_some());
    let shouted = place.is_some_and(|place| {
        let city = place.split(',').next().unwrap_or_default();
        city.chars().count() >= 3 && !city.chars().any(char::is_lowercase)
    });
    let dated = found.name("date").or(found.name("day")).is_some();
    let told = dash && (shouted || dated || agency.is_some())
        || agency.is_some_and(is_outlet) && (place.is_some() || dash);
    if !told {
        return None;
    }
    let whole = found.get(0)?;
    let raw = whole
        .as_str()
        .trim_end()
        .trim_end_matches(['-', '–', '—', '_', ':'])
        .trim_end();
    // "(EFE).-"
    let dotted = found.name("dotted").and_then(|_| raw.strip_suffix('.'));
    Some(Dateline {
        placed: place.is_some(),
        raw: dotted.unwrap_or(raw).to_owned(),
        agency: agency.map(str::to_owned),
        end: whole.end(),
    })
}

/// Whether a name is longer than those of agencies are. Counting in the pattern would make it thirty times as large.
fn is_too_long(name: &str) -> bool {
    name.chars().count() > LONGEST_AGENCY
}

/// Whether a line has the mark that ends every dateline, an agency in parentheses or a dash. Finding the parts of a dateline
/// is dear, and most lines have none.
fn may_open_with_dateline(line: &str) -> bool {
    let up_to = LONGEST_DATELINE..LONGEST_DATELINE + 4;
    let opening = up_to
        .into_iter()
        .find_map(|end| line.get(..end))
        .unwrap_or(line);
    opening.contains(['(', '–', '—']) || opening.contains("- ") || opening.contains("--")
}

/// Bytes of "Outlet Name: " before the first sentence, if the name is an outlet's.
fn outlet_prefix(line: &str) -> Option<usize> {
    let found = line.contains(':').then(|| OUTLET_PREFIX.captures(line))??;
    let name = found.name("outlet")?.as_str();
    (name.contains(' ') && is_outlet(name)).then(|| found.get(0).map(|whole| whole.end()))?
}

/// The lines that hold more than white space, without the white space around them.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut lines = Vec::with_capacity(text.len() / USUAL_LINE + 1);
    for line in text::lines(text) {
        let unindented = line.trim_start();
        let kept = unindented.trim_end();
        let from = start + line.len() - unindented.len();
        if !kept.is_empty()
            && let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(from + kept.len()))
        {
            lines.push(Span::new(from, to));
        }
        start += line.len();
    }
    lines
}

fn is_marked(article: &Article, line: Span) -> bool {
    article
        .furniture
        .iter()
        .any(|furniture| furniture.span.overlaps(line))
}

/// Compiles a pattern of this file; one that does not compile matches nothing, and a test fails.
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| NOTHING.clone())
}

/// Matches nothing.
pub(super) static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the pattern is a constant")]
    Regex::new(r"[^\s\S]").expect("a constant pattern")
});

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^
        (?:(?P<place>\p{Lu}[\p{L}.'’-]*(?:[\ /]\p{Lu}[\p{L}.'’-]*){0,3}
            (?:,\ \p{Lu}[\p{L}.'’-]*(?:\ \p{Lu}[\p{L}.'’-]*){0,2})??)
           (?:,?\ (?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\ \d{1,2}(?:,\ \d{4})?
                |\d{1,2}\ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\ \d{4})?))?
           ,?\s*
          |(?P<day>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\ \d{1,2}\s))?
        (?:\((?P<agency>\p{L}[\p{L}\ ]+(?:/\p{L}[\p{L}\ ]+)*)\)(?:(?P<dotted>\.[-–—]+)|\s*(?P<dash>--|[-–—_]\s|[–—])?)
           |(?P<bare>--|[-–—_]\s|[–—]))[\s-]*",
    )
});

static OUTLET_PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<outlet>\p{Lu}[\p{L}\d&.'’-]*(?: (?:\p{Lu}[\p{L}\d&.'’-]*|of|and|the)){1,4}):\s+")
});

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        let mut article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        recognise(&mut article);
        assert_eq!(article.text, text, "the text stays as given");
        article
    }

    fn marked(text: &str) -> Vec<(FurnitureKind, String)> {
        article(text)
            .furniture
            .iter()
            .map(|furniture| (furniture.kind, furniture.span.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(DATELINE.is_match("KYIV, March 3 (Agency) — The port"));
        assert!(OUTLET_PREFIX.is_match("Harbour Press: The port"));
    }

    #[test]
    fn an_outlet_before_the_first_sentence_is_taken() {
        let article = article("Harbour Press: The ferry will stop in May, the council said.\n");
        assert_eq!(article.outlet.as_deref(), Some("Harbour Press"));
    }

    #[test]
    fn a_topic_or_a_speaker_before_a_colon_is_no_outlet() {
        for text in [
            "Alaska summit: The talks ended early.",
            "Ada Berg: The talks ended early.",
            "Breaking: The talks ended early.",
            "Opinion: Press freedom is at risk.",
        ] {
            assert_eq!(article(text).outlet, None, "{text}");
        }
    }

    #[test]
    fn a_byline_is_found_at_the_top_and_at_the_bottom() {
        for text in [
            "Ferry to stop in May\nBy Ada Berg\n\nThe ferry will stop in May.",
            "The ferry will stop in May.\nThe council agreed.\nBy Ada Berg",
        ] {
            let byline = article(text).byline.expect(text);
            assert_eq!(byline.people.len(), 1, "{text}");
            assert_eq!(byline.people[0].name, "Ada Berg");
        }
    }

    #[test]
    fn a_sentence_that_opens_with_by_is_copy() {
        for text in [
            "By Friday the ferry had stopped.",
            "By Ada Berg's account, the ferry stopped at noon, and nobody was told",
            "By train it takes two hours",
        ] {
            assert_eq!(article(text).byline, None, "{text}");
        }
    }

    #[test]
    fn datelines_of_the_agencies_are_marked_up_to_the_first_word() {
        for (line, place) in [
            (
                "KYIV, March 3 (Agency) — The port",
                "KYIV, March 3 (Agency)",
            ),
            ("LONDON (Reuters) - The port", "LONDON (Reuters)"),
            ("New York (dpa) - The port", "New York (dpa)"),
            ("ST. PAUL, Minn. (AP) — The port", "ST. PAUL, Minn. (AP)"),
            ("WASHINGTON — The port", "WASHINGTON"),
            ("PORT CALDER (AP) _ The port", "PORT CALDER (AP)"),
            ("Washington (CNN) The port", "Washington (CNN)"),
            (
                "Tegucigalpa, Jan 2 (EFE).- The port",
                "Tegucigalpa, Jan 2 (EFE)",
            ),
        ] {
            let text = format!("{line} is open again, the mayor said.");
            let article = article(&text);
            assert_eq!(article.dateline.as_deref(), Some(place), "{line}");
            let copy = text.split_at(article.furniture[0].span.end as usize).1;
            assert!(copy.starts_with("The port"), "{copy}");
        }
    }

    #[test]
    fn an_agency_alone_is_marked_and_gives_no_dateline() {
        let article = article("(CNN) -- The port is open again, the mayor said.");
        assert_eq!(article.outlet.as_deref(), Some("CNN"));
        assert_eq!(article.dateline, None);
        assert_eq!(article.furniture.len(), 1);
    }

    #[test]
    fn names_and_parties_at_the_start_are_no_dateline() {
        for text in [
            "Ada Berg (Labour) said the port is open.",
            "Berg – the mayor since May – said the port is open.",
            "The port – closed since May – is open.",
            "NATO said the port is open.",
            "Mayor Berg (right) opened the port.",
        ] {
            assert_eq!(article(text).dateline, None, "{text}");
        }
    }

    #[test]
    fn an_outlet_on_a_line_under_the_byline_is_taken() {
        let text =
            "Ferry to stop in May\n\nBy Ada Berg\nPort Calder Courier\n\nThe ferry will stop.";
        assert_eq!(article(text).outlet.as_deref(), Some("Port Calder Courier"));
        let copy = "Ferry to stop in May\n\nBy Ada Berg\n\nThe press came in numbers.";
        assert_eq!(article(copy).outlet, None);
    }

    #[test]
    fn a_note_of_the_desk_above_the_copy_is_a_note() {
        let text =
            "(Corrects the date in paragraph 2)\n\nOSLO (Agency) - The ferry will stop in May.";
        let noted = article(text);
        assert_eq!(noted.notes[0].role.as_deref(), Some("correction"));
        assert_eq!(noted.dateline.as_deref(), Some("OSLO (Agency)"));
        let copy = article("(Corrections are rare here, the editor said.) The ferry stops.");
        assert!(copy.notes.is_empty());
    }

    #[test]
    fn what_a_wire_puts_above_and_below_a_story_is_no_copy() {
        let wire = article(
            "BC-Port--Ferry, 1st Ld-Writethru,0350\nFerry to stop in May\nEds: Adds quotes.\nBy ADA BERG\n\n\
             May 4 (Tidewater) - The ferry will stop, the council said.\n___\nThe end came soon.\n\n\
             # Notebook\n\n- Tel: 5550100\n",
        );
        let slugline = wire.slugline.as_deref();
        assert_eq!(slugline, Some("BC-Port--Ferry, 1st Ld-Writethru,0350"));
        assert_eq!(wire.headline.as_deref(), Some("Ferry to stop in May"));
        assert!(wire.notes.iter().all(|note| !note.public));
        assert_eq!(wire.dateline, None, "a day alone is no place");
        let last = wire.furniture.last().map(|last| last.span.of(&wire.text));
        assert_eq!(last, Some("- Tel: 5550100"));
        let copy: Vec<&str> = lines(&wire.text)
            .iter()
            .filter(|line| !is_marked(&wire, **line))
            .map(|line| line.of(&wire.text))
            .collect();
        assert_eq!(copy, ["The end came soon."]);
    }

    #[test]
    fn a_slug_that_says_kill_is_a_note_to_editors_and_a_headline_about_one_is_none() {
        let kill = article("BC-Port--Ferry, KILL\n\nKill the story slugged BC-Port--Ferry.");
        assert_eq!(kill.skip, Some(SkipReason::Advisory));
        let story = article("BC-Port--Ferry Kills Seal\n\nThe ferry killed a seal.");
        assert_eq!(story.skip, None);
        let copy = article("B-sides sell again\n\nThe shop is full, Ada Berg said.");
        assert_eq!(copy.slugline, None);
    }

    #[test]
    fn notes_to_editors_end_the_copy_below_it_and_not_above_it() {
        let release =
            marked("The ferry stops.\nNobody knows why.\n\nNotes to editors:\n\nThe firm is old.");
        assert_eq!(release.len(), 2);
        let memoir = marked("Notes to editors\n\nThe firm is old, Ada Berg wrote in her book.");
        assert!(memoir.iter().all(|(kind, _)| *kind != FurnitureKind::Other));
    }

    #[test]
    fn a_first_line_that_stands_apart_is_the_headline() {
        let text = "Ferry to stop in May\n\nThe ferry will stop in May.";
        assert_eq!(
            marked(text),
            [(FurnitureKind::Headline, "Ferry to stop in May".to_owned())]
        );
        assert_eq!(
            article(text).headline.as_deref(),
            Some("Ferry to stop in May")
        );
    }

    #[test]
    fn a_first_sentence_is_no_headline() {
        let text = "The ferry will stop in May.\n\nIt was built in 1970.";
        assert_eq!(article(text).headline, None);
    }

    #[test]
    fn a_repeated_headline_is_marked_whatever_its_marks() {
        let text = "Ferry to stop in May.\n\nThe ferry will stop in May.";
        let mut article = Article {
            text: text.to_owned(),
            headline: Some("Ferry to Stop in May".to_owned()),
            ..Article::default()
        };
        recognise(&mut article);
        assert_eq!(article.furniture.len(), 1);
        assert_eq!(article.headline.as_deref(), Some("Ferry to Stop in May"));
    }

    #[test]
    fn links_and_rights_are_marked_and_sentences_about_them_are_not() {
        let text = "The port is open.\n\nRead more: the harbour plan\n\nCopyright 2026 Harbour Post\n\nRead more books, the minister said to pupils on Monday in a speech that was long enough for the whole school and its guests to miss lunch, and then the bus, and then the last ferry home.";
        let kinds: Vec<FurnitureKind> = marked(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [FurnitureKind::Other, FurnitureKind::Other]);
    }
}
