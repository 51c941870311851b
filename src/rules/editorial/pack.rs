//! A pack of editorial rules, read from rule files.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::rule::Rule;
use super::screen::Screen;
use super::written::{WrittenFile, WrittenRule, meant};
use crate::rules::Fault;

/// Names a file of the core pack with its content.
macro_rules! core {
    ($name:literal) => {
        (
            concat!("config/rules/editorial/", $name, ".toml"),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/config/rules/editorial/",
                $name,
                ".toml"
            )),
        )
    };
}

/// The files of the core pack.
const CORE: &[(&str, &str)] = &[
    core!("anonymity"),
    core!("balance"),
    core!("chains"),
    core!("channel"),
    core!("metadata"),
    core!("quotes"),
    core!("summary"),
    core!("unattributed"),
    core!("verbs"),
];

/// A pack of editorial rules.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// Its name: `core`, or the folder it was read from.
    pub name: String,
    /// The rules, in the order of the files.
    rules: Vec<Rule>,
    /// Tells which of them can fire in a text.
    screen: Screen,
    /// SHA-256 of all its files, as hexadecimal digits.
    pub digest: String,
}

impl Pack {
    /// The pack that ships with copydesk.
    ///
    /// # Errors
    /// Every fault of its files; a test keeps the shipped pack free of them.
    pub fn core() -> Result<Self, Vec<Fault>> {
        Self::read("core", CORE.iter().copied())
    }

    /// Reads a pack from the name and the content of its files.
    ///
    /// # Errors
    /// Every fault of every file, with its place. A pack with a fault is refused as a whole.
    pub fn read<'a>(
        name: &str,
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut reading = Reading {
            pack: Self {
                name: name.to_owned(),
                ..Self::default()
            },
            ..Reading::default()
        };
        let mut digest = Sha256::new();
        for (file, text) in files {
            digest.update(text.as_bytes());
            reading.file(file, text);
        }
        reading.pack.digest = format!("{:x}", digest.finalize());
        if reading.faults.is_empty() {
            Ok(reading.pack.screened())
        } else {
            Err(reading.faults)
        }
    }

    /// The rules, in the order of the files.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The enabled rules that can fire in `text`: the words that all matches of a pattern share stand in it.
    pub fn rules_for(&self, text: &str) -> impl Iterator<Item = &Rule> {
        let can_fire = self.screen.can_fire(text, self.rules.len());
        let rules = self.rules.iter().zip(can_fire);
        rules.filter_map(|(rule, can_fire)| (rule.enabled && can_fire).then_some(rule))
    }
}

impl Pack {
    /// Takes up another pack; of two rules with one id the later stays.
    pub(super) fn join(&mut self, other: Self) {
        for rule in other.rules {
            self.enter(rule);
        }
        self.mix(&other.digest);
        if self.name.is_empty() {
            self.name = other.name;
        }
    }

    /// Takes up a rule, in place of the one that has its id.
    pub(super) fn enter(&mut self, rule: Rule) {
        let rules = self.changing();
        rules.retain(|known| known.id != rule.id);
        rules.push(rule);
    }

    /// The rules, to be changed; [`Pack::screened`] ends it.
    pub(super) fn changing(&mut self) -> &mut Vec<Rule> {
        self.screen = Screen::default();
        &mut self.rules
    }

    /// The pack with its rules as they are to stay.
    pub(super) fn screened(mut self) -> Self {
        self.screen = Screen::of(&self.rules);
        self
    }

    /// Makes `text` part of what the digest stands for: it decides what the rules find, too.
    pub(super) fn mix(&mut self, text: &str) {
        let mut digest = Sha256::new();
        digest.update(self.digest.as_bytes());
        digest.update(text.as_bytes());
        self.digest = format!("{:x}", digest.finalize());
    }
}

/// A pack being read.
#[derive(Default)]
struct Reading {
    pack: Pack,
    faults: Vec<Fault>,
    /// Which file holds each id.
    seen: BTreeMap<String, String>,
}

impl Reading {
    fn file(&mut self, file: &str, text: &str) {
        match toml::from_str::<WrittenFile>(text) {
            Err(_) => self.pieces(file, text),
            Ok(written) => {
                for rule in written.rule {
                    self.rule(file, text, rule.into_inner());
                }
            }
        }
    }

    /// A file with a fault is read once more rule by rule, so that the first fault hides no other.
    fn pieces(&mut self, file: &str, text: &str) {
        let known = self.faults.len();
        let mut piece = String::new();
        for line in text.split_inclusive('\n') {
            if line.trim_start().starts_with("[[rule]]") {
                self.piece(file, &piece);
                // Empty lines in place of what was read keep the line numbers.
                piece = "\n".repeat(piece.matches('\n').count());
            }
            piece.push_str(line);
        }
        self.piece(file, &piece);
        if self.faults.len() == known
            && let Err(error) = toml::from_str::<WrittenFile>(text)
        {
            self.faults.push(Fault::of_toml(file, text, &error));
        }
    }

    fn piece(&mut self, file: &str, text: &str) {
        match toml::from_str::<WrittenFile>(text) {
            Err(error) => self.faults.push(Fault::of_toml(file, text, &error)),
            Ok(written) => {
                for rule in written.rule {
                    self.rule(file, text, rule.into_inner());
                }
            }
        }
    }

