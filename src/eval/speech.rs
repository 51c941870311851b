//! Which cues are of reporting: the part of attribution a newsroom calls quotes.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Verbs, nouns and irregular forms; data because people argue about them.
const WORDS: &str = include_str!("../../config/lexicon/reporting-words.txt");
const PHRASES: [&str; 4] = ["according to", "in the words of", "words of", "as per"];

/// Whether a cue, its parts joined by spaces, holds a word of reporting or is nothing but marks.
pub(super) fn is_reporting(cue: &str) -> bool {
    let cue = cue.to_lowercase().replace('\u{2019}', "'");
    if cue.trim().is_empty() {
        return false;
    }
    let words = words_of(&cue);
    if words.is_empty() || words == ["per"] || PHRASES.iter().any(|phrase| cue.contains(phrase)) {
        return true;
    }
    let forms = forms();
    words
        .iter()
        .any(|word| forms.contains(*word) || word.split('-').any(|part| forms.contains(part)))
}

/// Runs of letters and digits, with single inner hyphens and apostrophes.
fn words_of(cue: &str) -> Vec<&str> {
    let inner = |c: char| c == '-' || c == '\'';
    cue.split(|c: char| !c.is_alphanumeric() && !inner(c))
        .flat_map(|run| run.split("--"))
        .map(|run| run.trim_matches(inner))
        .filter(|run| !run.is_empty())
        .collect()
}

fn forms() -> &'static HashSet<String> {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms = HashSet::new();
        for line in WORDS.lines() {
            let mut parts = line.split_whitespace();
            match parts.next() {
                Some("verb") => parts.for_each(|verb| add_verb(verb, &mut forms)),
                Some("noun") => parts.for_each(|noun| add_noun(noun, &mut forms)),
                Some("form") => forms.extend(parts.map(str::to_owned)),
                _ => {}
            }
        }
        forms
    })
}

fn add_verb(verb: &str, forms: &mut HashSet<String>) {
    let consonant_y = verb
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let hissing = ["s", "x", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    forms.insert(verb.to_owned());
    if let Some(stem) = verb.strip_suffix('e') {
        forms.extend([format!("{verb}s"), format!("{verb}d"), format!("{stem}ing")]);
    } else if let Some(stem) = consonant_y {
        forms.extend([
            format!("{stem}ies"),
            format!("{stem}ied"),
            format!("{verb}ing"),
        ]);
    } else {
        let plural = if hissing { "es" } else { "s" };
        forms.extend([
            format!("{verb}{plural}"),
            format!("{verb}ed"),
            format!("{verb}ing"),
        ]);
    }
}

fn add_noun(noun: &str, forms: &mut HashSet<String>) {
    forms.insert(noun.to_owned());
    forms.insert(format!("{noun}s"));
    if let Some(stem) = noun.strip_suffix('y') {
        forms.insert(format!("{stem}ies"));
    }
}

#[cfg(test)]
mod tests {
    use super::is_reporting;

    #[test]
    fn reporting_words_count_and_wishes_do_not() {
        for cue in [
            "said",
            "has told",
            ":",
            "according to",
            "issued a statement",
            "denied",
            "wrote",
        ] {
            assert!(is_reporting(cue), "{cue}");
        }
        for cue in ["wants", "believes", "ruled", "intends", ""] {
            assert!(!is_reporting(cue), "{cue}");
        }
    }
}
