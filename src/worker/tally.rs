//! What is counted of a report. The report itself ends on the thread that made it, where its memory is used again at once.

use crate::attribution::{Quoting, Source, SourceKind};
use crate::editorial::Severity;
use crate::report::{Report, Status};
use crate::telemetry::Instruments;
use crate::telemetry::article::Counts;

/// The figures of one report.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) status: Status,
    pub(super) counts: Counts,
    sourcing: &'static str,
    quoting: [(&'static str, u64); 3],
    /// How many sources are of which kind and naming.
    sources: Vec<((&'static str, &'static str), u64)>,
    /// How often which rule advised, and how severely.
    findings: Vec<(String, &'static str, u64)>,
}

impl Tally {
    pub(super) fn of(report: &Report) -> Self {
        let attributed = &report.attributed;
        let quoted = |quoting, name| {
            let all = attributed.attributions.iter();
            let count = all.filter(|one| one.quoting == quoting).count();
            (name, u64::try_from(count).unwrap_or(u64::MAX))
        };
        let findings = report.findings.iter();
        Self {
            status: report.status,
            counts: counts(report),
            sourcing: report.profile.sourcing(),
            quoting: [
                quoted(Quoting::Direct, "direct"),
                quoted(Quoting::Mixed, "mixed"),
                quoted(Quoting::Indirect, "indirect"),
            ],
            sources: alike(attributed.sources.iter().map(kind_and_naming)),
            findings: alike(
                findings.map(|finding| (finding.rule.as_str(), severity_name(finding.severity))),
            )
            .into_iter()
            .map(|((rule, severity), count)| (rule.to_owned(), severity, count))
            .collect(),
        }
    }

    /// Counts it, once, when its article is settled.
    pub(super) fn record(&self, instruments: &Instruments) {
        for (quoting, count) in self.quoting.into_iter().filter(|(_, count)| *count > 0) {
            instruments.attributed(quoting, count);
        }
        for &((kind, naming), count) in &self.sources {
            instruments.sources(kind, naming, count);
        }
        instruments.sourced(self.sourcing);
        for (rule, severity, count) in &self.findings {
            instruments.found(rule, severity, *count);
        }
    }
}

/// Each thing once, with how often it came: there are few different ones, and counting them apart costs the thread that moves
/// bytes.
fn alike<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut counted: Vec<(T, u64)> = Vec::new();
    for thing in things {
        match counted.iter_mut().find(|(known, _)| *known == thing) {
            Some((_, count)) => *count += 1,
            None => counted.push((thing, 1)),
        }
    }
    counted
}

fn counts(report: &Report) -> Counts {
    let findings = |severity| {
        report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    Counts {
        attributions: report.attributed.attributions.len(),
        sources: report.attributed.sources.len(),
        errors: findings(Severity::Error),
        warnings: findings(Severity::Warning),
        suggestions: findings(Severity::Suggestion),
    }
}

fn kind_and_naming(source: &Source) -> (&'static str, &'static str) {
    let naming = match (source.anonymous, source.named()) {
        (true, _) => "anonymous",
        (false, true) => "named",
        (false, false) => "unnamed",
    };
    (kind_name(source.kind), naming)
}

const fn kind_name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "person",
        SourceKind::Organization => "organization",
        SourceKind::Group => "group",
        SourceKind::Document => "document",
        SourceKind::Media => "media",
        SourceKind::Unknown => "unknown",
    }
}

const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Suggestion => "suggestion",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
