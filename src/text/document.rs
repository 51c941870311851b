//! One text, seen as paragraphs, sentences, tokens and quotations.

use super::{
    Quotation, Sentence, Span, Token,
    pairing::{self, Surroundings},
    paragraph, segmentation, tokenization,
};
use std::ops::Range;

/// What a linguist sees of one text. Every span is in bytes of [`Document::text`].
///
/// ```
/// use copydesk::text::Document;
///
/// let document = Document::read("“We lost,” Gov. Ann Reed said. She left.");
/// assert_eq!(document.sentences.len(), 2);
/// assert_eq!(document.quotations[0].inner.of(document.text), "We lost,");
/// assert_eq!(document.word(4), "”");
/// assert!(document.tokens[4].quotation().is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document<'t> {
    /// The text as given: nothing trimmed, nothing normalised.
    pub text: &'t str,
    /// Paragraphs, without the white space between them.
    pub paragraphs: Vec<Span>,
    /// Sentences in order. Every token is in exactly one.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Quotations by where they begin, an outer one before those in it.
    pub quotations: Vec<Quotation>,
}

impl<'t> Document<'t> {
    /// Reads `text`. Never fails: any text, however mangled, is a document. Time grows in proportion to
    /// the length. Offsets are 32 bits wide: what lies beyond 4 GiB is not read.
    pub fn read(text: &'t str) -> Self {
        let paragraphs = paragraph::paragraphs(text);
        let mut document = Self {
            text,
            sentences: Vec::with_capacity(text.len() / 100 + 1),
            tokens: Vec::with_capacity(text.len() / 5 + 1),
            ..Self::default()
        };
        let mut closes = Vec::new();
        let mut open_before = None;
        for (index, &paragraph) in paragraphs.iter().enumerate() {
            let first = document.tokens.len();
            tokenization::tokenize(text, paragraph, &mut document.tokens);
            let tokens = document.tokens.get_mut(first..).unwrap_or_default();
            let around = Surroundings {
                open_before,
                opens_next: paragraphs
                    .get(index + 1)
                    .and_then(|next| pairing::opening_style(next.of(text))),
            };
            let quotations = &mut document.quotations;
            open_before = pairing::pair(text, (tokens, first), around, &mut closes, quotations);
            let place = (first, paragraph::offset32(index));
            segmentation::segment(text, tokens, place, &closes, &mut document.sentences);
        }
        document.paragraphs = paragraphs;
        document
    }

