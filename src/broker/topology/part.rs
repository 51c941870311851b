//! One exchange, queue or binding, as it is shown and as it is declared.

use std::fmt;
use std::time::Duration;

use lapin::ExchangeKind;
use lapin::types::{AMQPValue, FieldTable};

use super::WITHOUT_LIMIT;

/// One exchange, queue or binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The exchange, or the queue, or the queue that is bound.
    pub name: String,
    /// Whether a worker cannot work without it.
    pub needed: bool,
    /// What it is for, in a few words.
    pub purpose: &'static str,
    pub(super) shape: Shape,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Exchange {
        kind: Kind,
        alternate: Option<String>,
    },
    Queue {
        arguments: Vec<(&'static str, Argument)>,
    },
    Binding {
        exchange: String,
        key: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Topic,
    Fanout,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Text(String),
    Number(u32),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.shape {
            Shape::Exchange { kind, .. } => write!(f, "{} exchange {name}", kind.name()),
            Shape::Queue { .. } => write!(f, "queue {name}"),
            Shape::Binding { exchange, key } if key.is_empty() => {
                write!(f, "binding {exchange} → {name}")
            }
            Shape::Binding { exchange, key } => write!(f, "binding {exchange} → {name} for {key}"),
        }
    }
}

impl Part {
    /// Whether it is a queue.
    pub(in crate::broker) const fn is_queue(&self) -> bool {
        matches!(self.shape, Shape::Queue { .. })
    }

    /// Whether it is a binding.
    pub(in crate::broker) const fn is_binding(&self) -> bool {
        matches!(self.shape, Shape::Binding { .. })
    }

    /// The part as two columns for a person: what it is, and what it is for or made of.
    pub fn describe(&self) -> (String, String) {
        let mut notes = vec![self.purpose.to_owned()];
        match &self.shape {
            Shape::Queue { arguments } => {
                notes.extend(arguments.iter().filter_map(note));
            }
            Shape::Exchange {
                alternate: Some(other),
                ..
            } => notes.push(format!("what nobody takes goes to {other}")),
            Shape::Exchange { .. } | Shape::Binding { .. } => {}
        }
        notes.retain(|note| !note.is_empty());
        (self.to_string(), notes.join("; "))
    }
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Fanout => "fanout",
        }
    }
}

impl From<Kind> for ExchangeKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Topic => Self::Topic,
            Kind::Fanout => Self::Fanout,
        }
    }
}

pub(super) fn exchange_table(alternate: Option<&str>) -> FieldTable {
    let mut table = FieldTable::default();
    if let Some(alternate) = alternate {
        table.insert(
            "alternate-exchange".into(),
            AMQPValue::LongString(alternate.into()),
        );
    }
    table
}

pub(super) fn queue_table(arguments: &[(&'static str, Argument)]) -> FieldTable {
    let mut table = FieldTable::default();
    table.insert(
        "x-queue-type".into(),
        AMQPValue::LongString("quorum".into()),
    );
    for (name, argument) in arguments {
        let value = match argument {
            Argument::Text(text) => AMQPValue::LongString(text.as_str().into()),
            Argument::Number(number) => AMQPValue::LongLongInt((*number).into()),
        };
        table.insert((*name).into(), value);
    }
    table
}

fn note((name, argument): &(&'static str, Argument)) -> Option<String> {
    match (*name, argument) {
        ("x-message-ttl", Argument::Number(milliseconds)) => Some(format!(
            "for {}",
            spell(Duration::from_millis((*milliseconds).into()))
        )),
        ("x-delivery-limit", Argument::Number(limit)) if *limit < WITHOUT_LIMIT => {
            Some(format!("at most {limit} deliveries"))
        }
        ("x-dead-letter-exchange", Argument::Text(exchange)) if !exchange.is_empty() => {
            Some(format!("then to {exchange}"))
        }
        ("x-dead-letter-routing-key", Argument::Text(queue)) => Some(format!("then to {queue}")),
        _ => None,
    }
}

/// A delay as part of a name: `10s`, `1m`, `1h`, `500ms`.
pub(super) fn spell(delay: Duration) -> String {
    let milliseconds = delay.as_millis();
    let units = [(3_600_000, "h"), (60_000, "m"), (1000, "s")];
    units
        .into_iter()
        .find(|(unit, _)| milliseconds > 0 && milliseconds.is_multiple_of(*unit))
        .map_or_else(
            || format!("{milliseconds}ms"),
            |(unit, name)| format!("{}{name}", milliseconds / unit),
        )
}
