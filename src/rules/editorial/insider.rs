//! Unnamed people who speak of what they know from inside.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// The words of `config/lexicon/insiders.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    heads: Vec<String>,
    people: Vec<String>,
    knowing: Vec<String>,
}

/// What the description of an insider looks like, and what only looks like one.
#[derive(Debug)]
struct Looks {
    insider: Regex,
    /// A name stands beside the role.
    named: Regex,
    /// "French officials": an institution by another name.
    institution: Regex,
}

static LOOKS: LazyLock<Option<Looks>> = LazyLock::new(looks);

/// Whether `description` is of somebody who knows from inside and whose name it does not give.
pub fn is_insider(description: &str) -> bool {
    LOOKS.as_ref().is_some_and(|looks| {
        looks.insider.is_match(description)
            && !looks.named.is_match(description)
            && !looks.institution.is_match(description)
    })
}

/// A test holds that the words and patterns that ship have no fault.
fn looks() -> Option<Looks> {
    let words: Words =
        toml::from_str(include_str!("../../../config/lexicon/insiders.toml")).ok()?;
    let any = |words: &[String]| words.join("|");
    let heads = any(&words.heads);
    let name = r"(?-i:\p{Lu}[\p{L}’'-]+ (?:\p{Lu}\. )?\p{Lu}[\p{L}’'-]+)";
    let pattern = |pattern: String| {
        RegexBuilder::new(&pattern)
            .case_insensitive(true)
            .build()
            .ok()
    };
    Some(Looks {
        insider: pattern(format!(
            r"\b(?:{heads})s?\b|\b(?:{})\b.{{0,20}}\b(?:{})\b",
            any(&words.people),
            any(&words.knowing)
        ))?,
        named: pattern(format!(
            r"^{name}\s*,|,\s(?:[\p{{L}} ]+ )?{name}|\b(?:{heads})s?,? {name}|^(?:\p{{L}}+ ){{0,4}}(?:{heads}) (?-i:\p{{Lu}}\p{{Ll}}+)$"
        ))?,
        institution: pattern(
            r"\bmany\b|\bexperts\b|(?-i:\p{Lu}\p{L}+ Insider)\b|^(?:the )?(?-i:\p{Lu}\p{L}+)(?: \p{L}+){0,3} (?:officials|lawmakers|diplomats|prosecutors|investigators|agents|officers|delegates|commanders|allies|ministers)\b"
                .to_owned(),
        )?,
    })
}

#[cfg(test)]
mod tests {
    use super::is_insider;

    #[test]
    fn insiders_are_told_from_names_bystanders_and_institutions() {
        for description in [
            "a senior official",
            "an aide to Hillary Clinton",
            "two people familiar with the plan",
            "a person close to him",
            "one White House official",
            "a source on the call",
            "three intelligence sources who spoke to the Courier",
        ] {
            assert!(is_insider(description), "{description}");
        }
        for description in [
            "a friend",
            "one user",
            "two people in the queue",
            "Irwin Redlener, a director of the centre",
            "Another delegate on the list, Jim Poolman",
            "campaign manager Robby Mook",
            "French officials",
            "Florida elections officials",
        ] {
            assert!(!is_insider(description), "{description}");
        }
    }
}
