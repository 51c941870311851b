//! Fields of a JSON object as newsrooms send them: several spellings, sometimes the wrong kind.

use serde_json::{Map, Value};

/// Most fields of an object that is looked through one by one.
const SMALL: usize = 8;

/// A JSON object, read leniently: a field of the wrong kind counts as absent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'v> {
    object: &'v Map<String, Value>,
}

impl<'v> Fields<'v> {
    pub(super) const fn of(object: &'v Map<String, Value>) -> Self {
        Self { object }
    }

    /// The fields of a value, if it is an object.
    pub(super) fn from(value: &'v Value) -> Option<Self> {
        value.as_object().map(Self::of)
    }

    /// The first of these spellings that is there and not null.
    pub(super) fn get(self, names: &[&str]) -> Option<&'v Value> {
        names
            .iter()
            .filter_map(|name| self.value(name))
            .find(|value| !value.is_null())
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Looks through a small object one by one: many names are asked for that are not there, and hashing each costs more
    /// than reading an article of two fields.
    fn value(self, name: &str) -> Option<&'v Value> {
        if self.object.len() > SMALL {
            return self.object.get(name);
        }
        let mut fields = self.object.iter();
        fields
            .find(|(field, _)| *field == name)
            .map(|(_, value)| value)
    }

    /// A text that is not blank; the first where a list of texts stands in its place.
    pub(super) fn text(self, names: &[&str]) -> Option<&'v str> {
        let is_text = |text: &&str| !text.trim().is_empty();
        match self.get(names)? {
            Value::Array(items) => items.iter().filter_map(Value::as_str).find(is_text),
            value => value.as_str().filter(is_text),
        }
    }

    /// A text, or the texts of a list as one.
    pub(super) fn line(self, names: &[&str]) -> Option<String> {
        let texts = self.list(names).iter().filter_map(Value::as_str);
        let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    /// An id or a version: a text, or a number as newsrooms count.
    pub(super) fn id(self, names: &[&str]) -> Option<String> {
        match self.get(names)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// An object inside.
    pub(super) fn object(self, names: &[&str]) -> Option<Self> {
        Self::from(self.get(names)?)
    }

    /// The items of a list; a lone value counts as a list of one.
    pub(super) fn list(self, names: &[&str]) -> &'v [Value] {
        match self.get(names) {
            Some(Value::Array(items)) => items,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        }
    }

    /// The objects of a list.
    pub(super) fn objects(self, names: &[&str]) -> impl Iterator<Item = Fields<'v>> + use<'v> {
        self.list(names).iter().filter_map(Fields::from)
    }

    /// Every field whose name starts so, with its text.
    pub(super) fn starting(
        self,
        prefix: &'static str,
    ) -> impl Iterator<Item = (&'v str, &'v str)> + use<'v> {
        self.object.iter().filter_map(move |(name, value)| {
            let text = value.as_str().filter(|text| !text.trim().is_empty())?;
            name.starts_with(prefix).then_some((name.as_str(), text))
        })
    }

    /// The fields that are not among the known ones, as name and JSON, in order.
    pub(super) fn beyond(self, known: &[&str]) -> Vec<(String, String)> {
        self.object
            .iter()
            .filter(|(name, value)| !known.contains(&name.as_str()) && !value.is_null())
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_found_in_objects_of_any_size() {
        let mut object = Map::new();
        for number in 0..2 * SMALL {
            object.insert(format!("field-{number}"), json!("text"));
            let fields = Fields::of(&object);
            assert!(fields.has("field-0"), "of {number}");
            assert!(fields.has(&format!("field-{number}")), "of {number}");
            assert!(!fields.has(&format!("field-{}", number + 1)), "of {number}");
        }
    }
}
