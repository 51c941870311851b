//! The house rules of a newsroom: which packs, what is different here, for which desk, with which exceptions.
//!
//! One TOML file. It names packs (`core`, rule files, folders of rule files), changes rules (`off`, another
//! severity, other thresholds or words), changes the lexicon of words that attribute, adds rules of attribution, gives single desks their own changes, and suppresses reviewed cases until a date.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::change::apply;
use super::written::{WrittenRule, meant};
use super::{Pack, glob};
use crate::rules::lexicon::Changes;
use crate::rules::{Fault, Lexicon, attribution};

/// The rules of a newsroom, ready for use.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// What holds where no profile does.
    everyday: Pack,
    profiles: Vec<Profile>,
    suppressions: Vec<Suppression>,
    /// The words that attribute, where the house changes them.
    lexicon: Option<Lexicon>,
    /// The rules of attribution, where the house adds some.
    attribution: Option<attribution::Pack>,
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
        reading.add(&mut everyday, written.rule);
        reading.change(&mut everyday, &written.r#override);
        everyday.mix(text);
        let profiles = written
            .profile
            .into_iter()
            .map(|profile| {
                let mut pack = everyday.clone();
                pack.name = profile.name;
                reading.change(&mut pack, &profile.r#override);
                Profile {
                    belongs: profile.belongs,
                    pack: pack.screened(),
                }
            })
            .collect();
        let suppressions = reading.suppressions(&everyday, written.suppress);
        let lexicon = written.lexicon.map(|changes| reading.lexicon(changes));
        let attribution = reading.attribution(written.attribution);
        if reading.faults.is_empty() {
            Ok(Self {
                everyday: everyday.screened(),
                profiles,
                suppressions,
                lexicon,
                attribution,
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

    /// The words that attribute here; none where they are those that ship.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.lexicon.as_ref()
    }

    /// The rules of attribution here; none where they are those that ship.
    pub fn attribution(&self) -> Option<&attribution::Pack> {
        self.attribution.as_ref()
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
    /// Rules of the house itself, for a house with few of them.
    #[serde(default)]
    rule: Vec<Spanned<WrittenRule>>,
    #[serde(default)]
    r#override: Overrides,
    #[serde(default)]
    profile: Vec<WrittenProfile>,
    #[serde(default)]
    suppress: Vec<WrittenSuppression>,
    lexicon: Option<Changes>,
    #[serde(default)]
    attribution: Vec<Spanned<attribution::Rule>>,
}

type Overrides = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

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

    /// Puts rules into `pack`; one with the id of another takes its place.
    fn add(&mut self, pack: &mut Pack, rules: Vec<Spanned<WrittenRule>>) {
        for rule in rules {
            let written = rule.into_inner();
            let id = written.id.get_ref().clone();
            match meant(written) {
                Ok(rule) => pack.enter(rule),
                Err((at, message)) => self.fault(at, format!("rule {id}: {message}")),
            }
        }
    }

    fn change(&mut self, pack: &mut Pack, overrides: &Overrides) {
        for (id, change) in overrides {
            let mut rules = pack.changing().iter_mut();
            let rule = rules.find(|rule| rule.id == *id.get_ref());
            let Some(rule) = rule else {
                self.fault(id.span(), unknown(id.get_ref()));
                continue;
            };
            if let Err(message) = apply(rule, change.get_ref()) {
                self.fault(change.span(), message);
            }
        }
    }

    fn lexicon(&mut self, changes: Changes) -> Lexicon {
        // A test holds that the lexicon that is built in has no fault.
        let mut lexicon = Lexicon::core().unwrap_or_default();
        for (at, message) in lexicon.change(changes) {
            self.fault(at, message);
        }
        lexicon
    }

    /// The rules that ship and those of the house; none where the house adds none.
    fn attribution(&mut self, rules: Vec<Spanned<attribution::Rule>>) -> Option<attribution::Pack> {
        if rules.is_empty() {
            return None;
        }
        // A test holds that the rules that are built in have no fault.
        let mut pack = attribution::Pack::core().unwrap_or_default();
        for rule in rules {
            let at = rule.span();
            if let Err(message) = pack.enter(rule.into_inner()) {
                self.fault(at, message);
            }
        }
        Some(pack)
    }

    fn suppressions(&mut self, pack: &Pack, written: Vec<WrittenSuppression>) -> Vec<Suppression> {
        let mut suppressions = Vec::with_capacity(written.len());
        for one in written {
            if !pack
                .rules()
                .iter()
                .any(|rule| rule.id == *one.rule.get_ref())
            {
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

#[cfg(test)]
mod tests {
    use super::{House, Occasion};
    use crate::rules::editorial::{Check, Level, Pack};
    use crate::text::WordKey;

    fn house(text: &str) -> Result<House, Vec<String>> {
        House::read("house.toml", text, |_| Pack::core()).map_err(|faults| {
            let faults = faults.iter();
            faults.map(ToString::to_string).collect()
        })
    }

    fn rule(house: &House, id: &str, occasion: &Occasion<'_>) -> (bool, Level) {
        let rules = house.pack(occasion).rules();
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
    fn words_of_a_rule_are_added_and_removed() {
        let house = house(
            "[override]\nCD201 = { add = [\"profess\"], remove = [\"insist\"] }\nCD104 = { add = ['\\bso it seems\\b'], except = ['\\brumou?r\\b'] }\n",
        )
        .unwrap();
        let rules = house.pack(&Occasion::default()).rules();
        let check = |id: &str| {
            &rules
                .iter()
                .find(|rule| rule.id == id)
                .expect("a rule")
                .check
        };
        let Check::Verb(verb) = check("CD201") else {
            panic!("CD201 is about verbs")
        };
        assert!(verb.cues.iter().any(|cue| cue == "profess"));
        assert!(!verb.cues.iter().any(|cue| cue == "insist"));
        let Check::Existence(existence) = check("CD104") else {
            panic!("CD104 is about words")
        };
        assert!(existence.pattern.is_match("He left, so it seems."));
        assert!(existence.pattern.is_match("He reportedly left."));
        assert!(!existence.pattern.is_match("He left."));
        let except = existence.except.as_ref().expect("an exception");
        assert!(except.is_match("A rumour has it"));
        let pack = house.pack(&Occasion::default());
        let can_fire = |text: &str| pack.rules_for(text).any(|rule| rule.id == "CD104");
        assert!(can_fire("He left, so it seems."));
        assert!(!can_fire("He left."));
    }

    #[test]
    fn words_that_attribute_are_added_and_removed() {
        let house = house(
            "[[lexicon.verb]]\nact = \"statement\"\nclass = \"neutral\"\nwords = [\"toot\"]\n[lexicon.remove]\nverb = [\"maintain\"]\n",
        )
        .unwrap();
        let lexicon = house.lexicon().expect("a lexicon of the house");
        assert!(lexicon.verb(WordKey::of("toot")).is_some());
        assert!(lexicon.verb(WordKey::of("maintain")).is_none());
        assert!(lexicon.verb(WordKey::of("say")).is_some());
    }

    #[test]
    fn a_rule_of_attribution_stands_among_those_that_ship() {
        let house = house(&RULE.replace("ID", "house.minuted")).unwrap();
        let rules = house.attribution().expect("rules of the house");
        assert_eq!(
            rules.rules().next().map(|rule| rule.id.as_str()),
            Some("house.minuted")
        );
        assert!(rules.rules().any(|rule| rule.id == "according"));
        let faults = House::read("house.toml", &RULE.replace("ID", "according"), |_| {
            Pack::core()
        })
        .unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "house.toml:1:1: rule `according` exists already; give this one another id"
        );
    }

    const RULE: &str = "[[attribution]]\nid = \"ID\"\nwhat = \"\"\nwhy = \"\"\nlimits = \"\"\norder = 1\ncontent = \"right\"\n\
        when = { cue = [\"verb\"], lemma = [\"minute\"] }\naccepts = [\"x\"]\nrejects = []\n";

    #[test]
    fn changes_that_mean_nothing_are_told_with_their_place_and_what_would_be_right() {
        for (text, expected) in [
            (
                "[override]\nCD201 = \"of\"\n",
                "house.toml:2:9: `of` says nothing; expected \"off\"",
            ),
            (
                "[override]\nCD201 = { remove = [\"lie\"] }\n",
                "house.toml:2:9: `lie` is no word of this rule; it has claim",
            ),
            (
                "[override]\nCD201 = { sevrity = \"error\" }\n",
                "house.toml:2:9: unknown field `sevrity`, expected one of `severity`",
            ),
            (
                "[override]\nCD104 = { add = ['('] }\n",
                "house.toml:2:9: not a pattern",
            ),
            (
                "[override]\nCD404 = { add = [\"x\"] }\n",
                "house.toml:2:9: a rule that extends `quote` has no list of words",
            ),
            (
                "[lexicon.remove]\nverb = [\"say\", \"sey\"]\n",
                "house.toml:2:16: `sey` is no verb of the lexicon",
            ),
            (
                "[lexicon]\ntitle = [\"portreeve\", \"7th\"]\n",
                "house.toml:2:23: `7th` is no title",
            ),
            (
                "[lexicon]\ntitle = [\"portreeve\", \"portreeve\"]\n",
                "house.toml:2:23: `portreeve` stands twice in this file; keep one",
            ),
            (
                "[[lexicon.verb]]\nact = \"magic\"\n",
                "house.toml:2:7: unknown variant `magic`",
            ),
        ] {
            let faults = house(text).unwrap_err();
            let told = faults.first().map_or("", String::as_str);
            assert!(told.starts_with(expected), "{told}");
        }
    }

    #[test]
    fn a_change_of_the_house_is_part_of_the_digest() {
        let digest = |text: &str| {
            house(text)
                .unwrap()
                .pack(&Occasion::default())
                .digest
                .clone()
        };
        assert_ne!(digest(""), digest("[override]\nCD201 = \"off\"\n"));
        assert_eq!(digest(""), digest(""));
    }

    #[test]
    fn a_file_of_rules_alone_is_a_house_file_beside_the_rules_that_ship() {
        let rule = "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"existence\"\nmessage = \"m\"\nwhy = \"w\"\ntokens = ['very']\n";
        let everyday = |text: &str| {
            let house = House::read("house.toml", text, |_| Ok(Pack::core().unwrap_or_default()));
            house.map(|house| house.everyday)
        };
        let pack = everyday(rule).expect("no fault");
        let ids = pack.rules();
        assert!(ids.iter().any(|rule| rule.id == "H1"));
        assert!(ids.iter().any(|rule| rule.id == "CD101"));
        let faults = everyday(&rule.replace("'very'", "'('")).expect_err("a fault");
        assert!(
            faults[0]
                .to_string()
                .starts_with("house.toml:8:11: rule H1: not a pattern"),
            "{faults:?}"
        );
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
                "house.toml:3:9: a rule that extends `conditional` has no such threshold to change",
                "house.toml:2:1: no rule `CD999` in the packs; `copydesk rules list` shows them all",
            ]
        );
    }
}
