//! `--to FOLDER`: a page for every article, and an index with the sourcing of each; or text and standoff of each, for brat.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rayon::ThreadPool;

use super::one::{Analyst, gravest, may_not_be_shown};
use super::output::Output;
use super::parallel;
use super::progress::Progress;
use crate::article::Article;
use crate::cli::Failure;
use crate::cli::exit::complain;
use crate::cli::input::{Inputs, Item, Place, Unread};
use crate::editorial::Severity;
use crate::render::{Entry, index, page_of_index};
use crate::report::Report;
use crate::wire::export::brat;

/// Longest name of a page, number and ending left out.
const NAME: usize = 60;

/// One article as its files, each with its ending, and its line in the index.
struct Page {
    files: Vec<(&'static str, Vec<u8>)>,
    entry: Entry,
    gravest: Option<Severity>,
}

/// Pages of one item, in its order.
struct Pages {
    place: Place,
    bytes: u64,
    made: Vec<Result<Page, Unread>>,
}

/// Writes the pages and the index; how many articles could not be read, and the gravest finding.
///
/// # Errors
/// `folder` holds something already, or cannot be written.
pub(super) fn write(
    pool: &ThreadPool,
    inputs: Inputs,
    analyst: &Analyst<'_>,
    folder: &Path,
    progress: &mut Progress,
) -> Result<(u64, Option<Severity>), Failure> {
    make(folder)?;
    let (mut failed, mut worst) = (0, None);
    let mut entries: Vec<Entry> = Vec::new();
    let work = |item| pages(analyst, item);
    parallel::in_order(pool, inputs, work, |done| {
        progress.advance(done.bytes);
        for page in done.made {
            match page {
                Ok(page) => {
                    let name = name(entries.len() + 1, &done.place);
                    for (ending, content) in page.files {
                        fs::write(folder.join(format!("{name}.{ending}")), content)?;
                    }
                    worst = worst.max(page.gravest);
                    entries.push(Entry {
                        page: format!("{name}.html"),
                        ..page.entry
                    });
                }
                Err(unread) => {
                    failed += 1;
                    let (reason, detail) = (unread.reason, unread.detail);
                    complain(&format_args!("{}: {reason}: {detail}", done.place));
                }
            }
        }
        Ok(())
    })?;
    finish(analyst.output, folder, &entries)?;
    Ok((failed, worst))
}

/// Writes what belongs to all articles, and says where to look.
fn finish(output: Output, folder: &Path, entries: &[Entry]) -> io::Result<()> {
    let count = entries.len();
    if output == Output::Brat {
        fs::write(folder.join("annotation.conf"), brat::CONFIGURATION)?;
        let folder = folder.display();
        complain(&format_args!(
            "{count} articles for brat in {folder}; put the folder among brat's data"
        ));
        return Ok(());
    }
    let front = folder.join("index.html");
    fs::write(&front, index(entries))?;
    complain(&format_args!("{count} pages; open {}", front.display()));
    Ok(())
}

/// A new folder, or one that is empty: nobody's files are written over.
fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|fault| about(folder, &fault))?;
    let mut held = fs::read_dir(folder).map_err(|fault| about(folder, &fault))?;
    if held.next().is_some() {
        return Err(Failure::Usage(format!(
            "{} is not empty; name a new folder, or empty this one",
            folder.display()
        )));
    }
    Ok(())
}

fn about(folder: &Path, fault: &io::Error) -> Failure {
    Failure::Usage(format!("cannot write to {}: {fault}", folder.display()))
}

fn pages(analyst: &Analyst<'_>, item: Item) -> Pages {
    let Item { place, bytes, body } = item;
    let made = body.and_then(|body| {
        let work = || analyst.reader.articles(&body, &place);
        let articles = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(panicked()))?;
        Ok(articles
            .into_iter()
            .map(|article| {
                let article = article?;
                let report = analyst.desk.report(&article);
                Ok(Page {
                    files: files(analyst, &article, &report)?,
                    entry: Entry::of(&article, &report),
                    gravest: gravest(&report),
                })
            })
            .collect())
    });
    Pages {
        made: made.unwrap_or_else(|unread| vec![Err(unread)]),
        place,
        bytes,
    }
}

/// The files of one article, each with its ending.
fn files(
    analyst: &Analyst<'_>,
    article: &Article,
    report: &Report,
) -> Result<Vec<(&'static str, Vec<u8>)>, Unread> {
    if analyst.output != Output::Brat {
        return Ok(vec![("html", page_of_index(article, report).into_bytes())]);
    }
    if let Some(why) = may_not_be_shown(analyst, article) {
        return Err(why);
    }
    let standoff = brat::standoff(article, report);
    Ok(vec![
        ("txt", article.text.clone().into_bytes()),
        ("ann", [standoff.as_slice(), b"\n"].concat()),
    ])
}

fn panicked() -> Unread {
    Unread {
        reason: "panic",
        detail: "internal error; its place is on standard error".to_owned(),
    }
}

/// "0007-budget-vote": in the order of the index, and to be recognised.
fn name(number: usize, place: &Place) -> String {
    let stem = place.file.as_deref().and_then(Path::file_stem);
    let stem = stem.map_or_else(|| "article".into(), |stem| stem.to_string_lossy());
    let plain: String = stem
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let short: String = words.join("-").chars().take(NAME).collect();
    format!("{number:04}-{}", short.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::cli::input::Place;

    #[test]
    fn a_page_is_named_after_its_file() {
        let place = |file: &str| Place {
            file: Some(file.into()),
            line: None,
        };
        assert_eq!(
            name(7, &place("in/Budget vote (2).txt")),
            "0007-budget-vote-2"
        );
        assert_eq!(name(1, &place("in/../…")), "0001-");
    }
}
