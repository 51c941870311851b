//! The house rules of a newsroom: which packs, what is different here, for which desk, with which exceptions.
//!
//! One TOML file. It names packs (`core`, rule files, folders of rule files), changes rules (`off`, another
//! severity, other thresholds), gives single desks their own changes, and suppresses reviewed cases until a date.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::rule::{Check, Level, Rule};
use super::{Pack, glob};
use crate::rules::Fault;

/// The rules of a newsroom, ready for use.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// What holds where no profile does.
    everyday: Pack,
    profiles: Vec<Profile>,
    suppressions: Vec<Suppression>,
}

/// The rules of one desk, and which articles are its own.
#[derive(Clone, Debug)]
struct Profile {
    belongs: Belongs,
    pack: Pack,
}

/// Which articles a desk calls its own; each list that is given must have a match.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Belongs {
    subject: Vec<String>,
    genre: Vec<String>,
    routing_key: Vec<String>,
}

/// A reviewed exception.
#[derive(Clone, Debug)]
struct Suppression {
    rule: String,
    /// Article id, `*` stands for anything.
    article: String,
    /// The last day it holds, `YYYY-MM-DD`.
    expires: String,
}

/// What of an article decides which rules hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Occasion<'a> {
    /// Its id.
    pub article: &'a str,
    /// Codes and names of its subjects.
    pub subjects: &'a [&'a str],
    /// Its genres.
    pub genres: &'a [&'a str],
    /// The routing key it came with.
    pub routing_key: &'a str,
    /// The day it is dated, `YYYY-MM-DD`. The clock does not count: the same article gives the same findings.
    pub day: Option<&'a str>,
}

impl House {
    /// The rules as they ship.
    pub fn core() -> Self {
        Self {
            everyday: Pack::core().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Reads the house rules `text` of `file`; `packs` finds the packs that it names.
    ///
    /// # Errors
    /// Every fault of the file and of its packs. House rules with a fault are refused as a whole.
    pub fn read(
        file: &str,
        text: &str,
        mut packs: impl FnMut(&str) -> Result<Pack, Vec<Fault>>,
    ) -> Result<Self, Vec<Fault>> {
        let written: Written =
            toml::from_str(text).map_err(|error| vec![Fault::of_toml(file, text, &error)])?;
        let mut reading = Reading {
            file,
            text,
            faults: Vec::new(),
        };
        let mut everyday = Pack::default();
        for name in &written.packs {
            match packs(name.get_ref()) {
                Ok(pack) => everyday.join(pack),
                Err(faults) => reading.faults.extend(faults),
            }
        }
        reading.change(&mut everyday, &written.r#override);
        let profiles = written
            .profile
            .into_iter()
            .map(|profile| {
                let mut pack = everyday.clone();
                pack.name = profile.name;
                reading.change(&mut pack, &profile.r#override);
                Profile {
                    belongs: profile.belongs,
                    pack,
                }
            })
            .collect();
        let suppressions = reading.suppressions(&everyday, written.suppress);
        if reading.faults.is_empty() {
            Ok(Self {
                everyday,
                profiles,
                suppressions,
            })
        } else {
            Err(reading.faults)
        }
    }

    /// Every pack in force: the everyday one, then those of the profiles.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        let profiles = self.profiles.iter().map(|profile| &profile.pack);
        std::iter::once(&self.everyday).chain(profiles)
    }

    /// The pack that holds on `occasion`: of the first profile whose own the article is, else the everyday one.
    pub fn pack(&self, occasion: &Occasion<'_>) -> &Pack {
        self.profiles
            .iter()
            .find(|profile| profile.belongs.covers(occasion))
            .map_or(&self.everyday, |profile| &profile.pack)
    }

    /// Whether findings of `rule` are suppressed on `occasion`.
    pub fn suppresses(&self, rule: &str, occasion: &Occasion<'_>) -> bool {
        self.suppressions.iter().any(|suppression| {
            let expires = suppression.expires.as_str();
            suppression.rule == rule
                && occasion.day.is_none_or(|day| day <= expires)
                && glob(&suppression.article, occasion.article)
        })
    }
}

impl Belongs {
    fn covers(&self, occasion: &Occasion<'_>) -> bool {
        let any = |wanted: &[String], given: &[&str]| {
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|wanted| given.iter().any(|given| glob(wanted, given)))
        };
        any(&self.subject, occasion.subjects)
            && any(&self.genre, occasion.genres)
            && any(&self.routing_key, &[occasion.routing_key])
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default = "core_only")]
    packs: Vec<Spanned<String>>,
    #[serde(default)]
    r#override: Overrides,
    #[serde(default)]
    profile: Vec<WrittenProfile>,
    #[serde(default)]
    suppress: Vec<WrittenSuppression>,
}

type Overrides = BTreeMap<Spanned<String>, Change>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenProfile {
    name: String,
    #[serde(rename = "match")]
    belongs: Belongs,
    #[serde(default)]
    r#override: Overrides,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSuppression {
    rule: Spanned<String>,
    article: String,
    /// Why: for people; asked for so that nobody forgets it.
    #[serde(rename = "reason")]
    _reason: String,
    expires: Spanned<toml::value::Datetime>,
}

/// What is different about a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Change {
    Word(Word),
    Table(Table),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Off,
    On,
    Suggestion,
    Warning,
    Error,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    severity: Option<Level>,
    min: Option<usize>,
    max: Option<usize>,
    above: Option<f64>,
    words: Option<usize>,
}

