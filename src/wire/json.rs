//! JSON in: every fault with its path and line.

use serde_json::Value;
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
    let value: Value = serde_json::from_str(text).map_err(|fault| malformed(text, &fault))?;
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
    let read: Result<Value, _> = serde_path_to_error::deserialize(deserializer);
    let path = read.err().map(|fault| pointer(fault.path()));
    // Of a fault of syntax, serde_json says only what it expected, nothing of what it found.
    let message = fault.to_string();
    let reason = if message.starts_with("recursion limit") {
        Reason::TooComplex
    } else {
        Reason::Malformed
    };
    let path = path.unwrap_or_default();
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
        embargo_value(fields.get(&[name]), &path, pointer.is_empty(), draft)?;
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
