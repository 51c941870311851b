//! Settings: layers, origins, faults with their places, secrets, and the documentation of it all.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its own files cannot be written"
)]

mod documented;
mod faults;
mod layers;
mod secrets;

use std::fs;
use std::path::PathBuf;

use copydesk::settings::{Environment, Fault, Flag, Settings};
use tempfile::TempDir;

/// What a test writes into the layers.
#[derive(Default)]
struct Written {
    files: Vec<(&'static str, String)>,
    variables: Vec<(String, String)>,
    flags: Vec<Flag>,
}

/// Layers with one file `copydesk.toml` of this text.
fn file(text: &str) -> Written {
    Written::default().and_file("copydesk.toml", text)
}

/// Layers with one variable.
fn variable(name: &str, value: &str) -> Written {
    Written::default().and_variable(name, value)
}

impl Written {
    fn and_file(mut self, name: &'static str, text: &str) -> Self {
        self.files.push((name, text.to_owned()));
        self
    }

    fn and_variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    fn and_flag(mut self, name: &str, setting: &str, value: &str) -> Self {
        self.flags.push(Flag {
            name: name.to_owned(),
            setting: setting.to_owned(),
            value: value.to_owned(),
        });
        self
    }

    /// Reads the layers; the folder of the files is left out of every place.
    fn load(&self) -> Result<Settings, Vec<Fault>> {
        let folder = TempDir::new().expect("a folder for files");
        let files: Vec<PathBuf> = self
            .files
            .iter()
            .map(|(name, text)| {
                let path = folder.path().join(name);
                fs::write(&path, text).expect("a file written");
                path
            })
            .collect();
        let environment = Environment {
            variables: self.variables.clone(),
            ..Environment::default()
        };
        let shorten = |place: &str| place.replace(&format!("{}/", folder.path().display()), "");
        match Settings::load(&files, environment, &self.flags) {
            Ok(mut settings) => {
                for shown in &mut settings.shown {
                    shown.origin = shorten(&shown.origin);
                }
                Ok(settings)
            }
            Err(faults) => Err(faults
                .0
                .into_iter()
                .map(|fault| Fault {
                    place: shorten(&fault.place),
                    ..fault
                })
                .collect()),
        }
    }

    fn fine(&self) -> Settings {
        self.load().unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    /// Every fault as the user reads it.
    fn faults(&self) -> Vec<String> {
        match self.load() {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Value and origin of one setting, as `config show` lists them.
fn shown(settings: &Settings, path: &str) -> (String, String) {
    let shown = settings.shown.iter().find(|shown| shown.path == path);
    let shown = shown.unwrap_or_else(|| panic!("there is no setting {path}"));
    (shown.value.clone(), shown.origin.clone())
}
