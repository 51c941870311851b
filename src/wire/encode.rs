//! From article and report to the result document.

use std::borrow::Cow;

use super::document::{
    ArticleField, AttributionField, BlockField, FindingField, MentionField, MetricsField,
    ProvenanceField, ResultDocument, RulePackField, SCHEMA_VERSION, SourceField, SpanField,
    WarningField,
};
use super::positions::Positions;
use super::{Layout, Provenance, described, identity, names};
use crate::article::{Article, Block, Embargo};
use crate::attribution::{Attributed, Attribution, AttributionId, Quoting, Source, SourceId};
use crate::editorial::Finding;
use crate::report::Report;
use crate::text::Span;

/// Code points of context on either side of a span.
const CONTEXT: usize = 32;

/// Builds the result document of one article.
pub fn document<'a>(
    article: &'a Article,
    report: &'a Report,
    provenance: &'a Provenance,
    layout: Layout,
) -> ResultDocument<'a> {
    let embargoed = is_embargoed(article, provenance);
    let content = identity::content_sha256(&article.text);
    let scribe = Scribe {
        text: &article.text,
        positions: Positions::of(&article.text),
        layout,
        silent: embargoed && !layout.embargoed_text,
    };
    ResultDocument {
        schema_version: SCHEMA_VERSION,
        id: identity::result_id_of(article, &content, &provenance.rule_packs).to_string(),
        status: names::status(report.status),
        article: ArticleField {
            text: scribe.aloud(&article.text).filter(|_| layout.text),
            blocks: scribe.blocks(article),
            ..described::article(article, content, embargoed, scribe.silent)
        },
        summary: report
            .summary
            .as_ref()
            .map(|summary| scribe.summary(summary, &report.attributed)),
        attributions: scribe.attributions(&report.attributed),
        nested_attributions: scribe.nested(&report.attributed),
        sources: scribe.sources(&report.attributed),
        findings: report
            .findings
            .iter()
            .map(|finding| scribe.finding(finding))
            .collect(),
        metrics: scribe.metrics(report),
        provenance: made_by(provenance),
        warnings: warnings(article, report),
    }
}

/// Whether an article must not be published yet.
pub(super) fn is_embargoed(article: &Article, provenance: &Provenance) -> bool {
    let holds = |embargo: Embargo| embargo.holds(provenance.processed_at.parse().ok());
    article.embargo.is_some_and(holds)
}

/// Writes the parts that hold spans.
pub(super) struct Scribe<'a> {
    text: &'a str,
    positions: Positions<'a>,
    layout: Layout,
    /// Leaves out every piece of article text.
    silent: bool,
}

