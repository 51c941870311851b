//! The rules a command is about: files that were named, a house file among them, else the house rules in force.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Exit;
use crate::cli::exit::complain;
use crate::rules::editorial::{House, Occasion, Pack};
use crate::settings::Settings;

/// The pack in `files`, or the one in force; else every fault on standard error.
///
/// # Errors
/// How the command ends where the rules have faults.
pub(super) fn sound(files: &[PathBuf], settings: &Settings) -> Result<Pack, Exit> {
    if files.is_empty() {
        return Ok(settings.house.pack(&Occasion::default()).clone());
    }
    let opened = match files {
        [file] if is_house(file) => {
            House::open(file).map(|house| house.pack(&Occasion::default()).clone())
        }
        _ => Pack::open("named", files),
    };
    opened.map_err(|faults| {
        for fault in faults {
            complain(&fault);
        }
        Exit::Usage
    })
}

/// Whether a file says more than rules, as a house file does: packs, overrides, profiles.
fn is_house(file: &Path) -> bool {
    let table = fs::read_to_string(file)
        .ok()
        .and_then(|text| text.parse::<toml::Table>().ok());
    table.is_some_and(|table| table.keys().any(|key| key != "rule"))
}
