//! copydesk reads a news article and says who said what in it, and what it is about.
//!
//! The way of the data: bytes → [`wire`] → [`Article`] → [`text::Document`] → [`attribution`] →
//! [`summary`] → [`editorial`] → [`Report`] → [`wire`] → bytes. The analysis half ([`desk`] and
//! what it names) knows no broker, no clock, no environment and no async; the broker half
//! (`broker`, `worker`) knows no linguistics. ARCHITECTURE.md has the map, and
//! `tests/architecture.rs` holds it.

pub mod article;
pub mod attribution;
pub mod broker;
pub mod cli;
pub mod desk;
pub mod editorial;
pub mod eval;
pub mod probes;
pub mod render;
pub mod report;
pub mod rules;
pub mod service;
pub mod settings;
pub mod summary;
pub mod syntax;
pub mod telemetry;
pub mod text;
pub mod wire;
pub mod worker;

pub use article::Article;
pub use desk::Desk;
pub use report::Report;
