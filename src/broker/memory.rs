//! A broker in memory that follows a script of faults: for tests of everything that consumes and publishes.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::broker::delivery::{Acknowledge, Address, Answer, Delivery, Line, Publish};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::Message;
use crate::broker::retry::Origin;
use crate::broker::session::{Broker, Incoming, Session};
use crate::broker::topology::{Missing, Topology};

/// A confirm that takes longer is not waited for.
const CONFIRM_DEADLINE: Duration = Duration::from_millis(100);

/// What happens to one published message instead of being stored and confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: it is stored and confirmed.
    None,
    /// The broker refuses it.
    Nack,
    /// It is handed back as unroutable.
    Return,
    /// It is stored, but the confirm does not come in time.
    Hang,
    /// The connections drop before it is stored.
    DropBefore,
    /// It is stored, then the connections drop before the confirm.
    DropAfter,
    /// It is stored and confirmed, then the connections drop before anything can be acknowledged.
    DropConfirmed,
}

/// A broker with the queues of a [`Topology`].
#[derive(Clone, Debug)]
pub struct MemoryBroker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    topology: Topology,
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    queues: BTreeMap<String, VecDeque<Stored>>,
    results_bound: bool,
    script: VecDeque<Fault>,
    refused_openings: u32,
    blocked: bool,
    /// The number of the session that lives, counted from 1; the earlier ones are dead.
    session: u64,
    alive: bool,
    unacknowledged: BTreeMap<u64, Stored>,
    next_tag: u64,
    prefetches: Vec<u16>,
}

#[derive(Clone, Debug)]
struct Stored {
    message: Message,
    routing_key: String,
    redelivered: bool,
}

impl MemoryBroker {
    /// An empty broker where everything is in place.
    pub fn new(topology: &Topology) -> Self {
        let queues = topology
            .parts()
            .into_iter()
            .filter(|part| part.to_string().starts_with("queue "))
            .map(|part| (part.name.clone(), VecDeque::new()))
            .collect();
        let state = State {
            queues,
            results_bound: true,
            ..State::default()
        };
        let shared = Shared {
            topology: topology.clone(),
            state: Mutex::new(state),
            changed: Notify::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Puts an article on the input queue.
    pub fn feed(&self, routing_key: &str, message: Message) {
        let stored = Stored {
            message,
            routing_key: routing_key.to_owned(),
            redelivered: false,
        };
        self.change(|state, topology| {
            state
                .queues
                .entry(topology.input_queue.clone())
                .or_default()
                .push_back(stored);
        });
    }

    /// What happens to the next messages that are published, in turn; afterwards all goes well.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.change(|state, _| state.script.extend(faults));
    }

    /// The next so many attempts to connect fail.
    pub fn refuse_openings(&self, count: u32) {
        self.change(|state, _| state.refused_openings = count);
    }

    /// Binds the queue of results, or takes the binding away.
    pub fn bind_results(&self, bound: bool) {
        self.change(|state, _| state.results_bound = bound);
    }

    /// Takes no messages from now on, or takes them again.
    pub fn block(&self, blocked: bool) {
        self.change(|state, _| state.blocked = blocked);
    }

    /// Drops the connections; what is unacknowledged will be delivered again.
    pub fn drop_connections(&self) {
        self.change(State::end_session);
    }

    /// Deletes the input queue with all it holds, which cancels the consumer.
    pub fn delete_input(&self) {
        self.change(|state, topology| drop(state.queues.remove(&topology.input_queue)));
    }

    /// Makes the input queue again.
    pub fn create_input(&self) {
        self.change(|state, topology| {
            state
                .queues
                .entry(topology.input_queue.clone())
                .or_default();
        });
    }

    /// Lets the time of all retry queues pass: what rests there goes back to the input queue.
    pub fn let_retries_return(&self) {
        self.change(|state, topology| {
            let resting: Vec<String> = (1..)
                .map_while(|attempt| topology.retry_queue(attempt))
                .collect();
            let mut rested: Vec<Stored> = Vec::new();
            for queue in resting {
                rested.extend(
                    state
                        .queues
                        .get_mut(&queue)
                        .into_iter()
                        .flat_map(|stored| stored.drain(..)),
                );
            }
            for stored in &mut rested {
                stored.routing_key.clone_from(&topology.input_queue);
            }
            state
                .queues
                .entry(topology.input_queue.clone())
                .or_default()
                .extend(rested);
        });
    }

    /// What lies in a queue.
    pub fn queue(&self, name: &str) -> Vec<Message> {
        let state = self.shared.lock();
        state
            .queues
            .get(name)
            .into_iter()
            .flatten()
            .map(|stored| stored.message.clone())
            .collect()
    }

    /// How many messages lie in the input queue or in the hands of a worker.
    pub fn open_articles(&self) -> usize {
        let state = self.shared.lock();
        let waiting = state
            .queues
            .get(&self.shared.topology.input_queue)
            .map_or(0, VecDeque::len);
        waiting + state.unacknowledged.len()
    }

    /// How many sessions there were.
    pub fn sessions(&self) -> u64 {
        self.shared.lock().session
    }

    /// The windows that were asked for, in order, in all sessions.
    pub fn prefetches(&self) -> Vec<u16> {
        self.shared.lock().prefetches.clone()
    }

    fn change(&self, change: impl FnOnce(&mut State, &Topology)) {
        change(&mut self.shared.lock(), &self.shared.topology);
        self.shared.changed.notify_waiters();
    }
}

impl Broker for MemoryBroker {
    type Session = MemorySession;

