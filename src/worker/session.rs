//! One session with the broker: deliveries in, each seen through, until the broker or a wish to stop ends it.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};

use crate::broker::{BrokerError, Incoming, Session, Settled};
use crate::telemetry::name::{event, field};
use crate::telemetry::{Condition, Event, together};
use crate::worker::account::Account;
use crate::worker::attend::Attendant;
use crate::worker::shutdown::Shutdown;

/// When the connection is lost, results that are on their way get so long to be confirmed: what is confirmed need not
/// be published again after the redelivery.
const LAST_CONFIRMS: Duration = Duration::from_secs(2);

/// How a worker stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// Everything in hand was finished.
    Drained,
    /// The time was over, or somebody insisted: so many articles go back to the queue.
    GaveUp {
        /// The number of unfinished articles.
        unfinished: usize,
    },
}

/// How a session ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// By our wish, or by the broker.
    pub(super) how: Result<Farewell, BrokerError>,
    /// Whether any article was settled in it.
    pub(super) worked: bool,
}

/// What a session is run with.
pub(super) struct Terms<'a> {
    pub(super) attendant: &'a Attendant,
    pub(super) shutdown: &'a Shutdown,
    pub(super) window: u16,
    pub(super) drain_timeout: Duration,
}

/// Runs a session that was just opened, and closes it.
pub(super) async fn run(mut session: impl Session, terms: &Terms<'_>) -> Ended {
    let mut in_hand = FuturesUnordered::new();
    let mut worked = false;
    // Careful at first: a message that kills the process is redelivered alone, so that no neighbour's deliveries are
    // counted with it. The first fresh message shows that the redelivered ones are through.
    let mut careful = true;
    let mut asked = std::pin::pin!(terms.shutdown.asked());
    let lost = loop {
        tokio::select! { biased;
            () = &mut asked => break None,
            Some(first) = in_hand.next(), if !in_hand.is_empty() => {
                let seen = all_seen(first, &mut in_hand);
                worked |= seen.iter().any(Result::is_ok);
                if let Err(Trouble { error, .. }) = acknowledge(&mut session, seen) {
                    break Some(error);
                }
            }
            incoming = session.next() => match incoming {
                Incoming::Delivery(delivery) => {
                    if careful && !delivery.redelivered {
                        careful = false;
                        if let Err(error) = session.widen(terms.window).await {
                            break Some(error);
                        }
                    }
                    in_hand.push(terms.attendant.attend(delivery));
                }
                Incoming::Blocked(reason) => blocked(terms, &reason),
                Incoming::Unblocked => unblocked(terms),
                Incoming::Ended(error) => break Some(error),
            },
        }
    };
    let how = match lost {
        None => Ok(stop(&mut session, terms, in_hand).await),
        Some(error) => {
            let patience = patience_after(&error, terms);
            finish(&mut session, &mut in_hand, terms, patience).await;
            Err(error)
        }
    };
    session.close().await;
    Ended { how, worked }
}

/// A delivery seen through up to its acknowledgement, or the trouble with the broker.
type Seen<'a> = Result<(Settled, Account<'a>), BrokerError>;

/// Every delivery that is seen through by now.
fn all_seen<'a, F: Future<Output = Seen<'a>>>(
    first: Seen<'a>,
    in_hand: &mut FuturesUnordered<F>,
) -> Vec<Seen<'a>> {
    let mut seen = vec![first];
    while let Some(Some(next)) = in_hand.next().now_or_never() {
        seen.push(next);
    }
    seen
}

/// What the broker did not hear of.
struct Trouble {
    /// The first cause.
    error: BrokerError,
    /// How many deliveries come again.
    unsettled: usize,
}

/// Acknowledges in one go what is settled, and then tells of it.
///
/// # Errors
/// Trouble with the broker; what was settled beside it is acknowledged all the same, where that is not the trouble.
fn acknowledge(session: &mut impl Session, seen: Vec<Seen<'_>>) -> Result<(), Trouble> {
    let all = seen.len();
    let (mut settled, mut accounts, mut first) = (Vec::new(), Vec::new(), None);
    for one in seen {
        match one {
            Ok((delivery, account)) => {
                settled.push(delivery);
                accounts.push(account);
            }
            Err(error) => first = first.or(Some(error)),
        }
    }
    session.acknowledge(settled).map_err(|error| Trouble {
        error,
        unsettled: all,
    })?;
    let unsettled = all - accounts.len();
    together(|| accounts.into_iter().for_each(Account::close));
    first.map_or(Ok(()), |error| Err(Trouble { error, unsettled }))
}

async fn stop<'a, F: Future<Output = Seen<'a>>>(
    session: &mut impl Session,
    terms: &Terms<'_>,
    mut in_hand: FuturesUnordered<F>,
) -> Farewell {
    terms
        .attendant
        .vitals
        .unmet(Condition::NotDraining, "stopping");
    let articles = in_hand.len();
    tracing::info!(
        { field::EVENT } = event::SERVICE_DRAINING,
        articles,
        "draining"
    );
    if let Err(error) = session.stop().await {
        tracing::debug!(%error, "the broker did not confirm the end of consuming");
    }
    match finish(session, &mut in_hand, terms, terms.drain_timeout).await {
        0 => Farewell::Drained,
        unfinished => Farewell::GaveUp { unfinished },
    }
}

/// Finishes what is in hand within `patience`, unless somebody insists on stopping. Returns how much is left.
async fn finish<'a, F: Future<Output = Seen<'a>>>(
    session: &mut impl Session,
    in_hand: &mut FuturesUnordered<F>,
    terms: &Terms<'_>,
    patience: Duration,
) -> usize {
    let mut failed = 0;
    let finishing = async {
        while let Some(first) = in_hand.next().await {
            // Together: of many single acknowledgements right before the channel closes, RabbitMQ
            // may lose some, and what they spoke for comes again ("SIGTERM under load" in tests/faults).
            if let Err(Trouble { unsettled, .. }) = acknowledge(session, all_seen(first, in_hand)) {
                failed += unsettled;
            }
        }
    };
    tokio::select! {
        () = terms.shutdown.insisted() => {}
        _ = tokio::time::timeout(patience, finishing) => {}
    }
    in_hand.len() + failed
}

/// A queue that was deleted took the messages in our hands with it: what they became is all that is left of them, and
/// can still be published. After a lost connection they come again.
fn patience_after(error: &BrokerError, terms: &Terms<'_>) -> Duration {
    match error {
        BrokerError::Cancelled { .. } => terms.drain_timeout,
        _ => LAST_CONFIRMS.min(terms.drain_timeout),
    }
}

fn blocked(terms: &Terms<'_>, reason: &str) {
    terms.attendant.vitals.unmet(Condition::NotBlocked, reason);
    Event::Blocked(true).record();
    tracing::warn!(
        { field::EVENT } = event::AMQP_BLOCKED,
        reason,
        "the broker takes no messages for now"
    );
}

fn unblocked(terms: &Terms<'_>) {
    terms.attendant.vitals.met(Condition::NotBlocked);
    Event::Blocked(false).record();
    tracing::info!(
        { field::EVENT } = event::AMQP_UNBLOCKED,
        "the broker takes messages again"
    );
}
