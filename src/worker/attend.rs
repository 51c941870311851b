//! One delivery: received → [`Outcome`] → settled. Nothing returns early in between.

use std::sync::Arc;
use std::time::Instant;

use crate::broker::{
    BrokerError, Delivery, PublishError, Settled, Settlement, Topology, Unsettled,
};
use crate::telemetry::{Condition, Instruments, Vitals};
use crate::worker::account::Account;
use crate::worker::handle::{self, Handler};
use crate::worker::outcome::Outcome;
use crate::worker::remembered::Remembered;

/// What all deliveries of all sessions share.
pub(super) struct Attendant {
    pub(super) handler: Handler,
    pub(super) topology: Topology,
    pub(super) remembered: Remembered,
    pub(super) vitals: Arc<Vitals>,
    pub(super) instruments: Instruments,
}

impl Attendant {
    /// Sees one delivery through, up to its acknowledgement, which is the session's. Dropped half way, the message is
    /// delivered again.
    ///
    /// # Errors
    /// When the broker is the trouble: the session must end, and the message is delivered again.
    pub(super) async fn attend(
        &self,
        delivery: Delivery,
    ) -> Result<(Settled, Account<'_>), BrokerError> {
        let mut account = Account::open(&delivery, &self.topology.input_queue, &self.instruments);
        let key = self.remembered.key(&delivery);
        let mut outcome = if delivery.redelivered && self.remembered.contains(key) {
            Outcome::AnsweredBefore
        } else {
            self.handler.handle(&delivery, &account.trace.context).await
        };
        account.note(&mut outcome);
        let sent = Instant::now();
        let settled = self.settle(delivery, outcome, &mut account).await?;
        self.remembered.add(key);
        account.published(sent.elapsed());
        Ok((settled, account))
    }

    /// Settles by the policy; a result that no queue takes is settled once more, as the failure that it is.
    async fn settle(
        &self,
        delivery: Delivery,
        outcome: Outcome,
        account: &mut Account<'_>,
    ) -> Result<Settled, BrokerError> {
        let settlement = outcome.settlement(&delivery, &self.topology);
        let is_answer = matches!(settlement, Settlement::Answer(..));
        let refused = match self.publish(delivery, settlement, account).await {
            Ok(settled) => return Ok(settled),
            Err(refused) => refused,
        };
        match Outcome::of_publishing(&refused.error) {
            Some(outcome) if is_answer => {
                let settlement = outcome.settlement(&refused.delivery, &self.topology);
                let again = self.publish(refused.delivery, settlement, account).await;
                again.map_err(|refused| self.trouble(refused.error))
            }
            _ => Err(self.trouble(refused.error)),
        }
    }

    async fn publish(
        &self,
        delivery: Delivery,
        settlement: Settlement,
        account: &mut Account<'_>,
    ) -> Result<Settled, Box<Unsettled>> {
        account.decide(&settlement);
        let sent = Instant::now();
        let span = destination(&settlement).map(|to| account.trace.publish(to));
        let answered = delivery.settle(settlement, handle::now).await;
        drop(span);
        if answered.is_ok() {
            self.instruments.confirmed(sent.elapsed());
        }
        answered
    }

    /// The broker does not even take a copy for the ladder or the quarantine, or does not answer.
    fn trouble(&self, error: PublishError) -> BrokerError {
        match error {
            PublishError::Broker(error) => {
                if matches!(error, BrokerError::Deadline { .. }) {
                    self.vitals.unmet(Condition::Confirming, error.to_string());
                }
                error
            }
            refused => BrokerError::Refused {
                what: "a copy of a failed article".to_owned(),
                cause: refused.to_string(),
            },
        }
    }
}

/// Where something is published to; none where nothing is.
fn destination(settlement: &Settlement) -> Option<&str> {
    match settlement {
        Settlement::Answer(to, ..) => Some(&to.exchange),
        Settlement::Retry(queue, _) | Settlement::Quarantine(queue, _) => Some(queue),
        Settlement::Acknowledge => None,
    }
}
