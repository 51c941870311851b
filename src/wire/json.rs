//! Fields of a JSON object, taken one by one; what is left over is passed on.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::draft::Draft;
use super::fields::Fields;
use super::{Limits, Reason, Refusal, date};
use crate::article::Embargo;

/// Reads text as one JSON value.
///
/// # Errors
/// Says line and column of a fault, and refuses what is nested too deeply.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Value, Refusal> {
    let value: Value = serde_json::from_str(text).map_err(|fault| {
        // The message of serde_json holds no piece of the text, only what it expected.
        Refusal::new(Reason::Malformed, format!("json: {fault}"))
    })?;
    if is_deeper(&value, limits.depth) {
        return Err(Refusal::new(
            Reason::TooComplex,
            format!("json: nested more than {} deep", limits.depth),
        ));
    }
    Ok(value)
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
        match fields.get(&[name]) {
            None => {}
            Some(Value::String(until)) => draft.embargo(&format!("{pointer}/{name}"), Some(until)),
            Some(Value::Bool(true)) if pointer.is_empty() => {
                draft.article.embargo = Some(Embargo { until: None });
            }
            Some(Value::Bool(false)) if pointer.is_empty() => {}
            Some(_) => return Err(missing(&format!("{pointer}/{name}"), "a date")),
        }
    }
    Ok(())
}

/// A JSON object whose fields are taken as they are understood.
#[derive(Debug)]
pub(super) struct Taken {
    fields: Map<String, Value>,
}

impl Taken {
    /// Nothing is taken yet.
    pub(super) const fn of(fields: Map<String, Value>) -> Self {
        Self { fields }
    }

    /// Takes a text. Null counts as absent.
    ///
    /// # Errors
    /// Refuses a value of another kind, naming the field.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        match self.fields.shift_remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(missing(&format!("/{name}"), "a string")),
        }
    }

    /// Takes an id or a version: a text, or a number as newsrooms count.
    ///
    /// # Errors
    /// Refuses a value of another kind, naming the field.
    pub(super) fn id(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        match self.fields.shift_remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(missing(&format!("/{name}"), "a string or a number")),
        }
    }

    /// Takes a date and hands it to `keep`; one that is not understood is left where it is.
    pub(super) fn date(&mut self, name: &str, keep: impl FnOnce(Timestamp)) {
        let read = self
            .fields
            .get(name)
            .and_then(Value::as_str)
            .and_then(|text| date::read(text, None));
        if let Some(read) = read {
            self.fields.shift_remove(name);
            keep(read);
        }
    }

    /// Everything that was not taken.
    pub(super) fn rest(self) -> Vec<(String, String)> {
        self.fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, value.to_string()))
            .collect()
    }
}
