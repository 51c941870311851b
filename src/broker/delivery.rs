//! One hand-over of a message, which is settled exactly once.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use futures_util::future::try_join_all;

use crate::broker::error::PublishError;
use crate::broker::message::Message;
use crate::broker::retry::{self, Failure, Origin};

/// The future of a call through a trait object.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Somewhere messages can be published and are confirmed.
pub trait Publish: fmt::Debug + Send + Sync {
    /// Publishes and waits for the confirm. `Ok` means: a queue has it, and it survives a restart.
    fn publish(&self, to: Address, message: Message) -> Answer<'_, Result<(), PublishError>>;
}

/// Where a message is published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The exchange; empty means straight to the queue named by the key.
    pub exchange: String,
    /// The routing key.
    pub routing_key: String,
}

impl Address {
    /// An exchange and a key.
    pub fn new(exchange: impl Into<String>, routing_key: impl Into<String>) -> Self {
        Self {
            exchange: exchange.into(),
            routing_key: routing_key.into(),
        }
    }

    /// Straight to a queue.
    pub fn queue(name: impl Into<String>) -> Self {
        Self::new("", name)
    }
}

/// What becomes of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub enum Settlement {
    /// Publish first these companions, then the answer, then acknowledge.
    Answer(Address, Box<Message>, Vec<(Address, Message)>),
    /// Publish a copy with reasons to this queue of the retry ladder, then acknowledge.
    Retry(String, Failure),
    /// Publish a copy with reasons to this quarantine queue, then acknowledge.
    Quarantine(String, Failure),
    /// It was answered before: only acknowledge.
    Acknowledge,
}

/// A message in our hands. Dropping it unsettled leaves it to the broker, which delivers it again when the session ends.
#[derive(Debug)]
#[must_use = "a delivery that is not settled is delivered again"]
pub struct Delivery {
    /// The message; shared with the analysis thread.
    pub message: Arc<Message>,
    /// Whether it may have been delivered before, here or elsewhere.
    pub redelivered: bool,
    /// The routing key it arrived with.
    pub routing_key: String,
    /// When it arrived here.
    pub received: Instant,
    line: Line,
}

/// What a delivery needs to be settled.
#[derive(Debug)]
pub(super) struct Line {
    /// The number by which the session acknowledges it.
    pub(super) tag: u64,
    pub(super) publish: Arc<dyn Publish>,
    pub(super) origin: Arc<Origin>,
}

/// A delivery whose answer or copy is safe with the broker. What is left is to acknowledge it, by its session.
#[derive(Debug)]
#[must_use = "a delivery that is not acknowledged is delivered again"]
pub struct Settled {
    pub(super) tag: u64,
}

/// A delivery that could not be settled so; it may be settled otherwise.
#[derive(Debug)]
pub struct Unsettled {
    /// The delivery, handed back.
    pub delivery: Delivery,
    /// What happened.
    pub error: PublishError,
}

impl Delivery {
    pub(super) fn new(
        message: Message,
        redelivered: bool,
        routing_key: String,
        line: Line,
    ) -> Self {
        Self {
            message: Arc::new(message),
            redelivered,
            routing_key,
            received: Instant::now(),
            line,
        }
    }

    /// Which attempt this is: 1 = first. Redeliveries after a crash do not count, retries do.
    pub fn attempt(&self) -> u32 {
        retry::attempt(&self.message)
    }

    /// The routing key its sender gave it, also after a retry.
    pub fn first_routing_key(&self) -> String {
        retry::first_routing_key(&self.message, &self.routing_key)
    }

    /// Publishes what the settlement asks for and waits until it is confirmed. `now` tells the time in copies, in RFC 3339.
    ///
    /// # Errors
    /// The delivery comes back when the broker did not take the message, to be settled otherwise or dropped.
    pub async fn settle(
        self,
        settlement: Settlement,
        now: fn() -> String,
    ) -> Result<Settled, Box<Unsettled>> {
        let (address, message) = match settlement {
            Settlement::Acknowledge => return Ok(self.settled()),
            Settlement::Answer(address, message, companions) => {
                if let Err(error) = self.publish_all(companions).await {
                    return Err(Box::new(Unsettled {
                        delivery: self,
                        error,
                    }));
                }
                (address, *message)
            }
            Settlement::Retry(queue, failure) | Settlement::Quarantine(queue, failure) => {
                (Address::queue(queue), self.copy(&failure, &now()))
            }
        };
        match self.line.publish.publish(address, message).await {
            Ok(()) => Ok(self.settled()),
            Err(error) => Err(Box::new(Unsettled {
                delivery: self,
                error,
            })),
        }
    }

    /// Publishes all of them and waits until each is confirmed.
    async fn publish_all(&self, messages: Vec<(Address, Message)>) -> Result<(), PublishError> {
        let publish = &self.line.publish;
        let sent = messages
            .into_iter()
            .map(|(to, message)| publish.publish(to, message));
        try_join_all(sent).await.map(drop)
    }

    fn copy(&self, failure: &Failure, now: &str) -> Message {
        retry::copy(
            &self.message,
            &self.routing_key,
            failure,
            &self.line.origin,
            now,
        )
    }

    fn settled(self) -> Settled {
        Settled { tag: self.line.tag }
    }
}
