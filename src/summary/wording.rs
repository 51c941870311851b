//! From chosen sentences to the words a reader sees; every change stands in square brackets.

use super::footing::Footing;
use super::passage::{Passage, Traits};
use super::pronoun::Mention;
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
        let Mention {
            span,
            source,
            pronoun,
        } = mention;
        let here = in_sentence.contains(&source);
        let clear =
            here || named.sources.contains(&source) && (joined || named.last == Some(source));
        let overlaps = changes.last().is_some_and(|(last, _)| last.overlaps(span));
        if pronoun && !clear && !overlaps {
            changes.extend(
                study
                    .pronouns
                    .replacement(&mention)
                    .map(|words| (span, words)),
            );
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
    use crate::summary::Treatment;

    #[test]
    fn a_pronoun_of_somebody_not_named_yet_is_resolved_in_brackets() {
        let text = "The baths of Lindal will close in June. \
                    Since May the mayor says she knew that Lindal would close the baths.";
        let trial = Trial::of(text)
            .claim("she", "knew", "that Lindal would close the baths")
            .person("Anna Voss", &["she"]);
        let sentences = trial.sentences();
        assert!(
            sentences
                .iter()
                .any(|text| text.contains("[Anna Voss] knew")),
            "{sentences:#?}"
        );
    }

    #[test]
    fn whose_something_is_gets_the_genitive() {
        let text = "The baths of Lindal will close in June. In May her deputy told Lindal that the baths would close.";
        let trial = Trial::of(text)
            .claim("her deputy", "told", "that the baths would close")
            .person("Anna Lang", &["her"]);
        assert!(
            trial.sentences()[1].starts_with("In May [Anna Lang’s] deputy told"),
            "{:#?}",
            trial.sentences()
        );
    }

    #[test]
    fn a_pronoun_that_is_clear_or_quoted_stays() {
        let text = "Anna Voss will close the baths of Lindal in June. She told Lindal of the baths in May.";
        let trial = Trial::of(text).person("Anna Voss", &["Anna Voss", "She"]);
        let summary = trial.summary().unwrap();
        assert!(
            summary
                .sentences
                .iter()
                .all(|sentence| sentence.treatment != Treatment::Resolved)
        );
        let text = "The baths of Lindal will close in June. “In May she told Lindal,” the deputy said of the baths.";
        let trial = Trial::of(text)
            .claim("the deputy", "said", "“In May she told Lindal,”")
            .person("Anna Voss", &["she"]);
        assert!(
            trial.sentences().iter().all(|text| !text.contains('[')),
            "{:#?}",
            trial.sentences()
        );
    }
}
