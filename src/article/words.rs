//! The words and lines by which furniture is known, read once from `config/furniture.toml`.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;
use toml::{Table, Value};

/// Longest line in bytes that is taken for a link or a copyright line.
const LONGEST_OTHER: usize = 180;
/// Longest line in bytes that is taken for credits.
const LONGEST_CREDITS: usize = 300;
/// Longest line in bytes that is taken for a note of the desk.
const LONGEST_NOTE: usize = 480;

/// The lists of `config/furniture.toml`.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) openers: Vec<String>,
    pub(crate) particles: FxHashSet<String>,
    pub(crate) roles: FxHashSet<String>,
    pub(crate) outlets: FxHashSet<String>,
    pub(crate) advisories: FxHashSet<String>,
    pub(crate) classes: FxHashSet<String>,
    pub(crate) boxes: FxHashSet<String>,
    other: Line,
    initials: Line,
    holding: Line,
    credits: Line,
    note: Line,
    header: Line,
    end: Line,
}

impl Words {
    /// Whether a whole line is not copy: a link, a credit, a copyright line.
    pub(crate) fn is_other(&self, line: &str) -> bool {
        self.others_in(line)(line)
    }

    /// Tells the same of every line of `text`. What a line may hold anywhere is sought in all of them at once.
    pub(crate) fn others_in<'w>(&'w self, text: &str) -> impl Fn(&str) -> bool + use<'w> {
        let some_hold = self.holding.pattern.is_match(text);
        // Short credits are among the others.
        move |line| {
            self.other.is(line)
                || line.len() > LONGEST_OTHER && self.credits.is(line)
                || some_hold && self.holding.is(line)
        }
    }

    /// Whether a line is the initials of those at the desk.
    pub(crate) fn is_initials(&self, line: &str) -> bool {
        self.initials.is(line)
    }

    /// Whether a whole line is what a wire puts above a story.
    pub(crate) fn is_header(&self, line: &str) -> bool {
        self.header.is(line)
    }

    /// Whether nothing below a line that is not copy is copy either.
    pub(crate) fn is_end(&self, line: &str) -> bool {
        self.end.is(line)
    }

    /// Whether a whole line is a note of the desk.
    pub(crate) fn is_note(&self, line: &str) -> bool {
        self.note.is(line)
    }
}

/// A kind of line: its pattern, and how many bytes it has at most. Counting characters in the pattern would make it a
/// hundred times as large.
#[derive(Debug)]
struct Line {
    pattern: Regex,
    longest: usize,
}

impl Line {
    /// A pattern for whole lines. `\b` stands between letters of English: with those of all scripts, a line with curly
    /// quotation marks takes ten times as long. One that does not compile matches nothing, and a test fails.
    fn new(pattern: &str, longest: usize) -> Self {
        let pattern = pattern.replace(r"\b", r"(?-u:\b)");
        Self::holding(&format!("^(?:{pattern})$"), longest)
    }

    /// A pattern for a piece of a line, wherever it stands. As a pattern for the whole line it would take ten times as
    /// long: every line were read to its end.
    fn holding(pattern: &str, longest: usize) -> Self {
        let pattern = Regex::new(pattern).unwrap_or_else(|_| super::furniture::NOTHING.clone());
        Self { pattern, longest }
    }

    fn is(&self, line: &str) -> bool {
        line.len() <= self.longest && self.pattern.is_match(line)
    }
}

/// The lists.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table: Table = include_str!("../../config/furniture.toml")
        .parse()
        .unwrap_or_default();
    let set = |section, key| list(&table, section, key).into_iter().collect();
    let lines = |key| list(&table, "lines", key);
    let any_other = any_case(&[lines("other"), lines("ends"), lines("credits")].concat());
    let initials = lines("initials").join("|");
    Words {
        openers: list(&table, "byline", "openers"),
        particles: set("byline", "particles"),
        roles: set("byline", "roles"),
        outlets: set("outlet", "words"),
        advisories: set("advisory", "names"),
        classes: set("html", "classes"),
        boxes: set("html", "boxes"),
        other: Line::new(&format!("{any_other}|{initials}"), LONGEST_OTHER),
        initials: Line::new(&initials, LONGEST_OTHER),
        holding: Line::holding(&any_case(&lines("holding")), LONGEST_OTHER),
        credits: Line::new(&any_case(&lines("credits")), LONGEST_CREDITS),
        note: Line::new(&any_case(&lines("notes")), LONGEST_NOTE),
        header: Line::new(&lines("headers").join("|"), LONGEST_OTHER),
        end: Line::new(&any_case(&lines("ends")), LONGEST_OTHER),
    }
});

/// The texts of a list; a lone text is a list of one.
fn list(table: &Table, section: &str, key: &str) -> Vec<String> {
    let value = table.get(section).and_then(|section| section.get(key));
    match value {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::String(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn any_case(patterns: &[String]) -> String {
    format!("(?i:{})", patterns.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_every_pattern_compiles() {
        let words = words();
        assert!(!words.openers.is_empty());
        for set in [
            &words.particles,
            &words.roles,
            &words.outlets,
            &words.advisories,
            &words.classes,
            &words.boxes,
        ] {
            assert!(!set.is_empty());
        }
        assert!(words.is_other("Read more: the harbour plan"));
        assert!(words.is_other("bur-dar-gl/fz"));
        assert!(words.is_other("The Harbour Post 2026. All Rights Reserved."));
        assert!(!words.is_other("The rights of all are reserved to the crown"));
        assert!(!words.is_other("BUR-DAR-GL/FZ"));
        assert!(words.is_other("Updated 10:15 a.m. ET, May 4, 2021"));
        assert!(!words.is_other("Updated figures show 12 of 40 ferries are late."));
        assert!(words.is_other("The post Ferry to stop appeared first on The Harbour Post."));
        assert!(!words.is_other("The post of treasurer stays vacant."));
        assert!(words.is_other("Additional reporting by Ada Berg; editing by Tom Oake"));
        assert!(words.is_note("(Corrects the name of the mayor in paragraph 2)"));
    }
}
