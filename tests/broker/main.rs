//! The broker side and the worker on a real RabbitMQ: one private node for all tests, names of its own for each.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that meets the unexpected fails"
)]

mod certificates;
mod dead;
mod network;
#[path = "../support/node.rs"]
mod node;
mod place;
mod topology;
mod worker;
