//! JSON in: every fault with its path and line.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::draft::Draft;
use super::fields::Fields;
use super::{Limits, Reason, Refusal};
use crate::article::Embargo;

/// Reads text as one JSON value.
///
/// # Errors
/// Says line and column of a fault, and refuses what is nested too deeply.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Value, Refusal> {
    let Strict(value) = serde_json::from_str(text).map_err(|fault| malformed(text, &fault))?;
    if is_deeper(&value, limits.depth) {
        return Err(Refusal::new(
            Reason::TooComplex,
            format!("json: nested more than {} deep", limits.depth),
        ));
    }
    Ok(value)
}

/// Reads once more for the path of the fault, which costs only those who sent it.
fn malformed(text: &str, fault: &serde_json::Error) -> Refusal {
    let deserializer = &mut serde_json::Deserializer::from_str(text);
    let read: Result<Strict, _> = serde_path_to_error::deserialize(deserializer);
    let path = read.err().map(|fault| pointer(fault.path()));
    // Of a fault of syntax, serde_json says only what it expected, nothing of what it found.
    let message = fault.to_string();
    let reason = if message.starts_with("recursion limit") {
        Reason::TooComplex
    } else if message.starts_with(CONTRADICTION) {
        Reason::Schema
    } else {
        Reason::Malformed
    };
    let path = path.unwrap_or_else(|| "/".to_owned());
    Refusal::new(reason, format!("json: {path}: {message}"))
}

/// A path as a JSON Pointer (RFC 6901), short enough for a header.
pub(super) fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut pointer = String::new();
    for step in path.iter().take(12) {
        pointer.push('/');
        match step {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.extend(key.chars().take(40)),
            Segment::Enum { .. } | Segment::Unknown => pointer.push('?'),
        }
    }
    if pointer.is_empty() {
        pointer.push('/');
    }
    pointer
}

const CONTRADICTION: &str = "a field twice, with two values";

/// A JSON value in which no field of an object has two values: which of two statuses holds must not be guessed.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Strict(value))) = fields.next_entry::<String, Strict>()? {
            match object.entry(name) {
                Entry::Vacant(vacant) => {
                    vacant.insert(value);
                }
                Entry::Occupied(before) if *before.get() == value => {}
                Entry::Occupied(before) => {
                    let name: String = before.key().chars().take(40).collect();
                    return Err(A::Error::custom(format!("{CONTRADICTION}: {name}")));
                }
            }
        }
        Ok(Value::Object(object))
    }
}

fn is_deeper(value: &Value, depth: usize) -> bool {
    let Some(left) = depth.checked_sub(1) else {
        return true;
    };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, left)),
        Value::Object(fields) => fields.values().any(|field| is_deeper(field, left)),
        _ => false,
    }
}

/// The status that one or two spellings of its field give.
///
/// # Errors
/// Refuses two that differ: one may be a kill.
pub(super) fn status(
    fields: Fields<'_>,
    names: &[&str],
    draft: &mut Draft<'_>,
) -> Result<(), Refusal> {
    let mut given = Vec::new();
    for name in names {
        given.extend(one_status(fields, name)?);
    }
    let Some(first) = given.first().copied() else {
        return Ok(());
    };
    if given.iter().any(|other| !other.eq_ignore_ascii_case(first)) {
        let last = names.last().copied().unwrap_or_default();
        return Err(missing(
            &format!("/{last}"),
            "the same status as in the other spelling",
        ));
    }
    draft.status(first);
    Ok(())
}

/// The status in a field: a text, or a list of one.
///
/// # Errors
/// Refuses anything else: it may be a kill.
fn one_status<'v>(fields: Fields<'v>, name: &str) -> Result<Option<&'v str>, Refusal> {
    match fields.get(&[name]) {
        None => Ok(None),
        Some(Value::String(status)) => Ok(Some(status.trim()).filter(|status| !status.is_empty())),
        Some(Value::Array(items)) if items.is_empty() => Ok(None),
        Some(Value::Array(items)) if items.len() == 1 && items.iter().all(Value::is_string) => {
            Ok(fields.text(&[name]))
        }
        Some(_) => Err(missing(
            &format!("/{name}"),
            "a publication status, as a text",
        )),
    }
}

/// A refusal for a field that is needed and not there.
pub(super) fn missing(pointer: &str, expected: &str) -> Refusal {
    Refusal::new(Reason::Schema, format!("{pointer}: expected {expected}"))
}

/// Reads an embargo. Only a date, an empty value or a yes is understood; anything else contradicts
/// itself, and an embargo must not be missed.
///
/// # Errors
/// Refuses a value of another kind.
pub(super) fn embargo(
    fields: Fields<'_>,
    names: &[&str],
    pointer: &str,
    draft: &mut Draft<'_>,
) -> Result<(), Refusal> {
    for name in names {
        let path = format!("{pointer}/{name}");
        let before = draft.article.embargo.take();
        embargo_value(fields.get(&[name]), &path, pointer.is_empty(), draft)?;
        let now = draft.article.embargo;
        if let (
            Some(Embargo {
                until: Some(before),
            }),
            Some(Embargo { until: Some(now) }),
        ) = (before, now)
            && before != now
        {
            return Err(missing(
                &path,
                "the same date as in the other field for an embargo",
            ));
        }
        draft.article.embargo = now.or(before);
    }
    Ok(())
}

/// Reads the value of an embargo in the field at `pointer`; a yes or no only where `plain` ones are usual.
///
/// # Errors
/// Refuses a value of another kind.
pub(super) fn embargo_value(
    value: Option<&Value>,
    pointer: &str,
    plain: bool,
    draft: &mut Draft<'_>,
) -> Result<(), Refusal> {
    match value {
        None | Some(Value::Null) => {}
        Some(Value::String(until)) => draft.embargo(pointer, Some(until)),
        Some(Value::Bool(holds)) if plain => {
            if *holds {
                draft.article.embargo = Some(Embargo { until: None });
            }
        }
        Some(_) => return Err(missing(pointer, "a date")),
    }
    Ok(())
}
