//! The result document as it is written: field by field what consumers read.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// Version of the result document; docs/messages.md says when which part changes.
pub const SCHEMA_VERSION: &str = "1.2.0";

/// The result of one article.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "copydesk result")]
pub struct ResultDocument<'a> {
    /// Semantic version of this document's shape.
    pub schema_version: &'static str,
    /// UUID, the same for the same article content and rule-set.
    pub id: String,
    /// How far the analysis went.
    pub status: StatusField,
    /// What was read.
    pub article: ArticleField<'a>,
    /// What the article is about; null where no honest summary can be made.
    pub summary: Option<SummaryField<'a>>,
    /// Who said what, in document order.
    pub attributions: Vec<AttributionField<'a>>,
    /// Attributions inside the content of others ("X told Y that Z said"), each `within` the one that holds it; their spans
    /// have no `exact`, unless a setting asks for detail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nested_attributions: Vec<AttributionField<'a>>,
    /// The roll of sources, in order of first mention.
    pub sources: Vec<SourceField<'a>>,
    /// Advice of the editorial rules.
    pub findings: Vec<FindingField<'a>>,
    /// Counts and shares.
    pub metrics: MetricsField,
    /// What made this document.
    pub provenance: ProvenanceField<'a>,
    /// What was not done, and why.
    pub warnings: Vec<WarningField<'a>>,
}

/// How far the analysis went.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatusField {
    /// Everything was done.
    Ok,
    /// Something was not done; `warnings` says what.
    Partial,
    /// No copy: an advisory, a note to editors.
    Skipped,
    /// A kill or a withheld article: what was sent before under this id is recalled.
    Retracted,
}

/// A stretch of the article text, half-open, in two units.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpanField<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// First UTF-16 unit.
    pub start_utf16: u32,
    /// One past the last UTF-16 unit.
    pub end_utf16: u32,
    /// First byte of the UTF-8 text; only by setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_byte: Option<u32>,
    /// One past the last byte of the UTF-8 text; only by setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_byte: Option<u32>,
    /// The covered text; left out of embargoed articles, in `summary.further` and `summary.key_points`, and, without the
    /// setting for detail, in `nested_attributions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<&'a str>,
    /// Up to 32 characters before; only by setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<&'a str>,
    /// Up to 32 characters after; only by setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<&'a str>,
}

/// What was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleField<'a> {
    /// The newsroom's id.
    pub id: &'a str,
    /// The newsroom's version.
    pub version: Option<&'a str>,
    /// The format it came in.
    pub format: &'a str,
    /// Version or flavour of the format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<&'a str>,
    /// `usable`, `withheld` or `canceled`.
    pub publication_status: &'static str,
    /// The articles that this one corrects, updates or withdraws.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<ReplacedField<'a>>,
    /// Whether an embargo holds at the time of processing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<EmbargoField>,
    /// The headline; left out of embargoed articles.
    pub headline: Option<&'a str>,
    /// BCP 47 language tag.
    pub language: Option<&'a str>,
    /// `declared` or `detected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_basis: Option<&'static str>,
    /// SHA-256 of the text in UTF-8: the state that offsets belong to.
    pub content_sha256: String,
    /// Who wrote it.
    pub byline: Option<BylineField<'a>>,
    /// The outlet or agency.
    pub outlet: Option<&'a str>,
    /// The credit line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<&'a str>,
    /// Place and date before the first sentence.
    pub dateline: Option<&'a str>,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versioned: Option<String>,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// What kind of journalism.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub genre: &'a [String],
    /// What it is about, in the newsroom's scheme.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectField<'a>>,
    /// Notes that readers may see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteField<'a>>,
    /// The text that offsets count in; only by setting, and left out of embargoed articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// The pieces of the text and where each came from; only by setting.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<BlockField<'a>>,
    /// Fields of the input that are not understood, passed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A piece of the text, and the way back to the message.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlockField<'a> {
    /// `paragraph`, `heading`, `quote`, `list-item`, `table-row`, `caption` or `correction`.
    pub kind: &'static str,
    /// First code point of the text.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// First UTF-16 unit of the text.
    pub start_utf16: u32,
    /// One past the last UTF-16 unit.
    pub end_utf16: u32,
    /// The field it came from: a JSON Pointer, or an `XPath` of local names.
    pub pointer: &'a str,
    /// Pairs of a code point of the text and the byte of the field's value (in UTF-8) that it came from; from one pair to
    /// the next, both run in step.
    pub anchors: Vec<[u32; 2]>,
}

