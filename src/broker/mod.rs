//! The only place that knows AMQP: messages in, messages out, and none lost in between. Knows nothing of articles.
//!
//! A [`Session`] hands out [`Delivery`]s. Each is settled exactly once: its answer, or a copy with reasons, is published
//! `mandatory` and persistent, the broker confirms it, and only then is the delivery acknowledged. [`memory`] plays the
//! same session from a script of faults.

mod confirm;
mod connection;
mod consumer;
pub mod dead;
mod delivery;
mod error;
pub mod memory;
mod message;
mod publish;
mod publisher;
pub mod removal;
pub mod results;
pub mod retry;
mod session;
mod settings;
mod tags;
pub mod topology;

pub use connection::Endpoint;
pub use consumer::{RabbitMq, RabbitMqSession};
pub use delivery::{Address, Answer, Delivery, Publish, Settled, Settlement, Unsettled};
pub use error::{BrokerError, PublishError};
pub use message::Message;
pub use publish::{Published, publish};
pub use retry::Failure;
pub use session::{Broker, Incoming, Session};
pub use settings::{BrokerSettings, Identity, Tls};
pub use topology::Topology;
