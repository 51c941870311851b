//! Shares of the whole.

use super::finding::Sighting;
use super::story::{Story, is};
use super::verb::has_form_of;
use crate::attribution::{Act, Attribution, Source, SourceKind};
use crate::rules::editorial::{Gender, Metric, Metrics, SourceTest};
use crate::text::Span;

pub(super) fn metric(story: &Story<'_>, rule: &Metric) -> Vec<Sighting> {
    if !story.applies(&rule.applies_if) {
        return Vec::new();
    }
    let measured = measure(story, rule).filter(|measured| measured.share > rule.above);
    measured.map(sighting).into_iter().collect()
}

fn sighting(measured: Measured<'_>) -> Sighting {
    let source = measured
        .source
        .map_or("nobody named", |source| &source.label);
    let sighting = Sighting {
        spans: measured.spans,
        ..Sighting::default()
    };
    let sighting = sighting
        .saying("percent", format!("{:.0}", measured.share * 100.0))
        .saying("source", source);
    let words = measured.words.into_iter();
    words.fold(sighting, |sighting, (name, word)| {
        sighting.saying(name, word)
    })
}

/// A share of the whole, 0 to 1, and what the message may say of it.
struct Measured<'a> {
    share: f64,
    /// Whose it is.
    source: Option<&'a Source>,
    words: Vec<(&'static str, String)>,
    /// Where it shows; empty where it is about the whole.
    spans: Vec<Span>,
}

impl<'a> Measured<'a> {
    fn of(share: f64, source: Option<&'a Source>) -> Self {
        Self {
            share,
            source,
            words: Vec::new(),
            spans: Vec::new(),
        }
    }
}

fn measure<'a>(story: &Story<'a>, rule: &Metric) -> Option<Measured<'a>> {
    match rule.metric {
        Metrics::AnonymousShare => Some(Measured::of(anonymous_share(story)?, None)),
        Metrics::VoiceShare => {
            let (share, source) = voice_share(story)?;
            Some(Measured::of(share, Some(source)))
        }
        Metrics::FirstAttribution => Some(Measured::of(first_attribution(story)?, None)),
        Metrics::LoadedVerbs => loaded_verbs(story, &rule.cues),
        Metrics::OneGender => one_gender(story),
    }
}

/// The source with the largest share of loaded verbs, beside one whose verbs are all neutral; both speak often enough.
fn loaded_verbs<'a>(story: &Story<'a>, lemmas: &[String]) -> Option<Measured<'a>> {
    let is_loaded = |attribution: &&Attribution| {
        let cue = attribution.cue.unwrap_or_default();
        let words = cue.of(story.document.text).to_lowercase();
        lemmas.iter().any(|lemma| has_form_of(&words, lemma))
    };
    let spoken = |source: &'a Source| {
        let ids = source.attributions.iter();
        let all = ids.filter_map(|id| story.attributed.attributions.get(id.0 as usize));
        let told: Vec<&Attribution> = all
            .filter(|one| one.act == Act::Statement && one.cue.is_some())
            .collect();
        let loaded = told.iter().copied().filter(|one| is_loaded(one)).count();
        (source, told.len(), loaded)
    };
    let camps: Vec<(&Source, usize, usize)> = story
        .speakers()
        .map(spoken)
        .filter(|(_, told, _)| *told >= OFTEN)
        .collect();
    let mut neutral = camps.iter().filter(|(_, _, loaded)| *loaded == 0);
    let (plain, _, _) = neutral.next()?;
    let doubted = camps.iter().filter(|(_, _, loaded)| *loaded >= OFTEN);
    let shares =
        doubted.filter_map(|(source, told, loaded)| Some((share(*loaded, *told)?, *source)));
    let (share, source) = shares.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    let ids = source.attributions.iter();
    let all = ids.filter_map(|id| story.attributed.attributions.get(id.0 as usize));
    let mut measured = Measured::of(share, Some(source));
    measured.words.push(("other", plain.label.clone()));
    measured.spans = all.filter(is_loaded).filter_map(|one| one.cue).collect();
    Some(measured)
}

/// How often somebody speaks before the verbs say how the newsroom takes it.
const OFTEN: usize = 2;

/// Of the people whose gender the text itself shows, the share of the more frequent one.
fn one_gender<'a>(story: &Story<'a>) -> Option<Measured<'a>> {
    let text = story.document.text;
    let people = story
        .speakers()
        .filter(|source| source.kind == SourceKind::Person);
    let shown: Vec<Option<Gender>> = people
        .map(|source| Gender::shown(source.mentions.iter().map(|mention| mention.of(text))))
        .collect();
    let count = |gender| shown.iter().filter(|one| **one == gender).count();
    let (women, men) = (count(Some(Gender::Woman)), count(Some(Gender::Man)));
    if women + men < SHOWN {
        return None;
    }
    let mut measured = Measured::of(share(women.max(men), women + men)?, None);
    measured.words = vec![
        ("women", women.to_string()),
        ("men", men.to_string()),
        ("unknown", count(None).to_string()),
    ];
    Some(measured)
}

/// Of fewer people a share says nothing.
const SHOWN: usize = 3;

fn anonymous_share(story: &Story<'_>) -> Option<f64> {
    let all = story.attributions().count();
    let anonymous = story
        .attributions()
        .filter(|(_, attribution)| {
            story
                .source(attribution)
                .is_some_and(|source| is(source, SourceTest::Insider))
        })
        .count();
    share(anonymous, all)
}

fn voice_share<'a>(story: &Story<'a>) -> Option<(f64, &'a Source)> {
    let said = |source: &Source| -> usize {
        let ids = source.attributions.iter();
        ids.filter_map(|id| story.attributed.attributions.get(id.0 as usize))
            .filter(|attribution| attribution.within.is_none())
            .flat_map(|attribution| &attribution.content)
            .map(|span| span.len() as usize)
            .sum()
    };
    let all: usize = story.speakers().map(said).sum();
    let loudest = story.speakers().max_by_key(|source| said(source))?;
    share(said(loudest), all).map(|share| (share, loudest))
}

fn first_attribution(story: &Story<'_>) -> Option<f64> {
    let (_, first) = story.attributions().next()?;
    let parts = first.cue.iter().chain(&first.mention).chain(&first.content);
    let start = parts.map(|span| span.start).min()?;
    share(start as usize, story.document.text.len())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts in an article are far below 2^52"
)]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
