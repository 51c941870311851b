//! Where the queues of a contestant are filled and watched from.

use std::time::Duration;

use copydesk::broker::{Address, BrokerSettings, publish, topology};
use lapin::options::{QueueDeclareOptions, QueuePurgeOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties, Queue};
use secrecy::SecretString;

use crate::articles;

const PAUSE: Duration = Duration::from_millis(50);
const ARTICLES: &str = "copydesk.articles";
const RESULTS: &str = "copydesk.results";

pub(crate) struct Desk {
    settings: BrokerSettings,
    channel: Channel,
    _connection: Connection,
}

impl Desk {
    /// With empty queues, at the broker of `url`.
    pub(crate) async fn sit(url: &str) -> Self {
        let settings = BrokerSettings {
            url: SecretString::from(url),
            ..BrokerSettings::default()
        };
        topology::apply(&settings).await.unwrap();
        let connection = Connection::connect(url, ConnectionProperties::default())
            .await
            .unwrap();
        let desk = Self {
            settings,
            channel: connection.create_channel().await.unwrap(),
            _connection: connection,
        };
        desk.purge().await;
        desk
    }

    pub(crate) async fn purge(&self) {
        for queue in [ARTICLES, RESULTS] {
            self.channel
                .queue_purge(queue.into(), QueuePurgeOptions::default())
                .await
                .unwrap();
        }
    }

    /// Sends so many articles.
    pub(crate) async fn send(&self, articles: usize) {
        let to = Address::new("copydesk.in", "acme.en.story");
        publish(&self.settings, &to, articles::messages(articles), |_| {})
            .await
            .unwrap();
    }

    pub(crate) async fn until_somebody_consumes(&self) {
        while self.queue(ARTICLES).await.consumer_count() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(crate) async fn until_results(&self, count: usize) {
        while self.results().await < count {
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// How many results there are.
    pub(crate) async fn results(&self) -> usize {
        usize::try_from(self.queue(RESULTS).await.message_count()).unwrap()
    }

    async fn queue(&self, name: &str) -> Queue {
        let options = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        self.channel
            .queue_declare(name.into(), options, FieldTable::default())
            .await
            .unwrap()
    }
}
