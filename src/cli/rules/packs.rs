//! Rule files, read from disk or taken from the program itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::exit::complain;
use crate::cli::{Exit, Failure};
use crate::rules::Fault;
use crate::rules::editorial::Pack;

/// The pack in `files`, or the core pack where there are none.
///
/// # Errors
/// A file that cannot be read; faults of the rules are the inner result.
pub(super) fn read(files: &[PathBuf]) -> Result<Result<Pack, Vec<Fault>>, Failure> {
    if files.is_empty() {
        return Ok(Pack::core());
    }
    let mut found = Vec::new();
    for file in files {
        collect(file, &mut found)?;
    }
    let contents = found
        .iter()
        .map(|file| Ok((file.display().to_string(), content(file)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let named = contents
        .iter()
        .map(|(file, text)| (file.as_str(), text.as_str()));
    Ok(Pack::read("house", named))
}

/// The pack, or every fault on standard error.
///
/// # Errors
/// As [`read`].
pub(super) fn sound(files: &[PathBuf]) -> Result<Result<Pack, Exit>, Failure> {
    Ok(read(files)?.map_err(|faults| {
        for fault in faults {
            complain(&fault);
        }
        Exit::Usage
    }))
}

fn collect(file: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !file.is_dir() {
        found.push(file.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(file).map_err(|error| unreadable(file, &error))?;
    let mut inside: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    inside.sort();
    found.append(&mut inside);
    Ok(())
}

fn content(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::Usage(format!(
        "{}: {error}; name a rule file or a folder of them",
        file.display()
    ))
}
