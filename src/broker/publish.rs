//! Putting messages on an exchange from outside, many at a time, each confirmed.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt};

use crate::broker::connection::{close, connect};
use crate::broker::delivery::{Address, Publish};
use crate::broker::error::{BrokerError, PublishError};
use crate::broker::message::Message;
use crate::broker::publisher::Publisher;
use crate::broker::settings::BrokerSettings;

/// So many messages may wait for their confirm at a time.
const WINDOW: usize = 64;

/// What became of one message: its number in the order it was given, from 0, and whether a queue has it.
pub type Published = (usize, Result<(), PublishError>);

/// Publishes all `messages` to `to` and tells `progress` about each as it is confirmed or refused, in any order.
///
/// Returns how many a queue has. A message that no queue takes does not hold up the others.
///
/// # Errors
/// When the broker cannot be reached, or is lost on the way: what `progress` was not told about may have arrived or not.
pub async fn publish(
    settings: &BrokerSettings,
    to: &Address,
    messages: impl IntoIterator<Item = Message, IntoIter: Send> + Send,
    mut progress: impl FnMut(Published) + Send,
) -> Result<usize, BrokerError> {
    let connection = Arc::new(connect(settings, "feed").await?);
    let line = Publisher::open(&connection, settings.confirm_timeout).await?;
    let line = &line;
    let mut events = connection.events_listener();
    let mut confirmed = stream::iter(messages.into_iter().enumerate())
        .map(|(number, message)| async move { (number, line.publish(to.clone(), message).await) })
        .buffer_unordered(WINDOW);
    let mut arrived = 0;
    let lost = loop {
        tokio::select! { biased;
            Some(event) = events.next() => line.hear(&event),
            published = confirmed.next() => {
                let Some((number, published)) = published else {
                    break None;
                };
                let lost = match &published {
                    Err(PublishError::Broker(error)) => Some(error.clone()),
                    _ => None,
                };
                arrived += usize::from(published.is_ok());
                progress((number, published));
                if lost.is_some() {
                    break lost;
                }
            }
        }
    };
    drop(confirmed);
    close(&connection).await;
    lost.map_or(Ok(arrived), Err)
}
