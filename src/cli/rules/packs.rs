//! The rules a command is about: files that were named, else the house rules in force.

use std::path::PathBuf;

use crate::cli::Exit;
use crate::cli::exit::complain;
use crate::rules::editorial::{Occasion, Pack};
use crate::settings::Settings;

/// The pack in `files`, or the one in force; else every fault on standard error.
///
/// # Errors
/// How the command ends where the rules have faults.
pub(super) fn sound(files: &[PathBuf], settings: &Settings) -> Result<Pack, Exit> {
    if files.is_empty() {
        return Ok(settings.house.pack(&Occasion::default()).clone());
    }
    Pack::open("named", files).map_err(|faults| {
        for fault in faults {
            complain(&fault);
        }
        Exit::Usage
    })
}
