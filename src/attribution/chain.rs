//! Claims told through several hands: attributions inside the content of others.

use super::{Attribution, AttributionId, Source, SourceId};
use crate::text::Span;

/// Gives each nested attribution the source of the roll that its mention names, where one does.
pub(crate) fn name_sources(nested: &mut [Attribution], sources: &[Source]) {
    for attribution in nested {
        let Some(&mention) = attribution.mention.first() else {
            continue;
        };
        let named = |source: &Source| source.mentions.iter().any(|known| mention.overlaps(*known));
        let found = (0..).map(SourceId).zip(sources);
        attribution.source = found
            .filter(|(_, source)| named(source))
            .map(|(id, _)| id)
            .next();
    }
}

/// Ties each nested attribution to the one whose content holds its cue most closely; leaves out those that share
/// words with another without standing inside it.
pub(crate) fn hold(outermost: &[Attribution], nested: &mut Vec<Attribution>) {
    nested.retain(|inner| {
        let cue = inner.cue.or_else(|| inner.content.first().copied());
        cue.is_some_and(|cue| outermost.iter().any(|outer| holds(outer, cue)))
    });
    let all: Vec<Attribution> = outermost.iter().chain(&*nested).cloned().collect();
    for (place, inner) in (outermost.len()..).zip(nested) {
        let cue = inner.cue.or_else(|| inner.content.first().copied());
        let around = (0..).map(AttributionId).zip(&all).enumerate();
        let around = around.filter(|(other, (_, outer))| {
            *other != place && cue.is_some_and(|cue| holds(outer, cue))
        });
        let closest = around.min_by_key(|(_, (_, outer))| length(&outer.content));
        inner.within = closest.map(|(_, (id, _))| id);
    }
}

fn holds(outer: &Attribution, cue: Span) -> bool {
    outer
        .content
        .iter()
        .any(|part| part.start <= cue.start && cue.end <= part.end)
}

fn length(content: &[Span]) -> u32 {
    content.iter().map(|span| span.end - span.start).sum()
}

#[cfg(test)]
mod tests {
    use crate::attribution::attribute;
    use crate::text::Document;

    /// Who says something inside what somebody else says: cue, and the cue of the attribution it stands within.
    fn chain(text: &str) -> Vec<(&str, &str)> {
        let found = attribute(&Document::read(text));
        let cue = |attribution: &super::Attribution| attribution.cue.map_or("", |cue| cue.of(text));
        found
            .nested
            .iter()
            .map(|inner| {
                let outer = inner.within.and_then(|id| found.get(id));
                (cue(inner), outer.map_or("", cue))
            })
            .collect()
    }

    #[test]
    fn hearsay_is_kept_within_the_one_who_tells_it() {
        assert_eq!(
            chain("Ann Reed told reporters that the mayor had said that the bridge was safe."),
            [("had said", "told")]
        );
    }

    #[test]
    fn what_stands_beside_another_is_not_within_it() {
        let text = "Ann Reed said that the bridge was safe. The mayor said that it was not.";
        assert!(chain(text).is_empty());
    }
}
