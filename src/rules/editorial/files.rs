//! Packs and house rules, read from files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{House, Pack};
use crate::rules::Fault;

/// The name of the pack that ships with copydesk.
const CORE: &str = "core";

impl Pack {
    /// Reads a pack from `paths`: rule files, and folders of them.
    ///
    /// # Errors
    /// Every fault of every file; a file that cannot be read is one.
    pub fn open(name: &str, paths: &[PathBuf]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut contents = Vec::new();
        for path in paths.iter().flat_map(|path| rule_files(path)) {
            match fs::read_to_string(&path) {
                Ok(text) => contents.push((path.display().to_string(), text)),
                Err(error) => faults.push(unreadable(&path, &error)),
            }
        }
        let files = contents
            .iter()
            .map(|(file, text)| (file.as_str(), text.as_str()));
        match Self::read(name, files) {
            Ok(pack) if faults.is_empty() => Ok(pack),
            Ok(_) => Err(faults),
            Err(more) => Err(faults.into_iter().chain(more).collect()),
        }
    }
}

impl House {
    /// Reads the house rules of `path`; the packs it names are `core`, or stand beside it.
    ///
    /// # Errors
    /// Every fault of the file and of its packs.
    pub fn open(path: &Path) -> Result<Self, Vec<Fault>> {
        let text = fs::read_to_string(path).map_err(|error| vec![unreadable(path, &error)])?;
        let beside = path.parent().unwrap_or(Path::new(""));
        Self::read(&path.display().to_string(), &text, |name| {
            if name == CORE {
                Pack::core()
            } else {
                Pack::open(name, &[beside.join(name)])
            }
        })
    }
}

/// The file itself, or the TOML files of a folder in the order of their names.
fn rule_files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else {
        return vec![path.to_owned()];
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|file| {
            file.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let message = format!("cannot be read: {error}");
    Fault::at(&path.display().to_string(), "", 0..0, message)
}
