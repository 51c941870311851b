//! Dependency parses: arc-hybrid steps, each the one with the highest sum of learned weights; a word that gets its
//! head gets its relation by a table of its own.

mod aside;
mod relation;
mod step;
mod view;
mod weights;

pub(crate) use aside::quotations;
pub(crate) use relation::features as relation_features;
pub(crate) use step::features as step_features;
pub(crate) use weights::{STEPS, StepTable};

use aside::Whole;
use view::View;

use super::{
    Relation, Tag,
    feature::Word,
    slots::Bytes,
    table::{Scores, Table, highest},
    transition::{State, Step},
};
use std::borrow::Cow;

/// What the parser's file begins with; the last byte is the version of the features.
const MAGIC: &[u8] = b"copydesk parse\x03";

/// Where the most telling features alone give so great a lead, the others are not looked up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sure {
    pub step: i32,
    pub relation: i32,
}

/// What suffices; `train_syntax measure` says what that costs.
pub(crate) const SURE: Sure = Sure {
    step: 55,
    relation: 38,
};

/// The tables of the parser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parser {
    /// Feature → weights of steps.
    pub steps: StepTable,
    /// Feature → weights of relations.
    pub relations: Table,
    /// The lead that suffices, [`SURE`] but for measurements.
    pub sure: Sure,
}

impl Parser {
    /// Parses a sentence; `state` holds the heads and relations afterwards.
    ///
    /// A quotation is parsed by itself, and stands aside while its frame is parsed: there its head is seen in its place.
    pub(crate) fn parse(&self, words: &[Word], tags: &[Tag], state: &mut State) {
        let quotations = quotations(words, tags);
        if quotations.is_empty() {
            return self.build(words, tags, state);
        }
        let mut whole = Whole::of(words.len());
        for quotation in quotations {
            let tokens = quotation.clone();
            let (words, tags) = (words.get(tokens.clone()), tags.get(tokens));
            self.build(words.unwrap_or_default(), tags.unwrap_or_default(), state);
            whole.take_quotation(quotation, state);
        }
        let (words, tags) = whole.frame(words, tags);
        self.build(&words, &tags, state);
        whole.take_frame(state);
    }

    /// Builds the tree of one stretch of words.
    fn build(&self, words: &[Word], tags: &[Tag], state: &mut State) {
        state.begin(words.len());
        while !state.is_done() {
            let step = self.step(state, words, tags);
            let relation = match step {
                Step::Shift => Relation::Dep,
                attach => self.relation(state, attach, (words, tags)),
            };
            state.apply(step, relation);
        }
    }

    fn step(&self, state: &State, words: &[Word], tags: &[Tag]) -> Step {
        if let Some(step) = state.only_step() {
            return step;
        }
        let view = View::of(state, words, tags);
        let mut scores = self.steps.score(&step::telling(&view));
        if lead(state, scores) < self.sure.step {
            let further = self.steps.score(step::further(&view).as_flattened());
            for (score, more) in scores.iter_mut().zip(further) {
                *score += more;
            }
        }
        best_step(state, scores)
    }

    fn relation(&self, state: &State, step: Step, (words, tags): (&[Word], &[Tag])) -> Relation {
        let view = relation::View::of(state, step, words, tags);
        let further = || relation::further(&view);
        let bounds = (Relation::ALL.len(), self.sure.relation);
        let best = self
            .relations
            .decide(bounds, &relation::telling(&view), further);
        Relation::ALL.get(best).copied().unwrap_or(Relation::Dep)
    }

    /// The parser as a file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        self.steps.write(&mut file);
        self.relations.write(&mut file);
        file
    }

    /// The parser from its file; none when the file is not one, or is damaged.
    pub(crate) fn read(file: Cow<'static, [u8]>) -> Option<Self> {
        let mut rest = Bytes::after(MAGIC, file)?;
        Some(Self {
            steps: StepTable::read(&mut rest)?,
            relations: Table::read(&mut rest)?,
            sure: SURE,
        })
    }
}

/// By how much the best possible step leads the second.
fn lead(state: &State, scores: [i32; STEPS]) -> i32 {
    let (mut best, mut second) = (i32::MIN, i32::MIN);
    for (step, score) in Step::ALL.into_iter().zip(scores) {
        if state.allows(step) {
            second = second.max(score.min(best));
            best = best.max(score);
        }
    }
    best.saturating_sub(second)
}

/// The possible step with the highest score, the first of equals; SHIFT where none is possible.
pub(crate) fn best_step(state: &State, scores: [i32; STEPS]) -> Step {
    let mut best: Option<(i32, Step)> = None;
    for (step, score) in Step::ALL.into_iter().zip(scores) {
        if state.allows(step) && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, step));
        }
    }
    best.map_or(Step::Shift, |(_, step)| step)
}

/// The relation with the highest score, the first of equals.
pub(crate) fn best_relation(scores: &Scores) -> Relation {
    let (scores, _) = scores.split_at(Relation::ALL.len());
    let best = Relation::ALL.get(highest(scores).0);
    best.copied().unwrap_or(Relation::Dep)
}

#[cfg(test)]
mod tests {
    use crate::{
        syntax::{Analysis, Parse, Relation, Syntax},
        text::Document,
    };

    /// `word ←relation− head` for every word of a sentence that hangs by one of `relations`.
    fn arcs(text: &str, relations: &[Relation]) -> Vec<String> {
        let document = Document::read(text);
        let analysis = Analysis::of(&document, Syntax::embedded());
        let parse: &Parse = analysis.parse(0).expect("a sentence");
        let hangs = |&token: &usize| relations.contains(&parse.relation(token));
        let show = |token: usize| {
            let head = parse.head(token).map_or("", |head| document.word(head));
            format!(
                "{} {} {head}",
                document.word(token),
                parse.relation(token).as_str()
            )
        };
        parse.tokens().filter(hangs).map(show).collect()
    }

    #[test]
    fn subjects_and_clauses_of_reporting_verbs_are_found() {
        let relations = [Relation::Nsubj, Relation::Ccomp];
        assert_eq!(
            arcs("The mayor said that taxes would fall.", &relations),
            ["mayor nsubj said", "taxes nsubj fall", "fall ccomp said"]
        );
        assert_eq!(
            arcs("“We lost,” said Ann Reed.", &relations),
            ["We nsubj lost", "lost ccomp said", "Reed nsubj said"]
        );
        assert_eq!(arcs("Taxes fell.", &relations), ["Taxes nsubj fell"]);
    }

    #[test]
    fn passives_and_appositions_are_told_apart_from_subjects() {
        let relations = [Relation::Nsubj, Relation::NsubjPass, Relation::Appos];
        assert_eq!(
            arcs("Reed, a lawyer, was told to leave.", &relations),
            ["Reed nsubjpass told", "lawyer appos Reed"]
        );
    }
}
