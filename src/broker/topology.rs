//! Exchanges, queues and bindings: what they are called, what each is for, how to make and check them.
//!
//! Everything is a quorum queue or a durable exchange, made of arguments that RabbitMQ 3.10 to 4.x agree on. Limits that
//! an operator may want to change later (lengths, a lower delivery limit) belong into a policy: an argument is for ever.

mod part;

use std::fmt;
use std::time::Duration;

use lapin::Connection;
use lapin::options::{ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::FieldTable;

use crate::broker::connection::{close, connect, within};
use crate::broker::error::BrokerError;
use crate::broker::message::short;
use crate::broker::settings::BrokerSettings;

pub use part::Part;
use part::{Argument, Kind, Shape, exchange_table, queue_table, spell};

/// Which keys of the output exchange are results; others are results in other people's formats.
pub const RESULT_KEYS: &str = "#.result";
/// So many deliveries that no queue ever counts them. Written out because the default differs: none in RabbitMQ 3, 20
/// in 4, after which a message without a dead-letter exchange is dropped.
const WITHOUT_LIMIT: u32 = 1_000_000_000;

/// Names of everything on the broker, and the retry ladder. All within the vhost of the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topology {
    /// Topic exchange newsrooms publish to, with keys `<tenant>.<language>.<kind>`.
    pub input_exchange: String,
    /// Queue the worker consumes.
    pub input_queue: String,
    /// Which keys of the input exchange go to the input queue.
    pub input_binding: String,
    /// Topic exchange results go to, with keys `<tenant>.<language>.result`.
    pub output_exchange: String,
    /// Queue that collects all results.
    pub results_queue: String,
    /// Queue of articles the worker gave up, with reasons; a person looks at it.
    pub quarantine_queue: String,
    /// Exchange the broker moves messages to that were delivered too often without an answer.
    pub dead_exchange: String,
    /// Queue behind it.
    pub dead_queue: String,
    /// Where results go that no queue of the output exchange takes. Without a queue of its own, the worker is told,
    /// retries and then quarantines.
    pub unrouted_exchange: String,
    /// Beginning of the names of the retry queues.
    pub retry_prefix: String,
    /// How long a message rests after its first, second, … failed attempt; then it is quarantined. One queue each.
    pub retry_delays: Vec<Duration>,
    /// After so many deliveries without an answer (the worker died each time) the broker moves a message to the dead
    /// letters. A policy may set a lower limit.
    pub delivery_limit: u32,
}

impl Default for Topology {
    fn default() -> Self {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        Self {
            input_exchange: "copydesk.in".to_owned(),
            input_queue: "copydesk.articles".to_owned(),
            input_binding: "#".to_owned(),
            output_exchange: "copydesk.out".to_owned(),
            results_queue: "copydesk.results".to_owned(),
            quarantine_queue: "copydesk.quarantine".to_owned(),
            dead_exchange: "copydesk.dlx".to_owned(),
            dead_queue: "copydesk.dead".to_owned(),
            unrouted_exchange: "copydesk.unrouted".to_owned(),
            retry_prefix: "copydesk.retry".to_owned(),
            retry_delays: vec![
                Duration::from_secs(10),
                minutes(1),
                minutes(10),
                minutes(60),
            ],
            delivery_limit: 20,
        }
    }
}

impl Topology {
    /// The queue for a message whose attempt number `attempt` (1 = first) failed; none when it was the last one.
    pub fn retry_queue(&self, attempt: u32) -> Option<String> {
        let step = usize::try_from(attempt).ok()?.checked_sub(1)?;
        self.retry_delays
            .get(step)
            .map(|delay| self.queue_for(*delay))
    }

