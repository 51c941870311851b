//! The attribution rules of all files, in the order in which they are tried.

use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::rule::{Rule, Seen};
use crate::rules::{Fault, lexicon};

/// Names a file of the core pack with its content.
macro_rules! core {
    ($name:literal) => {
        (
            concat!("config/rules/attribution/", $name, ".toml"),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/config/rules/attribution/",
                $name,
                ".toml"
            )),
        )
    };
}

/// The files of the core pack.
const CORE: &[(&str, &str)] = &[
    core!("according"),
    core!("adjective"),
    core!("colon"),
    core!("dash"),
    core!("direct"),
    core!("indirect"),
    core!("noun"),
    core!("parenthetical"),
    core!("passive"),
    core!("seeming"),
    core!("stance"),
];

/// Attribution rules, the first that fits decides.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    rules: Vec<(Arc<str>, Rule)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<Rule>>,
}

impl Pack {
    /// The rules that are built in.
    ///
    /// # Errors
    /// Their faults; a test holds that there are none.
    pub fn core() -> Result<Self, Vec<Fault>> {
        let mut pack = Self::default();
        for (name, text) in CORE {
            pack.add(name, text)?;
        }
        Ok(pack)
    }

    /// SHA-256 of the files that are built in, as hexadecimal digits.
    pub fn digest() -> String {
        let mut digest = Sha256::new();
        for (_, text) in CORE {
            digest.update(text.as_bytes());
        }
        digest.update(lexicon::core_text().as_bytes());
        format!("{:x}", digest.finalize())
    }

    /// Adds the rules of one more file.
    ///
    /// # Errors
    /// Every fault of the file, with its place.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Vec<Fault>> {
        let file: File =
            toml::from_str(text).map_err(|error| vec![Fault::of_toml(name, text, &error)])?;
        let mut faults = Vec::new();
        for rule in file.rule {
            let place = rule.span();
            let rule = rule.into_inner();
            if let Err(message) = self.enter(rule) {
                faults.push(Fault::at(name, text, place, message));
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// Adds one more rule, at its place in the order.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn enter(&mut self, rule: Rule) -> Result<(), String> {
        if let Some(fault) = self.fault_of(&rule) {
            return Err(fault);
        }
        self.rules.push((Arc::from(rule.id.as_str()), rule));
        self.rules.sort_by_key(|(_, rule)| rule.order);
        Ok(())
    }

    fn fault_of(&self, rule: &Rule) -> Option<String> {
        let id = &rule.id;
        if self.rules.iter().any(|(known, _)| **known == **id) {
            return Some(format!(
                "rule `{id}` exists already; give this one another id"
            ));
        }
        if rule.accepts.is_empty() {
            return Some(format!(
                "rule `{id}` has no accepted example; add one to `accepts`"
            ));
        }
        let prior = 0.0..=1.0;
        (!prior.contains(&rule.prior))
            .then(|| format!("`prior` of rule `{id}` must lie between 0 and 1"))
    }

    /// The first rule that fits, with its shared id.
    pub fn first(&self, seen: &Seen<'_>) -> Option<(&Arc<str>, &Rule)> {
        let found = self.rules.iter().find(|(_, rule)| rule.when.fits(seen));
        found.map(|(id, rule)| (id, rule))
    }

    /// All rules, in the order in which they are tried.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|(_, rule)| rule)
    }
}
