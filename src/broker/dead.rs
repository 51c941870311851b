//! The quarantine and the dead letters: looking at them, sending them back to work, throwing them away.
//!
//! A queue cannot be read without taking: each message is fetched, and what is not chosen goes back to its place when
//! the channel closes. They are handed over one by one: a quarantine may hold more than memory does.

use std::sync::Arc;
use std::time::Duration;

use lapin::options::{BasicAckOptions, BasicGetOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldArray, FieldTable};
use lapin::{Acker, Channel, Connection};

use crate::broker::connection::{close, connect, within};
use crate::broker::delivery::{Address, Publish};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::{Message, short};
use crate::broker::publisher::Publisher;
use crate::broker::retry;
use crate::broker::settings::BrokerSettings;

/// Which messages are meant. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The name of a reason of the worker, or of what RabbitMQ gives as its own: `delivery_limit`, …
    pub reason: Option<String>,
    /// Failed for the first time at least so long ago. A message that does not say when is never old enough.
    pub older_than: Option<Duration>,
    /// Exactly this message id.
    pub message_id: Option<String>,
}

/// A message nobody could use.
#[derive(Clone, Debug)]
pub struct Dead {
    /// Its place in the queue, from 0.
    pub place: u32,
    /// Why: the worker's reason, or the broker's own.
    pub reason: String,
    /// When it failed for the first time, in seconds since 1970, where that is known.
    pub failed: Option<i64>,
    /// How often it was tried or delivered, where that is known.
    pub attempts: Option<u64>,
    /// The message itself.
    pub message: Message,
    routing_key: String,
}

/// Whether to do it or only to say what would be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Do it.
    Real,
    /// Change nothing.
    DryRun,
}

/// Tells `each` of what lies in `queue` and passes the filter, in its order.
///
/// # Errors
/// When the broker or the queue is not there.
pub async fn list(
    settings: &BrokerSettings,
    queue: &str,
    filter: &Filter,
    mut each: impl FnMut(Dead),
) -> Result<(), BrokerError> {
    visit(settings, queue, filter, async |dead, _| {
        each(dead);
        Ok(Fate::Stays)
    })
    .await
}

/// The message with this id, with everything it carries.
///
/// # Errors
/// When the broker or the queue is not there.
pub async fn show(
    settings: &BrokerSettings,
    queue: &str,
    message_id: &str,
) -> Result<Option<Dead>, BrokerError> {
    let filter = Filter {
        message_id: Some(message_id.to_owned()),
        ..Filter::default()
    };
    let mut found = None;
    list(settings, queue, &filter, |dead| {
        found.get_or_insert(dead);
    })
    .await?;
    Ok(found)
}

/// Sends what passes the filter back to the queue it came from, counts and reasons stripped, headers kept. Each is
/// removed only when its fresh copy is confirmed. Tells `each` of what was, or would be, replayed.
///
/// # Errors
/// When the broker is lost, or when no queue takes a copy: that message and the following ones stay.
pub async fn replay(
    settings: &BrokerSettings,
    queue: &str,
    filter: &Filter,
    mode: Mode,
    mut each: impl FnMut(Dead),
) -> Result<(), BrokerError> {
    let now = jiff::Timestamp::now().to_string();
    let input = settings.topology.input_queue.as_str();
    visit(settings, queue, filter, async |dead, publisher| {
        if mode == Mode::Real {
            let back = dead
                .message
                .header(retry::QUEUE)
                .map_or_else(|| input.to_owned(), std::borrow::Cow::into_owned);
            let copy = retry::fresh(&dead.message, &dead.routing_key, &now);
            publisher
                .publish(Address::queue(back), copy)
                .await
                .map_err(into_broker_error)?;
        }
        each(dead);
        Ok(Fate::when(mode))
    })
    .await
}

/// Throws away what passes the filter, for ever. Tells `each` of what was, or would be, thrown away.
///
/// # Errors
/// When the broker or the queue is not there.
pub async fn drop(
    settings: &BrokerSettings,
    queue: &str,
    filter: &Filter,
    mode: Mode,
    mut each: impl FnMut(Dead),
) -> Result<(), BrokerError> {
    visit(settings, queue, filter, async |dead, _| {
        each(dead);
        Ok(Fate::when(mode))
    })
    .await
}

/// What becomes of a visited message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
}

impl Fate {
    const fn when(mode: Mode) -> Self {
        match mode {
            Mode::Real => Self::Goes,
            Mode::DryRun => Self::Stays,
        }
    }
}

async fn visit(
    settings: &BrokerSettings,
    queue: &str,
    filter: &Filter,
    decide: impl AsyncFnMut(Dead, &Publisher) -> Result<Fate, BrokerError>,
) -> Result<(), BrokerError> {
    let connection = Arc::new(connect(settings, "dead").await?);
    let visited = visit_on(&connection, settings, (queue, filter), decide).await;
    close(&connection).await;
    visited
}

async fn visit_on(
    connection: &Arc<Connection>,
    settings: &BrokerSettings,
    (queue, filter): (&str, &Filter),
    mut decide: impl AsyncFnMut(Dead, &Publisher) -> Result<Fate, BrokerError>,
) -> Result<(), BrokerError> {
    let deadline = settings.connect_timeout;
    let channel = within(deadline, "channel.open", connection.create_channel()).await?;
    let publisher = Publisher::open(connection, settings.confirm_timeout).await?;
    let now = jiff::Timestamp::now().as_second();
    // Exactly as many as lie there now: one that is replayed and fails again must not be met twice.
    for place in 0..count(&channel, queue, deadline).await? {
        let Some((dead, acker)) = take(&channel, queue, place, deadline).await? else {
            break;
        };
        if filter.passes(&dead, now) && decide(dead, &publisher).await? == Fate::Goes {
            within(deadline, "basic.ack", acker.ack(BasicAckOptions::default())).await?;
        }
    }
    Ok(())
}

