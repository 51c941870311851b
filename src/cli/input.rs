//! What there is to analyse: files, folders and standard input become items in a fixed order.

use std::fs::{self, File};
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Failure;
use super::lines::{Line, next_line};
use crate::wire::{Format, Limits, Reason};

/// The format name of one article a line.
const JSONL: &str = "jsonl";

/// Names in a folder that are taken for articles; a file named on the command line always is.
const ARTICLE_EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "xml", "nitf", "json", "jsonl",
    "ndjson",
];

/// One article as it lay in the input, or why it could not be read.
#[derive(Debug)]
pub(super) struct Item {
    /// Where it lay.
    pub(super) place: Place,
    /// How much of the input it took.
    pub(super) bytes: u64,
    /// The bytes, or why there are none.
    pub(super) body: Result<Vec<u8>, Unread>,
}

/// Where an item lay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The file; none for standard input.
    pub(super) file: Option<PathBuf>,
    /// The line, from 1, where one line is one article.
    pub(super) line: Option<u64>,
}

/// Why an item could not even be read.
#[derive(Debug)]
pub(super) struct Unread {
    /// From the closed list of `wire`, or `unreadable`.
    pub(super) reason: &'static str,
    /// For a person.
    pub(super) detail: String,
}

/// Everything named on the command line, folders already walked.
#[derive(Debug)]
pub(super) struct Inputs {
    sources: std::vec::IntoIter<Source>,
    open: Option<Open>,
    limit: usize,
    /// Bytes of all files; none where a part of the input has no known size.
    pub(super) total_bytes: Option<u64>,
    /// Whether there may be more than one article.
    pub(super) many: bool,
}

#[derive(Debug)]
struct Source {
    /// None for standard input.
    file: Option<PathBuf>,
    /// Whether one line is one article.
    by_line: bool,
}

struct Open {
    file: Option<PathBuf>,
    stream: Box<dyn io::BufRead + Send>,
    line: u64,
}

/// A file as it was when somebody looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The file.
    pub(super) file: PathBuf,
    /// When it was changed and how long it is; none where it is not there.
    pub(super) state: Option<(SystemTime, u64)>,
}

/// The files of `paths` as they are now, folders walked; a folder that is not there counts as one file.
pub(super) fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let files = paths.iter().flat_map(|path| {
        if path.is_dir() {
            walk(path).unwrap_or_default()
        } else {
            vec![path.clone()]
        }
    });
    files
        .map(|file| {
            let known = fs::metadata(&file).ok();
            let state = known.and_then(|known| Some((known.modified().ok()?, known.len())));
            Stamp { file, state }
        })
        .collect()
}

/// Reads `--format`.
///
/// # Errors
/// Nobody here reads this format.
pub(super) fn format(name: &str) -> Result<String, String> {
    if name == JSONL || Format::named(name).is_some() {
        return Ok(name.to_owned());
    }
    let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    Err(format!("known are {JSONL}, {}", known.join(", ")))
}

impl Inputs {
    /// Walks `paths`; none at all, or `-`, stands for standard input.
    ///
    /// # Errors
    /// A folder cannot be walked, or there is nothing to read.
    pub(super) fn find(
        paths: &[PathBuf],
        format: Option<&str>,
        limits: Limits,
    ) -> Result<Self, Failure> {
        let sources = sources(paths, format)?;
        Ok(Self {
            total_bytes: total_bytes(&sources),
            many: sources.len() > 1 || sources.iter().any(|source| source.by_line),
            sources: sources.into_iter(),
            open: None,
            limit: limits.body_bytes,
        })
    }

    fn next_line_of(&mut self, mut open: Open) -> Option<Item> {
        loop {
            open.line += 1;
            let place = Place {
                file: open.file.clone(),
                line: Some(open.line),
            };
            match next_line(&mut open.stream, self.limit) {
                Ok(None) => return self.next(),
                Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => {
                    self.open = Some(open);
                    return Some(line_item(place, line, self.limit));
                }
                Err(fault) => return Some(Item::unreadable(place, &fault)),
            }
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{}", file.display())?,
            None => f.write_str("standard input")?,
        }
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(open) = self.open.take() {
            return self.next_line_of(open);
        }
        let source = self.sources.next()?;
        let place = Place {
            file: source.file.clone(),
            line: None,
        };
        match stream(source.file.as_deref()) {
            Err(fault) => Some(Item::unreadable(place, &fault)),
            Ok(stream) if source.by_line => self.next_line_of(Open {
                file: source.file,
                stream,
                line: 0,
            }),
            Ok(stream) => Some(whole_item(place, stream, self.limit)),
        }
    }
}

