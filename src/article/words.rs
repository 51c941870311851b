//! The words and lines by which furniture is known, read once from `config/furniture.toml`.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;
use toml::{Table, Value};

/// The lists of `config/furniture.toml`.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) openers: FxHashSet<String>,
    pub(crate) particles: FxHashSet<String>,
    pub(crate) roles: FxHashSet<String>,
    pub(crate) outlets: FxHashSet<String>,
    pub(crate) advisories: FxHashSet<String>,
    pub(crate) classes: FxHashSet<String>,
    /// A whole line that is not copy.
    pub(crate) other: Regex,
    /// A whole line that is a note of the desk.
    pub(crate) note: Regex,
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
    let initials = list(&table, "lines", "initials");
    Words {
        openers: set("byline", "openers"),
        particles: set("byline", "particles"),
        roles: set("byline", "roles"),
        outlets: set("outlet", "words"),
        advisories: set("advisory", "names"),
        classes: set("html", "classes"),
        other: line(&format!(
            "(?i:{})|{}",
            list(&table, "lines", "other").join("|"),
            initials.join("|")
        )),
        note: line(&format!(
            "(?i:{})",
            list(&table, "lines", "notes").join("|")
        )),
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

/// A pattern for whole lines. One that does not compile matches nothing, and a test fails.
fn line(pattern: &str) -> Regex {
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(1 << 22)
        .build()
        .unwrap_or_else(|_| super::furniture::NOTHING.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_every_pattern_compiles() {
        let words = words();
        for set in [
            &words.openers,
            &words.particles,
            &words.roles,
            &words.outlets,
            &words.advisories,
            &words.classes,
        ] {
            assert!(!set.is_empty());
        }
        assert!(words.other.is_match("Read more: the harbour plan"));
        assert!(words.other.is_match("bur-dar-gl/fz"));
        assert!(
            words
                .note
                .is_match("(Corrects the name of the mayor in paragraph 2)")
        );
    }
}
