//! The articles of one item of the command line, read as a worker would read them.

use super::input::{Place, Unread};
use crate::article::Article;
use crate::wire::{self, Envelope, Refusal};
use crate::worker::Reading;

/// How items are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) reading: &'a Reading,
    /// The format named on the command line.
    pub(super) format: Option<&'a str>,
    /// The routing key of the command line.
    pub(super) routing_key: Option<&'a str>,
    /// Whether a file is one article, even where it holds several.
    pub(super) single: bool,
}

impl Reader<'_> {
    /// The articles of one item, each or why it cannot be read.
    ///
    /// # Errors
    /// When the item as a whole cannot be read.
    pub(super) fn articles(
        &self,
        body: &[u8],
        place: &Place,
    ) -> Result<Vec<Result<Article, Unread>>, Unread> {
        let name = place.file.as_deref().map(|file| file.to_string_lossy());
        let envelope = Envelope {
            format: if place.line.is_some() {
                Some("json")
            } else {
                self.format
            },
            message_id: name.as_deref(),
            routing_key: self.routing_key,
            default_format: self.reading.default_format.as_deref(),
            time_zone: self.reading.time_zone.as_deref(),
            ..Envelope::default()
        };
        let limits = &self.reading.limits;
        // One line is one article, and so is a page or a file of standoff.
        let articles = if place.line.is_some() || self.single {
            wire::decode(body, &envelope, limits).map(|article| vec![Ok(article)])
        } else {
            wire::decode_each(body, &envelope, limits)
        };
        let articles = articles.map_err(unread)?.into_iter();
        Ok(articles.map(|article| article.map_err(unread)).collect())
    }
}

fn unread(refusal: Refusal) -> Unread {
    Unread {
        reason: refusal.reason.name(),
        detail: refusal.detail,
    }
}
