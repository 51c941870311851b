//! `copydesk rules check`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::packs;
use crate::cli::{Exit, Failure};
use crate::settings::Settings;

pub(super) fn check(files: &[PathBuf], settings: &Settings) -> Result<Exit, Failure> {
    let pack = match packs::sound(files, settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    writeln!(io::stdout(), "{} rules, no faults", pack.rules.len())?;
    Ok(Exit::Done)
}
