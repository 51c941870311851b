//! Taking exchanges and queues away again; never a message that nobody asked to lose.

use std::time::Duration;

use lapin::options::{ExchangeDeleteOptions, QueueDeclareOptions, QueueDeleteOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection};

use crate::broker::connection::{close, connect, within};
use crate::broker::error::BrokerError;
use crate::broker::message::short;
use crate::broker::settings::BrokerSettings;
use crate::broker::topology::Part;

/// What becomes of queues that hold messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// They stay, and then nothing at all is removed.
    Stays,
    /// They go, and their messages with them.
    Goes,
}

/// Removes all exchanges and queues of the topology; returns what is gone, or was not there. Bindings go with them.
///
/// # Errors
/// When the broker cannot be reached, or when a queue holds messages and may not go: then everything stays.
pub async fn remove(settings: &BrokerSettings, full: Full) -> Result<Vec<Part>, BrokerError> {
    let connection = connect(settings, "topology").await?;
    let removed = remove_on(&connection, settings, full).await;
    close(&connection).await;
    removed
}

async fn remove_on(
    connection: &Connection,
    settings: &BrokerSettings,
    full: Full,
) -> Result<Vec<Part>, BrokerError> {
    let deadline = settings.connect_timeout;
    let parts = settings.topology.parts();
    let parts: Vec<Part> = parts
        .into_iter()
        .filter(|part| !part.is_binding())
        .collect();
    if full == Full::Stays {
        for part in parts.iter().filter(|part| part.is_queue()) {
            let waiting = waiting(connection, &part.name, deadline).await?;
            if waiting > 0 {
                return Err(BrokerError::Refused {
                    what: format!("to remove {part}"),
                    cause: format!("it holds {waiting} messages, and nothing was removed"),
                });
            }
        }
    }
    let channel = within(deadline, "channel.open", connection.create_channel()).await?;
    for part in &parts {
        delete(&channel, part, deadline).await?;
    }
    Ok(parts)
}

/// How many messages wait in a queue; none in one that is not there, which costs the channel.
async fn waiting(
    connection: &Connection,
    queue: &str,
    deadline: Duration,
) -> Result<u32, BrokerError> {
    let channel = within(deadline, "channel.open", connection.create_channel()).await?;
    let passive = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let declaring = channel.queue_declare(short(queue), passive, FieldTable::default());
    match within(deadline, "queue.declare", declaring).await {
        Ok(found) => Ok(found.message_count()),
        Err(BrokerError::Lost(_)) if connection.status().connected() => Ok(0),
        Err(error) => Err(error),
    }
}

/// Deleting what is not there succeeds.
async fn delete(channel: &Channel, part: &Part, deadline: Duration) -> Result<(), BrokerError> {
    let name = short(&part.name);
    if part.is_queue() {
        let deleting = channel.queue_delete(name, QueueDeleteOptions::default());
        within(deadline, "queue.delete", deleting).await?;
    } else {
        let deleting = channel.exchange_delete(name, ExchangeDeleteOptions::default());
        within(deadline, "exchange.delete", deleting).await?;
    }
    Ok(())
}
