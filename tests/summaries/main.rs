//! Articles in, summaries out: golden articles, and properties that hold for any article.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

mod golden;
mod promises;
