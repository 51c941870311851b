//! Publishing with a promise: mandatory, persistent, confirmed, each within its own deadline.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{Channel, Confirmation, Connection, Event};

use crate::broker::delivery::{Address, Answer, Publish};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::{Message, short};

/// A connection for publishing.
///
/// Every message waits for its confirm on a channel where no other message waits. A returned message does not say which
/// confirm it belongs to, and lapin (4.12) gives it to whichever comes next: with two on their way, the wrong one would
/// count as delivered.
#[derive(Debug)]
pub(super) struct Publisher {
    connection: Arc<Connection>,
    idle: Mutex<Vec<Channel>>,
    deadline: Duration,
    flow: Flow,
}

impl Publisher {
    /// Opens the first channel; further ones follow as messages are published at the same time.
    pub(super) async fn open(
        connection: Arc<Connection>,
        deadline: Duration,
    ) -> Result<Self, BrokerError> {
        let publisher = Self {
            connection,
            idle: Mutex::default(),
            deadline,
            flow: Flow::open(),
        };
        let first = publisher.open_channel().await?;
        publisher.idle().push(first);
        Ok(publisher)
    }

    /// Takes note of what the broker says about the connection.
    pub(super) fn hear(&self, event: &Event) {
        match event {
            Event::ConnectionBlocked(_) => self.flow.set_blocked(true),
            Event::ConnectionUnblocked => self.flow.set_blocked(false),
            _ => {}
        }
    }

    async fn publish_confirmed(&self, to: &Address, message: &Message) -> Result<(), PublishError> {
        let channel = self.channel().await?;
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let (exchange, key) = (short(&to.exchange), short(&to.routing_key));
        let properties = message.properties().clone();
        let confirming = async {
            channel
                .basic_publish(exchange, key, options, &message.body, properties)
                .await?
                .await
        };
        let confirmation = self.in_time(confirming).await?.map_err(BrokerError::from)?;
        // Only a channel that waits for nothing any more may carry the next message.
        self.idle().push(channel);
        match confirmation {
            Confirmation::Ack(None) => Ok(()),
            // An unroutable message is acknowledged too: it arrives inside the confirm.
            Confirmation::Ack(Some(_)) => Err(PublishError::Returned {
                exchange: to.exchange.clone(),
                routing_key: to.routing_key.clone(),
            }),
            Confirmation::Nack(_) => Err(PublishError::Nacked),
            Confirmation::NotRequested => {
                Err(BrokerError::Lost("the channel confirms nothing".to_owned()).into())
            }
        }
    }

    async fn channel(&self) -> Result<Channel, BrokerError> {
        let idle = self.idle().pop();
        match idle {
            Some(channel) => Ok(channel),
            None => self.open_channel().await,
        }
    }

    async fn open_channel(&self) -> Result<Channel, BrokerError> {
        let channel = self.in_time(self.connection.create_channel()).await??;
        let confirm = channel.confirm_select(ConfirmSelectOptions::default());
        self.in_time(confirm).await??;
        Ok(channel)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Channel>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits under the deadline, whose clock stands still while the broker takes no messages.
    async fn in_time<T>(&self, confirming: impl Future<Output = T>) -> Result<T, BrokerError> {
        let mut confirming = std::pin::pin!(confirming);
        let mut patience = self.deadline;
        let begun = Instant::now();
        loop {
            if let Ok(confirmed) = tokio::time::timeout(patience, &mut confirming).await {
                return Ok(confirmed);
            }
            let Some(rest) = self.flow.rest(begun, self.deadline) else {
                return Err(BrokerError::Deadline {
                    what: "publishing",
                    after: self.deadline,
                });
            };
            patience = rest;
        }
    }
}

impl Publish for Publisher {
    fn publish<'a>(
        &'a self,
        to: &'a Address,
        message: &'a Message,
    ) -> Answer<'a, Result<(), PublishError>> {
        Box::pin(self.publish_confirmed(to, message))
    }
}

/// Whether the broker takes messages, and since when.
#[derive(Debug)]
struct Flow {
    start: Instant,
    blocked: AtomicBool,
    /// Milliseconds after `start`.
    opened: AtomicU64,
}

impl Flow {
    fn open() -> Self {
        Self {
            start: Instant::now(),
            blocked: AtomicBool::new(false),
            opened: AtomicU64::new(0),
        }
    }

    /// The broker said that it takes no messages, or takes them again.
    fn set_blocked(&self, blocked: bool) {
        if !blocked {
            let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.opened.store(now, Ordering::Release);
        }
        self.blocked.store(blocked, Ordering::Release);
    }

    /// How much of `deadline` is left for something begun at `begun`; none when it is over.
    fn rest(&self, begun: Instant, deadline: Duration) -> Option<Duration> {
        if self.blocked.load(Ordering::Acquire) {
            return Some(deadline);
        }
        let opened = self.start + Duration::from_millis(self.opened.load(Ordering::Acquire));
        deadline
            .checked_sub(begun.max(opened).elapsed())
            .filter(|rest| !rest.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEADLINE: Duration = Duration::from_millis(40);

    #[test]
    fn an_old_message_is_late() {
        let flow = Flow::open();
        let begun = Instant::now();
        std::thread::sleep(DEADLINE);
        assert_eq!(flow.rest(begun, DEADLINE), None);
    }

    #[test]
    fn no_message_is_late_while_the_broker_takes_none_and_all_have_time_again_afterwards() {
        let flow = Flow::open();
        let begun = Instant::now();
        flow.set_blocked(true);
        std::thread::sleep(DEADLINE * 2);
        assert_eq!(flow.rest(begun, DEADLINE), Some(DEADLINE));
        flow.set_blocked(false);
        assert!(flow.rest(begun, DEADLINE).is_some());
        std::thread::sleep(DEADLINE * 2);
        assert_eq!(flow.rest(begun, DEADLINE), None);
    }
}
