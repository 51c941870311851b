//! How results are shown, and what stands in the place of one that could not be made.

use std::io::{self, Write};

use clap::ValueEnum;

use super::one::Analysed;
use crate::cli::exit::complain;
use crate::cli::input::{Inputs, Place, Unread};
use crate::wire::export::csv;
use crate::wire::{self, Mishap};

/// How results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// One JSON document; a JSON array where there are many articles.
    Json,
    /// One JSON document a line, errors in place.
    Jsonl,
    /// For a person to read.
    Text,
    /// A page for a browser; of several articles with --to.
    Html,
    /// W3C Web Annotations (JSON-LD), a page of them a line.
    Annotations,
    /// What copydesk adds to an item, one a line: in the version of ninjs that came in, else 3.1.
    Ninjs,
    /// A table of attributions, for spreadsheets.
    Csv,
    /// A table of sources, for spreadsheets.
    CsvSources,
    /// brat standoff, for people who annotate; of several articles with --to.
    Brat,
}

impl Output {
    /// Whether it is another's format, in which nothing can be left out.
    pub(super) const fn is_export(self) -> bool {
        matches!(
            self,
            Self::Annotations | Self::Ninjs | Self::Csv | Self::CsvSources | Self::Brat
        )
    }

    /// Whether it shows one article and no more.
    pub(super) const fn is_for_one(self) -> bool {
        matches!(self, Self::Html | Self::Brat)
    }

    /// The first line of a table.
    const fn head(self) -> Option<&'static str> {
        match self {
            Self::Csv => Some(csv::ATTRIBUTIONS),
            Self::CsvSources => Some(csv::SOURCES),
            _ => None,
        }
    }

    /// What suits the inputs when nothing was asked for.
    pub(super) fn fitting(inputs: &Inputs) -> Self {
        if super::on_terminal() {
            Self::Text
        } else if inputs.many {
            Self::Jsonl
        } else {
            Self::Json
        }
    }
}

/// Writes results and counts those that could not be made.
#[derive(Debug)]
pub(super) struct Writer<W> {
    out: W,
    output: Output,
    many: bool,
    written: u64,
    failed: u64,
}

impl<W: Write> Writer<W> {
    pub(super) const fn new(out: W, output: Output, many: bool) -> Self {
        Self {
            out,
            output,
            many,
            written: 0,
            failed: 0,
        }
    }

    /// Writes the results of one item, or says in the place of each why there is none.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(super) fn write(&mut self, analysed: &Analysed) -> io::Result<()> {
        // One file may hold several articles.
        self.many |= analysed.shown.len() > 1;
        for shown in &analysed.shown {
            match shown {
                Ok(shown) => self.write_one(shown)?,
                Err(unread) => {
                    self.failed += 1;
                    self.write_mishap(&analysed.place, unread)?;
                }
            }
        }
        Ok(())
    }

    /// Ends the output and returns how many articles could not be read.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        if self.in_array() {
            let end: &[u8] = if self.written == 0 { b"[]\n" } else { b"\n]\n" };
            self.out.write_all(end)?;
        }
        self.out.flush()?;
        Ok(self.failed)
    }

    const fn in_array(&self) -> bool {
        self.many && matches!(self.output, Output::Json)
    }

    fn write_mishap(&mut self, place: &Place, unread: &Unread) -> io::Result<()> {
        let file = place.file.as_deref().map(|file| file.to_string_lossy());
        if matches!(self.output, Output::Text | Output::Html) || self.output.is_export() {
            complain(&format_args!(
                "{}: {}: {}",
                place, unread.reason, unread.detail
            ));
            return Ok(());
        }
        self.write_one(&wire::encode_mishap(&Mishap {
            file: file.as_deref(),
            line: place.line,
            reason: unread.reason,
            detail: &unread.detail,
        }))
    }

    fn write_one(&mut self, shown: &[u8]) -> io::Result<()> {
        let array = self.in_array();
        if array {
            let before: &[u8] = if self.written == 0 { b"[\n" } else { b",\n" };
            self.out.write_all(before)?;
        }
        if self.written == 0
            && let Some(head) = self.output.head()
        {
            self.out.write_all(head.as_bytes())?;
            self.out.write_all(b"\r\n")?;
        }
        self.written += 1;
        if shown.is_empty() {
            return Ok(());
        }
        self.out.write_all(shown)?;
        if !array {
            self.out.write_all(b"\n")?;
        }
        self.out.flush()
    }
}
