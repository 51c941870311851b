//! Runs the examples that attribution rules carry.

use super::emission;
use super::{Attribution, Engine, Grammar, Reading, Spans};
use crate::rules::attribution::Rule;
use crate::syntax::{Analysis, Syntax};
use crate::text::{Document, Span};

/// An example that does not do what its rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The rule.
    pub rule: String,
    /// The example, without its marks.
    pub text: String,
    /// What should have been found, or nothing.
    pub wanted: Option<String>,
    /// What was found in the text, one line an attribution.
    pub found: Vec<String>,
}

/// Every example of a rule that fails: an accepted text in which the rule does not read what is marked, a rejected
/// one in which it finds something.
pub fn rehearse(engine: &Engine, rule: &Rule) -> Vec<Mismatch> {
    let accepted = rule
        .accepts
        .iter()
        .map(|example| accepts(engine, rule, example));
    let rejected = rule.rejects.iter().map(|text| rejects(engine, rule, text));
    accepted.chain(rejected).flatten().collect()
}

fn accepts(engine: &Engine, rule: &Rule, example: &str) -> Option<Mismatch> {
    let (text, wanted) = unmarked(example);
    let found = readings(engine, &text);
    let fits = |attribution: &Attribution| {
        *attribution.rule == *rule.id
            && attribution.mention == wanted.source
            && attribution.content == wanted.content
            && wanted
                .cue
                .iter()
                .all(|cue| attribution.cue.is_some_and(|found| found.overlaps(*cue)))
    };
    (!found.iter().any(fits)).then(|| Mismatch {
        rule: rule.id.clone(),
        wanted: Some(line(&text, &rule.id, &wanted)),
        found: lines(&text, &found),
        text,
    })
}

fn rejects(engine: &Engine, rule: &Rule, text: &str) -> Option<Mismatch> {
    let found = attributions(engine, text);
    found
        .iter()
        .any(|attribution| *attribution.rule == *rule.id)
        .then(|| Mismatch {
            rule: rule.id.clone(),
            text: text.to_owned(),
            wanted: None,
            found: lines(text, &found),
        })
}

/// What is found in a text.
fn attributions(engine: &Engine, text: &str) -> Vec<Attribution> {
    with_reading(text, |reading| emission::attributions(engine, reading).0)
}

/// What the rules read in a text, before the table judges which of it is kept.
fn readings(engine: &Engine, text: &str) -> Vec<Attribution> {
    with_reading(text, |reading| emission::all(engine, reading))
}

fn with_reading<T>(text: &str, act: impl FnOnce(&Reading<'_>) -> T) -> T {
    let document = Document::read(text);
    let analysis = Analysis::of(&document, Syntax::embedded());
    let grammar = Grammar::of(&analysis, &Engine::embedded().lexicon);
    act(&Reading::new(&document, &grammar))
}

fn lines(text: &str, found: &[Attribution]) -> Vec<String> {
    let spans = |attribution: &Attribution| Spans {
        source: attribution.mention.clone(),
        cue: attribution.cue.into_iter().collect(),
        content: attribution.content.clone(),
    };
    found
        .iter()
        .map(|attribution| line(text, &attribution.rule, &spans(attribution)))
        .collect()
}

fn line(text: &str, rule: &str, spans: &Spans) -> String {
    let words = |list: &[Span]| {
        list.iter()
            .map(|span| span.of(text))
            .collect::<Vec<_>>()
            .join(" … ")
    };
    format!(
        "{rule}: [{}] {} [{}]",
        words(&spans.source),
        words(&spans.cue),
        words(&spans.content)
    )
}

/// The text of an example without its marks, and what they mark.
fn unmarked(example: &str) -> (String, Spans) {
    let mut text = String::new();
    let mut spans = Spans::default();
    let mut open = 0;
    let mut rest = example;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            break;
        };
        let here = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let list = match tag {
            "/source" => Some(&mut spans.source),
            "/cue" => Some(&mut spans.cue),
            "/content" => Some(&mut spans.content),
            _ => None,
        };
        match list {
            Some(list) => list.push(Span::new(open, here)),
            None => open = here,
        }
        rest = behind;
    }
    text.push_str(rest);
    (text, spans)
}
