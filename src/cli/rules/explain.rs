//! `copydesk rules explain`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::packs;
use crate::cli::{Exit, Failure};
use crate::desk::Desk;
use crate::settings::Settings;

pub(super) fn explain(id: &str, files: &[PathBuf], settings: &Settings) -> Result<Exit, Failure> {
    let pack = match packs::sound(files, settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    let wanted = |known: &str| known.eq_ignore_ascii_case(id);
    let rule = pack
        .rules()
        .iter()
        .find(|rule| wanted(&rule.id) || wanted(&rule.name));
    let Some(rule) = rule else {
        let desk = Desk::new(settings.house.clone());
        let mut attribution = desk.engine().rules.rules();
        if let Some(rule) = attribution.find(|rule| wanted(&rule.id)) {
            io::stdout().write_all(rule.page().as_bytes())?;
            return Ok(Exit::Done);
        }
        let message = format!("no rule `{id}`; `copydesk rules list` shows them all");
        return Err(Failure::Usage(message));
    };
    io::stdout().write_all(rule.page().as_bytes())?;
    Ok(Exit::Done)
}
