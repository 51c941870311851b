//! Settings: what was written, checked as a whole, becomes what is meant.
//!
//! Layers, a later one wins: `config/default.toml` (embedded), configuration files, variables
//! `COPYDESK__SECTION__KEY`, flags. Every entry of a layer is checked by itself against the types
//! of `written`, so that all faults are told at once, each with its file, line and column or its
//! variable. The `config` crate then lays the layers over each other and remembers origins.

mod defaults;
mod effective;
mod environment;
mod fault;
mod key;
mod layer;
mod meaning;
mod reference;
mod value;
mod written;

pub use effective::Shown;
pub use environment::Environment;
pub use fault::{Fault, Faults};
pub use reference::{json_schema, reference};

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use self::effective::Effective;
use self::layer::Layer;
use self::value::Text as _;
use crate::broker::BrokerSettings;
use crate::probes::ProbeSettings;
use crate::rules::editorial::House;
use crate::telemetry::{LogSettings, TraceSettings};
use crate::worker::WorkerSettings;

/// What is meant, ready for use.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The broker and the names on it.
    pub broker: BrokerSettings,
    /// The worker, and how articles are read.
    pub worker: WorkerSettings,
    /// The editorial rules in force.
    pub house: House,
    /// Where they were read from, to read them again.
    pub house_file: Option<PathBuf>,
    /// Log lines.
    pub log: LogSettings,
    /// Where spans go.
    pub traces: TraceSettings,
    /// The probes.
    pub probes: ProbeSettings,
    /// Every setting with its origin, secrets redacted.
    pub shown: Vec<Shown>,
}

/// A flag of the command line that stands for a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The flag as the user knows it: `--threads`.
    pub name: String,
    /// The setting: `analysis.threads`.
    pub setting: String,
    /// The value as typed.
    pub value: String,
}

impl Settings {
    /// Reads every layer: the defaults, `files` (those of the environment when none are given),
    /// the variables of `environment`, `flags`.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn load(
        files: &[PathBuf],
        environment: Environment,
        flags: &[Flag],
    ) -> Result<Self, Faults> {
        let keys = key::keys();
        let files = if files.is_empty() {
            &environment.files
        } else {
            files
        };
        let mut layers = vec![Layer::of_defaults(&keys)];
        layers.extend(files.iter().map(|file| read(file, &keys)));
        layers.push(Layer::of_variables(environment.variables, &keys));
        layers.push(Layer::of_flags(flags, &keys));

        let mut faults = environment.faults;
        faults.extend(
            layers
                .iter_mut()
                .flat_map(|layer| std::mem::take(&mut layer.faults)),
        );
        let effective = Effective::of(&layers, keys);
        let settings = effective
            .map_err(|fault| vec![fault])
            .and_then(|effective| meaning::mean(&effective));
        match settings {
            Ok(settings) if faults.is_empty() => Ok(settings),
            Ok(_) => Err(Faults(faults)),
            Err(more) => {
                faults.extend(more);
                Err(Faults(faults))
            }
        }
    }
}

fn read(file: &Path, keys: &[key::Key]) -> Layer {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => Layer::of_file(&text, &name, keys),
        Err(error) => Layer {
            entries: Vec::new(),
            faults: vec![Fault {
                place: name,
                key: None,
                message: format!("cannot be read: {error}"),
            }],
        },
    }
}

/// Reads a length of time as settings write it: `250ms`, `30s`, `10m`, `1h`.
///
/// # Errors
/// What is expected instead.
pub fn time(text: &str) -> Result<Duration, String> {
    value::Time::read(text).map(|time| time.0)
}
