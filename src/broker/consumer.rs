//! A session with RabbitMQ: two connections, so that a broker which takes no results can still be told what is done.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::stream::{self, SelectAll, Stream, StreamExt};
use lapin::options::{BasicAckOptions, BasicCancelOptions, BasicConsumeOptions, BasicQosOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, Event};
use tokio::time::Instant;

use crate::broker::connection::{close, connect, within};
use crate::broker::delivery::{Delivery, Line, Publish, Settled};
use crate::broker::error::BrokerError;
use crate::broker::message::{Message, short};
use crate::broker::publisher::Publisher;
use crate::broker::retry::Origin;
use crate::broker::session::{Broker, Incoming, Session};
use crate::broker::settings::BrokerSettings;
use crate::broker::tags::{Acknowledgement, Tags};
use crate::broker::topology;

/// An article that overtook another waits so long to be acknowledged together with it.
const WAIT_FOR_OVERTAKEN: Duration = Duration::from_millis(250);
/// At most one in so many of a window waits so: what is not acknowledged keeps others from coming.
const ONE_WAITS_IN: u16 = 4;

type Incomings = Pin<Box<dyn Stream<Item = Happening> + Send>>;

/// RabbitMQ, as the settings say.
#[derive(Clone, Debug)]
pub struct RabbitMq {
    settings: BrokerSettings,
}

impl RabbitMq {
    /// Does not connect yet.
    pub const fn new(settings: BrokerSettings) -> Self {
        Self { settings }
    }
}

impl Broker for RabbitMq {
    type Session = RabbitMqSession;

    async fn open(&self) -> Result<RabbitMqSession, BrokerError> {
        let consuming = connect(&self.settings, "consume").await?;
        let publishing = Arc::new(connect(&self.settings, "publish").await?);
        topology::check_on(&publishing, &self.settings).await?;
        RabbitMqSession::begin(&self.settings, consuming, publishing).await
    }
}

/// Two connections, a consumer and a publisher.
pub struct RabbitMqSession {
    consuming: Connection,
    publishing: Arc<Connection>,
    channel: Channel,
    publisher: Arc<Publisher>,
    origin: Arc<Origin>,
    incomings: SelectAll<Incomings>,
    /// The tags of the consumers.
    consumers: Vec<String>,
    deliveries: Tags,
    /// Since when some of them wait for one that they overtook.
    waiting_since: Option<Instant>,
    deadline: Duration,
}

impl std::fmt::Debug for RabbitMqSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RabbitMqSession")
            .field("consumers", &self.consumers)
            .finish_non_exhaustive()
    }
}

/// What the streams of a session carry.
enum Happening {
    Delivery(Box<lapin::message::Delivery>),
    Event(Event),
    Cancelled,
    Lost(lapin::Error),
}

