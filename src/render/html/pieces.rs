//! Runs of text as pieces of a page: the class, the link and the anchors of each.

use std::collections::BTreeSet;

use super::page::percent;
use crate::attribution::AttributionId;
use crate::render::runs::{Layers, Run};
use crate::render::view::{Statement, View};
use crate::report::Report;
use crate::text::Span;

/// One run of text as the template writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) class: String,
    /// Number of the card it links to.
    pub(super) card: Option<u32>,
    /// Ids that begin here: `t3` (attribution), `s0` (summary sentence), `f1` (finding).
    pub(super) anchors: Vec<String>,
    /// Who says it, shown on hover and focus.
    pub(super) tip: String,
    /// Numbers of the findings whose place begins here, as their list counts.
    pub(super) marks: Vec<usize>,
}

/// Cuts paragraphs into pieces and hands out each anchor once.
pub(super) struct Pieces<'a> {
    text: &'a str,
    statements: &'a [Statement],
    /// How grave each finding is.
    severities: Vec<&'a str>,
    layers: Layers,
    anchored: BTreeSet<String>,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str, report: &Report, view: &'a View) -> Self {
        Self {
            text,
            statements: &view.statements,
            severities: view
                .advice
                .iter()
                .map(|one| one.severity.as_str())
                .collect(),
            layers: Layers::of(report),
            anchored: BTreeSet::new(),
        }
    }

    pub(super) fn paragraph(&mut self, paragraph: Span) -> Vec<Piece<'a>> {
        let runs = self.layers.runs(paragraph);
        runs.into_iter().map(|run| self.piece(&run)).collect()
    }

    fn piece(&mut self, run: &Run) -> Piece<'a> {
        let card = run.content.or(run.cue).or(run.source);
        let anchors = [
            card.map(|id| format!("t{}", id.0)),
            run.summary.map(|index| format!("s{index}")),
        ];
        let is_new = |index: &&usize| !self.anchored.contains(&format!("f{index}"));
        let marks = run.findings.iter().filter(is_new).map(|index| index + 1);
        let marks: Vec<usize> = marks.collect();
        let findings = run.findings.iter().map(|index| format!("f{index}"));
        let text = run.span.of(self.text);
        // White space is no link: nobody could read or hit it.
        let link = card.filter(|_| !text.trim().is_empty());
        Piece {
            text,
            marks,
            class: self.class(run),
            card: link.map(|id| id.0),
            anchors: anchors
                .into_iter()
                .flatten()
                .chain(findings)
                .filter(|anchor| self.anchored.insert(anchor.clone()))
                .collect(),
            tip: link
                .and_then(|id| self.statement(id))
                .map(tip)
                .unwrap_or_default(),
        }
    }

    fn statement(&self, id: AttributionId) -> Option<&'a Statement> {
        self.statements.get(id.0 as usize)
    }

    /// How grave the gravest finding of a run is.
    fn gravest(&self, run: &Run) -> Option<&'a str> {
        let given = |name: &str| {
            let mut findings = run.findings.iter();
            findings.any(|index| self.severities.get(*index) == Some(&name))
        };
        ["error", "warning", "suggestion"]
            .into_iter()
            .find(|name| given(name))
    }

    fn class(&self, run: &Run) -> String {
        let quoting = run
            .content
            .and_then(|id| self.statement(id))
            .map(|said| said.quoting.as_str());
        [
            quoting.map(|_| "content"),
            quoting,
            run.cue.map(|_| "cue"),
            run.source.map(|_| "source"),
            (!run.findings.is_empty()).then_some("finding"),
            self.gravest(run),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    }
}

/// "Volodymyr Zelensky · indirect.that · 92 % sure".
fn tip(said: &Statement) -> String {
    format!(
        "{} · {} · {} % sure",
        said.speaker.as_deref().unwrap_or("nobody named"),
        said.rule,
        percent(f64::from(said.confidence))
    )
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::desk::Desk;
    use crate::render::html;

    #[test]
    fn a_finding_has_its_number_in_the_copy_once_and_the_colour_of_how_grave_it_is() {
        let article = Article {
            text: "The firm reportedly plans to close two plants.".to_owned(),
            ..Article::default()
        };
        let page = html(&article, &Desk::default().report(&article));
        let marks = page.matches("<sup class=\"mark\"").count();
        let listed = page.matches("<li class=\"warning\"").count();
        assert!(listed >= 1 && marks >= 1, "{page}");
        assert_eq!(page.matches("aria-hidden=\"true\">1</sup>").count(), 1);
        assert!(page.contains("finding warning"), "{page}");
    }
}
