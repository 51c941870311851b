//! Copies of a message that failed: why, when, where and how often stands in their headers.

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, ShortString};

use crate::broker::message::{Message, cut, short};

/// Why it failed: the name of a reason.
pub const REASON: &str = "x-copydesk-reason";
/// What exactly, for a person; at most 200 bytes, never article text.
pub const DETAIL: &str = "x-copydesk-detail";
/// How often it was tried, this time included.
pub const ATTEMPT: &str = "x-copydesk-attempt";
/// When it failed for the first time, RFC 3339.
pub const FIRST_FAILED: &str = "x-copydesk-first-failed";
/// The machine it failed on.
pub const HOST: &str = "x-copydesk-host";
/// The version of copydesk it failed with.
pub const VERSION: &str = "x-copydesk-version";
/// The queue it was consumed from, and goes back to when it is replayed.
pub const QUEUE: &str = "x-copydesk-queue";
/// The routing key its sender gave it.
pub const ROUTING_KEY: &str = "x-copydesk-routing-key";
/// When it was replayed, RFC 3339.
pub const REPLAYED: &str = "x-copydesk-replayed";
/// Beginning of all names above.
pub const OURS: &str = "x-copydesk-";

/// Most bytes of a detail.
const DETAIL_BYTES: usize = 200;
/// Headers and properties the broker acts upon when a message is published. A copy keeps their values under another
/// name: `CC` and `BCC` would send further copies; `x-death` would make RabbitMQ 3 believe in a cycle and drop the
/// message; `expiration` would make the quarantine forget it; a foreign `user_id` would be refused.
const ACTED_UPON: [(&str, &str); 3] = [
    ("CC", "x-copydesk-cc"),
    ("BCC", "x-copydesk-bcc"),
    ("x-death", "x-copydesk-death"),
];
const EXPIRATION: &str = "x-copydesk-expiration";
const USER_ID: &str = "x-copydesk-user-id";

/// Why one attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The stable name of the reason, from the closed list of whoever settles: in headers, logs and metrics.
    pub reason: &'static str,
    /// What exactly, for a person; never article text. Cut at 200 bytes.
    pub detail: String,
}

/// Who writes the copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The machine.
    pub host: String,
    /// The version of copydesk.
    pub version: String,
    /// The queue that is consumed.
    pub queue: String,
}

/// Which attempt a received message is: 1 = first.
pub fn attempt(message: &Message) -> u32 {
    let failed = message.header_number(ATTEMPT).unwrap_or(0);
    u32::try_from(failed).unwrap_or(u32::MAX).saturating_add(1)
}

/// The routing key its sender gave a message that was received with `received`.
pub fn first_routing_key(message: &Message, received: &str) -> String {
    message
        .header(ROUTING_KEY)
        .map_or_else(|| received.to_owned(), std::borrow::Cow::into_owned)
}

/// A copy of `message` for a retry queue or the quarantine: body, properties and headers as they came, and why it failed
/// at `now` (RFC 3339).
pub(super) fn copy(
    message: &Message,
    routing_key: &str,
    failure: &Failure,
    origin: &Origin,
    now: &str,
) -> Message {
    let first_failed = message
        .header(FIRST_FAILED)
        .map_or_else(|| now.to_owned(), std::borrow::Cow::into_owned);
    let key = first_routing_key(message, routing_key);
    defused(message)
        .with_header(REASON, failure.reason)
        .with_header(DETAIL, cut(&failure.detail, DETAIL_BYTES))
        .with_number(ATTEMPT, attempt(message))
        .with_header(FIRST_FAILED, &first_failed)
        .with_header(HOST, &origin.host)
        .with_header(VERSION, &origin.version)
        .with_header(QUEUE, &origin.queue)
        .with_header(ROUTING_KEY, &key)
}

/// A copy of a quarantined or dead message to start afresh: the counts and reasons are gone, the sender's headers and
/// routing key stay, and it says when it was replayed.
pub(super) fn fresh(message: &Message, routing_key: &str, now: &str) -> Message {
    let key = first_routing_key(message, routing_key);
    let mut headers = FieldTable::default();
    for (name, value) in message
        .properties()
        .headers()
        .iter()
        .flat_map(FieldTable::inner)
    {
        if !is_count(name.as_str()) {
            headers.insert(name.clone(), value.clone());
        }
    }
    let properties = without_acted_upon(message.properties()).with_headers(headers);
    Message::received(message.body.clone(), properties)
        .with_header(ROUTING_KEY, &key)
        .with_header(REPLAYED, now)
}

fn is_count(name: &str) -> bool {
    let broker = name == "x-delivery-count" || name == "CC" || name == "BCC" || is_death(name);
    broker || name.starts_with(OURS)
}

fn is_death(name: &str) -> bool {
    name.starts_with("x-death")
        || name.starts_with("x-first-death")
        || name.starts_with("x-last-death")
}

fn defused(message: &Message) -> Message {
    let properties = message.properties();
    let mut headers = FieldTable::default();
    for (name, value) in properties.headers().iter().flat_map(FieldTable::inner) {
        let kept = ACTED_UPON
            .iter()
            .find(|(acted_upon, _)| *acted_upon == name.as_str());
        headers.insert(
            kept.map_or_else(|| name.clone(), |(_, ours)| short(ours)),
            value.clone(),
        );
    }
    let mut keep = |name: &str, property: &Option<ShortString>| {
        if let Some(value) = property {
            headers.insert(short(name), AMQPValue::LongString(value.as_str().into()));
        }
    };
    keep(EXPIRATION, properties.expiration());
    keep(USER_ID, properties.user_id());
    let properties = without_acted_upon(properties).with_headers(headers);
    Message::received(message.body.clone(), properties)
}