/// An article that another one corrects, updates or withdraws.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReplacedField<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version, where given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
}

/// An embargo that holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EmbargoField {
    /// RFC 3339, UTC; null where it has no end.
    pub until: Option<String>,
}

/// Who wrote an article.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BylineField<'a> {
    /// The line as written.
    pub raw: &'a str,
    /// The people named in it.
    pub people: Vec<PersonField<'a>>,
}

/// A person of a byline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PersonField<'a> {
    /// The name.
    pub name: &'a str,
    /// Function, where given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    /// The newsroom's id of the person, where given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
}

/// What an article is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SubjectField<'a> {
    /// The scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<&'a str>,
    /// The code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'a str>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
}

/// A note that readers may see.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NoteField<'a> {
    /// Its role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    /// The note.
    pub text: &'a str,
}

/// What the article is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryField<'a> {
    /// Up to three whole sentences, in document order.
    pub sentences: Vec<SummarySentenceField<'a>>,
    /// Sentences that only `profiles` hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<SummarySentenceField<'a>>,
    /// The same article at other lengths; a list is empty where no sentence is that short.
    pub profiles: ProfilesField,
    /// Up to five claims, in document order.
    pub key_points: Vec<KeyPointField<'a>>,
    /// What the body says of the headline's quotations and speaker; absent where it has neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline_support: Option<HeadlineSupportField<'a>>,
}

/// The summary at other lengths: places in `sentences` followed by `further`, from 0, in document order.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProfilesField {
    /// At most 240 characters.
    pub alert: Vec<usize>,
    /// At most 60 words.
    pub brief: Vec<usize>,
    /// At most 150 words.
    pub digest: Vec<usize>,
}

/// One claim, or one sentence that claims nothing in another's name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KeyPointField<'a> {
    /// `fact`, `quote`, `number` or `decision`.
    pub kind: &'static str,
    /// The whole sentence, a resolved reference in square brackets; left out of embargoed articles and, without the
    /// setting for detail, where `summary.sentences` or the article itself says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// The original sentence.
    pub span: SpanField<'a>,
    /// The claim itself, parts in document order; absent where it is the `content` of the attribution, or, without one,
    /// the sentence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claim: Vec<SpanField<'a>>,
    /// Id of the source who claims it; absent where nobody but the article does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// Id of the attribution behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution_id: Option<String>,
}

/// What the body says of the headline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeadlineSupportField<'a> {
    /// The quotations of the headline.
    pub quotations: Vec<HeadlineQuotationField<'a>>,
    /// Id of the source whom the headline names as a speaker.
    pub source_id: Option<String>,
}

/// One quotation of the headline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeadlineQuotationField<'a> {
    /// The quoted words; left out of embargoed articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// Where the body has the same words; null where it has not.
    pub body: Option<SpanField<'a>>,
    /// Whether they stand in quotation marks there.
    pub quoted_in_body: bool,
    /// Id of the source whose words they are in the body.
    pub source_id: Option<String>,
}

/// One sentence of a summary.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummarySentenceField<'a> {
    /// The sentence, a resolved reference in square brackets; left out of embargoed articles and, in `summary.further` without
    /// the setting for detail, where nothing was resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// The original sentence.
    pub span: SpanField<'a>,
    /// The attributions it carries.
    pub attribution_ids: Vec<String>,
    /// What was done so that it stands alone: `resolved`, `joined`; absent where nothing had to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treatment: Option<&'static str>,
}

