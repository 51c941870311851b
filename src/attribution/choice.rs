//! Who of several speaks: every mention that could be the source of a cue is weighed, and the likeliest is taken.

use std::sync::LazyLock;

use super::class::Class;
use super::cue::Site;
use super::evidence::source_type;
use super::frame::complement;
use super::reading::Reading;
use super::source::{
    Mention, agent_after, outside_speech, shared_subject, subject_after, subject_before,
    subject_by_parse,
};
use super::tree;
use super::weights::{Evidence, Weights};
use crate::rules::frame::{Form, Tie};
use crate::rules::{Lexicon, Name};
use crate::text::WordKey;

/// A mention that could be the source, and by which ways it was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proposal {
    /// None: the text names no source.
    pub(crate) mention: Option<Mention>,
    ways: u32,
}

/// The ways to a mention, each with its bit by its place.
const WAYS: [Name<'static>; 9] = [
    Name::of("first"),
    Name::of("adjacent"),
    Name::of("parsed"),
    Name::of("after"),
    Name::of("shared"),
    Name::of("agent"),
    Name::of("main"),
    Name::of("short"),
    Name::of("none"),
];
const FIRST: u32 = 1;
const ADJACENT: u32 = 1 << 1;
const PARSED: u32 = 1 << 2;
const AFTER: u32 = 1 << 3;
const SHARED: u32 = 1 << 4;
const AGENT: u32 = 1 << 5;
const MAIN: u32 = 1 << 6;
const SHORT: u32 = 1 << 7;
const NONE: u32 = 1 << 8;

/// The likeliest source of a cue; the first guess where there is no table.
pub(crate) fn choose(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    site: &Site,
    weights: &Weights,
) -> Option<Mention> {
    if weights.is_empty() || site.settled {
        return site.first;
    }
    let asked = Asked::of(reading, lexicon, site);
    let mut best = (site.first, f32::MIN);
    for proposal in proposals(reading, site) {
        let mut sum = weights.sum();
        evidence(reading, asked, proposal, &mut sum);
        if sum.total() > best.1 {
            best = (proposal.mention, sum.total());
        }
    }
    best.0
}

/// Every mention that could be the source of a cue, each once.
pub(crate) fn proposals(reading: &Reading<'_>, site: &Site) -> Vec<Proposal> {
    let Site { verb, bounds, .. } = *site;
    let (start, end) = verb;
    let mut found = vec![Proposal {
        mention: site.first,
        ways: FIRST,
    }];
    let mut propose = |mention: Option<Mention>, ways: u32| {
        if let Some(mention) = mention.and_then(|mention| outside_speech(reading, mention)) {
            add(&mut found, mention, ways);
            if let Some(short) = shortened(reading, mention) {
                add(&mut found, short, SHORT | (ways & (ADJACENT | AFTER)));
            }
        }
    };
    propose(site.first, FIRST);
    propose(subject_before(reading, start, bounds.0), ADJACENT);
    propose(subject_by_parse(reading, end - 1, bounds), PARSED);
    if end - start == 1 && site.form == Form::Finite {
        propose(subject_after(reading, end, bounds.1), AFTER);
    }
    propose(shared_subject(reading, start, bounds.0), SHARED);
    if matches!(site.form, Form::Passive | Form::Participle) {
        propose(agent_after(reading, end, bounds.1), AGENT);
    }
    propose(main_subject(reading, start, bounds.0), MAIN);
    match found.iter_mut().find(|proposal| proposal.mention.is_none()) {
        Some(none) => none.ways |= NONE,
        None => found.push(Proposal {
            mention: None,
            ways: NONE,
        }),
    }
    found
}

fn add(found: &mut Vec<Proposal>, mention: Mention, ways: u32) {
    let same = found.iter_mut().find(|known| {
        known
            .mention
            .is_some_and(|known| (known.start, known.end) == (mention.start, mention.end))
    });
    match same {
        Some(known) => known.ways |= ways,
        None => found.push(Proposal {
            mention: Some(mention),
            ways,
        }),
    }
}

/// The mention without what stands behind its first comma, dash or relative pronoun.
fn shortened(reading: &Reading<'_>, mention: Mention) -> Option<Mention> {
    let cut = (mention.head + 1..mention.end)
        .find(|&token| reading.is(token, Class::COMMA.or(Class::DASH).or(Class::RELATIVE)))?;
    Some(Mention {
        end: cut,
        ..mention
    })
}

/// The subject of the first verb with tense of the sentence.
fn main_subject(reading: &Reading<'_>, before: usize, floor: usize) -> Option<Mention> {
    let first = (floor..before)
        .find(|&token| reading.is(token, Class::FINITE) && reading.speech(token).is_none())?;
    let subject = subject_before(reading, first, floor)?;
    Some(Mention {
        tie: Tie::Shared,
        ..subject
    })
}

