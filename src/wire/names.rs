//! How the words of the domain are spelled in the result document.

use super::document::StatusField;
use crate::article::{BlockKind, LanguageBasis, PublicationStatus};
use crate::attribution::{Act, Quoting, SourceKind};
use crate::editorial::Severity;
use crate::report::Status;
use crate::summary::{PointKind, Treatment};

pub(super) const fn status(status: Status) -> StatusField {
    match status {
        Status::Ok => StatusField::Ok,
        Status::Partial => StatusField::Partial,
        Status::Skipped => StatusField::Skipped,
        Status::Retracted => StatusField::Retracted,
    }
}

pub(super) const fn publication_status(status: PublicationStatus) -> &'static str {
    match status {
        PublicationStatus::Usable => "usable",
        PublicationStatus::Withheld => "withheld",
        PublicationStatus::Canceled => "canceled",
    }
}

pub(super) const fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading => "heading",
        BlockKind::Quote => "quote",
        BlockKind::ListItem => "list-item",
        BlockKind::TableRow => "table-row",
        BlockKind::Caption => "caption",
        BlockKind::Correction => "correction",
    }
}

pub(super) const fn language_basis(basis: LanguageBasis) -> &'static str {
    match basis {
        LanguageBasis::Declared => "declared",
        LanguageBasis::Detected => "detected",
    }
}

pub(super) const fn quoting(quoting: Quoting) -> &'static str {
    match quoting {
        Quoting::Direct => "direct",
        Quoting::Mixed => "mixed",
        Quoting::Indirect => "indirect",
    }
}

pub(super) const fn act(act: Act) -> &'static str {
    match act {
        Act::Statement => "statement",
        Act::Belief => "belief",
        Act::Intention => "intention",
        Act::Stance => "stance",
        Act::Decree => "decree",
        Act::Evidence => "evidence",
        Act::Perception => "perception",
    }
}

pub(super) const fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "person",
        SourceKind::Organization => "organization",
        SourceKind::Group => "group",
        SourceKind::Document => "document",
        SourceKind::Media => "media",
        SourceKind::Unknown => "unknown",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Suggestion => "suggestion",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

pub(super) const fn point_kind(kind: PointKind) -> &'static str {
    match kind {
        PointKind::Fact => "fact",
        PointKind::Quote => "quote",
        PointKind::Number => "number",
        PointKind::Decision => "decision",
    }
}

pub(super) const fn treatment(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Kept => "kept",
        Treatment::Resolved => "resolved",
        Treatment::Joined => "joined",
    }
}