impl RabbitMqSession {
    async fn begin(
        settings: &BrokerSettings,
        consuming: Connection,
        publishing: Arc<Connection>,
    ) -> Result<Self, BrokerError> {
        let deadline = settings.connect_timeout;
        let channel = within(deadline, "channel.open", consuming.create_channel()).await?;
        let publisher = Publisher::open(&publishing, settings.confirm_timeout).await?;
        let mut incomings = SelectAll::new();
        incomings.push(events(&consuming));
        incomings.push(events(&publishing));
        let mut session = Self {
            consuming,
            publishing,
            channel,
            publisher: Arc::new(publisher),
            origin: Arc::new(Origin {
                host: settings.host.clone(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                queue: settings.topology.input_queue.clone(),
            }),
            incomings,
            consumers: Vec::new(),
            deliveries: Tags::default(),
            waiting_since: None,
            deadline,
        };
        session.consume(1).await?;
        Ok(session)
    }

    /// Adds a consumer with a window of its own. The window of one that exists cannot be changed: that would need the
    /// per-channel limit, which quorum queues refuse.
    async fn consume(&mut self, prefetch: u16) -> Result<(), BrokerError> {
        let qos = self.channel.basic_qos(prefetch, BasicQosOptions::default());
        within(self.deadline, "basic.qos", qos).await?;
        let tag = format!("copydesk-{}", self.consumers.len() + 1);
        let queue = self.origin.queue.as_str();
        let consuming = self.channel.basic_consume(
            short(queue),
            short(&tag),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        );
        let consumer = within(self.deadline, "basic.consume", consuming).await?;
        let deliveries = consumer.map(|received| match received {
            Ok(delivery) => Happening::Delivery(Box::new(delivery)),
            Err(error) => Happening::Lost(error),
        });
        self.incomings.push(Box::pin(
            deliveries.chain(stream::iter([Happening::Cancelled])),
        ));
        self.consumers.push(tag);
        Ok(())
    }

    fn delivery(&self, received: lapin::message::Delivery) -> Delivery {
        let line = Line {
            tag: received.delivery_tag,
            publish: Arc::clone(&self.publisher) as Arc<dyn Publish>,
            origin: Arc::clone(&self.origin),
        };
        let message = Message::received(received.data, received.properties);
        Delivery::new(
            message,
            received.redelivered,
            received.routing_key.to_string(),
            line,
        )
    }

    /// Acknowledges, and takes note of whether any still wait.
    fn say(&mut self, acknowledgements: Vec<Acknowledgement>) -> Result<(), BrokerError> {
        let now = || self.waiting_since.unwrap_or_else(Instant::now);
        self.waiting_since = self.deliveries.some_wait().then(now);
        for said in acknowledgements {
            let options = BasicAckOptions {
                multiple: said.and_before,
            };
            // Asking once hands it to the connection, or finds that the channel is gone. When it has been written changes
            // nothing for us.
            let saying = self.channel.basic_ack(said.tag, options);
            saying.now_or_never().transpose()?;
        }
        Ok(())
    }

    fn understand(&self, happening: Happening) -> Option<Incoming> {
        match happening {
            Happening::Delivery(received) => Some(Incoming::Delivery(self.delivery(*received))),
            Happening::Event(event) => {
                self.publisher.hear(&event);
                match event {
                    Event::ConnectionBlocked(reason) => Some(Incoming::Blocked(reason)),
                    Event::ConnectionUnblocked => Some(Incoming::Unblocked),
                    Event::Error(error) => Some(Incoming::Ended(error.into())),
                    _ => None,
                }
            }
            Happening::Lost(error) => Some(Incoming::Ended(error.into())),
            Happening::Cancelled => Some(Incoming::Ended(BrokerError::Cancelled {
                queue: self.origin.queue.clone(),
            })),
        }
    }
}

impl Session for RabbitMqSession {
    async fn next(&mut self) -> Incoming {
        loop {
            let happening = tokio::select! { biased;
                happening = self.incomings.next() => happening,
                () = over(self.waiting_since) => {
                    let alone = self.deliveries.rest();
                    match self.say(alone) {
                        Ok(()) => continue,
                        Err(error) => return Incoming::Ended(error),
                    }
                }
            };
            let Some(happening) = happening else {
                return Incoming::Ended(BrokerError::Lost("the connections ended".to_owned()));
            };
            if let Some(incoming) = self.understand(happening) {
                return incoming;
            }
        }
    }

    async fn widen(&mut self, prefetch: u16) -> Result<(), BrokerError> {
        self.deliveries.hold_back((prefetch / ONE_WAITS_IN).into());
        match prefetch.saturating_sub(1) {
            0 => Ok(()),
            rest => self.consume(rest).await,
        }
    }

    fn acknowledge(&mut self, settled: Vec<Settled>) -> Result<(), BrokerError> {
        let done = settled.iter().map(|one| one.tag);
        let said = self.deliveries.acknowledge(done);
        self.say(said)
    }

    async fn stop(&mut self) -> Result<(), BrokerError> {
        for tag in std::mem::take(&mut self.consumers) {
            let cancel = self
                .channel
                .basic_cancel(short(&tag), BasicCancelOptions::default());
            within(self.deadline, "basic.cancel", cancel).await?;
        }
        Ok(())
    }

    async fn close(mut self) {
        let alone = self.deliveries.rest();
        drop(self.say(alone));
        // The broker answers when it has heard every acknowledgement before this. A failure means that it never will.
        let closing = self.channel.close(200, "goodbye".into());
        drop(within(self.deadline, "channel.close", closing).await);
        close(&self.consuming).await;
        close(&self.publishing).await;
    }
}

/// Comes when those that wait since then have waited long enough; never where none wait.
async fn over(waiting_since: Option<Instant>) {
    match waiting_since {
        Some(since) => tokio::time::sleep_until(since + WAIT_FOR_OVERTAKEN).await,
        None => std::future::pending().await,
    }
}

fn events(connection: &Connection) -> Incomings {
    Box::pin(connection.events_listener().map(Happening::Event))
}
