//! What the worker needs of a broker: small enough to be played by a script in tests.

use crate::broker::delivery::{Delivery, Settled};
use crate::broker::error::BrokerError;

/// A broker that can be connected to, again and again.
pub trait Broker: Send + Sync {
    /// What a connection gives.
    type Session: Session;

    /// Connects, checks the topology and begins to consume **carefully**: one message at a time.
    fn open(&self) -> impl Future<Output = Result<Self::Session, BrokerError>> + Send;
}

/// One working connection. Whatever ends it, everything unsettled is delivered again.
pub trait Session: Send {
    /// The next thing that happens; may be called again after being dropped without losing anything.
    fn next(&mut self) -> impl Future<Output = Incoming> + Send;

    /// Takes up to `prefetch` messages at a time from now on.
    fn widen(&mut self, prefetch: u16) -> impl Future<Output = Result<(), BrokerError>> + Send;

    /// Tells the broker that these deliveries of this session are done. `Ok` means that it was said, not that it was
    /// heard: a redelivery is still possible.
    fn acknowledge(&mut self, settled: Vec<Settled>) -> Result<(), BrokerError>;

    /// Asks for no further messages; what is in our hands can still be settled.
    fn stop(&mut self) -> impl Future<Output = Result<(), BrokerError>> + Send;

    /// Ends it. What is unsettled goes back.
    fn close(self) -> impl Future<Output = ()> + Send;
}

/// What can happen in a session.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Delivery(Delivery),
    /// The broker takes no messages for now, for this reason: memory or disk is short.
    Blocked(String),
    /// It takes messages again.
    Unblocked,
    /// Nothing more will come.
    Ended(BrokerError),
}