/// Somebody says something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttributionField<'a> {
    /// `a1`, `a2`, … in document order.
    pub id: String,
    /// How much of the content stands in quotation marks: `direct`, `mixed`, `indirect`.
    #[serde(rename = "type")]
    pub quoting: &'static str,
    /// The words that attribute; null where only the layout does.
    pub cue: Option<SpanField<'a>>,
    /// What is attributed, parts in document order.
    pub content: Vec<SpanField<'a>>,
    /// Who.
    pub source: MentionField<'a>,
    /// What kind of act: `statement`, `belief`, …
    pub act: &'static str,
    /// The attribution inside whose content this one stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Id of the rule that found it.
    pub rule: &'a str,
    /// 0 to 1, two decimals.
    pub confidence: f64,
}

/// The mention of a source and the source it means.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MentionField<'a> {
    /// The mention as written; empty where the text names none.
    pub spans: Vec<SpanField<'a>>,
    /// The entry of `sources`; null where it could not be resolved.
    pub id: Option<String>,
}

/// One source of the article.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceField<'a> {
    /// `s1`, `s2`, … in order of first mention.
    pub id: String,
    /// The best description the article gives; left out of embargoed articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    /// The full name, where the article gives one.
    pub name: Option<&'a str>,
    /// `person`, `organization`, `group`, `document`, `media` or `unknown`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether the article gives a name.
    pub named: bool,
    /// Whether the article withholds the name of somebody who spoke.
    pub anonymous: bool,
    /// The reason the article states for withholding the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymity_reason: Option<SpanField<'a>>,
    /// Title or function as written.
    pub role: Option<&'a str>,
    /// Every mention, in document order.
    pub mentions: Vec<SpanField<'a>>,
    /// The attributions it is the source of.
    pub attribution_ids: Vec<String>,
}

/// One piece of advice.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingField<'a> {
    /// Id of the rule.
    pub rule: &'a str,
    /// `suggestion`, `warning` or `error`.
    pub severity: &'static str,
    /// What an editor reads; left out of embargoed articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<&'a str>,
    /// What to do about it, where the rule says; never words of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'a str>,
    /// Where; empty where it is about the whole article.
    pub spans: Vec<SpanField<'a>>,
    /// The attributions it is about.
    pub attribution_ids: Vec<String>,
}

/// Counts and shares. Shares are 0 to 1 with three decimals; 0 of 0 is 0.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MetricsField {
    /// Code points of the text.
    pub characters: u32,
    /// Paragraphs.
    pub paragraphs: u32,
    /// Sentences.
    pub sentences: u32,
    /// Words, numbers included, marks not.
    pub words: u32,
    /// Attributions.
    pub attributions: usize,
    /// Attributions whose content is all quoted.
    pub direct: usize,
    /// Attributions whose content is partly quoted.
    pub mixed: usize,
    /// Attributions whose content is not quoted.
    pub indirect: usize,
    /// Sources.
    pub sources: usize,
    /// Sources with a name.
    pub named_sources: usize,
    /// Sources whose name is withheld.
    pub anonymous_sources: usize,
    /// Attributions without a resolved source.
    pub unresolved: usize,
    /// Share of the text that is attributed to somebody.
    pub attributed_share: f64,
    /// Share of the attributions whose source is anonymous.
    pub anonymous_share: f64,
    /// Organizations, documents and outlets that say something.
    pub institutional_sources: usize,
    /// Share of the attributed words that the loudest source has.
    pub loudest_share: f64,
    /// Whether several attributions all rest on one source.
    pub single_source: bool,
    /// Whether one of several sources has more than four fifths of the attributed words.
    pub one_sided: bool,
    /// Share of the words before the first attribution; null where nobody says anything.
    pub first_attribution: Option<f64>,
    /// Claims told through several hands: attributions inside the content of another.
    pub chains: usize,
}

/// What made a result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProvenanceField<'a> {
    /// Version of copydesk.
    pub service_version: &'static str,
    /// The rule packs in force.
    pub rule_packs: Vec<RulePackField<'a>>,
    /// RFC 3339, UTC.
    pub processed_at: &'a str,
    /// W3C trace id.
    pub trace_id: Option<&'a str>,
}

/// A rule pack in force.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RulePackField<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// SHA-256 of its files.
    pub sha256: &'a str,
}

/// Something that was not done, or was odd.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WarningField<'a> {
    /// A stable code in kebab-case.
    pub code: Cow<'a, str>,
    /// What a person reads.
    pub message: Cow<'a, str>,
}