impl<'a> Scribe<'a> {
    pub(super) fn span(&self, span: Span) -> SpanField<'a> {
        let start = self.positions.at(span.start);
        let end = self.positions.at(span.end);
        let bytes = self.layout.bytes;
        let context = self.layout.context && !self.silent;
        SpanField {
            start: start.code_points,
            end: end.code_points,
            start_utf16: start.utf16,
            end_utf16: end.utf16,
            start_byte: bytes.then_some(span.start),
            end_byte: bytes.then_some(span.end),
            exact: self.aloud(span.of(self.text)),
            prefix: context.then(|| before(self.text, span)),
            suffix: context.then(|| after(self.text, span)),
        }
    }

    /// A span without its words, where another field has them.
    pub(super) fn place(&self, span: Span) -> SpanField<'a> {
        SpanField {
            exact: None,
            prefix: None,
            suffix: None,
            ..self.span(span)
        }
    }

    /// Whether what stands elsewhere is repeated.
    pub(super) fn detail(&self) -> bool {
        self.layout.detail
    }

    /// The words of the article at `span`.
    pub(super) fn words(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    fn spans(&self, spans: &[Span]) -> Vec<SpanField<'a>> {
        spans.iter().map(|span| self.span(*span)).collect()
    }

    /// The blocks of the text; without the text they are of no use.
    fn blocks(&self, article: &'a Article) -> Vec<BlockField<'a>> {
        if self.silent || !self.layout.text {
            return Vec::new();
        }
        let field = |block: &'a Block| {
            let start = self.positions.at(block.span.start);
            let end = self.positions.at(block.span.end);
            let anchors = block.anchors.iter();
            BlockField {
                kind: names::block_kind(block.kind),
                start: start.code_points,
                end: end.code_points,
                start_utf16: start.utf16,
                end_utf16: end.utf16,
                pointer: &block.pointer,
                anchors: anchors
                    .map(|anchor| [self.positions.at(anchor.text).code_points, anchor.source])
                    .collect(),
            }
        };
        article.blocks.iter().map(field).collect()
    }

    pub(super) fn aloud(&self, text: &'a str) -> Option<&'a str> {
        (!self.silent).then_some(text)
    }

    fn attributions(&self, attributed: &'a Attributed) -> Vec<AttributionField<'a>> {
        attributed
            .attributions
            .iter()
            .zip(0..)
            .map(|(attribution, index)| self.attribution(attribution, AttributionId(index)))
            .collect()
    }

    /// Their words stand in the content of those that hold them, and are repeated only by setting.
    fn nested(&self, attributed: &'a Attributed) -> Vec<AttributionField<'a>> {
        let first = u32::try_from(attributed.attributions.len()).unwrap_or(u32::MAX);
        let fields = attributed
            .nested
            .iter()
            .zip(first..)
            .map(|(attribution, index)| self.attribution(attribution, AttributionId(index)));
        if self.detail() {
            return fields.collect();
        }
        fields.map(without_words).collect()
    }

    fn attribution(&self, attribution: &'a Attribution, id: AttributionId) -> AttributionField<'a> {
        AttributionField {
            id: attribution_id(id),
            quoting: names::quoting(attribution.quoting),
            cue: attribution.cue.map(|cue| self.span(cue)),
            content: self.spans(&attribution.content),
            source: MentionField {
                spans: self.spans(&attribution.mention),
                id: attribution.source.map(source_id),
            },
            act: names::act(attribution.act),
            within: attribution.within.map(attribution_id),
            rule: &attribution.rule,
            confidence: rounded(f64::from(attribution.confidence), 100.0),
        }
    }

    fn sources(&self, attributed: &'a Attributed) -> Vec<SourceField<'a>> {
        attributed
            .sources
            .iter()
            .zip(0..)
            .map(|(source, index)| self.source(source, SourceId(index)))
            .collect()
    }

    fn source(&self, source: &'a Source, id: SourceId) -> SourceField<'a> {
        SourceField {
            id: source_id(id),
            label: self.aloud(&source.label),
            name: source.name.as_deref().and_then(|name| self.aloud(name)),
            kind: names::source_kind(source.kind),
            named: source.named(),
            anonymous: source.anonymous,
            anonymity_reason: source.anonymity_reason.map(|reason| self.span(reason)),
            role: source.role.as_deref().and_then(|role| self.aloud(role)),
            mentions: self.spans(&source.mentions),
            attribution_ids: attribution_ids(&source.attributions),
        }
    }

    fn finding(&self, finding: &'a Finding) -> FindingField<'a> {
        FindingField {
            rule: &finding.rule,
            severity: names::severity(finding.severity),
            message: self.aloud(&finding.message),
            help: Some(finding.help.as_str()).filter(|help| !help.is_empty()),
            spans: self.spans(&finding.spans),
            attribution_ids: attribution_ids(&finding.attributions),
        }
    }

    fn metrics(&self, report: &Report) -> MetricsField {
        let attributed = &report.attributed;
        let all = &attributed.attributions;
        let profile = &report.profile;
        let loudest = profile.voices.first().map_or(0.0, |(_, share)| *share);
        let quoted = |quoting| all.iter().filter(|one| one.quoting == quoting).count();
        let is_anonymous = |one: &&Attribution| {
            one.source
                .and_then(|id| attributed.sources.get(id.0 as usize))
                .is_some_and(|source| source.anonymous)
        };
        let sources = &attributed.sources;
        MetricsField {
            characters: self.positions.end().code_points,
            paragraphs: report.counts.paragraphs,
            sentences: report.counts.sentences,
            words: report.counts.words,
            attributions: all.len(),
            direct: quoted(Quoting::Direct),
            mixed: quoted(Quoting::Mixed),
            indirect: quoted(Quoting::Indirect),
            sources: sources.len(),
            named_sources: sources.iter().filter(|one| one.named()).count(),
            anonymous_sources: sources.iter().filter(|one| one.anonymous).count(),
            unresolved: all.iter().filter(|one| one.source.is_none()).count(),
            attributed_share: share(covered(all), self.text.len()),
            anonymous_share: share(all.iter().filter(is_anonymous).count(), all.len()),
            institutional_sources: profile.institutional,
            loudest_share: rounded(loudest, 1000.0),
            single_source: profile.single_source,
            one_sided: profile.one_sided,
            first_attribution: profile
                .first_attribution
                .map(|share| rounded(share, 1000.0)),
            chains: profile.chains,
        }
    }
}

/// The same attribution, its spans as places only.
fn without_words(mut field: AttributionField<'_>) -> AttributionField<'_> {
    let parts = field.content.iter_mut().chain(&mut field.source.spans);
    for span in parts.chain(&mut field.cue) {
        span.exact = None;
        span.prefix = None;
        span.suffix = None;
    }
    field
}

fn made_by(provenance: &Provenance) -> ProvenanceField<'_> {
    ProvenanceField {
        service_version: env!("CARGO_PKG_VERSION"),
        rule_packs: provenance
            .rule_packs
            .iter()
            .map(|pack| RulePackField {
                name: &pack.name,
                version: &pack.version,
                sha256: &pack.sha256,
            })
            .collect(),
        processed_at: &provenance.processed_at,
        trace_id: provenance.trace_id.as_deref(),
    }
}

fn warnings<'a>(article: &'a Article, report: &'a Report) -> Vec<WarningField<'a>> {
    let analysis = report.warnings.iter().map(|one| (one.code, &one.message));
    let reading = article.remarks.iter().map(|one| (one.code, &one.message));
    analysis
        .chain(reading)
        .map(|(code, message)| WarningField {
            code: Cow::Borrowed(code),
            message: Cow::Borrowed(message),
        })
        .collect()
}

/// Bytes of text inside the content of any attribution, overlaps counted once.
fn covered(attributions: &[Attribution]) -> usize {
    let mut spans: Vec<Span> = attributions
        .iter()
        .flat_map(|one| one.content.iter().copied())
        .collect();
    spans.sort_unstable();
    let mut reached = 0;
    let mut bytes = 0;
    for span in spans {
        bytes += span.end.saturating_sub(span.start.max(reached)) as usize;
        reached = reached.max(span.end);
    }
    bytes
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of one article are far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    rounded(part as f64 / whole as f64, 1000.0)
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// Up to 32 characters before a span.
pub(super) fn before(text: &str, span: Span) -> &str {
    let ahead = text.get(..span.start as usize).unwrap_or_default();
    let from = ahead
        .char_indices()
        .rev()
        .take(CONTEXT)
        .last()
        .map_or(ahead.len(), |(at, _)| at);
    ahead.get(from..).unwrap_or_default()
}

/// Up to 32 characters after a span.
pub(super) fn after(text: &str, span: Span) -> &str {
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let to = rest
        .char_indices()
        .nth(CONTEXT)
        .map_or(rest.len(), |(at, _)| at);
    rest.get(..to).unwrap_or_default()
}

pub(super) fn attribution_ids(ids: &[AttributionId]) -> Vec<String> {
    ids.iter().copied().map(attribution_id).collect()
}

pub(super) fn attribution_id(id: AttributionId) -> String {
    format!("a{}", id.0 + 1)
}

pub(super) fn source_id(id: SourceId) -> String {
    format!("s{}", id.0 + 1)
}
