//! What a house changes about one rule: on or off, severity, thresholds, words.

use regex::Regex;
use serde::Deserialize;

use super::rule::{Check, Level, Rule};
use super::written::regex;

/// Changes `rule` as `change` says: a word, or a table.
///
/// # Errors
/// What is wrong with the change, and what would be right.
pub(super) fn apply(rule: &mut Rule, change: &toml::Value) -> Result<(), String> {
    match change {
        toml::Value::String(word) => apply_word(rule, word),
        toml::Value::Table(_) => {
            let table = Table::deserialize(change.clone());
            apply_table(rule, &table.map_err(|error| error.message().to_owned())?)
        }
        other => Err(format!("{} says nothing; {EXPECTED}", other.type_str())),
    }
}

const EXPECTED: &str = "expected \"off\", \"on\", \"suggestion\", \"warning\", \"error\", or a table like { severity = \"error\" }";

/// What is different about a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    severity: Option<Level>,
    min: Option<usize>,
    max: Option<usize>,
    above: Option<f64>,
    words: Option<usize>,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

fn apply_word(rule: &mut Rule, word: &str) -> Result<(), String> {
    rule.enabled = word != "off";
    match word {
        "off" | "on" => {}
        "suggestion" => rule.level = Level::Suggestion,
        "warning" => rule.level = Level::Warning,
        "error" => rule.level = Level::Error,
        _ => return Err(format!("`{word}` says nothing; {EXPECTED}")),
    }
    Ok(())
}

fn apply_table(rule: &mut Rule, table: &Table) -> Result<(), String> {
    rule.level = table.severity.unwrap_or(rule.level);
    rule.enabled = true;
    apply_thresholds(rule, table)?;
    apply_words(&mut rule.check, table)
}

fn apply_thresholds(rule: &mut Rule, table: &Table) -> Result<(), String> {
    let name = rule.check.name();
    match &mut rule.check {
        Check::Count(count) if table.above.is_none() => {
            count.min = table.min.or(count.min);
            count.max = table.max.or(count.max);
            count.applies_if.words = table.words.unwrap_or(count.applies_if.words);
        }
        Check::Metric(metric) if table.min.is_none() && table.max.is_none() => {
            metric.above = table.above.unwrap_or(metric.above);
            metric.applies_if.words = table.words.unwrap_or(metric.applies_if.words);
        }
        Check::Quote(quote) if table.min.is_none() && table.above.is_none() => {
            quote.max = table.max.unwrap_or(quote.max);
            quote.words = table.words.unwrap_or(quote.words);
        }
        Check::Metadata(metadata)
            if [table.min, table.max].iter().all(Option::is_none) && table.above.is_none() =>
        {
            metadata.when.words = table.words.unwrap_or(metadata.when.words);
        }
        _ if [table.min, table.max, table.words]
            .iter()
            .all(Option::is_none)
            && table.above.is_none() => {}
        _ => {
            return Err(format!(
                "a rule that extends `{name}` has no such threshold to change"
            ));
        }
    }
    Ok(())
}

fn apply_words(check: &mut Check, table: &Table) -> Result<(), String> {
    let name = check.name();
    if table.add.is_empty() && table.remove.is_empty() && table.except.is_empty() {
        return Ok(());
    }
    match check {
        Check::Verb(verb) if table.except.is_empty() => {
            exchange(&mut verb.cues, &table.add, &table.remove)
        }
        Check::Count(count) if table.except.is_empty() && !count.cues.is_empty() => {
            exchange(&mut count.cues, &table.add, &table.remove)
        }
        Check::Existence(existence) | Check::Claim(existence) if table.remove.is_empty() => {
            existence.pattern = widened(Some(&existence.pattern), &table.add)?
                .unwrap_or_else(|| existence.pattern.clone());
            if let Some(except) = widened(existence.except.as_ref(), &table.except)? {
                existence.except = Some(except);
            }
            Ok(())
        }
        Check::Existence(_) | Check::Claim(_) => Err(format!(
            "a rule that extends `{name}` has patterns, not a list of words; let sentences pass with `except`"
        )),
        _ => Err(format!(
            "a rule that extends `{name}` has no list of words to change"
        )),
    }
}

/// Takes words out of a list, then puts others in.
fn exchange(words: &mut Vec<String>, add: &[String], remove: &[String]) -> Result<(), String> {
    for word in remove {
        let Some(at) = words.iter().position(|known| known == word) else {
            return Err(format!(
                "`{word}` is no word of this rule; it has {}",
                words.join(", ")
            ));
        };
        words.remove(at);
    }
    for word in add {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    Ok(())
}

/// `pattern` or any of `more`; nothing where there is no more.
fn widened(pattern: Option<&Regex>, more: &[String]) -> Result<Option<Regex>, String> {
    if more.is_empty() {
        return Ok(None);
    }
    let known = pattern.map(|pattern| pattern.as_str().to_owned());
    let all: Vec<String> = known
        .into_iter()
        .chain(more.iter().map(|one| format!("(?:{one})")))
        .collect();
    regex(&all.join("|"), &(0..0))
        .map(Some)
        .map_err(|(_, message)| message)
}
