//! Whether the body bears out the headline's quotation and speaker: data, no judgement.

use super::Material;
use super::copy::words_of;
use super::lexicon::{Uses, uses};
use super::shape::{HeadlineQuotation, HeadlineSupport};
use crate::attribution::SourceId;
use crate::text::{Document, Quotation, Span, TokenKind, WordKey};

/// What the body says of the headline's quotations and of the speaker it names; none where the headline has
/// neither.
pub(super) fn headline_support(material: &Material<'_>) -> Option<HeadlineSupport> {
    let text = material.headline?;
    let headline = Document::read(text);
    let outermost = headline
        .quotations
        .iter()
        .filter(|quotation| quotation.depth == 0);
    let quotations: Vec<HeadlineQuotation> = outermost
        .filter(|quotation| !quotation.is_empty())
        .map(|quotation| borne_out(material, &headline, quotation))
        .collect();
    let speaker = speaker(material, &headline, !quotations.is_empty());
    let support = HeadlineSupport {
        quotations,
        speaker,
    };
    (!support.quotations.is_empty() || support.speaker.is_some()).then_some(support)
}

/// Looks for the quoted words in the body.
fn borne_out(
    material: &Material<'_>,
    headline: &Document<'_>,
    quotation: &Quotation,
) -> HeadlineQuotation {
    let tokens = headline
        .tokens
        .get(headline.tokens_in(quotation.inner))
        .unwrap_or_default();
    let words: Vec<WordKey> = words_of(tokens).collect();
    let places = find(material, &words);
    let quoted = |span: &&Span| {
        let mut quotations = material.document.quotations.iter();
        quotations.any(|quotation| quotation.span.contains(**span))
    };
    let in_quotation = places.iter().find(quoted).copied();
    let body = in_quotation.or(places.first().copied());
    HeadlineQuotation {
        text: quotation.inner.of(headline.text).to_owned(),
        body,
        quoted: in_quotation.is_some(),
        speaker: body.and_then(|body| source_of(material, body)),
    }
}

/// The source of the narrowest claim that holds `span`.
fn source_of(material: &Material<'_>, span: Span) -> Option<SourceId> {
    let holding = material
        .attributed
        .attributions
        .iter()
        .filter_map(|attribution| {
            let part = attribution
                .content
                .iter()
                .find(|part| part.contains(span))?;
            Some((part.len(), attribution.source?))
        });
    holding.min().map(|(_, source)| source)
}

/// Every place of the copy where these words follow each other, whatever marks stand between them.
fn find(material: &Material<'_>, words: &[WordKey]) -> Vec<Span> {
    let tokens = material.document.tokens.iter();
    let body: Vec<_> = tokens
        .filter(|token| token.kind != TokenKind::Mark && !material.is_furniture(token.span))
        .collect();
    let windows = body.windows(words.len().max(1));
    let matching = windows.filter(|window| {
        window
            .iter()
            .map(|token| token.key)
            .eq(words.iter().copied())
    });
    matching
        .filter_map(|window| Some(window.first()?.span.hull(window.last()?.span)))
        .collect()
}

/// The first source whom the headline names, where the headline lets somebody speak.
fn speaker(material: &Material<'_>, headline: &Document<'_>, quotes: bool) -> Option<SourceId> {
    let speaks = quotes
        || headline
            .tokens
            .iter()
            .any(|token| uses(token).any(Uses::REPORTING) || token.span.of(headline.text) == ":");
    let sources = material.attributed.sources.iter().zip(0..);
    let named = sources.filter_map(|(source, id)| {
        let name = Document::read(source.name.as_deref()?);
        let last = words_of(&name.tokens).last()?;
        let place = headline
            .tokens
            .iter()
            .position(|token| token.key == last && !token.is_mark())?;
        (!source.attributions.is_empty()).then_some((place, SourceId(id)))
    });
    named.min().filter(|_| speaks).map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::super::trial::Trial;
    use crate::summary::HeadlineSupport;

    const TEXT: &str = "Anna Voss said the plan was “a wound for the town” on Monday. The council of Lindal meets in June.";

    fn support(headline: &str) -> Option<HeadlineSupport> {
        let mut trial = Trial::of(TEXT)
            .claim("Anna Voss", "said", "the plan was “a wound for the town”")
            .person("Anna Voss", &["Anna Voss"]);
        trial.attributed.sources[0].attributions = vec![crate::attribution::AttributionId(0)];
        trial.headline = Some(headline);
        trial.summary().unwrap().headline_support
    }

    #[test]
    fn a_quotation_of_the_headline_is_found_with_its_speaker() {
        let support = support("Plan is ‘a wound for the town’, says Voss").unwrap();
        let quotation = &support.quotations[0];
        assert!(quotation.quoted && quotation.speaker.is_some() && support.speaker.is_some());
        assert_eq!(quotation.body.unwrap().of(TEXT), "a wound for the town");
    }

    #[test]
    fn a_quotation_that_the_body_lacks_is_said_to_lack() {
        let support = support("Plan is ‘a death sentence’, says Voss").unwrap();
        assert!(support.quotations[0].body.is_none() && !support.quotations[0].quoted);
    }

    #[test]
    fn a_headline_without_quotation_and_speaker_needs_no_support() {
        assert_eq!(support("Council meets in June"), None);
        assert_eq!(support("Voss and council meet in June"), None);
    }
}