const LENGTHS: &[(usize, Name<'static>)] = &[
    (0, Name::of("0")),
    (1, Name::of("1")),
    (2, Name::of("2")),
    (4, Name::of("3-4")),
    (8, Name::of("5-8")),
    (16, Name::of("9-16")),
    (usize::MAX, Name::of("17+")),
];

/// The cue whose source is sought, with what its proposals share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'s> {
    site: &'s Site,
    form: Name<'static>,
    kind: Name<'static>,
    relation: Name<'static>,
    act: Name<'static>,
    after: Name<'static>,
}

impl<'s> Asked<'s> {
    pub(crate) fn of(reading: &Reading<'_>, lexicon: &Lexicon, site: &'s Site) -> Self {
        Self {
            site,
            form: site.form.name(),
            kind: site.kind.name(),
            relation: reading
                .head(site.head)
                .map_or(const { Name::of("") }, |(_, relation)| relation),
            act: reading
                .entry(lexicon, site.kind, site.head)
                .map_or(const { Name::of("unlisted") }, |entry| entry.act.name()),
            after: complement(reading, site.verb.1, site.bounds.1).after.name(),
        }
    }
}

/// Notes what speaks for a proposal.
pub(crate) fn evidence(
    reading: &Reading<'_>,
    asked: Asked<'_>,
    proposal: Proposal,
    evidence: &mut impl Evidence,
) {
    let Asked {
        site,
        form,
        kind,
        relation,
        act,
        after,
    } = asked;
    let ways = combined(proposal.ways);
    let mut note = |piece: &[Name<'_>]| evidence.note(piece);
    note(&[const { Name::of("ways") }, ways]);
    note(&[const { Name::of("ways.form") }, ways, form, kind]);
    note(&[const { Name::of("ways.relation") }, ways, relation]);
    note(&[const { Name::of("ways.act") }, ways, act, form]);
    note(&[const { Name::of("ways.after") }, ways, after, form]);
    for (way, name) in WAYS.iter().enumerate() {
        if proposal.ways & (1 << way) != 0 {
            note(&[const { Name::of("way") }, *name, form, kind]);
            note(&[const { Name::of("way.relation") }, *name, relation]);
        }
    }
    let Some(mention) = proposal.mention else {
        let lemma = reading.lemma(site.head);
        note(&[const { Name::of("none.lemma") }, kind, lemma, form]);
        note(&[const { Name::of("none.after") }, kind, form, after]);
        return;
    };
    let tie = mention.tie.name();
    let weighed = Weighed {
        site,
        mention,
        ways,
        form,
        tie,
    };
    of_phrase(reading, weighed, act, &mut note);
    of_distance(reading, weighed, &mut note);
    of_agreement(reading, weighed, &mut note);
}

/// A mention that is weighed, with the names that most evidence shares.
#[derive(Clone, Copy, Debug)]
struct Weighed<'s> {
    site: &'s Site,
    mention: Mention,
    ways: Name<'static>,
    form: Name<'static>,
    tie: Name<'static>,
}

