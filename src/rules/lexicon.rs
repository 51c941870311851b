//! The cue lexicon: which words attribute, and what the source does with them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Name};
use crate::text::WordKey;

/// The lexicon that is built in, and its name in faults.
const CORE: (&str, &str) = (
    "config/lexicon/cues.toml",
    include_str!("../../config/lexicon/cues.toml"),
);

/// The text of the lexicon that is built in.
pub(super) const fn core_text() -> &'static str {
    CORE.1
}

/// What an act of attribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueAct {
    /// Says, tells, announces, denies.
    Statement,
    /// Thinks, knows, expects.
    Belief,
    /// Wants, plans, refuses.
    Intention,
    /// Backs, opposes, praises, blames.
    Stance,
    /// Orders, rules, bans.
    Decree,
    /// Shows, finds, suggests.
    Evidence,
    /// Sees, hears.
    Perception,
}

impl CueAct {
    /// The name that tables use.
    pub const fn name(self) -> Name<'static> {
        match self {
            Self::Statement => const { Name::of("statement") },
            Self::Belief => const { Name::of("belief") },
            Self::Intention => const { Name::of("intention") },
            Self::Stance => const { Name::of("stance") },
            Self::Decree => const { Name::of("decree") },
            Self::Evidence => const { Name::of("evidence") },
            Self::Perception => const { Name::of("perception") },
        }
    }
}

/// What the lexicon says of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The act.
    pub act: CueAct,
    /// What the word adds: neutral, doubt, admission, …
    pub class: String,
    class_key: WordKey,
}

impl Entry {
    /// The class as a name in tables.
    pub fn class_name(&self) -> Name<'_> {
        Name {
            text: &self.class,
            key: self.class_key,
        }
    }
}

/// Words that attribute, by part of speech.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    verbs: HashMap<WordKey, Entry>,
    nouns: HashMap<WordKey, Entry>,
    adjectives: HashMap<WordKey, Entry>,
    titles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verb: Vec<Section>,
    #[serde(default)]
    noun: Vec<Section>,
    #[serde(default)]
    adjective: Vec<Section>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    act: CueAct,
    class: String,
    words: Vec<Spanned<String>>,
}

/// What a newsroom changes about the lexicon.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Changes {
    verb: Vec<Section>,
    noun: Vec<Section>,
    adjective: Vec<Section>,
    title: Vec<Spanned<String>>,
    remove: Removals,
}

/// Words that shall not attribute.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Removals {
    verb: Vec<Spanned<String>>,
    noun: Vec<Spanned<String>>,
    adjective: Vec<Spanned<String>>,
}

impl Lexicon {
    /// Takes words out, then enters others; gives what is wrong, and at which bytes of the file.
    pub(super) fn change(&mut self, changes: Changes) -> Vec<(Range<usize>, String)> {
        let mut wrong = Vec::new();
        for (kind, sections, removals, known) in [
            ("verb", changes.verb, changes.remove.verb, &mut self.verbs),
            ("noun", changes.noun, changes.remove.noun, &mut self.nouns),
            (
                "adjective",
                changes.adjective,
                changes.remove.adjective,
                &mut self.adjectives,
            ),
        ] {
            for word in removals {
                if known.remove(&WordKey::fold(word.get_ref())).is_none() {
                    let message = format!(
                        "`{}` is no {kind} of the lexicon (config/lexicon/cues.toml); take it out of this list",
                        word.get_ref()
                    );
                    wrong.push((word.span(), message));
                }
            }
            let twice = enter(sections, known).into_iter();
            wrong.extend(twice.map(|word| {
                let message = format!("`{}` stands twice in this file; keep one", word.get_ref());
                (word.span(), message)
            }));
        }
        wrong.extend(self.enter_titles(changes.title));
        wrong
    }

