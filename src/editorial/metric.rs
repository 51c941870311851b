//! Shares of the whole.

use super::finding::Sighting;
use super::story::{Story, is};
use crate::attribution::Source;
use crate::rules::editorial::{Metric, Metrics, SourceTest};

pub(super) fn metric(story: &Story<'_>, rule: &Metric) -> Vec<Sighting> {
    if !story.applies(&rule.applies_if) {
        return Vec::new();
    }
    let Some((share, source)) = measure(story, rule.metric) else {
        return Vec::new();
    };
    if share <= rule.above {
        return Vec::new();
    }
    let sighting = Sighting::default()
        .saying("percent", format!("{:.0}", share * 100.0))
        .saying(
            "source",
            source.map_or("nobody named", |source| &source.label),
        );
    vec![sighting]
}

/// The share, 0 to 1, and whose it is.
fn measure<'a>(story: &Story<'a>, metric: Metrics) -> Option<(f64, Option<&'a Source>)> {
    match metric {
        Metrics::AnonymousShare => anonymous_share(story).map(|share| (share, None)),
        Metrics::VoiceShare => voice_share(story).map(|(share, source)| (share, Some(source))),
        Metrics::FirstAttribution => first_attribution(story).map(|share| (share, None)),
    }
}

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
