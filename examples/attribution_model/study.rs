//! The annotated articles, and their split by month.

use copydesk::wire::gold::Annotated;

/// Articles from this month on are kept apart: rules, features and thresholds were made on those before.
pub(crate) const KEPT_APART_FROM: &str = "2016-06";

/// All annotated articles.
#[derive(Debug)]
pub(crate) struct Study {
    pub(crate) articles: Vec<Annotated>,
}

impl Study {
    /// Reads annotated articles, one a line.
    pub(crate) fn read(path: &str) -> Result<Self, String> {
        let file = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read {path}: {error}"))?;
        let articles = file
            .lines()
            .map(Annotated::read)
            .collect::<Result<_, _>>()?;
        Ok(Self { articles })
    }

    /// The articles on which rules and tables were made, and those kept apart.
    pub(crate) fn split(&self) -> (Vec<&Annotated>, Vec<&Annotated>) {
        let seen = |article: &&Annotated| {
            article
                .date
                .as_deref()
                .is_some_and(|date| date < KEPT_APART_FROM)
        };
        self.articles.iter().partition(seen)
    }
}
