//! `copydesk formats`: which formats are understood, and what a file is taken for.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Exit, Failure};
use crate::article::Article;
use crate::settings::Settings;
use crate::wire::{self, Detected, Envelope, Format};

/// Lists the formats that are understood.
#[derive(Debug, Args)]
pub struct Formats {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Says what each file is taken for, and why; nothing is analysed.
    Detect {
        /// Files; `-` is standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The content type that would come with them.
        #[arg(long)]
        content_type: Option<String>,
    },
}

impl Formats {
    /// Lists, or detects.
    ///
    /// # Errors
    /// A file cannot be opened, or standard output cannot be written.
    pub fn run(&self, settings: &Settings) -> Result<Exit, Failure> {
        match &self.action {
            None => list(),
            Some(Action::Detect {
                files,
                content_type,
            }) => detect(files, content_type.as_deref(), settings),
        }
    }
}

fn list() -> Result<Exit, Failure> {
    let mut out = io::stdout().lock();
    for format in Format::ALL {
        writeln!(out, "{:<13} {}", format.name(), format.description())?;
        for media_type in format.media_types() {
            writeln!(out, "{:<13}   {media_type}", "")?;
        }
    }
    Ok(Exit::Done)
}

fn detect(
    files: &[PathBuf],
    content_type: Option<&str>,
    settings: &Settings,
) -> Result<Exit, Failure> {
    let reading = &settings.worker.reading;
    let envelope = Envelope {
        content_type,
        default_format: reading.default_format.as_deref(),
        time_zone: reading.time_zone.as_deref(),
        ..Envelope::default()
    };
    let mut exit = Exit::Done;
    let mut out = io::stdout().lock();
    for file in files {
        let body = read(file, reading.limits.body_bytes)?;
        match wire::decode_as(&body, &envelope, &reading.limits) {
            Ok((article, detected)) => {
                writeln!(out, "{}", understood(file, &article, &detected))?;
            }
            Err(refusal) => {
                exit = Exit::SomeFailed;
                writeln!(out, "{}: refused: {refusal}", file.display())?;
            }
        }
    }
    Ok(exit)
}

/// No more than one byte beyond the limit is read: that is enough to refuse it.
fn read(file: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let most = limit as u64 + 1;
    if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut body)?;
    } else {
        File::open(file)
            .map_err(|fault| io::Error::new(fault.kind(), format!("{}: {fault}", file.display())))?
            .take(most)
            .read_to_end(&mut body)?;
    }
    Ok(body)
}

fn understood(file: &Path, article: &Article, detected: &Detected) -> String {
    let profile = article.profile.as_deref().unwrap_or_default();
    let mut lines = vec![format!(
        "{}: {} {profile} ({})",
        file.display(),
        detected.format.name(),
        detected.because
    )];
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            lines.push(format!("  {name:<9} {value}"));
        }
    };
    fact("id", Some(article.id.clone()));
    fact("version", article.version.clone());
    fact("so", Some(disposition(article)));
    fact(
        "language",
        article.language.as_ref().map(|one| one.tag.clone()),
    );
    fact("headline", article.headline.clone());
    fact("byline", article.byline.as_ref().map(|one| one.raw.clone()));
    fact("outlet", article.outlet.clone());
    fact("dateline", article.dateline.clone());
    fact(
        "text",
        Some(format!(
            "{} words in {} blocks",
            article.text.split_whitespace().count(),
            article.blocks.len()
        )),
    );
    if article.left > 0 {
        fact(
            "left",
            Some(format!("{} more in the same document", article.left)),
        );
    }
    for remark in &article.remarks {
        fact(
            "remark",
            Some(format!("{}: {}", remark.code, remark.message)),
        );
    }
    lines.join("\n")
}

fn disposition(article: &Article) -> String {
    use crate::article::Disposition;
    let what = match article.disposition() {
        Disposition::Analyse => "would be analysed",
        Disposition::Teaser => "only a teaser would be analysed",
        Disposition::Empty => "holds no text",
        Disposition::OtherLanguage => "is not English",
        Disposition::Skip(reason) => reason.explanation(),
        Disposition::Retract => "recalls what was sent before",
    };
    match article.embargo {
        Some(embargo) => {
            let until = embargo
                .until
                .map_or("without end".to_owned(), |until| format!("until {until}"));
            format!("{what}; embargo {until}")
        }
        None => what.to_owned(),
    }
}