    /// The text of the token with index `token`; empty when there is none.
    pub fn word(&self, token: usize) -> &'t str {
        let text = self.text;
        self.tokens
            .get(token)
            .map_or("", |token| token.span.of(text))
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.range()).unwrap_or_default()
    }

    /// Indices of the tokens that share at least one byte with `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self
            .tokens
            .partition_point(|token| token.span.end <= span.start);
        let last = self
            .tokens
            .partition_point(|token| token.span.start < span.end);
        first..last.max(first)
    }

    /// The bytes from the first to the last of `tokens`; empty when there is none.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens).unwrap_or_default() {
            [] => Span::default(),
            [only] => only.span,
            [first, .., last] => first.span.hull(last.span),
        }
    }

    /// Index of the sentence that covers byte `offset`, or of the last one that begins before it.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        self.sentences
            .partition_point(|sentence| sentence.span.start <= offset)
            .checked_sub(1)
    }

    /// The sentence of the token with index `token`.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        self.sentences
            .get(self.tokens.get(token)?.sentence as usize)
    }

    /// The outermost quotation that covers the token with index `token`, marks included.
    pub fn quotation_of(&self, token: usize) -> Option<&Quotation> {
        self.quotations.get(self.tokens.get(token)?.quotation()?)
    }

    /// Whether the token with index `token` lies between double quotation marks, marks included.
    pub fn is_quoted(&self, token: usize) -> bool {
        let Some(outer) = self.tokens.get(token).and_then(Token::quotation) else {
            return false;
        };
        let token = paragraph::offset32(token);
        self.quotations
            .iter()
            .skip(outer)
            .take_while(|quotation| quotation.tokens.start <= token)
            .any(|quotation| quotation.is_double() && quotation.tokens.contains(&token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MarkStyle;

    fn sentences(text: &str) -> Vec<&str> {
        let document = Document::read(text);
        let spans = document.sentences.iter().map(|sentence| sentence.span);
        spans.map(|span| span.of(text)).collect()
    }

    /// Quotations as text; `>` before one that continues, `…` after one left open, indented when nested.
    fn quotations(text: &str) -> Vec<String> {
        let show = |quotation: &Quotation| {
            format!(
                "{}{}{}{}",
                " ".repeat(quotation.depth.into()),
                if quotation.continues { ">" } else { "" },
                quotation.inner.of(text),
                if quotation.closed { "" } else { "…" }
            )
        };
        Document::read(text).quotations.iter().map(show).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        for one in [
            "Mr. Smith met Gov. Ann Reed, D-Calif., on Jan. 5.",
            "George W. Bush and J.K. Rowling left.",
            "The U.S. House and Apple Inc. Chief Executive Tim Cook agreed at 9 a.m. Monday.",
            "WASHINGTON (AP) — The senator left.",
            "It costs approx. $3 and No. 10 said no.",
            "“Why?” she asked.",
            "“Why me?” Smith asked.",
            "“Stop!” said Reed.",
            "1. Open the door",
            "She said … nothing.",
            "Pens, paper, etc. were sold by Smith & Co. Ltd.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
    }

    #[test]
    fn the_same_stops_end_sentences_before_words_that_start_them() {
        for (text, first) in [
            ("He lives in the U.S. She does not.", "He lives in the U.S."),
            (
                "They died in San Bernardino, Calif. Together they had two.",
                "They died in San Bernardino, Calif.",
            ),
            (
                "It opens at 9 a.m. The doors close late.",
                "It opens at 9 a.m.",
            ),
            ("“Why?” The crowd roared.", "“Why?”"),
            ("“Stop!” Ann Reed left.", "“Stop!”"),
            (
                "He works for Apple Inc. But not today.",
                "He works for Apple Inc.",
            ),
            (
                "No one was as tall as I. He left.",
                "No one was as tall as I.",
            ),
            ("This was the end.The next day came.", "This was the end."),
            ("(He left.) She stayed.", "(He left.)"),
            ("''We won.'' Nobody cheered.", "''We won.''"),
            ("\"We won.\" \"We lost.\"", "\"We won.\""),
            ("I waited… Then he came.", "I waited…"),
            ("They sold pens, etc. Smith paid.", "They sold pens, etc."),
            ("He left. (laughter)", "He left."),
        ] {
            assert_eq!(sentences(text).first().copied(), Some(first), "in {text}");
            assert_eq!(sentences(text).len(), 2, "in {text}");
        }
    }

    #[test]
    fn a_headline_without_a_stop_is_a_sentence_of_its_own() {
        assert_eq!(
            sentences("Minister to quit – sources\n\nShe will go. He stays."),
            ["Minister to quit – sources", "She will go.", "He stays."]
        );
    }

    #[test]
    fn every_house_style_of_marks_is_read() {
        for text in [
            "“We lost,” she said.",
            "\"We lost,\" she said.",
            "''We lost,'' she said.",
            "``We lost,'' she said.",
            "„We lost,“ she said.",
            "„We lost,” she said.",
            "«We lost,» she said.",
            "»We lost,« she said.",
            "‘We lost,’ she said.",
            "'We lost,' she said.",
            "“We lost,“ she said.",
            "”We lost,” she said.",
        ] {
            assert_eq!(quotations(text), ["We lost,"], "in {text}");
        }
    }

    #[test]
    fn apostrophes_are_not_marks() {
        for text in [
            "The workers' union and the bosses' club don't agree.",
            "’Tis the season, ol’ man; get ’em in the ’90s.",
            "He is 6'2\" tall and she is 5'10\" tall.",
            "Rock ’n’ roll isn’t dead",
        ] {
            assert_eq!(quotations(text), Vec::<String>::new(), "in {text}");
        }
    }

    #[test]
    fn single_marks_reach_over_apostrophes() {
        assert_eq!(
            quotations(
                "'The workers' rights aren't at risk,' he said of the 'Panama Papers' leak."
            ),
            ["The workers' rights aren't at risk,", "Panama Papers"]
        );
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(
            quotations(
                "“He told me, ‘Go home,’ and I did,” she said. “I heard “no” twice,” he said."
            ),
            [
                "He told me, ‘Go home,’ and I did,",
                " Go home,",
                "I heard “no” twice,",
                " no"
            ]
        );
        assert_eq!(
            quotations("“He said \"no\" to me,” she said."),
            ["He said \"no\" to me,", " no"]
        );
    }

    #[test]
    fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
        assert_eq!(
            quotations("She said: “We lost.\n\n“We will be back,” she added.\n\n“Soon,” she said."),
            ["We lost.…", ">We will be back,", "Soon,"]
        );
        assert_eq!(
            quotations("She said: \"We lost.\n\n\"We will be back,\" she added."),
            ["We lost.…", ">We will be back,"]
        );
    }

    #[test]
    fn an_odd_mark_costs_its_paragraph_only() {
        assert_eq!(
            quotations("The \"odd mark is here.\n\n\"We lost,\" she said. \"Yes.\""),
            ["odd mark is here.…", ">We lost,", "Yes."]
        );
        assert_eq!(
            quotations("The \"odd mark is here.\n\nShe said \"yes\" twice."),
            ["yes"]
        );
        assert_eq!(
            quotations("“We lost, he said. “We will be back,” he added.\n\nThe “end” came."),
            ["We will be back,", "end"]
        );
    }

    #[test]
    fn tokens_know_their_quotation_and_sentence() {
        let document = Document::read("“We lost,” she said. ‘No.’");
        let quoted: Vec<_> = (0..document.tokens.len())
            .filter(|&token| document.is_quoted(token))
            .collect();
        assert_eq!(quoted, [0, 1, 2, 3, 4]);
        assert_eq!(document.tokens_in(Span::new(3, 6)), 1..2);
        assert_eq!(document.span_of(1..3).of(document.text), "We lost");
        assert_eq!(document.sentence_at(0), Some(0));
        assert_eq!(
            document.quotations.last().map(|last| last.style),
            Some(MarkStyle::Single)
        );
    }
}
