//! The only place that reads the environment of the process.

use std::ffi::OsString;
use std::path::PathBuf;

use super::fault::Fault;
use super::key::VARIABLE_PREFIX;

/// Names configuration files, separated like the entries of `PATH`.
pub(super) const CONFIG_FILES: &str = "COPYDESK_CONFIG";

/// What of the environment is about settings.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Variables of settings with their values, by name.
    pub variables: Vec<(String, String)>,
    /// Configuration files that the environment names.
    pub files: Vec<PathBuf>,
    /// Variables that are not text.
    pub faults: Vec<Fault>,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        Self::of(std::env::vars_os())
    }

    fn of(variables: impl Iterator<Item = (OsString, OsString)>) -> Self {
        let mut environment = Self::default();
        for (name, value) in variables {
            let Some(name) = name.to_str() else { continue };
            if name == CONFIG_FILES {
                let files =
                    std::env::split_paths(&value).filter(|file| !file.as_os_str().is_empty());
                environment.files.extend(files);
            } else if name.starts_with(VARIABLE_PREFIX) {
                environment.add(name, value);
            }
        }
        environment.variables.sort();
        environment
    }

    fn add(&mut self, name: &str, value: OsString) {
        match value.into_string() {
            Ok(value) => self.variables.push((name.to_owned(), value)),
            Err(_) => self.faults.push(Fault {
                place: name.to_owned(),
                key: None,
                message: "expected text in UTF-8".to_owned(),
            }),
        }
    }
}

/// The host name of this machine; the kernel knows it best.
pub(super) fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = name.or_else(|| std::env::var_os("HOSTNAME")?.into_string().ok());
    name.map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
