//! What can go wrong with a broker, and what to do next.

use std::time::Duration;

use thiserror::Error;

use crate::broker::topology::Missing;

/// A fault of the connection or of what stands at its other end. Never shows a password.
#[derive(Clone, Debug, Error)]
pub enum BrokerError {
    /// Ours to fix: the settings can never work.
    #[error("{0}")]
    Settings(String),
    /// The broker could not be reached or refused the login; worth trying again.
    #[error("cannot connect to {endpoint}: {cause}")]
    Connect {
        /// The broker, without its password.
        endpoint: String,
        /// What the network, TLS or the broker said.
        cause: String,
    },
    /// Exchanges or queues are not there; worth trying again once somebody made them.
    #[error("{0}; create it with `copydesk topology apply`")]
    Topology(Missing),
    /// The broker did not answer in time.
    #[error("no answer to {what} within {after:?}")]
    Deadline {
        /// What was asked.
        what: &'static str,
        /// How long we waited.
        after: Duration,
    },
    /// The broker ended the subscription: the queue was deleted or its leader moved.
    #[error("the broker cancelled the consumer of {queue}: was the queue deleted?")]
    Cancelled {
        /// The queue that was consumed.
        queue: String,
    },
    /// The connection or channel ended.
    #[error("lost the broker: {0}")]
    Lost(String),
    /// The broker refused one request; the connection lives.
    #[error("the broker refused {what}: {cause}")]
    Refused {
        /// What was asked.
        what: String,
        /// The broker's words.
        cause: String,
    },
}

impl BrokerError {
    /// Whether trying again without changing the settings can help.
    pub const fn is_transient(&self) -> bool {
        !matches!(self, Self::Settings(_))
    }

    /// The stable name of the kind, as metrics show it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Settings(_) => "settings",
            Self::Connect { .. } => "connect",
            Self::Topology(_) => "topology",
            Self::Deadline { .. } => "deadline",
            Self::Cancelled { .. } => "cancelled",
            Self::Lost(_) => "lost",
            Self::Refused { .. } => "refused",
        }
    }
}

impl From<lapin::Error> for BrokerError {
    fn from(error: lapin::Error) -> Self {
        Self::Lost(error.to_string())
    }
}

/// Why a message was not taken over by the broker.
#[derive(Clone, Debug, Error)]
pub enum PublishError {
    /// No queue is bound for it: it was handed back.
    #[error("no queue takes messages from exchange \"{exchange}\" with key \"{routing_key}\"")]
    Returned {
        /// The exchange.
        exchange: String,
        /// The routing key.
        routing_key: String,
    },
    /// The broker said no: a queue is full or cannot store.
    #[error("the broker refused the message: a queue behind it is full or cannot store")]
    Nacked,
    /// Nobody knows whether it arrived.
    #[error(transparent)]
    Broker(#[from] BrokerError),
}
