//! Editorial rules: what a standards desk wants to be told.

mod change;
mod files;
mod gender;
mod glob;
mod house;
mod insider;
mod pack;
mod page;
mod rule;
mod screen;
mod written;

pub use gender::Gender;
use glob::glob;
pub use house::{House, Occasion};
pub use insider::is_insider;
pub use pack::Pack;
pub use rule::{
    AppliesIf, Attributed, Check, Conditional, Count, Counted, CreditTest, EmbargoTest, Example,
    Existence, LanguageTest, Level, Looking, MetaField, MetaWhen, Metadata, Metric, Metrics, Quote,
    QuoteCheck, Rule, Scope, SourceTest, Substitution, SummaryCheck, Trigger, Verb, Window,
};