/// All properties but `headers`, `expiration` and `user_id`; persistent.
fn without_acted_upon(from: &BasicProperties) -> BasicProperties {
    type Setter<T> = fn(BasicProperties, T) -> BasicProperties;
    let texts: [(&Option<ShortString>, Setter<ShortString>); 8] = [
        (from.content_type(), BasicProperties::with_content_type),
        (
            from.content_encoding(),
            BasicProperties::with_content_encoding,
        ),
        (from.correlation_id(), BasicProperties::with_correlation_id),
        (from.reply_to(), BasicProperties::with_reply_to),
        (from.message_id(), BasicProperties::with_message_id),
        (from.kind(), BasicProperties::with_type),
        (from.app_id(), BasicProperties::with_app_id),
        (from.cluster_id(), BasicProperties::with_cluster_id),
    ];
    let mut to = BasicProperties::default().with_delivery_mode(2);
    for (value, set) in texts {
        if let Some(value) = value {
            to = set(to, value.clone());
        }
    }
    if let Some(priority) = from.priority() {
        to = to.with_priority(*priority);
    }
    if let Some(timestamp) = from.timestamp() {
        to = to.with_timestamp(*timestamp);
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin {
            host: "news-1".to_owned(),
            version: "1.2.3".to_owned(),
            queue: "articles".to_owned(),
        }
    }

    fn failure(detail: &str) -> Failure {
        Failure {
            reason: "timeout",
            detail: detail.to_owned(),
        }
    }

    fn article() -> Message {
        Message::new(b"A court ruled.".to_vec())
            .with_message_id("a-1")
            .with_header("x-desk", "courts")
    }

    #[test]
    fn a_copy_keeps_body_properties_and_headers_and_says_why() {
        let copied = copy(
            &article(),
            "acme.en.story",
            &failure("took 61 s"),
            &origin(),
            "2026-11-24T08:00:00Z",
        );
        assert_eq!(
            (copied.body.as_slice(), copied.message_id()),
            (&b"A court ruled."[..], Some("a-1"))
        );
        let expected = [
            ("x-desk", "courts"),
            (REASON, "timeout"),
            (DETAIL, "took 61 s"),
            (ATTEMPT, "1"),
            (FIRST_FAILED, "2026-11-24T08:00:00Z"),
            (HOST, "news-1"),
            (VERSION, "1.2.3"),
            (QUEUE, "articles"),
            (ROUTING_KEY, "acme.en.story"),
        ];
        for (name, value) in expected {
            assert_eq!(copied.header(name).as_deref(), Some(value), "{name}");
        }
    }

    #[test]
    fn a_second_copy_counts_on_and_remembers_the_first_failure_and_key() {
        let once = copy(
            &article(),
            "acme.en.story",
            &failure("slow"),
            &origin(),
            "2026-11-24T08:00:00Z",
        );
        let twice = copy(
            &once,
            "articles",
            &failure("slow"),
            &origin(),
            "2026-11-24T09:00:00Z",
        );
        assert_eq!(attempt(&twice), 3);
        assert_eq!(
            twice.header(FIRST_FAILED).as_deref(),
            Some("2026-11-24T08:00:00Z")
        );
        assert_eq!(twice.header(ROUTING_KEY).as_deref(), Some("acme.en.story"));
    }

    #[test]
    fn a_detail_has_at_most_200_bytes() {
        let copied = copy(&article(), "", &failure(&"é".repeat(150)), &origin(), "");
        assert_eq!(copied.header(DETAIL).map(|detail| detail.len()), Some(200));
    }

    #[test]
    fn what_the_broker_would_act_upon_is_kept_under_another_name() {
        let properties = BasicProperties::default()
            .with_expiration("1000".into())
            .with_user_id("wire".into());
        let message = Message::received(Vec::new(), properties)
            .with_header("CC", "elsewhere")
            .with_header("x-death", "d");
        let copied = copy(&message, "", &failure("slow"), &origin(), "");
        assert_eq!(
            (
                copied.properties().expiration(),
                copied.properties().user_id()
            ),
            (&None, &None)
        );
        assert_eq!(
            (copied.header("CC"), copied.header("x-death")),
            (None, None)
        );
        for (name, value) in [
            (EXPIRATION, "1000"),
            (USER_ID, "wire"),
            ("x-copydesk-cc", "elsewhere"),
        ] {
            assert_eq!(copied.header(name).as_deref(), Some(value), "{name}");
        }
    }

    #[test]
    fn a_replayed_message_starts_afresh_with_its_own_headers_and_key() {
        let failed = copy(
            &article(),
            "acme.en.story",
            &failure("slow"),
            &origin(),
            "2026-11-24T08:00:00Z",
        );
        let replayed = fresh(
            &failed.with_header("x-death", "…"),
            "quarantine",
            "2026-11-25T08:00:00Z",
        );
        assert_eq!(attempt(&replayed), 1);
        assert_eq!(
            (replayed.header(REASON), replayed.header("x-death")),
            (None, None)
        );
        assert_eq!(replayed.header("x-desk").as_deref(), Some("courts"));
        assert_eq!(first_routing_key(&replayed, "articles"), "acme.en.story");
        assert_eq!(
            replayed.header(REPLAYED).as_deref(),
            Some("2026-11-25T08:00:00Z")
        );
    }
}
