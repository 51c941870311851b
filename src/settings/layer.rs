//! One layer of settings: a file, the environment, or flags. Each entry is checked by itself, so
//! that every fault is found and has its place.

use config::{ConfigError, Map, Source, ValueKind};
use serde::Deserialize as _;
use toml::Value;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table};

use super::fault::Fault;
use super::key::{DEFAULTS, Key, did_you_mean};
use super::value::{Text as _, Url};
use super::written::Written;

/// The origin of what stands in `config/default.toml`.
pub(super) const DEFAULT: &str = "default";

/// How a message of serde ends when a number is expected, and what it means.
const NUMBERS: &[(&str, &str)] = &[
    ("a nonzero u32", "a whole number above 0"),
    ("a nonzero usize", "a whole number above 0"),
    ("u16", "a whole number from 0 to 65535"),
    ("usize", "a whole number"),
];

/// One setting with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// `section.name`.
    pub(super) path: String,
    pub(super) value: Value,
    /// `default`, `copydesk.toml:3:12`, the name of a variable or of a flag.
    pub(super) origin: String,
}

/// Settings of one origin, checked one by one.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub(super) entries: Vec<Entry>,
    pub(super) faults: Vec<Fault>,
}

impl Layer {
    /// The defaults.
    pub(super) fn of_defaults(keys: &[Key]) -> Self {
        let mut layer = Self::of_file(DEFAULTS, DEFAULT, keys);
        for entry in &mut layer.entries {
            DEFAULT.clone_into(&mut entry.origin);
        }
        layer
    }

    /// A file, by its text and the name to call it by.
    pub(super) fn of_file(text: &str, name: &str, keys: &[Key]) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut layer = Self::default();
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            layer.faults.push(Fault {
                place: place(text, name, start),
                key: None,
                message: error.message().to_owned(),
            });
        }
        // After a fault of the syntax, what else is read may be nonsense.
        if layer.faults.is_empty() {
            for (section, settings) in table.into_inner() {
                layer.read_section(&File { text, name, keys }, &section, settings);
            }
        }
        layer
    }

    /// Variables, by their names and values.
    pub(super) fn of_variables(variables: Vec<(String, String)>, keys: &[Key]) -> Self {
        let mut layer = Self::default();
        for (variable, text) in variables {
            match keys.iter().find(|key| key.variable() == variable) {
                Some(key) => layer.add(key, from_text(&text, &key.default), &variable),
                None => layer.faults.push(unknown_variable(&variable, keys)),
            }
        }
        layer
    }

    /// Flags: the name of each, the setting it stands for, its value.
    pub(super) fn of_flags(flags: &[super::Flag], keys: &[Key]) -> Self {
        let mut layer = Self::default();
        for flag in flags {
            match keys.iter().find(|key| key.path() == flag.setting) {
                Some(key) => layer.add(key, from_text(&flag.value, &key.default), &flag.name),
                None => layer
                    .faults
                    .push(unknown_setting(&flag.name, &flag.setting, keys)),
            }
        }
        layer
    }

    fn read_section(
        &mut self,
        file: &File<'_>,
        section: &Spanned<toml::de::DeString<'_>>,
        settings: Spanned<DeValue<'_>>,
    ) {
        let name = section.get_ref();
        let start = section.span().start;
        let known = file.keys.iter().any(|key| key.section == name.as_ref());
        match settings.into_inner() {
            DeValue::Table(settings) if known => {
                for (key, value) in settings {
                    self.read_setting(file, name, &key, value);
                }
            }
            DeValue::Table(_) => {
                let sections = file.keys.iter().map(|key| key.section.as_str());
                let message = format!(
                    "there is no section `{name}`{}",
                    did_you_mean(name, sections)
                );
                self.faults.push(file.fault(start, None, message));
            }
            _ => {
                let message = misplaced(name, file.keys);
                self.faults.push(file.fault(start, None, message));
            }
        }
    }

    fn read_setting(
        &mut self,
        file: &File<'_>,
        section: &str,
        name: &Spanned<toml::de::DeString<'_>>,
        value: Spanned<DeValue<'_>>,
    ) {
        let path = format!("{section}.{}", name.get_ref());
        let Some(key) = file.keys.iter().find(|key| key.path() == path) else {
            let fault = unknown_setting("", &path, file.keys);
            self.faults
                .push(file.fault(name.span().start, None, fault.message));
            return;
        };
        let start = value.span().start;
        let place = place(file.text, file.name, start);
        self.add(key, plain(value.into_inner()), &place);
    }

    /// Keeps a value that fits its type, and tells what is wrong with one that does not.
    fn add(&mut self, key: &Key, value: Value, place: &str) {
        match misfit(key, &value) {
            None => self.entries.push(Entry {
                path: key.path(),
                value,
                origin: place.to_owned(),
            }),
            Some(message) => self.faults.push(Fault {
                place: place.to_owned(),
                key: Some(key.path()),
                message,
            }),
        }
    }
}

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, config::Value>, ConfigError> {
        let value = |entry: &Entry| config::Value::new(Some(&entry.origin), kind(&entry.value));
        Ok(self
            .entries
            .iter()
            .map(|entry| (entry.path.clone(), value(entry)))
            .collect())
    }
}

