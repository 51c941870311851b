//! `copydesk rules check`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{counted, packs};
use crate::cli::{Exit, Failure};
use crate::settings::Settings;

pub(super) fn check(files: &[PathBuf], settings: &Settings) -> Result<Exit, Failure> {
    let pack = match packs::sound(files, settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    let rules = counted(pack.rules().len(), "rule");
    writeln!(io::stdout(), "{rules}, no faults")?;
    Ok(Exit::Done)
}