    fn rule(&mut self, file: &str, text: &str, written: WrittenRule) {
        let at = written.id.span();
        let id = written.id.get_ref().clone();
        if let Some(before) = self.seen.insert(id.clone(), file.to_owned()) {
            let message = format!("`{id}` is already a rule of {before}; ids are unique");
            self.faults.push(Fault::at(file, text, at, message));
        }
        match meant(written) {
            Ok(rule) => self.pack.rules.push(rule),
            Err((at, message)) => {
                let message = format!("rule {id}: {message}");
                self.faults.push(Fault::at(file, text, at, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pack;

    fn faults(text: &str) -> Vec<String> {
        let pack = Pack::read("house", [("house.toml", text)].into_iter());
        let faults = pack.err().unwrap_or_default();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_core_pack_has_no_fault() {
        let pack = Pack::core().expect("the shipped rules are right");
        assert!(pack.rules.len() >= 45, "{} rules", pack.rules.len());
        let helpless = pack.rules.iter().filter(|rule| rule.help.is_empty());
        let helpless: Vec<&str> = helpless.map(|rule| rule.id.as_str()).collect();
        assert_eq!(helpless, [""; 0], "rules that do not say what to do");
    }

    #[test]
    fn a_rule_can_fire_in_its_own_examples_and_some_cannot_in_a_plain_text() {
        let pack = Pack::core().expect("the shipped rules are right");
        for rule in pack.rules().iter().filter(|rule| rule.enabled) {
            for example in &rule.fires {
                let text = example.text.replace("[[", "").replace("]]", "");
                let can_fire = pack.rules_for(&text).any(|one| one.id == rule.id);
                assert!(can_fire, "{}: {text}", rule.id);
            }
        }
        let plain: Vec<&str> = pack
            .rules_for("The council closed the bridge on Monday.")
            .map(|rule| rule.id.as_str())
            .collect();
        assert!(plain.contains(&"CD602"), "{plain:?}");
        assert!(!plain.contains(&"CD104"), "{plain:?}");
    }

    #[test]
    fn a_key_that_means_nothing_is_named_with_its_place() {
        let text = "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"existence\"\nmessage = \"m\"\nwhy = \"w\"\ntokens = ['a']\nabove = 0.5\n";
        assert_eq!(
            faults(text),
            [
                "house.toml:9:9: rule H1: `above` means nothing in a rule that extends `existence`; remove it"
            ]
        );
    }

    #[test]
    fn what_would_never_or_always_fire_is_named_with_its_place() {
        let head = "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nmessage = \"m\"\nwhy = \"w\"\n";
        for (body, told) in [
            (
                "extends = \"verb\"\nwhen = { act = \"statment\" }\n",
                "house.toml:8:16: rule H1: `statment` is no `act`; expected one of `statement`, `belief`",
            ),
            (
                "extends = \"verb\"\nwhen = { quoting = \"dircet\" }\n",
                "house.toml:8:20: rule H1: `dircet` is no `quoting`; expected one of `direct`, `mixed`",
            ),
            (
                "extends = \"existence\"\ntokens = []\n",
                "house.toml:8:10: rule H1: `tokens` is empty; give at least one pattern",
            ),
        ] {
            let faults = faults(&format!("{head}{body}"));
            let first = faults.first().map_or("", String::as_str);
            assert!(first.starts_with(told), "{faults:?}");
        }
        let right = "extends = \"verb\"\nwhen = { act = \"statement\", quoting = \"direct\" }\n";
        assert_eq!(faults(&format!("{head}{right}")), [""; 0]);
    }

    #[test]
    fn a_broken_pattern_is_named_with_its_place() {
        let text = "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"existence\"\nmessage = \"m\"\nwhy = \"w\"\ntokens = ['fine', '(']\n";
        let faults = faults(text);
        assert!(
            faults
                .first()
                .is_some_and(|fault| fault.starts_with("house.toml:8:19: rule H1: not a pattern")),
            "{faults:?}"
        );
    }

    #[test]
    fn a_fault_of_one_rule_hides_none_of_the_next() {
        let rule = |id: &str, severity: &str, depth: &str| {
            format!(
                "[[rule]]\nid = \"{id}\"\nname = \"x\"\nseverity = \"{severity}\"\nextends = \"chain\"\nmessage = \"m\"\nwhy = \"w\"\ndepth = {depth}\n"
            )
        };
        let text =
            rule("H1", "warn", "2") + &rule("H2", "error", "2") + &rule("H3", "error", "two");
        let faults = faults(&text);
        let places: Vec<&str> = faults
            .iter()
            .filter_map(|fault| fault.split(": ").next())
            .collect();
        assert_eq!(places, ["house.toml:4:12", "house.toml:24:9"], "{faults:?}");
        assert!(
            faults
                .iter()
                .any(|fault| fault.contains("expected one of `suggestion`, `warning`, `error`")),
            "{faults:?}"
        );
    }

    #[test]
    fn two_rules_with_one_id_are_refused() {
        let rule = "[[rule]]\nid = \"H1\"\nname = \"x\"\nseverity = \"warning\"\nextends = \"chain\"\nmessage = \"m\"\nwhy = \"w\"\ndepth = 2\n";
        assert_eq!(faults(rule), [""; 0]);
        assert_eq!(
            faults(&format!("{rule}{rule}")),
            ["house.toml:10:6: `H1` is already a rule of house.toml; ids are unique"]
        );
    }
}