    /// All parts, in the order in which they can be made.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = self.exchanges();
        parts.extend(self.queues());
        parts.extend(self.bindings());
        parts
    }

    fn exchanges(&self) -> Vec<Part> {
        let exchange = |name: &str, kind, alternate, needed, purpose| Part {
            name: name.to_owned(),
            shape: Shape::Exchange { kind, alternate },
            needed,
            purpose,
        };
        let unrouted = Some(self.unrouted_exchange.clone());
        vec![
            exchange(
                &self.unrouted_exchange,
                Kind::Fanout,
                None,
                false,
                "results that no queue takes",
            ),
            exchange(
                &self.input_exchange,
                Kind::Topic,
                None,
                false,
                "newsrooms publish articles here",
            ),
            exchange(
                &self.output_exchange,
                Kind::Topic,
                unrouted,
                true,
                "the worker publishes results here",
            ),
            exchange(
                &self.dead_exchange,
                Kind::Fanout,
                None,
                false,
                "where the broker sends what it gives up",
            ),
        ]
    }

    fn queues(&self) -> Vec<Part> {
        let queue = |name: &str, arguments, needed, purpose| Part {
            name: name.to_owned(),
            shape: Shape::Queue { arguments },
            needed,
            purpose,
        };
        let ladder = self.retry_delays.iter().map(|delay| {
            queue(
                &self.queue_for(*delay),
                self.resting(*delay),
                true,
                "articles rest here before another attempt",
            )
        });
        let mut queues = vec![
            queue(
                &self.input_queue,
                self.consumed(),
                true,
                "articles wait here for a worker",
            ),
            queue(
                &self.results_queue,
                kept(),
                false,
                "results wait here for the newsroom",
            ),
            queue(
                &self.quarantine_queue,
                kept(),
                true,
                "articles the worker gave up, with reasons",
            ),
            queue(
                &self.dead_queue,
                kept(),
                false,
                "articles the broker gave up: a worker died of each, again and again",
            ),
        ];
        queues.extend(ladder);
        queues
    }

    fn bindings(&self) -> Vec<Part> {
        let binding = |queue: &str, exchange: &str, key: &str| Part {
            name: queue.to_owned(),
            shape: Shape::Binding {
                exchange: exchange.to_owned(),
                key: key.to_owned(),
            },
            needed: false,
            purpose: "",
        };
        vec![
            binding(&self.input_queue, &self.input_exchange, &self.input_binding),
            binding(&self.results_queue, &self.output_exchange, RESULT_KEYS),
            binding(&self.dead_queue, &self.dead_exchange, ""),
        ]
    }

    fn consumed(&self) -> Vec<(&'static str, Argument)> {
        let mut arguments = at_least_once(&self.dead_exchange);
        arguments.push(("x-delivery-limit", Argument::Number(self.delivery_limit)));
        arguments
    }

    /// A fixed time for the whole queue: with a time per message, a long one at the head holds up all behind it.
    fn resting(&self, delay: Duration) -> Vec<(&'static str, Argument)> {
        let milliseconds = u32::try_from(delay.as_millis()).unwrap_or(u32::MAX);
        let mut arguments = at_least_once("");
        arguments.push((
            "x-dead-letter-routing-key",
            Argument::Text(self.input_queue.clone()),
        ));
        arguments.push(("x-message-ttl", Argument::Number(milliseconds)));
        arguments.push(("x-delivery-limit", Argument::Number(WITHOUT_LIMIT)));
        arguments
    }

    fn queue_for(&self, delay: Duration) -> String {
        format!("{}.{}", self.retry_prefix, spell(delay))
    }
}

/// What of the topology is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(
    /// The missing parts, as they are called in messages; never empty.
    pub Vec<String>,
);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the broker has no {}", self.0.join(", no "))
    }
}

/// All parts as they should be, for printing. Needs no broker.
pub fn show(topology: &Topology) -> Vec<Part> {
    topology.parts()
}

/// Makes what is missing and leaves alone what is right; returns all parts, which are there now.
///
/// # Errors
/// When the broker cannot be reached, or when something of the same name but another shape exists: then nothing of it
/// is changed, and the error says what differs.
pub async fn apply(settings: &BrokerSettings) -> Result<Vec<Part>, BrokerError> {
    let connection = connect(settings, "topology").await?;
    let applied = declare_all(&connection, settings).await;
    close(&connection).await;
    applied
}

/// Looks whether everything a worker needs is there. Changes nothing.
///
/// # Errors
/// [`BrokerError::Topology`] lists what is missing.
pub async fn check(settings: &BrokerSettings) -> Result<(), BrokerError> {
    let connection = connect(settings, "topology").await?;
    let checked = check_on(&connection, settings).await;
    close(&connection).await;
    checked
}

