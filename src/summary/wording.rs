//! From chosen sentences to the words a reader sees; every change stands in square brackets.

use super::footing::Footing;
use super::passage::{Passage, Traits};
use super::pronoun::{Form, Mention};
use super::study::Study;
use super::{Material, SummarySentence, Treatment};
use crate::attribution::SourceId;
use crate::text::Span;

/// Words the chosen sentences, which are indices into the passages in document order.
pub(super) fn word(study: &Study<'_>, chosen: &[usize]) -> Vec<SummarySentence> {
    let mut named = Named::default();
    let mut before: Option<usize> = None;
    let mut sentences = Vec::with_capacity(chosen.len());
    for &at in chosen {
        let Some(passage) = study.passages.get(at) else {
            continue;
        };
        let joined =
            passage.has(Traits::FOLLOWS) && at.checked_sub(1) == before && before.is_some();
        let changes = changes(study, passage, joined, &mut named);
        let footing = study.footings.get(at).copied().flatten();
        let leaned = joined && footing.is_some_and(Footing::needs_neighbour);
        sentences.push(SummarySentence {
            text: rewritten(study.material, passage.span, &changes),
            span: passage.span,
            attributions: claimed(study, at),
            treatment: match (changes.is_empty(), leaned) {
                (false, _) => Treatment::Resolved,
                (true, true) => Treatment::Joined,
                (true, false) => Treatment::Kept,
            },
        });
        before = Some(at);
    }
    sentences
}

/// Who was named so far in the summary.
#[derive(Debug, Default)]
struct Named {
    sources: Vec<SourceId>,
    last: Option<SourceId>,
}

impl Named {
    fn add(&mut self, source: SourceId) {
        self.last = Some(source);
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }
}

/// A pronoun and the words to put in its place.
type Change = (Span, String);

/// The pronouns of a passage that mean somebody whom the summary has not named, or has not named last
/// where the article's own order is lost. Of one person only the first pronoun is changed.
fn changes(study: &Study<'_>, passage: &Passage, joined: bool, named: &mut Named) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut in_sentence: Vec<SourceId> = Vec::new();
    for mention in study.pronouns.of(passage) {
        let Mention { span, source, form } = mention;
        let here = in_sentence.contains(&source);
        let in_view = named.sources.contains(&source) && (joined || named.last == Some(source));
        let overlaps = changes.last().is_some_and(|(last, _)| last.overlaps(span));
        if form != Form::Words && !here && !in_view {
            let words = study.pronouns.replacement(&mention).filter(|_| !overlaps);
            let Some(words) = words else { continue };
            changes.push((span, words));
        }
        in_sentence.push(source);
        named.add(source);
    }
    changes
}

fn claimed(study: &Study<'_>, at: usize) -> Vec<crate::attribution::AttributionId> {
    let claims = study.claims.get(at).into_iter().flatten();
    claims.map(|claim| claim.attribution).collect()
}

/// The words of `span` on one line, with the changes.
fn rewritten(material: &Material<'_>, span: Span, changes: &[Change]) -> String {
    let mut text = String::with_capacity(span.len() as usize + 32);
    let mut from = span.start;
    for (place, words) in changes {
        push_on_one_line(&mut text, material.slice(Span::new(from, place.start)));
        text.push_str(words);
        from = place.end;
    }
    push_on_one_line(&mut text, material.slice(Span::new(from, span.end)));
    text
}

/// A line break inside a sentence becomes a space.
fn push_on_one_line(text: &mut String, part: &str) {
    text.extend(
        part.chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c }),
    );
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use super::super::{Plan, study::Study};
    use super::*;

    /// The last sentence of the trial's text as it reads after the chosen ones.
    fn last(trial: &Trial<'_>, chosen: &[usize]) -> String {
        let sentences =
            trial.with(|material| word(&Study::new(material, &Plan::default()), chosen));
        sentences.last().unwrap().text.clone()
    }

    #[test]
    fn a_pronoun_that_makes_a_claim_is_resolved_where_its_name_is_out_of_view() {
        let trial = Trial::of("Rain fell. Anna Voss left. She said baths are old.")
            .claim("She", "said", "baths are old")
            .person("Anna Voss", &["Anna Voss", "She"]);
        assert_eq!(last(&trial, &[0, 2]), "[Anna Voss] said baths are old.");
        assert_eq!(last(&trial, &[1, 2]), "She said baths are old.");
    }

    #[test]
    fn a_pronoun_stays_where_it_may_mean_somebody_else_or_makes_no_claim() {
        let trial = Trial::of("Anna Voss left. Mara Lang came. She said baths are old.")
            .person("Mara Lang", &["Mara Lang"])
            .claim("She", "said", "baths are old")
            .person("Anna Voss", &["Anna Voss", "She"]);
        assert_eq!(last(&trial, &[2]), "She said baths are old.");
        let trial = Trial::of("Anna Voss left. Otto Lang said she knew.")
            .claim("Otto Lang", "said", "she knew")
            .person("Otto Lang", &["Otto Lang"])
            .person("Anna Voss", &["Anna Voss", "she"]);
        assert_eq!(last(&trial, &[1]), "Otto Lang said she knew.");
    }

    #[test]
    fn a_pronoun_inside_a_quotation_stays() {
        let trial = Trial::of("Anna Voss left. “Baths are old, she said,” wrote Lang.")
            .claim("she", "said", "Baths are old")
            .person("Anna Voss", &["Anna Voss", "she"]);
        assert_eq!(last(&trial, &[1]), "“Baths are old, she said,” wrote Lang.");
    }

    #[test]
    fn whose_something_is_gets_the_genitive() {
        let trial = Trial::of("Anna Lang left. In her view baths are old.")
            .claim("her", "view", "baths are old")
            .person("Anna Lang", &["Anna Lang", "her"]);
        assert_eq!(last(&trial, &[1]), "In [Anna Lang’s] view baths are old.");
        let trial = Trial::of("Anna Lang left. According to her the baths are old.")
            .claim("her", "According to", "the baths are old")
            .person("Anna Lang", &["Anna Lang", "her"]);
        assert_eq!(
            last(&trial, &[1]),
            "According to [Anna Lang] the baths are old."
        );
    }

    #[test]
    fn that_remark_gets_the_name_of_who_made_it() {
        let claim = |trial: Trial<'static>| {
            trial
                .claim("Anna Voss", "said", "baths are old")
                .person("Anna Voss", &["Anna Voss"])
        };
        let trial = claim(Trial::of(
            "Anna Voss said baths are old. That remark drew applause.",
        ));
        assert_eq!(last(&trial, &[1]), "[Anna Voss’] remark drew applause.");
        let trial = claim(Trial::of(
            "Anna Voss said baths are old. That hall drew applause.",
        ));
        assert_eq!(last(&trial, &[1]), "That hall drew applause.");
    }
}
