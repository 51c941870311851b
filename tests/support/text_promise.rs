//! What a document and its analysis promise of any text: the check of the property tests here and of the fuzz targets.

use copydesk::syntax::{Analysis, Syntax};
use copydesk::text::{Document, Span};

/// Every promise that a document makes.
pub(crate) fn hold(text: &str) {
    let document = Document::read(text);
    tokens_are_in_order(&document);
    sentences_share_out_the_tokens(&document);
    quotations_nest(&document);
}

fn is_text(document: &Document<'_>, span: Span) -> bool {
    document
        .text
        .get(span.start as usize..span.end as usize)
        .is_some()
}

fn tokens_are_in_order(document: &Document<'_>) {
    let mut end = 0;
    for token in &document.tokens {
        assert!(
            token.span.start >= end,
            "tokens overlap in {:?}",
            document.text
        );
        assert!(
            is_text(document, token.span) && !token.span.is_empty(),
            "a token is no text in {:?}",
            document.text
        );
        end = token.span.end;
    }
}

fn sentences_share_out_the_tokens(document: &Document<'_>) {
    let text = document.text;
    let mut token = 0;
    for (index, sentence) in document.sentences.iter().enumerate() {
        assert_eq!(
            sentence.tokens.start, token,
            "sentences leave tokens out in {text:?}"
        );
        assert!(
            sentence.tokens.end > token,
            "a sentence is empty in {text:?}"
        );
        token = sentence.tokens.end;
        assert_eq!(sentence.span, document.span_of(sentence.range()));
        let mut tokens = document.tokens_of(sentence).iter();
        assert!(
            tokens.all(|token| token.sentence as usize == index),
            "in {text:?}"
        );
        let paragraph = document.paragraphs.get(sentence.paragraph as usize);
        assert!(
            paragraph.is_some_and(|paragraph| paragraph.contains(sentence.span)),
            "in {text:?}"
        );
    }
    assert_eq!(
        token as usize,
        document.tokens.len(),
        "tokens without a sentence in {text:?}"
    );
}

fn quotations_nest(document: &Document<'_>) {
    let text = document.text;
    let mut before: Option<Span> = None;
    for quotation in &document.quotations {
        let span = quotation.span;
        assert!(
            is_text(document, span) && is_text(document, quotation.inner),
            "in {text:?}"
        );
        assert!(
            span.contains(quotation.inner) && !quotation.tokens.is_empty(),
            "in {text:?}"
        );
        let in_order = before.is_none_or(|before| before.start <= span.start);
        assert!(in_order, "quotations are out of order in {text:?}");
        let apart = before.is_none_or(|before| before.contains(span) || !before.overlaps(span));
        assert!(apart, "quotations cross in {text:?}");
        before = Some(span);
    }
    for (index, token) in document.tokens.iter().enumerate() {
        let Some(outer) = token.quotation() else {
            continue;
        };
        let quotation = document.quotations.get(outer);
        let covers = quotation.is_some_and(|outer| {
            let tokens = outer.tokens.start as usize..outer.tokens.end as usize;
            outer.depth == 0 && tokens.contains(&index)
        });
        assert!(covers, "a token is in the wrong quotation in {text:?}");
    }
}

/// Every promise that an analysis makes.
pub(crate) fn hold_syntax(text: &str) {
    let document = Document::read(text);
    let analysis = Analysis::of(&document, Syntax::embedded());
    assert_eq!(analysis.tags().len(), document.tokens.len());
    let mut end = 0;
    for chunk in analysis.chunks() {
        assert!(
            chunk.tokens.start >= end && chunk.tokens.contains(&chunk.head),
            "in {text:?}"
        );
        end = chunk.tokens.end;
    }
    for (index, sentence) in document.sentences.iter().enumerate() {
        let Some(parse) = analysis.parse(index) else {
            panic!("a sentence has no parse in {text:?}");
        };
        let Some(root) = parse.root() else {
            panic!("a parse has no root in {text:?}");
        };
        assert_eq!(
            parse.subtree(root),
            sentence.range(),
            "a parse is no tree over {text:?}"
        );
        let children: usize = sentence
            .range()
            .map(|token| parse.children(token).count())
            .sum();
        assert_eq!(
            children + 1,
            sentence.range().len(),
            "a token has no head in {text:?}"
        );
    }
}
