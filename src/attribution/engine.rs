//! The engine: candidates → frames → rules → content → judgement → conflicts.

use std::sync::{Arc, LazyLock};

use super::conflict;
use super::content::{Parts, content};
use super::cue;
use super::evidence::{self, Case};
use super::frame::Frame;
use super::mention;
use super::reading::Reading;
use super::weights::Weights;
use crate::rules::attribution::{Pack, Rule, Seen};
use crate::rules::frame::Extent;
use crate::rules::{Lexicon, Name};
use crate::text::WordKey;

/// Lexicon, rules and tables of attribution, loaded once and shared by all threads.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    /// The cue lexicon.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: Pack,
    /// The words for people and what else can be a source, where a newsroom adds some.
    pub people: Option<Arc<mention::Lexicon>>,
    /// Where content ends.
    pub boundary: Weights,
    /// Who of several is the source.
    pub source: Weights,
    /// Which candidates attribute.
    pub cue: Weights,
    /// Candidates below this probability are left out.
    pub threshold: f32,
}

static EMBEDDED: LazyLock<Engine> = LazyLock::new(|| {
    // Tests hold that the embedded files have no fault.
    Engine {
        lexicon: Lexicon::core().unwrap_or_default(),
        rules: Pack::core().unwrap_or_default(),
        people: None,
        boundary: Weights::read(BOUNDARY).unwrap_or_default(),
        source: Weights::read(SOURCE).unwrap_or_default(),
        cue: Weights::read(CUE).unwrap_or_default(),
        threshold: THRESHOLD,
    }
});

const BOUNDARY: &str = include_str!("../../models/attribution/boundary.tsv");
const SOURCE: &str = include_str!("../../models/attribution/source.tsv");
const CUE: &str = include_str!("../../models/attribution/cue.tsv");
/// Chosen on months of the training articles that no table was made from.
const THRESHOLD: f32 = 0.33;

/// Which stages work: all of them in the service, fewer to measure what one is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stages {
    /// The parse is evidence.
    pub parse: bool,
    /// Sentences that go on quoting are joined.
    pub join: bool,
    /// Attributions inside the content of others are left out.
    pub nesting: bool,
}

impl Default for Stages {
    fn default() -> Self {
        Self {
            parse: true,
            join: true,
            nesting: true,
        }
    }
}

/// A cue with the rule that fits it, its content and its probability.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) frame: Frame,
    pub(crate) rule: Arc<str>,
    pub(crate) extent: Extent,
    pub(crate) content: Parts,
    pub(crate) probability: f32,
}

impl Engine {
    /// The engine that ships with the program; `models/attribution/MODEL_CARD.md` says where its tables come from.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Everything that could attribute, each with its probability.
    pub(crate) fn candidates(&self, reading: &Reading<'_>, stages: Stages) -> Vec<Candidate> {
        let frames = cue::frames(reading, &self.lexicon, &self.source);
        let candidate = |frame| self.candidate(reading, frame, stages);
        frames.into_iter().filter_map(candidate).collect()
    }

    fn candidate(
        &self,
        reading: &Reading<'_>,
        mut frame: Frame,
        stages: Stages,
    ) -> Option<Candidate> {
        let (id, rule) = self.rule_of(reading, &frame)?;
        let source = frame.source.filter(|_| rule.source);
        frame.source = source.and_then(|source| source.clear_of(frame.cue));
        let mut content = content(reading, &frame, rule.content, &self.boundary);
        if stages.join {
            conflict::join_continued(reading, &frame, &mut content);
        }
        if content.is_empty() {
            return None;
        }
        let probability = self.probability(reading, &frame, (id, rule), &content);
        Some(Candidate {
            rule: Arc::clone(id),
            extent: rule.content,
            content,
            probability,
            frame,
        })
    }

    /// What the table says of a candidate; what the rule assumes, where there is no table or it does not know the rule.
    fn probability(
        &self,
        reading: &Reading<'_>,
        frame: &Frame,
        (id, rule): (&Arc<str>, &Rule),
        content: &Parts,
    ) -> f32 {
        let key = WordKey::of(id);
        if !self.cue.knows_rule(key) {
            return rule.prior;
        }
        let rule = Name { text: id, key };
        let case = Case {
            frame,
            rule,
            content,
        };
        let mut sum = self.cue.sum();
        evidence::evidence(reading, &self.lexicon, case, &mut sum);
        sum.probability()
    }

    fn rule_of(&self, reading: &Reading<'_>, frame: &Frame) -> Option<(&Arc<str>, &Rule)> {
        let entry = reading.entry(&self.lexicon, frame.kind, frame.head);
        self.rules.first(&Seen {
            cue: frame.kind,
            form: frame.form,
            before: frame.before,
            after: frame.after,
            tie: frame.tie(),
            entry: entry.map(|entry| (entry.act, entry.class.as_str())),
            left: frame.left_clause,
            recipient: frame.recipient,
            lemma: reading.lemma(frame.head).key,
        })
    }

    /// The attributions of a document, and those nested in their contents.
    pub(crate) fn find(
        &self,
        reading: &Reading<'_>,
        stages: Stages,
    ) -> (Vec<Candidate>, Vec<Candidate>) {
        let mut candidates = self.candidates(reading, stages);
        if stages.nesting {
            return conflict::settle(reading, candidates, self.threshold);
        }
        candidates.retain(|candidate| candidate.probability >= self.threshold);
        (candidates, Vec::new())
    }
}
