//! Layers, laid over each other: what counts, and where it came from.

use std::fs;
use std::path::PathBuf;

use config::{Config, Value, ValueKind};

use super::fault::Fault;
use super::key::Key;
use super::layer::{DEFAULT, Entry, Layer};
use super::value::redacted;
use super::written::Written;

/// What counts of all that was written.
#[derive(Clone, Debug)]
pub(super) struct Effective {
    pub(super) written: Written,
    values: Value,
    keys: Vec<Key>,
}

/// One effective setting, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// `section.name`.
    pub path: String,
    /// The value as TOML, secrets redacted.
    pub value: String,
    /// The value as the variable would hold it, secrets redacted.
    pub plain: String,
    /// `default`, `copydesk.toml:3:12`, the name of a variable or of a flag.
    pub origin: String,
    /// The environment variable that would set it.
    pub variable: String,
}

impl Shown {
    /// Whether something else than the defaults set it.
    pub fn changed(&self) -> bool {
        self.origin != DEFAULT
    }
}

impl Effective {
    /// Lays `layers` over each other; a later one wins.
    pub(super) fn of(layers: &[Layer], keys: Vec<Key>) -> Result<Self, Fault> {
        let secret = secret_from_file(layers)?;
        let mut builder = Config::builder();
        for layer in layers.iter().chain(&secret) {
            builder = builder.add_source(layer.clone());
        }
        let faulty = |fault: config::ConfigError| Fault {
            place: "settings".to_owned(),
            key: None,
            message: fault.to_string(),
        };
        let merged = builder.build().map_err(faulty)?;
        Ok(Self {
            values: merged.cache.clone(),
            written: merged.try_deserialize().map_err(faulty)?,
            keys,
        })
    }

    /// Where the value of `path` came from.
    pub(super) fn origin(&self, path: &str) -> String {
        let origin = self
            .value(path)
            .and_then(|value| value.origin().map(str::to_owned));
        origin.unwrap_or_else(|| DEFAULT.to_owned())
    }

    /// Every setting, in the order of the defaults.
    pub(super) fn shown(&self) -> Vec<Shown> {
        self.keys.iter().map(|key| self.shown_one(key)).collect()
    }

    fn shown_one(&self, key: &Key) -> Shown {
        let value = self.value(&key.path());
        let kind = match value.map(|value| value.kind) {
            Some(ValueKind::String(url)) if key.secret() => ValueKind::String(redacted(&url)),
            Some(kind) => kind,
            None => ValueKind::Nil,
        };
        Shown {
            path: key.path(),
            value: as_toml(&kind),
            plain: as_variable(&kind),
            origin: self.origin(&key.path()),
            variable: key.variable(),
        }
    }

    fn value(&self, path: &str) -> Option<Value> {
        let (section, name) = path.split_once('.')?;
        let mut sections = self.values.clone().into_table().ok()?;
        sections.remove(section)?.into_table().ok()?.remove(name)
    }
}

/// A layer with the URL, when the file that holds it was named in a higher layer than the URL.
fn secret_from_file(layers: &[Layer]) -> Result<Option<Layer>, Fault> {
    let named = |path: &str| {
        let last = layers.iter().enumerate().rev();
        last.into_iter().find_map(|(rank, layer)| {
            Some((rank, layer.entries.iter().find(|entry| entry.path == path)?))
        })
    };
    let Some((rank, file)) = named("amqp.url_file") else {
        return Ok(None);
    };
    let path = PathBuf::from(file.value.as_str().unwrap_or_default());
    let direct = named("amqp.url").map_or(0, |(rank, _)| rank);
    if path.as_os_str().is_empty() || rank < direct {
        return Ok(None);
    }
    let fault = |message: String| Fault {
        place: file.origin.clone(),
        key: Some(file.path.clone()),
        message,
    };
    if rank == direct {
        return Err(fault(
            "`amqp.url` stands beside it; set one of the two".to_owned(),
        ));
    }
    let url = fs::read_to_string(&path)
        .map_err(|error| fault(format!("cannot read {}: {error}", path.display())))?;
    let entry = Entry {
        path: "amqp.url".to_owned(),
        value: toml::Value::String(url.trim().to_owned()),
        origin: file.origin.clone(),
    };
    Ok(Some(Layer {
        entries: vec![entry],
        faults: Vec::new(),
    }))
}

fn as_toml(kind: &ValueKind) -> String {
    match kind {
        ValueKind::String(text) => quoted(text),
        ValueKind::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| as_toml(&item.kind)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

fn as_variable(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| as_variable(&item.kind)).collect();
            items.join(",")
        }
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
