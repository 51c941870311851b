//! Editorial rules: what a standards desk wants to be told.

mod files;
mod glob;
mod house;
mod pack;
mod page;
mod rule;
mod written;

use glob::glob;
pub use house::{House, Occasion};
pub use pack::Pack;
pub use rule::{
    AppliesIf, Attributed, Check, Conditional, Count, Counted, Example, Existence, LanguageTest,
    Level, MetaField, MetaWhen, Metadata, Metric, Metrics, Quote, QuoteCheck, Rule, Scope,
    SourceTest, Substitution, SummaryCheck, Trigger, Verb, Window,
};