async fn count(channel: &Channel, queue: &str, deadline: Duration) -> Result<u32, BrokerError> {
    let options = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let declaring = channel.queue_declare(short(queue), options, FieldTable::default());
    Ok(within(deadline, "queue.declare", declaring)
        .await?
        .message_count())
}

async fn take(
    channel: &Channel,
    queue: &str,
    place: u32,
    deadline: Duration,
) -> Result<Option<(Dead, Acker)>, BrokerError> {
    let getting = channel.basic_get(short(queue), BasicGetOptions::default());
    let got = within(deadline, "basic.get", getting).await?;
    Ok(got.map(|got| {
        let received = got.delivery;
        let message = Message::received(received.data, received.properties);
        (
            Dead::new(place, message, received.routing_key.to_string()),
            received.acker,
        )
    }))
}

impl Dead {
    fn new(place: u32, message: Message, routing_key: String) -> Self {
        let death = broker_death(&message);
        let field = |name: &str| death.and_then(|death| death.inner().get(name));
        let ours = message
            .header(retry::REASON)
            .map(std::borrow::Cow::into_owned);
        let theirs = field("reason")
            .and_then(AMQPValue::as_long_string)
            .map(ToString::to_string);
        let first_failed = message
            .header(retry::FIRST_FAILED)
            .and_then(|time| time.parse::<jiff::Timestamp>().ok());
        let died = field("time")
            .and_then(AMQPValue::as_timestamp)
            .and_then(|time| i64::try_from(time).ok());
        Self {
            place,
            reason: ours.or(theirs).unwrap_or_else(|| "unknown".to_owned()),
            failed: first_failed.map(jiff::Timestamp::as_second).or(died),
            attempts: message
                .header_number(retry::ATTEMPT)
                .or_else(|| message.header_number("x-delivery-count")),
            message,
            routing_key,
        }
    }
}

impl Filter {
    fn passes(&self, dead: &Dead, now: i64) -> bool {
        let old_enough = |age: &Duration| {
            let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
            dead.failed
                .is_some_and(|failed| now.saturating_sub(failed) >= age)
        };
        self.reason
            .as_ref()
            .is_none_or(|reason| *reason == dead.reason)
            && self.older_than.as_ref().is_none_or(old_enough)
            && self
                .message_id
                .as_ref()
                .is_none_or(|id| dead.message.message_id() == Some(id))
    }
}

/// The newest entry of the broker's own account of dead-lettering.
fn broker_death(message: &Message) -> Option<&FieldTable> {
    let deaths = message
        .properties()
        .headers()
        .as_ref()?
        .inner()
        .get("x-death")?;
    deaths
        .as_array()
        .map(FieldArray::as_slice)?
        .first()?
        .as_field_table()
}

fn into_broker_error(error: PublishError) -> BrokerError {
    match error {
        PublishError::Broker(error) => error,
        refused => BrokerError::Refused {
            what: "a replayed message".to_owned(),
            cause: refused.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead(reason: &str, first_failed: &str) -> Dead {
        let message = Message::new(Vec::new())
            .with_message_id("a-1")
            .with_header(retry::REASON, reason)
            .with_header(retry::FIRST_FAILED, first_failed)
            .with_number(retry::ATTEMPT, 5);
        Dead::new(0, message, "copydesk.quarantine".to_owned())
    }

    fn passes(filter: &Filter, dead: &Dead) -> bool {
        filter.passes(
            dead,
            "2026-11-24T10:00:00Z"
                .parse::<jiff::Timestamp>()
                .unwrap()
                .as_second(),
        )
    }

    #[test]
    fn a_dead_message_says_why_and_how_often() {
        let dead = dead("timeout", "2026-11-24T09:00:00Z");
        assert_eq!((dead.reason.as_str(), dead.attempts), ("timeout", Some(5)));
    }

    #[test]
    fn filters_by_reason_age_and_id_must_all_hold() {
        let dead = dead("timeout", "2026-11-24T09:00:00Z");
        let filter = |reason: &str, minutes: u64, id: &str| Filter {
            reason: Some(reason.to_owned()),
            older_than: Some(Duration::from_secs(60 * minutes)),
            message_id: Some(id.to_owned()),
        };
        assert!(passes(&filter("timeout", 60, "a-1"), &dead));
        assert!(!passes(&filter("panic", 60, "a-1"), &dead));
        assert!(!passes(&filter("timeout", 61, "a-1"), &dead));
        assert!(!passes(&filter("timeout", 60, "a-2"), &dead));
        assert!(passes(&Filter::default(), &dead));
    }

    #[test]
    fn a_message_without_a_date_is_never_old_enough() {
        let dead = Dead::new(0, Message::new(Vec::new()), String::new());
        let filter = Filter {
            older_than: Some(Duration::ZERO),
            ..Filter::default()
        };
        assert!(!passes(&filter, &dead));
        assert_eq!(dead.reason, "unknown");
    }
}
