//! `--watch`: analyses again whenever a file is saved, until Ctrl-C.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use crate::cli::input::{self, Stamp};
use crate::cli::{Exit, Failure, wait_for};

/// How often the files are looked at: soon enough for somebody who saves and looks up.
const PAUSE: Duration = Duration::from_millis(250);
/// Clears the screen and what scrolled off it, and puts the cursor at the top.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Does `pass` now, and again each time one of `paths` has changed. Ends well on Ctrl-C.
///
/// # Errors
/// What `pass` could not do at all; a file that is missing for a moment is none.
pub(super) fn watch(
    paths: &[PathBuf],
    mut pass: impl FnMut() -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    if paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::Usage(
            "--watch looks at files; name some".to_owned(),
        ));
    }
    wait_for(async move {
        let mut seen: Option<Vec<Stamp>> = None;
        loop {
            let now = input::stamps(paths);
            if seen.as_ref() != Some(&now) {
                clear()?;
                pass()?;
                tell(&now)?;
                seen = Some(now);
            }
            tokio::select! {
                interrupted = tokio::signal::ctrl_c() => {
                    interrupted?;
                    return Ok(Exit::Done);
                }
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })?
}

fn clear() -> io::Result<()> {
    if super::on_terminal() {
        io::stdout().write_all(CLEAR.as_bytes())?;
    }
    Ok(())
}

/// The line under the view: what is watched, and what is not there at the moment.
fn tell(stamps: &[Stamp]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for stamp in stamps.iter().filter(|stamp| stamp.state.is_none()) {
        writeln!(out, "{}: not there at the moment", stamp.file.display())?;
    }
    let files = match stamps {
        [one] => one.file.display().to_string(),
        many => format!("{} files", many.len()),
    };
    writeln!(out, "watching {files}; Ctrl-C ends")?;
    out.flush()
}
