//! Reading what others published: results as they arrive, for the demo and for tests.

use std::time::Duration;

use futures_util::StreamExt;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicQosOptions, QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, Consumer};

use crate::broker::connection::{close, connect, within};
use crate::broker::error::BrokerError;
use crate::broker::message::{Message, short};
use crate::broker::settings::BrokerSettings;
use crate::broker::topology::RESULT_KEYS;

/// So many messages are fetched ahead.
const PREFETCH: u16 = 64;

/// Where to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Takes messages off this queue; nobody else gets them.
    Queue(String),
    /// Gets a copy of everything published to this topic exchange from now on, and disturbs nobody.
    Exchange(String),
}

/// Messages, one after the other.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    channel: Channel,
    consumer: Consumer,
    deadline: Duration,
}

impl Reader {
    /// Connects and begins to read.
    ///
    /// # Errors
    /// When the broker cannot be reached or has no such queue or exchange.
    pub async fn open(settings: &BrokerSettings, from: &From) -> Result<Self, BrokerError> {
        let deadline = settings.connect_timeout;
        let connection = connect(settings, "read").await?;
        let channel = within(deadline, "channel.open", connection.create_channel()).await?;
        let qos = channel.basic_qos(PREFETCH, BasicQosOptions::default());
        within(deadline, "basic.qos", qos).await?;
        let queue = match from {
            From::Queue(name) => name.clone(),
            From::Exchange(name) => listen(&channel, name, deadline).await?,
        };
        let options = BasicConsumeOptions::default();
        let consuming =
            channel.basic_consume(short(&queue), short(""), options, FieldTable::default());
        let consumer = within(deadline, "basic.consume", consuming).await?;
        Ok(Self {
            connection,
            channel,
            consumer,
            deadline,
        })
    }

    /// The next message, however long it takes; it is acknowledged when it is handed out. Not to be interrupted: a call
    /// that is dropped half-way may have taken a message with it.
    ///
    /// # Errors
    /// When the broker is lost or the queue is deleted.
    pub async fn next(&mut self) -> Result<Message, BrokerError> {
        let Some(received) = self.consumer.next().await else {
            return Err(BrokerError::Lost(
                "the consumer was cancelled: was the queue deleted?".to_owned(),
            ));
        };
        let received = received?;
        within(
            self.deadline,
            "basic.ack",
            received.acker.ack(BasicAckOptions::default()),
        )
        .await?;
        Ok(Message::received(received.data, received.properties))
    }

    /// Stops reading; what was fetched ahead goes back to its queue.
    pub async fn close(self) {
        drop(
            within(
                self.deadline,
                "channel.close",
                self.channel.close(200, "done".into()),
            )
            .await,
        );
        close(&self.connection).await;
    }
}

/// A queue of our own, which goes when we go.
async fn listen(
    channel: &Channel,
    exchange: &str,
    deadline: Duration,
) -> Result<String, BrokerError> {
    let options = QueueDeclareOptions {
        exclusive: true,
        auto_delete: true,
        ..QueueDeclareOptions::default()
    };
    let declaring = channel.queue_declare(short(""), options, FieldTable::default());
    let queue = within(deadline, "queue.declare", declaring).await?;
    let name = queue.name().to_string();
    let binding = channel.queue_bind(
        short(&name),
        short(exchange),
        short(RESULT_KEYS),
        QueueBindOptions::default(),
        FieldTable::default(),
    );
    within(deadline, "queue.bind", binding).await?;
    Ok(name)
}
