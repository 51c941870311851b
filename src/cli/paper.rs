//! What standard output is like: how wide, and whether it shows colours.

use std::io;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::render::{Canvas, View, terminal};

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 80;

/// What views are written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    columns: usize,
    coloured: bool,
}

impl Paper {
    /// Standard output of this process. `NO_COLOR` and its kin are respected.
    pub(super) fn of_stdout() -> Self {
        Self {
            columns: terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| width.0.into()),
            coloured: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        }
    }

    /// The view of one report.
    pub(super) fn show(self, view: &View) -> String {
        let canvas = Canvas {
            columns: self.columns,
            styled: self.coloured,
        };
        terminal(view, canvas)
    }

    /// `page` as it may be written here: with its colours or without.
    pub(super) fn print(self, page: &str) -> String {
        if self.coloured {
            page.to_owned()
        } else {
            strip_str(page).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Paper;
    use crate::render::View;

    fn page(coloured: bool) -> String {
        let paper = Paper {
            columns: 40,
            coloured,
        };
        paper.show(&View {
            headline: "Bridge opens".to_owned(),
            ..View::default()
        })
    }

    #[test]
    fn shows_colours_only_where_they_are_wanted() {
        assert!(page(true).contains('\u{1b}'));
        assert!(!page(false).contains('\u{1b}'));
    }
}
