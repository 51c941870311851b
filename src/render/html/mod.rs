//! A report as one self-contained HTML page: no network, no script, readable on paper.

mod index;
mod page;
mod pieces;

use askama::Template as _;

pub use index::{Entry, index};

use crate::article::Article;
use crate::render::view::View;
use crate::report::Report;

/// The style sheet of every page.
const STYLE: &str = include_str!("style.css");

/// The page of one article.
///
/// Never fails: the template only ever writes to memory.
pub fn html(article: &Article, report: &Report) -> String {
    page(article, report, false)
}

/// The page of one article among others, with a way back to their index.
pub fn page_of_index(article: &Article, report: &Report) -> String {
    page(article, report, true)
}

fn page(article: &Article, report: &Report, in_index: bool) -> String {
    let view = View::new(article, report);
    page::Page::of(article, report, &view)
        .among_others(in_index)
        .render()
        .unwrap_or_default()
}