fn core_only() -> Vec<Spanned<String>> {
    vec![Spanned::new(0..0, "core".to_owned())]
}

/// House rules being read.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn fault(&mut self, at: Range<usize>, message: String) {
        self.faults
            .push(Fault::at(self.file, self.text, at, message));
    }

    fn change(&mut self, pack: &mut Pack, overrides: &Overrides) {
        for (id, change) in overrides {
            let rule = pack.rules.iter_mut().find(|rule| rule.id == *id.get_ref());
            let Some(rule) = rule else {
                self.fault(id.span(), unknown(id.get_ref()));
                continue;
            };
            if let Err(message) = apply(rule, change) {
                self.fault(id.span(), message);
            }
        }
    }

    fn suppressions(&mut self, pack: &Pack, written: Vec<WrittenSuppression>) -> Vec<Suppression> {
        let mut suppressions = Vec::with_capacity(written.len());
        for one in written {
            if !pack.rules.iter().any(|rule| rule.id == *one.rule.get_ref()) {
                self.fault(one.rule.span(), unknown(one.rule.get_ref()));
            }
            let at = one.expires.span();
            let Some(day) = one.expires.into_inner().date else {
                self.fault(at, "`expires` is a day: 2026-12-31".to_owned());
                continue;
            };
            suppressions.push(Suppression {
                rule: one.rule.into_inner(),
                article: one.article,
                expires: day.to_string(),
            });
        }
        suppressions
    }
}

fn unknown(id: &str) -> String {
    format!("no rule `{id}` in the packs; `copydesk rules list` shows them all")
}

fn apply(rule: &mut Rule, change: &Change) -> Result<(), String> {
    match change {
        Change::Word(word) => apply_word(rule, *word),
        Change::Table(table) => return apply_table(rule, table),
    }
    Ok(())
}

fn apply_word(rule: &mut Rule, word: Word) {
    rule.enabled = !matches!(word, Word::Off);
    match word {
        Word::Off | Word::On => {}
        Word::Suggestion => rule.level = Level::Suggestion,
        Word::Warning => rule.level = Level::Warning,
        Word::Error => rule.level = Level::Error,
    }
}

fn apply_table(rule: &mut Rule, table: &Table) -> Result<(), String> {
    rule.level = table.severity.unwrap_or(rule.level);
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

#[cfg(test)]
mod tests {
    use super::{House, Occasion};
    use crate::rules::editorial::{Level, Pack};

    fn house(text: &str) -> Result<House, Vec<String>> {
        House::read("house.toml", text, |_| Pack::core()).map_err(|faults| {
            let faults = faults.iter();
            faults.map(ToString::to_string).collect()
        })
    }

    fn rule(house: &House, id: &str, occasion: &Occasion<'_>) -> (bool, Level) {
        let rules = &house.pack(occasion).rules;
        let rule = rules
            .iter()
            .find(|rule| rule.id == id)
            .expect("a rule of the core pack");
        (rule.enabled, rule.level)
    }

    #[test]
    fn a_rule_is_turned_off_or_given_another_severity() {
        let house =
            house("[override]\nCD201 = \"off\"\nCD103 = { severity = \"error\" }\n").unwrap();
        let any = Occasion::default();
        assert_eq!(rule(&house, "CD201", &any), (false, Level::Suggestion));
        assert_eq!(rule(&house, "CD103", &any), (true, Level::Error));
        assert_eq!(rule(&house, "CD202", &any), (true, Level::Suggestion));
    }

    #[test]
    fn a_profile_holds_for_its_own_articles_only() {
        let house = house(
            "[[profile]]\nname = \"courts\"\nmatch = { routing_key = [\"news.courts.*\"] }\n[profile.override]\nCD202 = \"off\"\n",
        )
        .unwrap();
        let courts = Occasion {
            routing_key: "news.courts.en",
            ..Occasion::default()
        };
        let sport = Occasion {
            routing_key: "news.sport.en",
            ..Occasion::default()
        };
        assert!(!rule(&house, "CD202", &courts).0);
        assert!(rule(&house, "CD202", &sport).0);
    }

    #[test]
    fn a_suppression_ends_on_its_day() {
        let house = house(
            "[[suppress]]\nrule = \"CD104\"\narticle = \"urn:x:*\"\nreason = \"agreed\"\nexpires = 2026-12-31\n",
        )
        .unwrap();
        let on = |article, day| Occasion {
            article,
            day: Some(day),
            ..Occasion::default()
        };
        assert!(house.suppresses("CD104", &on("urn:x:1", "2026-12-31")));
        assert!(!house.suppresses("CD104", &on("urn:x:1", "2027-01-01")));
        assert!(!house.suppresses("CD104", &on("urn:y:1", "2026-12-31")));
        assert!(!house.suppresses("CD103", &on("urn:x:1", "2026-12-31")));
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let faults = house("[override]\nCD999 = \"off\"\nCD103 = { min = 3 }\n").unwrap_err();
        assert_eq!(
            faults,
            [
                "house.toml:3:1: a rule that extends `conditional` has no such threshold to change",
                "house.toml:2:1: no rule `CD999` in the packs; `copydesk rules list` shows them all",
            ]
        );
    }
}
