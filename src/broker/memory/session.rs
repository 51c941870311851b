//! A session with a broker in memory: its deliveries, and what is published in it.

use std::sync::Arc;

use super::{CONFIRM_DEADLINE, Fault, OTHER_KEYS, Shared, Stored, lost};
use crate::broker::delivery::{Address, Answer, Delivery, Line, Publish, Settled};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::Message;
use crate::broker::retry::Origin;
use crate::broker::session::{Incoming, Session};

/// A session with a [`MemoryBroker`](super::MemoryBroker).
#[derive(Debug)]
pub struct MemorySession {
    pub(super) line: MemoryLine,
    pub(super) origin: Arc<Origin>,
    pub(super) window: u16,
    pub(super) stopped: bool,
    pub(super) blocked: bool,
}

impl MemorySession {
    fn look(&mut self) -> Option<Incoming> {
        let mut state = self.line.shared.lock();
        if !state.lives(self.line.session) {
            return Some(Incoming::Ended(lost()));
        }
        if state.blocked != self.blocked {
            self.blocked = state.blocked;
            return Some(if self.blocked {
                Incoming::Blocked("memory".to_owned())
            } else {
                Incoming::Unblocked
            });
        }
        let full = state.unacknowledged.len() >= self.window.into();
        let queue = self.origin.queue.clone();
        let Some(waiting) = state.queues.get_mut(&queue) else {
            return Some(Incoming::Ended(BrokerError::Cancelled { queue }));
        };
        if full || self.stopped {
            return None;
        }
        let stored = waiting.pop_front()?;
        state.next_tag += 1;
        let tag = state.next_tag;
        state.unacknowledged.insert(tag, stored.clone());
        drop(state);
        Some(Incoming::Delivery(self.delivery(stored, tag)))
    }

    fn delivery(&self, stored: Stored, tag: u64) -> Delivery {
        let line = Line {
            tag,
            publish: Arc::new(self.line.clone()),
            origin: Arc::clone(&self.origin),
        };
        Delivery::new(stored.message, stored.redelivered, stored.routing_key, line)
    }
}

impl Session for MemorySession {
    async fn next(&mut self) -> Incoming {
        let shared = Arc::clone(&self.line.shared);
        loop {
            let changed = shared.changed.notified();
            if let Some(incoming) = self.look() {
                return incoming;
            }
            changed.await;
        }
    }

    async fn widen(&mut self, prefetch: u16) -> Result<(), BrokerError> {
        self.window = prefetch;
        self.line.shared.lock().prefetches.push(prefetch);
        Ok(())
    }

    fn acknowledge(&mut self, settled: Vec<Settled>) -> Result<(), BrokerError> {
        let mut state = self.line.shared.lock();
        if !state.lives(self.line.session) {
            return Err(lost());
        }
        state.acknowledged.push(settled.len());
        for Settled { tag } in settled {
            state.unacknowledged.remove(&tag);
        }
        drop(state);
        self.line.shared.changed.notify_waiters();
        Ok(())
    }

    async fn stop(&mut self) -> Result<(), BrokerError> {
        self.stopped = true;
        Ok(())
    }

    async fn close(self) {
        let mut state = self.line.shared.lock();
        if state.lives(self.line.session) {
            state.end_session(&self.line.shared.topology);
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct MemoryLine {
    pub(super) shared: Arc<Shared>,
    pub(super) session: u64,
}

impl MemoryLine {
    async fn publish_scripted(&self, to: Address, message: Message) -> Result<(), PublishError> {
        self.wait_until_open().await;
        let fault = self.shared.lock().script.pop_front().unwrap_or(Fault::None);
        match fault {
            Fault::None => self.store(to, message),
            Fault::Nack => Err(PublishError::Nacked),
            Fault::Return => Err(returned(to)),
            Fault::Hang => {
                self.store(to, message)?;
                tokio::time::sleep(CONFIRM_DEADLINE).await;
                Err(BrokerError::Deadline {
                    what: "a published message",
                    after: CONFIRM_DEADLINE,
                }
                .into())
            }
            Fault::DropConfirmed => {
                self.store(to, message)?;
                self.die();
                Ok(())
            }
            Fault::DropBefore => Err(self.die().into()),
            Fault::DropAfter => {
                self.store(to, message)?;
                Err(self.die().into())
            }
        }
    }

    async fn wait_until_open(&self) {
        loop {
            let changed = self.shared.changed.notified();
            if self.shared.lock().takes_messages_of(self.session) {
                return;
            }
            changed.await;
        }
    }

    fn store(&self, to: Address, message: Message) -> Result<(), PublishError> {
        let mut state = self.shared.lock();
        if !state.lives(self.session) {
            return Err(lost().into());
        }
        let topology = &self.shared.topology;
        let is_result = to.routing_key.ends_with("result");
        let (queue, routable) = match (to.exchange == topology.output_exchange, is_result) {
            (true, true) => (topology.results_queue.as_str(), state.results_bound),
            (true, false) => (OTHER_KEYS, true),
            (false, _) => (to.routing_key.as_str(), to.exchange.is_empty()),
        };
        let Some(waiting) = state.queues.get_mut(queue).filter(|_| routable) else {
            return Err(returned(to));
        };
        waiting.push_back(Stored {
            message,
            routing_key: to.routing_key,
            redelivered: false,
        });
        Ok(())
    }

    fn die(&self) -> BrokerError {
        self.shared.lock().end_session(&self.shared.topology);
        self.shared.changed.notify_waiters();
        lost()
    }
}

impl Publish for MemoryLine {
    fn publish(&self, to: Address, message: Message) -> Answer<'_, Result<(), PublishError>> {
        Box::pin(self.publish_scripted(to, message))
    }
}

fn returned(to: Address) -> PublishError {
    PublishError::Returned {
        exchange: to.exchange,
        routing_key: to.routing_key,
    }
}
