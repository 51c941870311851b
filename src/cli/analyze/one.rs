//! One item: bytes → result, on an analysis thread. Nothing here stops the others.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::output::Output;
use crate::article::Article;
use crate::cli::exit::complain;
use crate::cli::input::{Item, Place, Unread};
use crate::cli::paper::Paper;
use crate::cli::reader::Reader;
use crate::desk::Desk;
use crate::editorial::Severity;
use crate::render::{View, html};
use crate::report::Report;
use crate::wire::{self, Export, Provenance};

/// What every analysis thread shares.
#[derive(Debug)]
pub(super) struct Analyst<'a> {
    pub(super) desk: &'a Desk,
    pub(super) reader: Reader<'a>,
    pub(super) output: Output,
    pub(super) paper: Paper,
}

/// One item, done.
#[derive(Debug)]
pub(super) struct Analysed {
    pub(super) place: Place,
    /// How much of the input it took.
    pub(super) bytes: u64,
    /// What to show of each of its articles, or why there is nothing.
    pub(super) shown: Vec<Result<Vec<u8>, Unread>>,
    /// The gravest finding.
    pub(super) gravest: Option<Severity>,
}

/// An article laid out, and its gravest finding.
type Shown = (Vec<u8>, Option<Severity>);

impl Analyst<'_> {
    /// Analyses one item. A panic is a failed item.
    pub(super) fn analyse(&self, item: Item) -> Analysed {
        let Item { place, bytes, body } = item;
        let done = body.and_then(|body| {
            catch_unwind(AssertUnwindSafe(|| self.done(&body, &place))).unwrap_or_else(|_| {
                Err(Unread {
                    reason: "panic",
                    detail: "internal error; its place is on standard error".to_owned(),
                })
            })
        });
        let (shown, gravest) = match done {
            Ok(shown) => {
                let severities = shown.iter().flatten().map(|(_, gravest)| *gravest);
                let gravest = severities.max().flatten();
                let shown = shown.into_iter().map(|one| one.map(|(shown, _)| shown));
                (shown.collect(), gravest)
            }
            Err(unread) => (vec![Err(unread)], None),
        };
        Analysed {
            place,
            bytes,
            shown,
            gravest,
        }
    }

    /// What to show of each article, and its gravest finding.
    fn done(&self, body: &[u8], place: &Place) -> Result<Vec<Result<Shown, Unread>>, Unread> {
        let shown = self
            .reader
            .articles(body, place)?
            .into_iter()
            .map(|article| {
                let article = article?;
                let report = self.desk.report(&article);
                self.mention_others(&article, place);
                Ok((self.lay_out(&article, &report)?, gravest(&report)))
            });
        Ok(shown.collect())
    }

    /// A page or a standoff on standard output is of one article; the reader should know of the others.
    fn mention_others(&self, article: &Article, place: &Place) {
        if self.output.is_for_one() && article.left > 0 {
            complain(&format_args!(
                "{place}: shown is the first of {} articles; name a folder with --to for all of them",
                article.left.saturating_add(1)
            ));
        }
    }

    fn lay_out(&self, article: &Article, report: &Report) -> Result<Vec<u8>, Unread> {
        let now = jiff::Timestamp::now();
        let provenance = Provenance {
            processed_at: now.to_string(),
            rule_packs: self.desk.rule_packs_of(article),
            ..Provenance::default()
        };
        let layout = self.reader.reading.layout;
        if let Some(why) = may_not_be_shown(self, article) {
            return Err(why);
        }
        let export = |export: Export| export.write(article, report, &provenance.rule_packs);
        Ok(match self.output {
            Output::Json => wire::encode_indented(article, report, &provenance, layout),
            Output::Jsonl => wire::encode_as(article, report, &provenance, layout),
            Output::Html => html(article, report).into_bytes(),
            Output::Text => self.paper.show(&View::new(article, report)).into_bytes(),
            Output::Annotations => export(Export::Annotations),
            Output::Ninjs => export(Export::Ninjs),
            Output::Csv => export(Export::Csv),
            Output::CsvSources => export(Export::CsvSources),
            Output::Brat => export(Export::Brat),
        })
    }
}

/// Why an article may not be shown in an output that repeats its text; none where it may.
pub(super) fn may_not_be_shown(analyst: &Analyst<'_>, article: &Article) -> Option<Unread> {
    let now = jiff::Timestamp::now();
    let embargoed = article
        .embargo
        .is_some_and(|embargo| embargo.holds(Some(now)));
    let allowed = analyst.reader.reading.layout.embargoed_text;
    (embargoed && analyst.output.is_export() && !allowed).then(|| Unread {
        reason: "embargoed",
        detail: "this output repeats the text; set result.embargoed_text to allow it".to_owned(),
    })
}

/// The gravest finding.
pub(super) fn gravest(report: &Report) -> Option<Severity> {
    let severities = report.findings.iter().map(|finding| finding.severity);
    severities.max()
}