/// A file being read.
struct File<'a> {
    text: &'a str,
    name: &'a str,
    keys: &'a [Key],
}

impl File<'_> {
    fn fault(&self, start: usize, key: Option<String>, message: String) -> Fault {
        Fault {
            place: place(self.text, self.name, start),
            key,
            message,
        }
    }
}

/// What is wrong with a value, if anything. A secret is never quoted.
fn misfit(key: &Key, value: &Value) -> Option<String> {
    let setting = Table::from_iter([(key.name.clone(), value.clone())]);
    let section = Table::from_iter([(key.section.clone(), Value::Table(setting))]);
    let fault = Written::deserialize(Value::Table(section)).err()?;
    if key.secret() {
        return Some(format!("expected {}", Url::EXPECTED));
    }
    Some(in_plain_words(fault.message()))
}

/// The message of serde, without the names of Rust's types.
fn in_plain_words(message: &str) -> String {
    NUMBERS
        .iter()
        .find_map(|(name, words)| Some(format!("{}{words}", message.strip_suffix(name)?)))
        .unwrap_or_else(|| message.to_owned())
}

/// A value as its default's type would have it; one that cannot be is left for the check to refuse.
fn from_text(text: &str, default: &Value) -> Value {
    let as_written = || Value::String(text.to_owned());
    match default {
        Value::Integer(_) => text
            .trim()
            .parse()
            .map_or_else(|_| as_written(), Value::Integer),
        Value::Boolean(_) => text
            .trim()
            .parse()
            .map_or_else(|_| as_written(), Value::Boolean),
        Value::Array(_) => {
            let items = text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
        _ => as_written(),
    }
}

fn unknown_variable(variable: &str, keys: &[Key]) -> Fault {
    let variables: Vec<String> = keys.iter().map(Key::variable).collect();
    let near = did_you_mean(variable, variables.iter().map(String::as_str));
    Fault {
        place: variable.to_owned(),
        key: None,
        message: format!("no setting has this variable{near}"),
    }
}

fn unknown_setting(place: &str, path: &str, keys: &[Key]) -> Fault {
    let paths: Vec<String> = keys.iter().map(Key::path).collect();
    let name = path.rsplit('.').next().unwrap_or_default();
    let elsewhere = keys.iter().find(|key| key.name == name);
    let near = elsewhere.map_or_else(
        || did_you_mean(path, paths.iter().map(String::as_str)),
        |key| format!("; did you mean `{}`?", key.path()),
    );
    Fault {
        place: place.to_owned(),
        key: None,
        message: format!("there is no setting `{path}`{near}"),
    }
}

fn misplaced(name: &str, keys: &[Key]) -> String {
    if keys.iter().any(|key| key.section == name) {
        return format!("`{name}` is a section: write `[{name}]` and its settings below");
    }
    keys.iter().find(|key| key.name == name).map_or_else(
        || format!("there is no setting `{name}`; settings stand in sections"),
        |key| format!("`{name}` stands in the section `[{}]`", key.section),
    )
}

fn plain(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.into_owned()),
        DeValue::Boolean(yes) => Value::Boolean(yes),
        DeValue::Datetime(time) => Value::Datetime(time),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            let parsed = i64::from_str_radix(digits, number.radix());
            parsed.map_or_else(|_| Value::String(digits.to_owned()), Value::Integer)
        }
        DeValue::Float(number) => {
            let parsed = number.as_str().parse();
            parsed.map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Float)
        }
        DeValue::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| plain(item.into_inner()))
                .collect(),
        ),
        DeValue::Table(entries) => Value::Table(
            entries
                .into_iter()
                .map(|(key, value)| (key.into_inner().into_owned(), plain(value.into_inner())))
                .collect(),
        ),
    }
}

fn kind(value: &Value) -> ValueKind {
    match value {
        Value::String(text) => ValueKind::String(text.clone()),
        Value::Integer(number) => ValueKind::I64(*number),
        Value::Float(number) => ValueKind::Float(*number),
        Value::Boolean(yes) => ValueKind::Boolean(*yes),
        Value::Datetime(time) => ValueKind::String(time.to_string()),
        Value::Array(items) => ValueKind::Array(
            items
                .iter()
                .map(|item| config::Value::new(None, kind(item)))
                .collect(),
        ),
        Value::Table(entries) => ValueKind::Table(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), config::Value::new(None, kind(value))))
                .collect(),
        ),
    }
}

fn place(text: &str, name: &str, start: usize) -> String {
    let (line, column) = line_and_column(text, start);
    format!("{name}:{line}:{column}")
}

/// Line and column, both from 1, the column in characters.
fn line_and_column(text: &str, start: usize) -> (usize, usize) {
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}
