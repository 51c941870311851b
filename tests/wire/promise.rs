//! What the decoder promises of any bytes, whoever sent them: the entry points of the damaged documents here and of the
//! fuzz targets.

use copydesk::article::Article;
use copydesk::text::Span;
use copydesk::wire::{self, Envelope, Limits};

/// Reads any bytes under this envelope, and checks what is promised of every article: its text is not made of nothing,
/// and every place lies in it. Returns how many articles there are.
pub(crate) fn keeps(body: &[u8], envelope: &Envelope<'_>) -> usize {
    let Ok(articles) = wire::decode_each(body, envelope, &Limits::default()) else {
        return 0;
    };
    let read: Vec<Article> = articles.into_iter().flatten().collect();
    for article in &read {
        holds(article, body.len());
    }
    read.len()
}

/// Reads any bytes as a document of this content type.
pub(crate) fn as_type(body: &[u8], content_type: &str) -> usize {
    let envelope = Envelope {
        content_type: Some(content_type),
        ..Envelope::default()
    };
    keeps(body, &envelope)
}

fn holds(article: &Article, bytes: usize) {
    assert!(
        article.text.len() <= 4 * bytes + 64,
        "{}: text out of nothing",
        article.format
    );
    let covered = |span: Span| {
        let range = span.start as usize..span.end as usize;
        article.text.get(range).is_some()
    };
    for block in &article.blocks {
        assert!(covered(block.span), "{}: block", article.format);
        assert!(
            article.origin(block.span.start).is_some(),
            "{}: a block from nowhere",
            article.format
        );
    }
    for piece in &article.furniture {
        assert!(covered(piece.span), "{}: furniture", article.format);
    }
    assert!(!article.id.is_empty(), "{}: no id", article.format);
}
