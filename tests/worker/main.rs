//! The worker on a broker in memory that follows a script of faults: nothing is lost, whatever goes wrong.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

mod exports;
mod logs;
mod outage;
mod policy;
mod property;
mod stage;
mod stopping;