impl Item {
    fn unreadable(place: Place, fault: &io::Error) -> Self {
        let unread = Unread {
            reason: "unreadable",
            detail: fault.to_string(),
        };
        Self {
            place,
            bytes: 0,
            body: Err(unread),
        }
    }

    fn oversize(place: Place, bytes: u64, detail: String) -> Self {
        let unread = Unread {
            reason: Reason::Oversize.name(),
            detail,
        };
        Self {
            place,
            bytes,
            body: Err(unread),
        }
    }
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, line {}", self.file, self.line)
    }
}

fn line_item(place: Place, line: Line, limit: usize) -> Item {
    match line {
        Line::TooLong(length) => Item::oversize(
            place,
            length as u64,
            format!("{length} bytes, at most {limit}"),
        ),
        Line::Whole(line) => Item {
            place,
            bytes: line.len() as u64 + 1,
            body: Ok(line),
        },
    }
}

fn whole_item(place: Place, stream: Box<dyn io::BufRead + Send>, limit: usize) -> Item {
    let mut body = Vec::new();
    match stream.take(limit as u64 + 1).read_to_end(&mut body) {
        Err(fault) => Item::unreadable(place, &fault),
        Ok(read) if read > limit => {
            Item::oversize(place, read as u64, format!("more than {limit} bytes"))
        }
        Ok(read) => Item {
            place,
            bytes: read as u64,
            body: Ok(body),
        },
    }
}

fn sources(paths: &[PathBuf], format: Option<&str>) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    if paths.is_empty() {
        sources.push(Source::new(None, format));
    }
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::new(None, format));
        } else if path.is_dir() {
            let files = walk(path)?;
            sources.extend(
                files
                    .into_iter()
                    .map(|file| Source::new(Some(file), format)),
            );
        } else {
            sources.push(Source::new(Some(path.clone()), format));
        }
    }
    if sources.is_empty() {
        return Err(Failure::Usage(format!(
            "no articles found; files in a folder are taken by their ending: {}",
            ARTICLE_EXTENSIONS.join(", ")
        )));
    }
    Ok(sources)
}

impl Source {
    fn new(file: Option<PathBuf>, format: Option<&str>) -> Self {
        let by_line = format.map_or_else(
            || file.as_deref().is_some_and(named_by_line),
            |format| format == JSONL,
        );
        Self { file, by_line }
    }
}

fn named_by_line(file: &Path) -> bool {
    extension(file).is_some_and(|ending| ending == JSONL || ending == "ndjson")
}

fn extension(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_ascii_lowercase())
}

/// Every article below `folder`, ordered by name; hidden files and folders are left out.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|fault| {
        Failure::Usage(format!(
            "cannot read the folder {}: {fault}",
            folder.display()
        ))
    })?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths.into_iter().filter(|path| !hidden(path)) {
        if path.is_dir() {
            // A link to a folder could lead in a circle.
            if !path.is_symlink() {
                files.extend(walk(&path)?);
            }
        } else if extension(&path).is_some_and(|e| ARTICLE_EXTENSIONS.contains(&e.as_str())) {
            files.push(path);
        }
    }
    Ok(files)
}

fn hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn total_bytes(sources: &[Source]) -> Option<u64> {
    sources
        .iter()
        .map(|source| Some(fs::metadata(source.file.as_ref()?).ok()?.len()))
        .sum()
}

fn stream(file: Option<&Path>) -> io::Result<Box<dyn io::BufRead + Send>> {
    Ok(match file {
        None => Box::new(BufReader::new(io::stdin())),
        Some(file) => Box::new(BufReader::with_capacity(1 << 16, File::open(file)?)),
    })
}
