//! A broker in memory that follows a script of faults: for tests of everything that consumes and publishes.

mod session;

use session::MemoryLine;
pub use session::MemorySession;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::broker::error::BrokerError;
use crate::broker::message::Message;
use crate::broker::retry::Origin;
use crate::broker::session::Broker;
use crate::broker::topology::{Missing, Topology};

/// The queue for keys of the output exchange that are not of results, where there is one.
pub const OTHER_KEYS: &str = "other-keys";
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
    acknowledged: Vec<usize>,
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

    /// Binds the queue [`OTHER_KEYS`] to all keys of the output exchange that are not of results, or takes it away.
    pub fn bind_other_keys(&self, bound: bool) {
        self.change(|state, _| {
            if bound {
                state.queues.entry(OTHER_KEYS.to_owned()).or_default();
            } else {
                state.queues.remove(OTHER_KEYS);
            }
        });
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

    /// How many deliveries were acknowledged together each time, in order, in all sessions.
    pub fn acknowledged(&self) -> Vec<usize> {
        self.shared.lock().acknowledged.clone()
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