/// Like [`check`], on a connection that is already there. A missing part closes the channel it is asked on, so each
/// part gets its own.
pub(super) async fn check_on(
    connection: &Connection,
    settings: &BrokerSettings,
) -> Result<(), BrokerError> {
    let mut missing = Vec::new();
    for part in settings.topology.parts().iter().filter(|part| part.needed) {
        if !exists(connection, part, settings.connect_timeout).await? {
            missing.push(part.to_string());
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(BrokerError::Topology(Missing(missing)))
    }
}

async fn declare_all(
    connection: &Connection,
    settings: &BrokerSettings,
) -> Result<Vec<Part>, BrokerError> {
    let parts = settings.topology.parts();
    for part in &parts {
        let declared = declare(connection, part, false, settings.connect_timeout).await;
        declared.map_err(|error| refused(part, error))?;
    }
    Ok(parts)
}

async fn exists(
    connection: &Connection,
    part: &Part,
    deadline: Duration,
) -> Result<bool, BrokerError> {
    match declare(connection, part, true, deadline).await {
        Ok(()) => Ok(true),
        // The connection died of something else.
        Err(error) if !connection.status().connected() => Err(error),
        Err(BrokerError::Deadline { what, after }) => Err(BrokerError::Deadline { what, after }),
        Err(_) => Ok(false),
    }
}

async fn declare(
    connection: &Connection,
    part: &Part,
    passive: bool,
    deadline: Duration,
) -> Result<(), BrokerError> {
    let channel = within(deadline, "channel.open", connection.create_channel()).await?;
    let name = short(&part.name);
    match &part.shape {
        Shape::Exchange { kind, alternate } => {
            let options = ExchangeDeclareOptions {
                passive,
                durable: true,
                ..ExchangeDeclareOptions::default()
            };
            let kind = (*kind).into();
            let declaring =
                channel.exchange_declare(name, kind, options, exchange_table(alternate.as_deref()));
            within(deadline, "exchange.declare", declaring).await?;
        }
        Shape::Queue { arguments } => {
            let options = QueueDeclareOptions {
                passive,
                durable: true,
                ..QueueDeclareOptions::default()
            };
            let declaring = channel.queue_declare(name, options, queue_table(arguments));
            within(deadline, "queue.declare", declaring).await?;
        }
        Shape::Binding { exchange, key } => {
            let options = QueueBindOptions::default();
            let binding = channel.queue_bind(
                name,
                short(exchange),
                short(key),
                options,
                FieldTable::default(),
            );
            within(deadline, "queue.bind", binding).await?;
        }
    }
    // The channel did its work; a broker that is gone by now will be noticed by the next request.
    drop(within(deadline, "channel.close", channel.close(200, "done".into())).await);
    Ok(())
}

fn refused(part: &Part, error: BrokerError) -> BrokerError {
    match error {
        BrokerError::Lost(cause) => BrokerError::Refused {
            what: part.to_string(),
            cause,
        },
        other => other,
    }
}

/// A queue nobody but people and their programs empties: full means refused, not forgotten.
fn kept() -> Vec<(&'static str, Argument)> {
    vec![
        ("x-overflow", Argument::Text("reject-publish".to_owned())),
        ("x-delivery-limit", Argument::Number(WITHOUT_LIMIT)),
    ]
}

/// Moves messages on to `exchange` only when they have arrived there.
fn at_least_once(exchange: &str) -> Vec<(&'static str, Argument)> {
    vec![
        (
            "x-dead-letter-exchange",
            Argument::Text(exchange.to_owned()),
        ),
        (
            "x-dead-letter-strategy",
            Argument::Text("at-least-once".to_owned()),
        ),
        ("x-overflow", Argument::Text("reject-publish".to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_has_one_queue_a_failed_attempt_and_an_end() {
        let topology = Topology::default();
        let queues: Vec<_> = (0..=5)
            .map(|attempt| topology.retry_queue(attempt))
            .collect();
        let expected = [None, Some("10s"), Some("1m"), Some("10m"), Some("1h"), None];
        let expected = expected.map(|delay| delay.map(|delay| format!("copydesk.retry.{delay}")));
        assert_eq!(queues, expected);
    }

    #[test]
    fn delays_are_spelled_in_the_largest_whole_unit() {
        let spelled =
            [500, 1000, 90_000, 120_000, 7_200_000].map(|ms| spell(Duration::from_millis(ms)));
        assert_eq!(spelled, ["500ms", "1s", "90s", "2m", "2h"]);
    }

    #[test]
    fn a_worker_needs_no_queue_that_only_others_use() {
        let needed: Vec<String> = Topology::default()
            .parts()
            .iter()
            .filter(|part| part.needed)
            .map(ToString::to_string)
            .collect();
        assert!(
            needed.contains(&"queue copydesk.articles".to_owned()),
            "{needed:?}"
        );
        assert!(
            !needed.contains(&"queue copydesk.results".to_owned()),
            "{needed:?}"
        );
    }

    #[test]
    fn every_queue_says_its_delivery_limit() {
        for part in Topology::default().parts() {
            if let Shape::Queue { arguments } = &part.shape {
                assert!(
                    arguments
                        .iter()
                        .any(|(name, _)| *name == "x-delivery-limit"),
                    "{part}"
                );
            }
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let fault =
            BrokerError::Topology(Missing(vec!["queue a".to_owned(), "exchange b".to_owned()]));
        let shown =
            "the broker has no queue a, no exchange b; create it with `copydesk topology apply`";
        assert_eq!(fault.to_string(), shown);
    }
}
