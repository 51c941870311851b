//! Stories of Media Cloud as JSON (never as pickled objects).

use super::draft::{Context, Draft};
use super::fields::Fields;
use crate::article::Article;

/// Reads one story.
pub(super) fn article(story: Fields<'_>, context: &Context<'_>) -> Article {
    let mut draft = Draft::new(context);
    if let Some(content) = story.object(&["content_metadata"]) {
        draft.article.id = content
            .id(&["canonical_url", "url", "normalized_url"])
            .unwrap_or_default();
        draft.headline(content.text(&["article_title"]).unwrap_or_default());
        draft.language(content.text(&["language"]));
        draft.outlet(content.text(&["canonical_domain"]));
        draft.article.dates.published = draft.date(
            "/content_metadata/publication_date",
            content.text(&["publication_date"]),
        );
        draft.plain(
            "/content_metadata/text_content",
            content.text(&["text_content"]).unwrap_or_default(),
        );
    }
    if let Some(html) = story.text(&["raw_html"]).filter(|_| draft.flow.is_empty()) {
        draft.html("/raw_html", html);
    }
    draft.finish()
}
