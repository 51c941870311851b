//! Publishing with a promise: mandatory, persistent, confirmed, each within its own deadline.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use lapin::message::BasicReturnMessage;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{Channel, Confirmation, Connection, Event};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::broker::confirm::{Confirm, Judge, Mark};
use crate::broker::delivery::{Address, Answer, Publish};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::{Message, short};

/// A channel for publishing, on which many messages may wait for their confirms at the same time.
#[derive(Debug)]
pub(super) struct Publisher {
    line: mpsc::UnboundedSender<Sending>,
    sender: JoinHandle<()>,
    deadline: Duration,
    flow: Flow,
}

/// A message to be sent, and who waits for the verdict.
#[derive(Debug)]
struct Sending {
    to: Address,
    message: Message,
    waiter: Waiter,
}

type Waiter = oneshot::Sender<Result<(), PublishError>>;

impl Drop for Publisher {
    fn drop(&mut self) {
        self.sender.abort();
    }
}

impl Publisher {
    /// Opens the channel.
    pub(super) async fn open(
        connection: &Connection,
        deadline: Duration,
    ) -> Result<Self, BrokerError> {
        let flow = Flow::open();
        let channel = flow
            .in_time(deadline, connection.create_channel())
            .await??;
        let confirm = channel.confirm_select(ConfirmSelectOptions::default());
        flow.in_time(deadline, confirm).await??;
        let (line, sendings) = mpsc::unbounded_channel();
        Ok(Self {
            line,
            sender: tokio::spawn(send(channel, sendings)),
            deadline,
            flow,
        })
    }

    /// Takes note of what the broker says about the connection.
    pub(super) fn hear(&self, event: &Event) {
        match event {
            Event::ConnectionBlocked(_) => self.flow.set_blocked(true),
            Event::ConnectionUnblocked => self.flow.set_blocked(false),
            _ => {}
        }
    }

    async fn publish_confirmed(&self, to: Address, message: Message) -> Result<(), PublishError> {
        let (waiter, verdict) = oneshot::channel();
        let sending = Sending {
            to,
            message,
            waiter,
        };
        let gone = || BrokerError::Lost("the publishing channel is closed".to_owned());
        self.line.send(sending).map_err(|_| gone())?;
        let verdict = self.flow.in_time(self.deadline, verdict).await?;
        verdict.map_err(|_| gone())?
    }
}

/// A message on its way, and what came of it.
struct Sent {
    number: u64,
    mark: Mark,
    to: Address,
    waiter: Waiter,
    confirmation: lapin::Result<Confirmation>,
}

/// Sends what comes down the line and gives every message its verdict, until nobody publishes any more.
async fn send(channel: Channel, mut sendings: mpsc::UnboundedReceiver<Sending>) {
    let mut under_way = FuturesUnordered::new();
    let mut judge = Judge::default();
    let mut next = 0;
    loop {
        // All that is to be sent is taken before the first of it goes out: the connection's thread, which is woken for the
        // first, then finds the others.
        tokio::select! { biased;
            sending = sendings.recv() => {
                let Some(sending) = sending else { return };
                under_way.push(sent(&channel, sending, next));
                next += 1;
            }
            Some(first) = under_way.next(), if !under_way.is_empty() => {
                let batch = all_that_came(first, &mut under_way);
                tell(&mut judge, batch, next, under_way.is_empty());
            }
        }
    }
}

async fn sent(channel: &Channel, sending: Sending, number: u64) -> Sent {
    let Sending {
        to,
        message,
        waiter,
    } = sending;
    let options = BasicPublishOptions {
        mandatory: true,
        ..BasicPublishOptions::default()
    };
    let (exchange, key) = (short(&to.exchange), short(&to.routing_key));
    let id = message.message_id().unwrap_or_default();
    let mark = Mark::of(&to.exchange, &to.routing_key, id, &message.body);
    let (body, properties) = message.into_parts();
    let published = channel
        .basic_publish(exchange, key, options, &body, properties)
        .await;
    let confirmation = match published {
        Ok(confirm) => confirm.await,
        Err(error) => Err(error),
    };
    Sent {
        number,
        mark,
        to,
        waiter,
        confirmation,
    }
}

/// Every confirm that has come by now. Confirms wake in the order in which they come, and polling takes them in the order
/// in which they wake; a stream that twice in a row has nothing to give has given all.
fn all_that_came(
    first: Sent,
    under_way: &mut FuturesUnordered<impl Future<Output = Sent>>,
) -> Vec<Sent> {
    let mut batch = vec![first];
    let mut pauses = 0;
    while pauses < 2 {
        match under_way.next().now_or_never() {
            Some(Some(sent)) => {
                batch.push(sent);
                pauses = 0;
            }
            Some(None) => break,
            None => pauses += 1,
        }
    }
    batch
}

/// Judges a batch and tells those who wait.
fn tell(judge: &mut Judge<(Waiter, Address, bool)>, batch: Vec<Sent>, next: u64, quiet: bool) {
    let confirms = batch.into_iter().filter_map(confirm).collect();
    for ((waiter, to, acknowledged), returned) in judge.judge(confirms, next, quiet) {
        let verdict = match (returned, acknowledged) {
            // An unroutable message is acknowledged too.
            (true, _) => Err(PublishError::Returned {
                exchange: to.exchange,
                routing_key: to.routing_key,
            }),
            (false, true) => Ok(()),
            (false, false) => Err(PublishError::Nacked),
        };
        answer(waiter, verdict);
    }
}

/// The confirm of a message; a message whose channel failed is answered at once.
fn confirm(sent: Sent) -> Option<Confirm<(Waiter, Address, bool)>> {
    let (carried, acknowledged) = match sent.confirmation {
        Ok(Confirmation::Ack(carried)) => (carried, true),
        Ok(Confirmation::Nack(carried)) => (carried, false),
        Ok(Confirmation::NotRequested) => {
            let error = BrokerError::Lost("the channel confirms nothing".to_owned());
            answer(sent.waiter, Err(error.into()));
            return None;
        }
        Err(error) => {
            answer(sent.waiter, Err(BrokerError::from(error).into()));
            return None;
        }
    };
    Some(Confirm {
        number: sent.number,
        mark: sent.mark,
        carried: carried.as_ref().map(mark_of_return),
        waiter: (sent.waiter, sent.to, acknowledged),
    })
}

fn mark_of_return(returned: &BasicReturnMessage) -> Mark {
    let id = returned.properties.message_id();
    let id = id.as_ref().map_or("", |id| id.as_str());
    Mark::of(
        returned.exchange.as_str(),
        returned.routing_key.as_str(),
        id,
        &returned.data,
    )
}

/// Whoever does not wait any more has given the message up; it will be delivered again.
fn answer(waiter: Waiter, verdict: Result<(), PublishError>) {
    drop(waiter.send(verdict));
}

impl Publish for Publisher {
    fn publish(&self, to: Address, message: Message) -> Answer<'_, Result<(), PublishError>> {
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

    /// Waits under a deadline, whose clock stands still while the broker takes no messages.
    async fn in_time<T>(
        &self,
        deadline: Duration,
        confirming: impl Future<Output = T>,
    ) -> Result<T, BrokerError> {
        let mut confirming = std::pin::pin!(confirming);
        let mut patience = deadline;
        let begun = Instant::now();
        loop {
            if let Ok(confirmed) = tokio::time::timeout(patience, &mut confirming).await {
                return Ok(confirmed);
            }
            let Some(rest) = self.rest(begun, deadline) else {
                return Err(BrokerError::Deadline {
                    what: "publishing",
                    after: deadline,
                });
            };
            patience = rest;
        }
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
