//! Verdicts on single mentions, and their shares.

use copydesk::attribution::{Source, SourceKind};
use std::{collections::BTreeMap, fmt};

/// What is expected of one mention.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// The name, or the description; the names of a list.
    pub(crate) labels: Vec<String>,
    pub(crate) named: bool,
    /// None where both answers are fair.
    pub(crate) anonymous: Option<bool>,
    /// Every kind that is fair.
    pub(crate) kinds: Vec<SourceKind>,
}

/// Which of the three questions was answered right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Right {
    pub(crate) resolved: bool,
    pub(crate) kind: bool,
    pub(crate) named: bool,
}

/// One mention, what was expected and what was found.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) set: &'static str,
    pub(crate) article: String,
    pub(crate) mention: String,
    pub(crate) form: &'static str,
    pub(crate) expected: Expected,
    pub(crate) found: Option<String>,
    pub(crate) right: Right,
    /// Whether it is one of the mentions that rules may be written on.
    pub(crate) may_be_shown: bool,
}

impl Verdict {
    pub(crate) fn is_right(&self) -> bool {
        self.right.resolved && self.right.kind && self.right.named
    }

    fn measures(&self) -> [(&'static str, bool); 4] {
        [
            ("resolved", self.right.resolved),
            ("kind", self.right.kind),
            ("named", self.right.named),
            ("all", self.is_right()),
        ]
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong: Vec<_> = self
            .measures()
            .into_iter()
            .filter(|(_, right)| !right)
            .map(|(measure, _)| measure)
            .collect();
        writeln!(
            f,
            "{}: {:?}: {}",
            self.article,
            self.mention,
            wrong.join(", ")
        )?;
        writeln!(
            f,
            "  - {} {:?} named {} anonymous {:?}",
            self.expected.labels.join(" + "),
            self.expected.kinds,
            self.expected.named,
            self.expected.anonymous
        )?;
        write!(f, "  + {}", self.found.as_deref().unwrap_or("nobody"))
    }
}

/// Judges what was found for one mention; `mentions` says whether a source is mentioned where it should be.
pub(crate) fn judge(
    expected: &Expected,
    found: Option<&Source>,
    is_mentioned: impl Fn(&Source) -> bool,
) -> Right {
    let Some(source) = found else {
        return Right {
            resolved: false,
            kind: false,
            named: false,
        };
    };
    let resolved = match &source.name {
        Some(name) => expected.named && same_names(name, &expected.labels),
        None => !expected.named && is_mentioned(source),
    };
    let anonymous = expected
        .anonymous
        .is_none_or(|anonymous| anonymous == source.anonymous);
    Right {
        resolved,
        kind: expected.kinds.contains(&source.kind),
        named: source.named() == expected.named && anonymous,
    }
}

/// A source on one line.
pub(crate) fn line(source: &Source) -> String {
    let withheld = if source.anonymous { ", anonymous" } else { "" };
    format!(
        "{} {:?} named {}{withheld}",
        source.label,
        source.kind,
        source.named()
    )
}

/// "she" is a pronoun, "the senator" a description, "Reed" and "Ann Reed" are names.
pub(crate) fn form(mention: &str) -> &'static str {
    const PRONOUNS: [&str; 17] = [
        "he", "she", "they", "it", "his", "her", "their", "its", "who", "which", "we", "our", "i",
        "my", "him", "them", "both",
    ];
    let words = words(mention);
    let lower = mention.chars().next().is_some_and(char::is_lowercase);
    match words.len() {
        _ if PRONOUNS.contains(&mention.to_lowercase().as_str()) => "pronoun",
        1 if !lower => "one word",
        _ if lower || mention.starts_with("The ") || mention.starts_with("A ") => "description",
        _ => "names with more",
    }
}

fn same_names(found: &str, expected: &[String]) -> bool {
    let found = words(found);
    let [expected] = expected else {
        return expected
            .iter()
            .all(|name| words(name).iter().all(|word| found.contains(word)));
    };
    let expected = words(expected);
    let ends = |words: &[String]| (words.first().cloned(), words.last().cloned());
    match (found.len(), expected.len()) {
        (0, _) | (_, 0) => false,
        (_, 1) => found.last() == expected.last() || found == expected,
        (1, _) => false,
        _ => ends(&found) == ends(&expected),
    }
}

fn words(name: &str) -> Vec<String> {
    let words = name
        .split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_lowercase);
    words
        .filter(|word| {
            word.len() > 1 && !["the", "jr", "mr", "mrs", "ms", "dr"].contains(&word.as_str())
        })
        .collect()
}

/// By measure: how many are right, of how many.
type Row = BTreeMap<&'static str, (usize, usize)>;

/// Shares by set and form of mention.
pub(crate) struct Scores {
    rows: BTreeMap<(&'static str, &'static str), Row>,
}

impl Scores {
    pub(crate) fn of(verdicts: &[Verdict]) -> Self {
        let mut rows: BTreeMap<_, Row> = BTreeMap::new();
        for verdict in verdicts {
            for form in [verdict.form, "all mentions"] {
                let row = rows.entry((verdict.set, form)).or_default();
                for (measure, right) in verdict.measures() {
                    let (hits, all) = row.entry(measure).or_default();
                    *hits += usize::from(right);
                    *all += 1;
                }
            }
        }
        Self { rows }
    }

    /// The share of a measure in percent over the sets whose name begins with `set`.
    pub(crate) fn share(&self, set: &str, measure: &str) -> f64 {
        let rows = self
            .rows
            .iter()
            .filter(|((name, form), _)| name.starts_with(set) && *form == "all mentions");
        let counts = rows.filter_map(|(_, row)| row.get(measure));
        let (hits, all) = counts.fold((0, 0), |(hits, all), (more, of)| (hits + more, all + of));
        percent(hits, all)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of mentions are small")]
fn percent(hits: usize, all: usize) -> f64 {
    100.0 * hits as f64 / all.max(1) as f64
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| set | mention | n | resolved | kind | named | all three |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|")?;
        for ((set, form), row) in &self.rows {
            let share = |measure| {
                row.get(measure)
                    .map_or(0.0, |(hits, all)| percent(*hits, *all))
            };
            let count = row.get("all").map_or(0, |(_, all)| *all);
            let [resolved, kind, named, all] = ["resolved", "kind", "named", "all"].map(share);
            writeln!(
                f,
                "| {set} | {form} | {count} | {resolved:.1} | {kind:.1} | {named:.1} | {all:.1} |"
            )?;
        }
        Ok(())
    }
}

/// The page of `docs/scores`.
pub(crate) fn page(scores: &Scores) -> String {
    format!(
        "# Who the source is: scores\n\n\
         Written by `make score-sources` (2026-11-24). The mentions are given; the engine says who each is. Percent of mentions:\n\
         *resolved* = the right name, or for an unnamed source the right description and no name; *kind* = person, organization, group,\n\
         document or media; *named* = named, unnamed or anonymous.\n\n\
         Invented articles (`tests/corpus/sources`): those kept apart were written before the engine ran on them and no rule was written\n\
         on them. Labelled mentions: 438 mentions in 28 annotated news articles of seven outlets, labelled by reading, which are not part of\n\
         this repository (`tests/corpus/sources/labels.jsonl` holds offsets); rules were written on every second article.\n\n{scores}"
    )
}
