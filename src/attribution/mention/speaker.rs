//! Who is behind each attribution: one referent, the speaker of the quotation around "I", a list of names.

use super::{
    antecedent::Antecedents,
    form::{Mention, Pronoun, Sort},
    referent::{Referent, ReferentId},
};
use crate::attribution::Attribution;
use crate::attribution::sign::{opens_answer, opens_question};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// The referent of each attribution, given the anchors of its source.
pub(super) fn speakers(
    antecedents: &mut Antecedents<'_, '_, '_>,
    attributions: &[Attribution],
    anchors: &[Vec<usize>],
) -> Vec<Option<ReferentId>> {
    let mut lists = FxHashMap::default();
    let mut speakers: Vec<Option<ReferentId>> = anchors
        .iter()
        .map(|anchors| speaker(antecedents, anchors, &mut lists))
        .collect();
    for (at, anchors) in anchors.iter().enumerate() {
        let ([anchor], Some(None)) = (anchors.as_slice(), speakers.get(at)) else {
            continue;
        };
        let Some(index) = index_of(antecedents.mentions, *anchor) else {
            continue;
        };
        let around = around(attributions, antecedents.mentions.get(index), antecedents);
        let outer = around.and_then(|outer| speakers.get(outer).copied().flatten());
        let quoted = antecedents.words.quotation(*anchor).is_some();
        let id = late(antecedents, index, outer, quoted, &mut lists);
        if let Some(slot) = speakers.get_mut(at) {
            *slot = id;
        }
        if let Some(slot) = antecedents.found.get_mut(index) {
            *slot = id;
        }
    }
    answers(antecedents, attributions, &mut speakers);
    speakers
}

/// Gives the answers of an interview to the one whom the text before its first question is about.
fn answers(
    antecedents: &Antecedents<'_, '_, '_>,
    attributions: &[Attribution],
    speakers: &mut [Option<ReferentId>],
) {
    let document = antecedents.words.document;
    let answers = |attribution: &Attribution| {
        let colon = attribution.cue.map(|cue| document.tokens_in(cue).start);
        colon.is_some_and(|colon| opens_answer(document, colon))
    };
    let answers: Vec<bool> = attributions.iter().map(answers).collect();
    if !answers.contains(&true) {
        return;
    }
    let question = (0..document.tokens.len()).find(|&at| opens_question(document, at));
    let interviewed = question.and_then(|question| interviewed(antecedents, question));
    for (speaker, _) in speakers
        .iter_mut()
        .zip(answers)
        .filter(|&(_, answer)| answer)
    {
        *speaker = interviewed;
    }
}

/// The person mentioned most often before the token `end`; nobody where two are mentioned as often.
fn interviewed(antecedents: &Antecedents<'_, '_, '_>, end: usize) -> Option<ReferentId> {
    let mut counts: FxHashMap<ReferentId, usize> = FxHashMap::default();
    let mentions = antecedents.mentions.iter().zip(&*antecedents.found);
    for (_, found) in mentions.take_while(|(mention, _)| mention.anchor() < end) {
        let person = found.filter(|&id| {
            let referent = antecedents.referents.get(id);
            referent.is_some_and(|referent| referent.sort == Sort::Person)
        });
        if let Some(id) = person {
            *counts.entry(id).or_default() += 1;
        }
    }
    let most = counts.values().copied().max()?;
    let mut often = counts.into_iter().filter(|&(_, count)| count == most);
    let (id, _) = often.next()?;
    often.next().is_none().then_some(id)
}

/// Lists of names seen so far; the empty list is the author of the article.
type Lists = FxHashMap<Vec<ReferentId>, ReferentId>;

fn speaker(
    antecedents: &mut Antecedents<'_, '_, '_>,
    anchors: &[usize],
    lists: &mut Lists,
) -> Option<ReferentId> {
    let found = |anchor: &usize| {
        antecedents
            .found
            .get(index_of(antecedents.mentions, *anchor)?)
            .copied()
            .flatten()
    };
    if let [anchor] = anchors {
        return found(anchor);
    }
    let mut members: Vec<ReferentId> = anchors.iter().map(found).collect::<Option<_>>()?;
    members.dedup();
    let tokens = *anchors.first()?..*anchors.last()? + 1;
    let first = antecedents
        .mentions
        .get(index_of(antecedents.mentions, tokens.start)?)?
        .tokens
        .start;
    match members.as_slice() {
        [] => None,
        [one] => Some(*one),
        _ => Some(*lists.entry(members.clone()).or_insert_with(|| {
            let mut referent = Referent::new(Sort::People);
            referent.members = members;
            referent.description = Some(first..tokens.end);
            antecedents.referents.add(referent)
        })),
    }
}

/// What the first walk left open: "I" and "we", and pronouns in quotations.
fn late(
    antecedents: &mut Antecedents<'_, '_, '_>,
    index: usize,
    outer: Option<ReferentId>,
    quoted: bool,
    lists: &mut Lists,
) -> Option<ReferentId> {
    match antecedents.mentions.get(index)?.pronoun()? {
        Pronoun::I | Pronoun::We if quoted => outer,
        Pronoun::I => Some(
            *lists
                .entry(Vec::new())
                .or_insert_with(|| antecedents.referents.add(Referent::author())),
        ),
        Pronoun::We | Pronoun::You => None,
        _ if quoted => antecedents.quoted_pronoun(index, outer),
        _ => None,
    }
}

/// The attribution in whose content a mention stands, the innermost one.
fn around(
    attributions: &[Attribution],
    mention: Option<&Mention>,
    antecedents: &Antecedents<'_, '_, '_>,
) -> Option<usize> {
    let span = antecedents.words.span(mention?.tokens.clone());
    let holds = |attribution: &Attribution| {
        let holding = attribution
            .content
            .iter()
            .filter(|content| content.contains(span));
        holding.map(|content: &Span| content.len()).min()
    };
    let around = attributions
        .iter()
        .enumerate()
        .filter_map(|(at, attribution)| Some((holds(attribution)?, at)));
    around.min().map(|(_, at)| at)
}

/// The mention with an anchor.
pub(super) fn index_of(mentions: &[Mention], anchor: usize) -> Option<usize> {
    let at = mentions.partition_point(|mention| mention.anchor() < anchor);
    mentions
        .get(at)
        .filter(|mention| mention.anchor() == anchor)
        .map(|_| at)
}
