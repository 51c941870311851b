//! Elements of XML that are not understood, as JSON to be passed on.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::xml::Element;

impl Draft<'_> {
    /// Keeps the children of `holder` that are not among the known ones, under `path/name`.
    ///
    /// An element with nothing but text becomes that text; else an object of its attributes (`@name`), its children by name,
    /// and its own text (`#text`). Several of one name become a list.
    pub(super) fn keep_unknown(&mut self, holder: Element<'_>, path: &str, known: &[&str]) {
        let mut fields = Map::new();
        for child in holder.children() {
            if !known.contains(&child.name()) {
                add(&mut fields, child.name(), value(child));
            }
        }
        let joint = if path.is_empty() { "" } else { "/" };
        self.article.extra.extend(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (format!("{path}{joint}{name}"), value.to_string())),
        );
    }
}

fn value(element: Element<'_>) -> Value {
    let mut fields: Map<String, Value> = element
        .attributes()
        .map(|(name, value)| (format!("@{name}"), Value::String(value.to_owned())))
        .collect();
    for child in element.children() {
        add(&mut fields, child.name(), value(child));
    }
    let text = element.own_text();
    let text = (!text.is_empty()).then_some(Value::String(text));
    match (fields.is_empty(), text) {
        (true, text) => text.unwrap_or_default(),
        (false, None) => Value::Object(fields),
        (false, Some(text)) => {
            fields.insert("#text".to_owned(), text);
            Value::Object(fields)
        }
    }
}

fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(before) => *before = Value::Array(vec![before.take(), value]),
    }
}
