//! A paragraph cut into runs, each with the parts of attributions that cover it.

use crate::attribution::{Attribution, AttributionId};
use crate::report::Report;
use crate::text::Span;

/// A stretch of text over which nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it stands.
    pub(super) span: Span,
    /// Whose content it is part of; the outermost, where one stands inside another.
    pub(super) content: Option<AttributionId>,
    /// Whose cue it is part of.
    pub(super) cue: Option<AttributionId>,
    /// Whose source it is part of.
    pub(super) source: Option<AttributionId>,
    /// Indices of the findings that point at it.
    pub(super) findings: Vec<usize>,
    /// Index of the summary sentence it is part of.
    pub(super) summary: Option<usize>,
}

impl Run {
    /// The attribution it belongs to, whatever its part.
    pub(super) fn statement(&self) -> Option<AttributionId> {
        self.content.or(self.cue).or(self.source)
    }
}

/// A part of an attribution, or a finding, laid over the text.
#[derive(Clone, Copy, Debug)]
struct Layer {
    span: Span,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Content(AttributionId),
    Cue(AttributionId),
    Source(AttributionId),
    Finding(usize),
    Summary(usize),
}

/// Everything a report lays over its text, sorted once so that each paragraph finds its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    layers: Vec<Layer>,
    /// The furthest end among the layers up to each index: where a paragraph may start to look.
    reach: Vec<u32>,
}

impl Layers {
    /// The layers of `report`. Attributions inside another's content are left to the outer one.
    pub(super) fn of(report: &Report) -> Self {
        let mut layers: Vec<Layer> = (0_u32..)
            .map(AttributionId)
            .zip(&report.attributed.attributions)
            .filter(|(_, attribution)| attribution.within.is_none())
            .flat_map(|(id, attribution)| parts(id, attribution))
            .chain(findings(report))
            .chain(summary(report))
            .collect();
        layers.sort_by_key(|layer| (layer.span.start, layer.span.end));
        let reach = layers
            .iter()
            .scan(0, |furthest: &mut u32, layer| {
                *furthest = (*furthest).max(layer.span.end);
                Some(*furthest)
            })
            .collect();
        Self { layers, reach }
    }

    /// The runs of `paragraph`, in order and without gaps.
    pub(super) fn runs(&self, paragraph: Span) -> Vec<Run> {
        let over = self.over(paragraph);
        let mut cuts: Vec<u32> = over
            .iter()
            .flat_map(|layer| [layer.span.start, layer.span.end])
            .filter(|&at| paragraph.start < at && at < paragraph.end)
            .chain([paragraph.start, paragraph.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.iter()
            .zip(cuts.iter().skip(1))
            .map(|(&start, &end)| run(Span::new(start, end), &over))
            .collect()
    }

    fn over(&self, paragraph: Span) -> Vec<Layer> {
        let first = self.reach.partition_point(|&end| end <= paragraph.start);
        self.layers
            .iter()
            .skip(first)
            .take_while(|layer| layer.span.start < paragraph.end)
            .filter(|layer| layer.span.overlaps(paragraph))
            .copied()
            .collect()
    }
}

fn parts(id: AttributionId, attribution: &Attribution) -> Vec<Layer> {
    let layer = |part: fn(AttributionId) -> Part| {
        move |&span: &Span| Layer {
            span,
            part: part(id),
        }
    };
    attribution
        .content
        .iter()
        .map(layer(Part::Content))
        .chain(attribution.cue.iter().map(layer(Part::Cue)))
        .chain(attribution.mention.iter().map(layer(Part::Source)))
        .collect()
}

fn findings(report: &Report) -> impl Iterator<Item = Layer> + '_ {
    (0..).zip(&report.findings).flat_map(|(index, finding)| {
        finding.spans.iter().map(move |&span| Layer {
            span,
            part: Part::Finding(index),
        })
    })
}

fn summary(report: &Report) -> impl Iterator<Item = Layer> + '_ {
    let sentences = report.summary.iter().flat_map(|summary| &summary.sentences);
    (0..).zip(sentences).map(|(index, sentence)| Layer {
        span: sentence.span,
        part: Part::Summary(index),
    })
}

fn run(span: Span, over: &[Layer]) -> Run {
    let mut run = Run {
        span,
        content: None,
        cue: None,
        source: None,
        findings: Vec::new(),
        summary: None,
    };
    for layer in over.iter().filter(|layer| layer.span.contains(span)) {
        match layer.part {
            Part::Content(id) => run.content = run.content.or(Some(id)),
            Part::Cue(id) => run.cue = run.cue.or(Some(id)),
            Part::Source(id) => run.source = run.source.or(Some(id)),
            Part::Finding(index) => run.findings.push(index),
            Part::Summary(index) => run.summary = run.summary.or(Some(index)),
        }
    }
    run
}