/// What the mention is made of, and what stands at its edges.
fn of_phrase(
    reading: &Reading<'_>,
    weighed: Weighed<'_>,
    act: Name<'static>,
    note: &mut impl FnMut(&[Name<'_>]),
) {
    let Weighed {
        mention, ways, tie, ..
    } = weighed;
    let source = source_type(reading, mention.head);
    let length = Name::bucket(mention.end - mention.start, LENGTHS);
    note(&[const { Name::of("source") }, source, tie]);
    note(&[const { Name::of("source.act") }, source, act]);
    note(&[const { Name::of("source.ways") }, source, ways]);
    note(&[const { Name::of("length") }, length, tie]);
    note(&[const { Name::of("length.ways") }, length, ways]);
    let first = opening(reading, mention.start);
    let last = opening(reading, mention.end.saturating_sub(1));
    let (floor, ceiling) = weighed.site.bounds;
    // What stands beside a mention counts within its sentence only: a paragraph before changes nothing.
    let beside = |token: Option<usize>| {
        token
            .filter(|&token| token >= floor && token < ceiling)
            .map_or(const { Name::of("edge") }, |token| opening(reading, token))
    };
    let previous = beside(mention.start.checked_sub(1));
    let next = beside(Some(mention.end));
    note(&[const { Name::of("first") }, first, tie]);
    note(&[const { Name::of("last") }, last, tie]);
    note(&[const { Name::of("previous") }, previous, tie]);
    note(&[const { Name::of("next") }, next, tie]);
    note(&[const { Name::of("edges") }, previous, first, next]);
    let inside = inside(reading, mention);
    note(&[const { Name::of("inside") }, inside, ways]);
    note(&[const { Name::of("inside.source") }, inside, source]);
}

/// How far the mention stands from its verb, and what between them.
fn of_distance(reading: &Reading<'_>, weighed: Weighed<'_>, note: &mut impl FnMut(&[Name<'_>])) {
    let Weighed {
        site,
        mention,
        ways,
        form,
        tie,
    } = weighed;
    note(&[const { Name::of("tie") }, tie, form]);
    note(&[const { Name::of("tie.ways") }, tie, ways]);
    let (low, high) = if mention.end <= site.verb.0 {
        (mention.end, site.verb.0)
    } else {
        (site.verb.1, mention.start)
    };
    let between = |class| (low..high.max(low)).any(|token| reading.is(token, class));
    let distance = Name::bucket(high.saturating_sub(low), LENGTHS);
    note(&[const { Name::of("distance") }, distance, tie]);
    note(&[const { Name::of("distance.form") }, distance, form]);
    let finite = Name::yes(between(Class::FINITE));
    let comma = Name::yes(between(Class::COMMA));
    note(&[const { Name::of("between") }, finite, comma, form]);
    note(&[const { Name::of("between.ways") }, finite, comma, ways]);
    let nominal = Name::yes(between(Class::NOMINAL));
    note(&[const { Name::of("between.nominal") }, nominal, finite, form]);
}

/// Whether mention and verb agree, by number and by the parse.
fn of_agreement(reading: &Reading<'_>, weighed: Weighed<'_>, note: &mut impl FnMut(&[Name<'_>])) {
    let Weighed {
        site,
        mention,
        ways,
        form,
        tie,
    } = weighed;
    let agrees = agreement(reading, site, mention);
    note(&[const { Name::of("agrees") }, agrees, form]);
    note(&[const { Name::of("agrees.ways") }, agrees, ways]);
    if let Some((_, relation)) = reading.head(mention.head) {
        note(&[const { Name::of("relation") }, relation, tie]);
        note(&[const { Name::of("relation.form") }, relation, form]);
        let hangs = Name::yes(tree::below(reading, mention.head, site.head));
        note(&[const { Name::of("hangs") }, hangs, relation, form]);
    }
}

/// The class of a word at the edge of a mention.
fn opening(reading: &Reading<'_>, token: usize) -> Name<'static> {
    if reading.is(token, Class::COMMA) {
        return const { Name::of(",") };
    }
    if reading.is(token, Class::QUOTE) {
        return const { Name::of("quote") };
    }
    if reading.is(token, Class::DASH) {
        return const { Name::of("dash") };
    }
    if reading.is(token, Class::TIME) {
        return const { Name::of("time") };
    }
    Name::of(reading.tag(token))
}

/// What a mention holds besides its plain phrase.
fn inside(reading: &Reading<'_>, mention: Mention) -> Name<'static> {
    let holds = |class| (mention.start..mention.end).any(|token| reading.is(token, class));
    if holds(Class::FINITE) {
        const { Name::of("clause") }
    } else if holds(Class::COMMA) {
        const { Name::of("comma") }
    } else if holds(Class::AND) {
        const { Name::of("and") }
    } else if holds(Class::PREPOSITION) {
        const { Name::of("preposition") }
    } else if holds(Class::VERB) {
        const { Name::of("verb") }
    } else {
        const { Name::of("plain") }
    }
}

/// Whether subject and verb agree in number, where both show it.
fn agreement(reading: &Reading<'_>, site: &Site, mention: Mention) -> Name<'static> {
    let finite = (site.verb.0..site.verb.1).find(|&token| reading.is(token, Class::FINITE));
    let tag = finite.map_or("", |token| reading.tag(token));
    let plural = reading.is(mention.head, Class::PLURAL)
        || (mention.start..mention.end).any(|token| reading.is(token, Class::AND));
    match (tag, plural) {
        ("VBZ", true) | ("VBP", false) => const { Name::of("no") },
        ("VBZ" | "VBP", _) => const { Name::of("yes") },
        _ => const { Name::of("open") },
    }
}

/// The names of a set of ways, as one.
fn combined(ways: u32) -> Name<'static> {
    COMBINED
        .get(ways as usize)
        .map_or(const { Name::of("") }, |name| Name {
            text: name,
            key: WordKey::of(name),
        })
}

static COMBINED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let named = |ways: u32| {
        let names = WAYS.iter().enumerate();
        let names = names.filter(|(way, _)| ways & (1 << way) != 0);
        names
            .map(|(_, name)| name.text)
            .collect::<Vec<_>>()
            .join("+")
    };
    (0..1 << WAYS.len()).map(named).collect()
});