    /// Enters what stands before names; gives what is no title, and at which bytes of the file.
    fn enter_titles(&mut self, titles: Vec<Spanned<String>>) -> Vec<(Range<usize>, String)> {
        let mut wrong = Vec::new();
        for title in titles {
            let word = title.get_ref().trim();
            let spelled = word
                .chars()
                .all(|one| one.is_alphabetic() || matches!(one, ' ' | '-' | '.' | '’' | '\''));
            if word.is_empty() || !spelled {
                let message = format!(
                    "`{word}` is no title; a title is one or more words without numbers, such as \"portreeve\""
                );
                wrong.push((title.span(), message));
            } else if self.titles.iter().any(|known| known == word) {
                wrong.push((
                    title.span(),
                    format!("`{word}` stands twice in this file; keep one"),
                ));
            } else {
                self.titles.push(word.to_owned());
            }
        }
        wrong
    }

    /// The titles that the newsroom adds to those that are built in.
    pub fn titles(&self) -> &[String] {
        &self.titles
    }

    /// The lexicon that is built in.
    ///
    /// # Errors
    /// Its faults; a test holds that there are none.
    pub fn core() -> Result<Self, Vec<Fault>> {
        let mut lexicon = Self::default();
        lexicon.add(CORE.0, CORE.1)?;
        Ok(lexicon)
    }

    /// Adds the words of one more file; its entries replace those of earlier files.
    ///
    /// # Errors
    /// Every fault of the file, with its place.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Vec<Fault>> {
        let file: File =
            toml::from_str(text).map_err(|error| vec![Fault::of_toml(name, text, &error)])?;
        let mut faults = Vec::new();
        for (sections, known) in [
            (file.verb, &mut self.verbs),
            (file.noun, &mut self.nouns),
            (file.adjective, &mut self.adjectives),
        ] {
            let twice = enter(sections, known);
            faults.extend(twice.into_iter().map(|word| {
                let message = format!("`{}` stands twice in this file; keep one", word.get_ref());
                Fault::at(name, text, word.span(), message)
            }));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// What is known of a verb.
    pub fn verb(&self, lemma: WordKey) -> Option<&Entry> {
        self.verbs.get(&lemma)
    }

    /// What is known of a noun.
    pub fn noun(&self, lemma: WordKey) -> Option<&Entry> {
        self.nouns.get(&lemma)
    }

    /// What is known of an adjective.
    pub fn adjective(&self, word: WordKey) -> Option<&Entry> {
        self.adjectives.get(&word)
    }
}

/// Enters the words of sections; gives those that stand twice.
fn enter(sections: Vec<Section>, known: &mut HashMap<WordKey, Entry>) -> Vec<Spanned<String>> {
    let mut seen = HashSet::new();
    let mut twice = Vec::new();
    for section in sections {
        let entry = Entry {
            act: section.act,
            class_key: WordKey::of(&section.class),
            class: section.class,
        };
        for word in section.words {
            let key = WordKey::fold(word.get_ref());
            if seen.insert(key) {
                known.insert(key, entry.clone());
            } else {
                twice.push(word);
            }
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::{CueAct, Lexicon};
    use crate::text::WordKey;

    #[test]
    fn the_core_lexicon_has_no_fault() {
        let lexicon = Lexicon::core().expect("no fault");
        let say = lexicon.verb(WordKey::of("say")).expect("say is known");
        assert_eq!(
            (say.act, say.class.as_str()),
            (CueAct::Statement, "neutral")
        );
        assert!(lexicon.verb(WordKey::of("jump")).is_none());
    }

    #[test]
    fn a_word_twice_is_a_fault_with_its_place() {
        let text =
            "[[verb]]\nact = \"belief\"\nclass = \"neutral\"\nwords = [\"grok\", \"grok\"]\n";
        let faults = Lexicon::default()
            .add("house.toml", text)
            .expect_err("a fault");
        assert_eq!(
            faults[0].to_string(),
            "house.toml:4:18: `grok` stands twice in this file; keep one"
        );
    }

    #[test]
    fn an_unknown_act_is_a_fault_with_its_place() {
        let text = "[[verb]]\nact = \"magic\"\nclass = \"neutral\"\nwords = []\n";
        let faults = Lexicon::default()
            .add("house.toml", text)
            .expect_err("a fault");
        assert!(
            faults[0].to_string().starts_with("house.toml:2:7: "),
            "{}",
            faults[0]
        );
    }
}
