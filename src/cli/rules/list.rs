//! `copydesk rules list`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::packs;
use crate::cli::{Exit, Failure};
use crate::desk::Desk;
use crate::settings::Settings;

pub(super) fn list(files: &[PathBuf], settings: &Settings) -> Result<Exit, Failure> {
    let pack = match packs::sound(files, settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    let mut out = io::stdout().lock();
    for rule in pack.rules() {
        writeln!(
            out,
            "{:<7} {:<10} {:<32} {}{}",
            rule.id,
            rule.level.name(),
            rule.name,
            rule.check.name(),
            if rule.enabled { "" } else { "  (off)" }
        )?;
    }
    if files.is_empty() {
        for rule in Desk::new(settings.house.clone()).engine().rules.rules() {
            writeln!(out, "{:<26} attribution  {}", rule.id, rule.what)?;
        }
    }
    Ok(Exit::Done)
}
