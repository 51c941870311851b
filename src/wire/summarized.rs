//! The `summary` part of the result document: every sentence is written once, at whatever lengths it appears.

use super::document::{
    HeadlineQuotationField, HeadlineSupportField, KeyPointField, ProfilesField, SummaryField,
    SummarySentenceField,
};
use super::encode::{Scribe, attribution_id, attribution_ids, source_id};
use super::names;
use crate::attribution::Attributed;
use crate::summary::{
    HeadlineQuotation, HeadlineSupport, KeyPoint, Summary, SummarySentence, Treatment,
};
use crate::text::Span;

impl<'a> Scribe<'a> {
    /// Writes a summary.
    pub(super) fn summary(
        &self,
        summary: &'a Summary,
        attributed: &Attributed,
    ) -> SummaryField<'a> {
        let mut pool = Pool {
            sentences: &summary.sentences,
            further: Vec::new(),
        };
        let profiles = ProfilesField {
            alert: pool.places(&summary.alert),
            brief: pool.places(&summary.brief),
            digest: pool.places(&summary.digest),
        };
        let further = pool.further.into_iter();
        let points = summary.key_points.iter();
        let support = summary.headline_support.as_ref();
        SummaryField {
            sentences: summary
                .sentences
                .iter()
                .map(|one| self.sentence(one))
                .collect(),
            further: further.map(|one| self.further(one)).collect(),
            profiles,
            key_points: points
                .map(|point| self.key_point(point, summary, attributed))
                .collect(),
            headline_support: support.map(|support| self.headline_support(support)),
        }
    }

    fn sentence(&self, sentence: &'a SummarySentence) -> SummarySentenceField<'a> {
        let treatment = sentence.treatment;
        SummarySentenceField {
            text: self.aloud(&sentence.text),
            span: self.span(sentence.span),
            attribution_ids: attribution_ids(&sentence.attributions),
            treatment: (treatment != Treatment::Kept).then(|| names::treatment(treatment)),
        }
    }

    /// Its words are said once at most: by `text`, or, with the least detail, only by the article where nothing was resolved.
    fn further(&self, sentence: &'a SummarySentence) -> SummarySentenceField<'a> {
        SummarySentenceField {
            text: self.resolved(&sentence.text, sentence.span),
            span: self.place(sentence.span),
            ..self.sentence(sentence)
        }
    }

    /// A sentence's `text`, which the article says, too, unless a reference was resolved in it.
    fn resolved(&self, text: &'a str, span: Span) -> Option<&'a str> {
        let says_more = self.detail() || text != self.words(span);
        self.aloud(text).filter(|_| says_more)
    }

    fn key_point(
        &self,
        point: &'a KeyPoint,
        summary: &Summary,
        attributed: &Attributed,
    ) -> KeyPointField<'a> {
        let mut shown = summary.sentences.iter();
        let is_shown = shown.any(|one| one.span == point.span && one.text == point.text);
        let behind = point
            .attribution
            .and_then(|id| attributed.attributions.get(id.0 as usize));
        let said_elsewhere = match behind {
            Some(attribution) => attribution.content == point.claim,
            None => point.claim == [point.span],
        };
        let claim = point.claim.iter().filter(|_| !said_elsewhere);
        KeyPointField {
            kind: names::point_kind(point.kind),
            text: self
                .resolved(&point.text, point.span)
                .filter(|_| self.detail() || !is_shown),
            span: self.place(point.span),
            claim: claim.map(|span| self.place(*span)).collect(),
            source_id: point.speaker.map(source_id),
            attribution_id: point.attribution.map(attribution_id),
        }
    }

    fn headline_support(&self, support: &'a HeadlineSupport) -> HeadlineSupportField<'a> {
        let field = |quotation: &'a HeadlineQuotation| HeadlineQuotationField {
            text: self.aloud(&quotation.text),
            body: quotation.body.map(|body| self.span(body)),
            quoted_in_body: quotation.quoted,
            source_id: quotation.speaker.map(source_id),
        };
        HeadlineSupportField {
            quotations: support.quotations.iter().map(field).collect(),
            source_id: support.speaker.map(source_id),
        }
    }
}

/// The sentences of all lengths, each once.
struct Pool<'a> {
    sentences: &'a [SummarySentence],
    /// Those that only profiles hold.
    further: Vec<&'a SummarySentence>,
}

impl<'a> Pool<'a> {
    fn places(&mut self, profile: &'a [SummarySentence]) -> Vec<usize> {
        profile.iter().map(|one| self.place(one)).collect()
    }

    fn place(&mut self, sentence: &'a SummarySentence) -> usize {
        let known = self
            .sentences
            .iter()
            .chain(self.further.iter().copied())
            .position(|one| one == sentence);
        known.unwrap_or_else(|| {
            self.further.push(sentence);
            self.sentences.len() + self.further.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str, start: u32) -> SummarySentence {
        SummarySentence {
            text: text.to_owned(),
            span: Span::new(start, start + 5),
            attributions: Vec::new(),
            treatment: Treatment::Kept,
        }
    }

    #[test]
    fn a_sentence_of_two_lengths_is_written_once_and_another_wording_again() {
        let summary = [sentence("It is late.", 0)];
        let digest = [
            sentence("It is late.", 0),
            sentence("It is full.", 12),
            sentence("[The ferry] is late.", 0),
        ];
        let mut pool = Pool {
            sentences: &summary,
            further: Vec::new(),
        };
        assert_eq!(pool.places(&digest), [0, 1, 2]);
        assert_eq!(pool.places(digest.get(1..).unwrap()), [1, 2]);
        assert_eq!(pool.further.len(), 2);
    }
}
