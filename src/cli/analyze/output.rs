//! How results are shown, and what stands in the place of one that could not be made.

use std::io::{self, Write};

use clap::ValueEnum;

use super::one::Analysed;
use crate::cli::exit::complain;
use crate::cli::input::{Inputs, Place, Unread};
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
    /// A page for a browser; for one article.
    Html,
}

impl Output {
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

    /// Writes one result, or says in its place why there is none.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(super) fn write(&mut self, analysed: &Analysed) -> io::Result<()> {
        match &analysed.shown {
            Ok(shown) => self.write_one(shown),
            Err(unread) => {
                self.failed += 1;
                self.write_mishap(&analysed.place, unread)
            }
        }
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
        if matches!(self.output, Output::Text | Output::Html) {
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
        self.written += 1;
        self.out.write_all(shown)?;
        if !array {
            self.out.write_all(b"\n")?;
        }
        self.out.flush()
    }
}
