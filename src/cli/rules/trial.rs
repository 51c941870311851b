//! `copydesk rules try`: a rule on real copy before it goes live.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::cli::exit::complain;
use crate::cli::input::{Inputs, Item};
use crate::cli::paper::Paper;
use crate::cli::reader::Reader;
use crate::cli::{Exit, Failure};
use crate::desk::Desk;
use crate::desk::rehearsal::trial;
use crate::editorial::Finding;
use crate::render::View;
use crate::report::Report;
use crate::rules::editorial::{Pack, Rule};
use crate::settings::Settings;

use super::{counted, packs};

/// How often one rule fired.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    firings: usize,
    articles: usize,
}

/// Shows each firing of the rules of `file` in the articles of `paths`, then how often each rule fired.
pub(super) fn try_out(
    file: &Path,
    paths: &[PathBuf],
    format: Option<&str>,
    settings: &Settings,
) -> Result<Exit, Failure> {
    let pack = match packs::sound(&[file.to_owned()], settings) {
        Ok(pack) => pack,
        Err(exit) => return Ok(exit),
    };
    let desk = Desk::new(settings.house.clone());
    let inputs = Inputs::find(paths, format, settings.worker.reading.limits)?;
    let mut tallies = vec![Tally::default(); pack.rules().len()];
    let (mut read, mut unread) = (0_usize, 0_usize);
    let reader = Reader {
        reading: &settings.worker.reading,
        format,
        routing_key: None,
        single: false,
    };
    for Item { place, body, .. } in inputs {
        let articles = body.and_then(|body| reader.articles(&body, &place));
        for article in articles.unwrap_or_else(|unread| vec![Err(unread)]) {
            match article {
                Ok(article) => {
                    read += 1;
                    one(&desk, &pack, (&place.to_string(), &article), &mut tallies)?;
                }
                Err(why) => {
                    unread += 1;
                    complain(&format_args!("{place}: {}: {}", why.reason, why.detail));
                }
            }
        }
    }
    tell(pack.rules(), &tallies, read)?;
    Ok(if unread == 0 {
        Exit::Done
    } else {
        Exit::SomeFailed
    })
}

/// Tries every rule on one article, and shows the paragraphs in which any fired.
fn one(
    desk: &Desk,
    pack: &Pack,
    (place, article): (&str, &Article),
    tallies: &mut [Tally],
) -> io::Result<()> {
    let (report, found) = trial(desk, pack.rules(), article);
    for (tally, findings) in tallies.iter_mut().zip(&found) {
        tally.firings += findings.len();
        tally.articles += usize::from(!findings.is_empty());
    }
    let findings: Vec<Finding> = found.into_iter().flatten().collect();
    if findings.is_empty() {
        return Ok(());
    }
    let view = firings(place, article, &Report { findings, ..report });
    let page = Paper::of_stdout().show(&view);
    io::stdout().write_all(page.as_bytes())
}

/// The view of an article that shows only where a rule fired.
fn firings(place: &str, article: &Article, report: &Report) -> View {
    let whole = View::new(article, report);
    let mut passages = whole.passages;
    passages.retain(|passage| {
        let mut stretches = passage.stretches.iter();
        stretches.any(|stretch| !stretch.advice.is_empty())
    });
    let mut advice = whole.advice;
    advice.truncate(report.findings.len());
    View {
        headline: whole.headline,
        particulars: vec![place.to_owned()],
        passages,
        statements: whole.statements,
        advice,
        ..View::default()
    }
}

fn tell(rules: &[Rule], tallies: &[Tally], articles: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out)?;
    for (rule, tally) in rules.iter().zip(tallies) {
        match tally.firings {
            0 => writeln!(
                out,
                "{}: never fired in {}; try more copy, or look at what it asks for",
                rule.id,
                counted(articles, "article")
            )?,
            1 => writeln!(
                out,
                "{}: 1 firing in {}",
                rule.id,
                counted(articles, "article")
            )?,
            firings => writeln!(
                out,
                "{}: {firings} firings in {} of {}",
                rule.id,
                tally.articles,
                counted(articles, "article")
            )?,
        }
    }
    Ok(())
}
