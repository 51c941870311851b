//! Which articles a message holds: one, or several in a list, a package or a feed.

use super::detect::Detected;
use super::{Reason, Refusal};
use crate::article::Article;

/// How many of the articles of a message are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taking {
    /// The first; the others are only counted.
    First,
    /// Each.
    Each,
}

/// An article with the format it is in, or why it cannot be read.
pub(super) type Read = Result<(Article, Detected), Refusal>;

/// The articles of a message, in its order.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub(super) read: Vec<Read>,
    /// How many more there are that were not wanted.
    pub(super) left: usize,
}

impl Items {
    pub(super) fn one(article: Article, detected: Detected) -> Self {
        Self {
            read: vec![Ok((article, detected))],
            left: 0,
        }
    }

    /// Reads as many of these as are wanted.
    ///
    /// # Errors
    /// The refusal of the only one that was wanted.
    pub(super) fn of<T>(
        taking: Taking,
        found: Vec<T>,
        read: impl Fn(T) -> Read,
    ) -> Result<Self, Refusal> {
        let wanted = match taking {
            Taking::First => 1,
            Taking::Each => found.len(),
        };
        let left = found.len().saturating_sub(wanted);
        let mut read: Vec<Read> = found.into_iter().take(wanted).map(read).collect();
        match read.pop() {
            Some(Err(refusal)) if read.is_empty() => return Err(refusal),
            last => read.extend(last),
        }
        Ok(Self { read, left })
    }

    /// The same articles, found in the field at `pointer` of a JSON document: their own pointers go on from there.
    pub(super) fn beneath(mut self, pointer: &str) -> Self {
        for read in &mut self.read {
            match read {
                Ok((article, _)) => lead_from(article, |inner| format!("{pointer}{inner}")),
                Err(refusal) => *refusal = refusal.beneath(pointer),
            }
        }
        self
    }

    /// The same articles, found in the text of the field at `pointer`.
    pub(super) fn within_text(mut self, pointer: &str) -> Self {
        let from = |inner: &str| match inner {
            "" => pointer.to_owned(),
            inner => format!("{pointer}#{inner}"),
        };
        for (article, _) in self.read.iter_mut().flatten() {
            lead_from(article, from);
        }
        self
    }

    /// Adds the articles of the next element of a list.
    pub(super) fn extend(&mut self, next: Result<Self, Refusal>) {
        match next {
            Ok(next) => {
                self.read.extend(next.read);
                self.left += next.left;
            }
            Err(refusal) => self.read.push(Err(refusal)),
        }
    }

    /// The first article.
    ///
    /// # Errors
    /// Its refusal, or one for a message without any.
    pub(super) fn first(self) -> Read {
        let first = self.read.into_iter().next();
        first.unwrap_or_else(|| Err(Refusal::new(Reason::Schema, "/: no article in the list")))
    }
}

fn lead_from(article: &mut Article, from: impl Fn(&str) -> String) {
    for block in &mut article.blocks {
        block.pointer = from(&block.pointer).into();
    }
}

impl Refusal {
    /// The same refusal, of a document in the field at `pointer`.
    pub(super) fn beneath(&self, pointer: &str) -> Self {
        let joint = if self.detail.starts_with('/') {
            ""
        } else {
            ": "
        };
        // A fault of the whole inner document is one of its place.
        let detail = match self.detail.strip_prefix("/: ") {
            Some(fault) => format!(": {fault}"),
            None => self.detail.clone(),
        };
        let joint = if detail.starts_with(':') { "" } else { joint };
        Self::new(self.reason, format!("{pointer}{joint}{detail}"))
    }
}
