//! [`Outcome`] → [`Settlement`]: the whole policy in one match.

use crate::broker::{Address, Delivery, Failure, PublishError, Settlement, Topology};
use crate::report::Status;
use crate::telemetry::Ending;
use crate::wire;
use crate::worker::handle::Finished;

/// The closed list of reasons why an article is retried or quarantined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It can never be read.
    Unreadable(wire::Reason),
    /// The analysis broke down on it.
    Panic,
    /// The analysis took too long.
    Timeout,
    /// No queue takes its result.
    Unroutable,
    /// The broker does not take its result: a queue is full.
    Refused,
}

impl Reason {
    /// All reasons.
    pub fn all() -> impl Iterator<Item = Self> {
        let ours = [Self::Panic, Self::Timeout, Self::Unroutable, Self::Refused];
        let unreadable = wire::Reason::ALL.into_iter().map(Self::Unreadable);
        unreadable.chain(ours)
    }

    /// The stable name, as used in headers, logs and metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreadable(reason) => reason.name(),
            Self::Panic => "panic",
            Self::Timeout => "timeout",
            Self::Unroutable => "unroutable",
            Self::Refused => "refused",
        }
    }
}

/// How the work on one delivery ended.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// There is a result.
    Answered(Box<Finished>),
    /// Its result or copy was confirmed in an earlier delivery.
    AnsweredBefore,
    /// The body can never be read.
    Unreadable(wire::Refusal),
    /// The analysis broke down, at this place.
    Broken(String),
    /// The analysis was not done in time.
    Late(String),
    /// No queue takes the result.
    Unroutable(String),
    /// A queue refuses the result.
    Refused(String),
}

impl Outcome {
    /// What it means that a result could not be published; none where the broker itself is the trouble.
    pub(super) fn of_publishing(error: &PublishError) -> Option<Self> {
        match error {
            PublishError::Returned { .. } => Some(Self::Unroutable(error.to_string())),
            PublishError::Nacked => Some(Self::Refused(error.to_string())),
            PublishError::Broker(_) => None,
        }
    }

    /// The policy.
    ///
    /// What can never succeed goes to the quarantine at once, where a person looks at it. What may succeed later climbs
    /// the retry ladder, and goes to the quarantine after its last step. A shutdown has no outcome: what is not settled
    /// goes back to the queue when the session closes.
    pub(super) fn settlement(self, delivery: &Delivery, topology: &Topology) -> Settlement {
        let failure = |reason: Reason, detail| Failure {
            reason: reason.name(),
            detail,
        };
        let quarantine = |reason, detail| {
            Settlement::Quarantine(topology.quarantine_queue.clone(), failure(reason, detail))
        };
        let later = |reason, detail| match topology.retry_queue(delivery.attempt()) {
            Some(queue) => Settlement::Retry(queue, failure(reason, detail)),
            None => quarantine(reason, detail),
        };
        match self {
            Self::Answered(finished) => answer(*finished, delivery, topology),
            Self::AnsweredBefore => Settlement::Acknowledge,
            Self::Unreadable(refusal) => {
                quarantine(Reason::Unreadable(refusal.reason), refusal.detail)
            }
            Self::Broken(place) => {
                quarantine(Reason::Panic, format!("the analysis broke down at {place}"))
            }
            Self::Late(detail) => later(Reason::Timeout, detail),
            Self::Unroutable(detail) => later(Reason::Unroutable, detail),
            Self::Refused(detail) => later(Reason::Refused, detail),
        }
    }
}

/// How a settlement is called in logs and metrics. `status` is that of the report, where there is one.
pub(super) fn ending(settlement: &Settlement, status: Option<Status>) -> Ending {
    match settlement {
        Settlement::Answer(..) if status == Some(Status::Skipped) => Ending::Skipped {
            reason: "nothing_to_analyse",
        },
        Settlement::Answer(..) => Ending::Processed,
        Settlement::Acknowledge => Ending::Skipped {
            reason: "duplicate",
        },
        Settlement::Retry(_, failure) => Ending::Retried {
            reason: failure.reason,
        },
        Settlement::Quarantine(_, failure) => Ending::Rejected {
            reason: failure.reason,
        },
    }
}

fn answer(finished: Finished, delivery: &Delivery, topology: &Topology) -> Settlement {
    let routing_key = delivery.first_routing_key();
    let address = |kind: &str| {
        let key = output_key(&routing_key, finished.language.as_deref(), kind);
        Address::new(&topology.output_exchange, key)
    };
    let exports = finished.exports.into_iter();
    let companions = exports
        .map(|(export, message)| (address(export.name()), message))
        .collect();
    Settlement::Answer(address("result"), Box::new(finished.result), companions)
}

/// `<tenant>.<language>.<kind>`: the tenant as the newsroom wrote it into its routing key, the language as found, and
/// `result` or the name of an export.
fn output_key(routing_key: &str, language: Option<&str>, kind: &str) -> String {
    let tenant = match routing_key.split_once('.') {
        Some((tenant, _)) if !tenant.is_empty() => tenant,
        _ => "default",
    };
    let language = language
        .and_then(|tag| tag.split(['-', '_']).next())
        .filter(|language| !language.is_empty());
    format!("{tenant}.{}.{kind}", language.unwrap_or("und"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_key_keeps_the_tenant_and_says_the_language() {
        let result_key = |key, language| output_key(key, language, "result");
        assert_eq!(result_key("acme.en.story", Some("en-GB")), "acme.en.result");
        assert_eq!(result_key("copydesk", Some("pl")), "default.pl.result");
        assert_eq!(result_key("", None), "default.und.result");
        assert_eq!(result_key(".en.story", None), "default.und.result");
    }

    #[test]
    fn every_reason_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<&str> = Reason::all().map(Reason::name).collect();
        assert_eq!(names.len(), Reason::all().count());
    }
}
