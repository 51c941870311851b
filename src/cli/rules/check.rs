//! `copydesk rules check`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::packs;
use crate::cli::{Exit, Failure};

pub(super) fn check(files: &[PathBuf]) -> Result<Exit, Failure> {
    let pack = match packs::sound(files)? {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    writeln!(io::stdout(), "{} rules, no faults", pack.rules.len())?;
    Ok(Exit::Done)
}
