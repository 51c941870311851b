//! A report as one self-contained HTML page: no network, no script, readable on paper.

mod page;
mod pieces;

use askama::Template as _;

use crate::article::Article;
use crate::render::view::View;
use crate::report::Report;

/// The page of one article.
///
/// Never fails: the template only ever writes to memory.
pub fn html(article: &Article, report: &Report) -> String {
    let view = View::new(article, report);
    page::Page::of(article, report, &view)
        .render()
        .unwrap_or_default()
}
