//! One attribution rule, as written and as matched.

use serde::Deserialize;

use crate::rules::frame::{After, Before, CueKind, Extent, Form, Tie};
use crate::rules::lexicon::CueAct;
use crate::text::WordKey;

/// A rule: the first in order whose `when` fits a frame decides what it gives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in results; never changes its meaning.
    pub id: String,
    /// What it finds.
    pub what: String,
    /// Why that attributes.
    pub why: String,
    /// What it does not see.
    pub limits: String,
    /// Lower comes first.
    pub order: u32,
    /// What the frame must show.
    pub when: When,
    /// Where the content stands.
    pub content: Extent,
    /// False for rules whose source is never a source ("it seems").
    #[serde(default = "yes")]
    pub source: bool,
    /// Probability that is assumed where the tables say nothing of the rule.
    #[serde(default = "even")]
    pub prior: f32,
    /// Texts with what must be found, marked: `<source>…</source>`, `<cue>…</cue>`, `<content>…</content>`.
    pub accepts: Vec<Example>,
    /// Texts in which this rule must find nothing.
    pub rejects: Vec<String>,
}

impl Rule {
    /// The rule as a page for people.
    pub fn page(&self) -> String {
        let Self {
            id,
            what,
            why,
            limits,
            ..
        } = self;
        let list = |texts: &[String]| format!("  {}\n", texts.join("\n  "));
        format!(
            "{id}\n\nWhat    {what}\nWhy     {why}\nLimits  {limits}\nContent {}\n\nFinds\n{}\nFinds nothing in\n{}",
            self.content.name().text,
            list(&self.accepts),
            list(&self.rejects)
        )
    }
}

/// A text with marked spans.
pub type Example = String;

const fn yes() -> bool {
    true
}

const fn even() -> f32 {
    0.5
}

/// What a frame must show: each list that is given must hold what the frame has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// Kind of cue.
    pub cue: Vec<CueKind>,
    /// Form of a verb cue.
    pub form: Vec<Form>,
    /// What stands before cue and source.
    pub before: Vec<Before>,
    /// What follows the cue.
    pub after: Vec<After>,
    /// What must not follow the cue.
    pub not_after: Vec<After>,
    /// Where the source stands.
    pub tie: Vec<Tie>,
    /// The act of the cue in the lexicon.
    pub act: Vec<CueAct>,
    /// The class of the cue in the lexicon.
    pub class: Vec<String>,
    /// Whether a clause or quotation stands before cue and source.
    pub left: Option<bool>,
    /// Whether somebody is addressed.
    pub recipient: Option<bool>,
    /// Lemmas of the cue.
    pub lemma: Vec<Lemma>,
}

/// A lemma as its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Lemma(pub WordKey);

impl From<String> for Lemma {
    fn from(lemma: String) -> Self {
        Self(WordKey::fold(&lemma))
    }
}

/// What a frame shows, as a rule asks it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'f> {
    /// Kind of cue.
    pub cue: CueKind,
    /// Form of a verb cue.
    pub form: Form,
    /// What stands before.
    pub before: Before,
    /// What follows.
    pub after: After,
    /// Where the source stands.
    pub tie: Tie,
    /// Act and class in the lexicon.
    pub entry: Option<(CueAct, &'f str)>,
    /// Whether a clause or quotation stands before.
    pub left: bool,
    /// Whether somebody is addressed.
    pub recipient: bool,
    /// Lemma of the cue.
    pub lemma: WordKey,
}

impl When {
    /// Whether the frame shows all that is asked.
    pub fn fits(&self, seen: &Seen<'_>) -> bool {
        fn allows<T: PartialEq>(list: &[T], value: &T) -> bool {
            list.is_empty() || list.contains(value)
        }
        let act = seen.entry.map(|(act, _)| act);
        let class = seen.entry.map(|(_, class)| class);
        allows(&self.cue, &seen.cue)
            && allows(&self.form, &seen.form)
            && allows(&self.before, &seen.before)
            && allows(&self.after, &seen.after)
            && !self.not_after.contains(&seen.after)
            && allows(&self.tie, &seen.tie)
            && (self.act.is_empty() || act.is_some_and(|act| self.act.contains(&act)))
            && (self.class.is_empty()
                || class.is_some_and(|class| self.class.iter().any(|name| name == class)))
            && self.left.is_none_or(|left| left == seen.left)
            && self
                .recipient
                .is_none_or(|recipient| recipient == seen.recipient)
            && (self.lemma.is_empty() || self.lemma.contains(&Lemma(seen.lemma)))
    }
}
