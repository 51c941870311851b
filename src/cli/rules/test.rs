//! `copydesk rules test`.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::{counted, packs};
use crate::attribution::{Engine, rehearsal};
use crate::cli::{Exit, Failure};
use crate::desk::Desk;
use crate::desk::rehearsal::{Mismatch, rehearse};
use crate::settings::Settings;

pub(super) fn test(files: &[PathBuf], settings: &Settings) -> Result<Exit, Failure> {
    let pack = match packs::sound(files, settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    let desk = Desk::new(settings.house.clone());
    let mut out = io::stdout().lock();
    let mut sound = true;
    if files.is_empty() {
        sound = attribution(desk.engine(), &mut out)?;
    }
    let (mut examples, mut wrong) = (0, 0);
    for rule in pack.rules() {
        examples += rule.fires.len() + rule.quiet.len();
        for mismatch in rehearse(&desk, rule) {
            wrong += 1;
            tell(&mut out, &mismatch)?;
        }
    }
    writeln!(
        out,
        "{}, {}: {}",
        counted(pack.rules().len(), "rule"),
        counted(examples, "example"),
        outcome(wrong)
    )?;
    Ok(if wrong == 0 && sound {
        Exit::Done
    } else {
        Exit::SomeFailed
    })
}

/// Runs the examples of the attribution rules; says whether all do what they say.
fn attribution(engine: &Engine, out: &mut impl io::Write) -> io::Result<bool> {
    let (mut rules, mut examples, mut wrong) = (0, 0, 0);
    for rule in engine.rules.rules() {
        rules += 1;
        examples += rule.accepts.len() + rule.rejects.len();
        for mismatch in rehearsal::rehearse(engine, rule) {
            wrong += 1;
            let wanted = mismatch.wanted.as_deref().unwrap_or("nothing");
            writeln!(
                out,
                "{}: wanted {wanted} in:\n    {}",
                mismatch.rule, mismatch.text
            )?;
            for found in &mismatch.found {
                writeln!(out, "    found {found}")?;
            }
        }
    }
    writeln!(
        out,
        "{}, {}: {}",
        counted(rules, "rule of attribution"),
        counted(examples, "example"),
        outcome(wrong)
    )?;
    Ok(wrong == 0)
}

/// "all as they say", "2 not as they say".
fn outcome(wrong: usize) -> String {
    match wrong {
        0 => "all as they say".to_owned(),
        wrong => format!("{wrong} not as they say"),
    }
}

fn tell(out: &mut impl io::Write, mismatch: &Mismatch) -> io::Result<()> {
    let flagged = list(&mismatch.flagged);
    let wanted = match mismatch.wanted.as_deref() {
        None => "something".to_owned(),
        Some(wanted) => list(wanted),
    };
    writeln!(
        out,
        "{}: should flag {wanted}, flags {flagged}, in:",
        mismatch.rule
    )?;
    for line in mismatch.text.lines().take(LINES) {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

/// How many lines of an example are shown.
const LINES: usize = 6;

fn list(words: &[String]) -> String {
    if words.is_empty() {
        "nothing".to_owned()
    } else {
        format!("“{}”", words.join("”, “"))
    }
}