    async fn open(&self) -> Result<MemorySession, BrokerError> {
        let number = self.shared.begin_session()?;
        self.shared.changed.notify_waiters();
        let origin = Origin {
            host: "memory".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            queue: self.shared.topology.input_queue.clone(),
        };
        Ok(MemorySession {
            line: MemoryLine {
                shared: Arc::clone(&self.shared),
                session: number,
            },
            origin: Arc::new(origin),
            window: 1,
            stopped: false,
            blocked: false,
        })
    }
}

/// A session with a [`MemoryBroker`].
#[derive(Debug)]
pub struct MemorySession {
    line: MemoryLine,
    origin: Arc<Origin>,
    window: u16,
    stopped: bool,
    blocked: bool,
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
            acknowledge: Box::new(MemoryTag {
                line: self.line.clone(),
                tag,
            }),
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
struct MemoryLine {
    shared: Arc<Shared>,
    session: u64,
}

impl MemoryLine {
    async fn publish_scripted(&self, to: &Address, message: &Message) -> Result<(), PublishError> {
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

    fn store(&self, to: &Address, message: &Message) -> Result<(), PublishError> {
        let mut state = self.shared.lock();
        if !state.lives(self.session) {
            return Err(lost().into());
        }
        let topology = &self.shared.topology;
        let results = to.exchange == topology.output_exchange && state.results_bound;
        let queue = if results {
            &topology.results_queue
        } else {
            &to.routing_key
        };
        let routable = results || to.exchange.is_empty();
        let Some(waiting) = state.queues.get_mut(queue).filter(|_| routable) else {
            return Err(returned(to));
        };
        let routing_key = to.routing_key.clone();
        waiting.push_back(Stored {
            message: message.clone(),
            routing_key,
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
    fn publish<'a>(
        &'a self,
        to: &'a Address,
        message: &'a Message,
    ) -> Answer<'a, Result<(), PublishError>> {
        Box::pin(self.publish_scripted(to, message))
    }
}

#[derive(Debug)]
struct MemoryTag {
    line: MemoryLine,
    tag: u64,
}

impl Acknowledge for MemoryTag {
    fn acknowledge(&self) -> Answer<'_, Result<(), BrokerError>> {
        Box::pin(async {
            let mut state = self.line.shared.lock();
            if !state.lives(self.line.session) {
                return Err(lost());
            }
            state.unacknowledged.remove(&self.tag);
            drop(state);
            self.line.shared.changed.notify_waiters();
            Ok(())
        })
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin_session(&self) -> Result<u64, BrokerError> {
        let mut state = self.lock();
        if state.refused_openings > 0 {
            state.refused_openings -= 1;
            return Err(BrokerError::Connect {
                endpoint: "memory".to_owned(),
                cause: "refused".to_owned(),
            });
        }
        if !state.queues.contains_key(&self.topology.input_queue) {
            return Err(BrokerError::Topology(Missing(vec![format!(
                "queue {}",
                self.topology.input_queue
            )])));
        }
        state.session += 1;
        state.alive = true;
        state.prefetches.push(1);
        Ok(state.session)
    }
}

impl State {
    /// A dead session does not wait: its messages fail.
    fn takes_messages_of(&self, session: u64) -> bool {
        !self.blocked || !self.lives(session)
    }

    fn lives(&self, session: u64) -> bool {
        self.alive && self.session == session
    }

    fn end_session(&mut self, topology: &Topology) {
        self.alive = false;
        let unacknowledged = std::mem::take(&mut self.unacknowledged);
        if let Some(waiting) = self.queues.get_mut(&topology.input_queue) {
            for mut stored in unacknowledged.into_values().rev() {
                stored.redelivered = true;
                waiting.push_front(stored);
            }
        }
    }
}

fn lost() -> BrokerError {
    BrokerError::Lost("the connections were dropped".to_owned())
}

fn returned(to: &Address) -> PublishError {
    PublishError::Returned {
        exchange: to.exchange.clone(),
        routing_key: to.routing_key.clone(),
    }
}
