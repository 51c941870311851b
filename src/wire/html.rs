//! An HTML page or fragment.

use crate::article::Article;
use crate::article::markup::html::{self, Piece};
use crate::article::markup::{Flow, Flowed};

/// Reads a page or a fragment: its text, and what the page says about it.
pub(super) fn article(page: &str) -> Article {
    let mut flow = Flow::new();
    flow.from_field("");
    html::flow_fragment(page, &mut flow);
    let Flowed { text, blocks } = flow.finish();
    Article {
        headline: title(page),
        text,
        blocks,
        ..Article::default()
    }
}

fn title(page: &str) -> Option<String> {
    let mut inside = false;
    html::pieces(page).find_map(|piece| {
        match piece {
            Piece::Open { name, .. } => inside = name.eq_ignore_ascii_case("title"),
            Piece::Raw { raw, .. } if inside => {
                return Some(html::unescaped(raw).trim().to_owned());
            }
            _ => inside = false,
        }
        None
    })
}
