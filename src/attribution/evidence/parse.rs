//! How cue and content hang in the parse of their sentence.

use crate::attribution::reading::Reading;
use crate::attribution::tree;
use crate::attribution::weights::Evidence;
use crate::rules::{Lexicon, Name};

use super::{Case, lemma};

pub(crate) fn of_parse(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    case: Case<'_>,
    evidence: &mut impl Evidence,
) {
    let Case { frame, rule, .. } = case;
    let (kind, lemma) = lemma(reading, frame);
    let Some((above, relation)) = reading.head(frame.head) else {
        return;
    };
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("relation") }, relation, rule]);
    note(&[
        const { Name::of("relation.after") },
        relation,
        frame.after.name(),
    ]);
    note(&[const { Name::of("lemma.relation") }, kind, lemma, relation]);
    let above_tag = if above == frame.head {
        ""
    } else {
        reading.tag(above)
    };
    note(&[
        const { Name::of("above") },
        Name::of(above_tag),
        relation,
        frame.after.name(),
    ]);
    let governor = if above == frame.head {
        None
    } else {
        lexicon.verb(reading.lemma(above).key)
    };
    let governing = governor.map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[const { Name::of("above.act") }, governing, relation]);
    let entry = reading.entry(lexicon, frame.kind, frame.head);
    let act = entry.map_or(const { Name::of("unlisted") }, |entry| entry.act.name());
    note(&[
        const { Name::of("act.relation") },
        act,
        relation,
        frame.after.name(),
    ]);
    of_hold(reading, case, evidence);
}

/// How the content hangs on the cue.
fn of_hold(reading: &Reading<'_>, case: Case<'_>, evidence: &mut impl Evidence) {
    let Case {
        frame,
        rule,
        content,
    } = case;
    let (kind, lemma) = lemma(reading, frame);
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    let start = content.last().map_or(0, |&(start, _)| start);
    let hold = tree::hold(reading, start);
    let by = if hold.governor == Some(frame.head) {
        const { Name::of("cue") }
    } else if hold
        .governor
        .is_some_and(|governor| governor >= frame.core.0 && governor < start)
    {
        const { Name::of("core") }
    } else {
        const { Name::of("other") }
    };
    let relation_held = reading
        .head(hold.top)
        .map_or(const { Name::of("") }, |(_, relation)| relation);
    note(&[const { Name::of("held") }, by, relation_held, rule]);
    note(&[
        const { Name::of("held.after") },
        by,
        relation_held,
        frame.after.name(),
    ]);
    note(&[const { Name::of("lemma.held") }, kind, lemma, relation_held]);
}
