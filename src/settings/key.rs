//! The list of all settings, read from the embedded `config/default.toml`.

use toml::Value;

/// The text of `config/default.toml`.
pub(super) const DEFAULTS: &str = include_str!("../../config/default.toml");

/// What every variable of a setting begins with.
pub(super) const VARIABLE_PREFIX: &str = "COPYDESK__";

/// Settings whose values are never shown.
const SECRETS: &[&str] = &["amqp.url"];

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) section: String,
    pub(super) name: String,
    pub(super) default: Value,
    /// The comment above it.
    pub(super) comment: String,
}

impl Key {
    /// `section.name`.
    pub(super) fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// The environment variable that sets it.
    pub(super) fn variable(&self) -> String {
        format!("{VARIABLE_PREFIX}{}__{}", self.section, self.name).to_ascii_uppercase()
    }

    /// Whether its value is never shown.
    pub(super) fn secret(&self) -> bool {
        SECRETS.contains(&self.path().as_str())
    }
}

/// One section: its name, its comment, its keys.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) comment: String,
    pub(super) keys: Vec<Key>,
}

/// Every section in the order of the file.
pub(super) fn sections() -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut comment = String::new();
    for line in DEFAULTS.lines() {
        if let Some(words) = line.strip_prefix("# ") {
            words.clone_into(&mut comment);
        } else if let Some(name) = line.strip_prefix('[') {
            sections.push(Section {
                name: name.trim_end_matches(']').to_owned(),
                comment: std::mem::take(&mut comment),
                keys: Vec::new(),
            });
        } else if let (Some(section), Some((name, value))) =
            (sections.last_mut(), line.split_once(" = "))
        {
            section.keys.push(Key {
                section: section.name.clone(),
                name: name.to_owned(),
                default: toml_value(value),
                comment: std::mem::take(&mut comment),
            });
        }
    }
    sections
}

/// Every setting in the order of the file.
pub(super) fn keys() -> Vec<Key> {
    sections()
        .into_iter()
        .flat_map(|section| section.keys)
        .collect()
}

/// Words that could have been meant by `wrong`, as the end of a message; empty when nothing is near.
pub(super) fn did_you_mean<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    let allowed = 1 + wrong.len() / 4;
    known
        .map(|name| (distance(wrong, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

/// Insertions, deletions and replacements of characters from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (at, from) in a.chars().enumerate() {
        let mut last = at + 1;
        let mut next = vec![last];
        for ((to, replaced), above) in b.chars().zip(&row).zip(row.iter().skip(1)) {
            last = (last + 1)
                .min(above + 1)
                .min(replaced + usize::from(from != to));
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// One value as TOML; a text that is not TOML stands for itself.
fn toml_value(text: &str) -> Value {
    toml::from_str::<toml::Table>(&format!("value = {text}"))
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_changed_characters() {
        assert_eq!(distance("prefetch", "prefetch"), 0);
        assert_eq!(distance("prefech", "prefetch"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_near_word_is_proposed_and_a_far_one_is_not() {
        let known = ["prefetch", "host"];
        assert_eq!(
            did_you_mean("prefech", known.into_iter()),
            "; did you mean `prefetch`?"
        );
        assert_eq!(did_you_mean("colour", known.into_iter()), "");
    }
}
