//! What an editorial rule means: one variant of [`Check`] for each extension point, a closed set.

use regex::Regex;
use serde::Deserialize;

/// One editorial rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Permanent id: `CD103`.
    pub id: String,
    /// What it finds, in kebab-case: reads well after "allow".
    pub name: String,
    /// How grave a finding is.
    pub level: Level,
    /// What an editor reads; `{match}`, `{source}`, `{cue}` … are filled in.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to do about a finding.
    pub help: String,
    /// The policies it follows, by short name.
    pub policy: Vec<String>,
    /// Whether it runs.
    pub enabled: bool,
    /// Why it does not run unless somebody turns it on; empty where it is for its findings.
    pub off: String,
    /// What it looks at.
    pub check: Check,
    /// Articles in which it must fire, with the places marked `[[…]]`.
    pub fires: Vec<Example>,
    /// Articles in which it must not fire.
    pub quiet: Vec<Example>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A thought.
    Suggestion,
    /// Worth a look before publication.
    Warning,
    /// Against policy.
    Error,
}

/// The extension points.
#[derive(Clone, Debug)]
pub enum Check {
    /// Words that must not stand alone.
    Existence(Existence),
    /// Words for which there is a better one.
    Substitution(Substitution),
    /// The cue, source and content of an attribution.
    Verb(Verb),
    /// If one thing, then another within a window.
    Conditional(Conditional),
    /// Too many or too few of something in the whole article.
    Count(Count),
    /// Statements that need a source.
    Claim(Existence),
    /// Quotations.
    Quote(Quote),
    /// Claims told through several hands, at least this many.
    Chain(usize),
    /// What stands around the text.
    Metadata(Metadata),
    /// Shares of the whole.
    Metric(Metric),
    /// The summary against its article.
    Summary(SummaryCheck),
}

/// Part of an article a pattern may match in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everywhere.
    #[default]
    Body,
    /// The first paragraph of copy.
    Lede,
    /// Outside quotation marks.
    OutsideQuotes,
    /// Inside quotation marks.
    Quotes,
}

/// Within what an attribution excuses a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attributed {
    /// In the same sentence.
    Sentence,
    /// In the same paragraph.
    Paragraph,
}

/// Words or patterns, and what excuses them.
#[derive(Clone, Debug)]
pub struct Existence {
    /// Any of these.
    pub pattern: Regex,
    /// Where they count.
    pub scope: Scope,
    /// What matches any of these nearby is let pass.
    pub except: Option<Regex>,
    /// How near.
    pub except_in: Looking,
    /// Whether one finding a paragraph is enough.
    pub once: bool,
    /// An attribution this near excuses it.
    pub unless_attributed: Option<Attributed>,
    /// A named source within this many sentences excuses it.
    pub unless_named: Option<usize>,
}

/// Where an exception is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looking {
    /// In the same sentence.
    #[default]
    Sentence,
    /// In the same paragraph.
    Paragraph,
    /// In the same paragraph, the one before and the one after.
    Neighbours,
}

/// Patterns with their replacements.
#[derive(Clone, Debug)]
pub struct Substitution {
    /// What to write instead of what.
    pub swaps: Vec<(Regex, String)>,
    /// Where they count.
    pub scope: Scope,
}

/// A condition on one attribution; what is not given does not matter.
#[derive(Clone, Debug, Default)]
pub struct Verb {
    /// Lemmas of the cue.
    pub cues: Vec<String>,
    /// Whole cues, for particles: "pointed out".
    pub phrases: Vec<String>,
    /// `direct`, `mixed` or `indirect`.
    pub quoting: Option<String>,
    /// What the source is.
    pub source: Option<SourceTest>,
    /// `statement`, `belief`, …: what the source does.
    pub act: Option<String>,
    /// What the content says.
    pub content: Option<Regex>,
    /// What the content does not say.
    pub content_not: Option<Regex>,
    /// A sentence that matches any of these is let pass.
    pub except: Option<Regex>,
    /// Where it stands.
    pub scope: Scope,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceTest {
    /// Its name is withheld.
    Anonymous,
    /// Its name is withheld, and it speaks of what it knows from inside: an aide, an official, a source.
    Insider,
    /// It has a name.
    Named,
    /// One person.
    Person,
    /// A company, ministry, court.
    Organization,
    /// Several people.
    Group,
    /// A report, a law.
    Document,
    /// An outlet.
    Media,
}

/// If `when`, then something within `window`.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// What starts it.
    pub when: Trigger,
    /// One of these must stand in the window.
    pub require_any: Option<Regex>,
    /// None of these may stand in the window; a group `who` must speak of the source that started the rule.
    pub require_none: Option<Regex>,
    /// Where to look.
    pub window: Window,
    /// Whether one finding an article is enough.
    pub once: bool,
}

/// What starts a conditional rule.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// A source of this kind, at its first statement; where a pattern is given, one described like this.
    Source(SourceTest, Option<Regex>),
    /// A pattern in the text.
    Text(Regex),
}

/// Where a conditional rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// This many paragraphs before and after.
    Paragraphs {
        /// Before.
        before: usize,
        /// After.
        after: usize,
    },
    /// The whole text.
    Document,
}

/// Too many or too few.
#[derive(Clone, Debug)]
pub struct Count {
    /// Of what.
    pub counted: Counted,
    /// The lemmas that count as verbs.
    pub cues: Vec<String>,
    /// Fewer fires.
    pub min: Option<usize>,
    /// More fires.
    pub max: Option<usize>,
    /// An article whose genre, headline or first line matches any of these is let pass.
    pub except: Option<Regex>,
    /// For which articles.
    pub applies_if: AppliesIf,
}

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Sources that say something.
    Sources,
    /// Persons and groups of persons that say something.
    People,
    /// Different lemmas among the cues the rule lists.
    Verbs,
}

/// For which articles a rule about the whole holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AppliesIf {
    /// At least this many words.
    pub words: usize,
    /// At least this many attributions.
    pub attributions: usize,
    /// At least this many sources that say something.
    pub sources: usize,
    /// Only if every source is of this kind.
    pub all_sources: Option<SourceTest>,
}

/// What to look for in quotations, and its threshold.
#[derive(Clone, Debug)]
pub struct Quote {
    /// What.
    pub check: QuoteCheck,
    /// Words a quotation has at least (or at most, for scare quotes and fragments).
    pub words: usize,
    /// Sentences before the speaker.
    pub sentences: usize,
    /// More than so many fire.
    pub max: usize,
    /// At least one for so many words, for fragments; 0 where length does not count.
    pub per_words: usize,
    /// A sentence that matches any of these is let pass.
    pub except: Option<Regex>,
}

/// The checks of quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteCheck {
    /// Nobody says it.
    NoSpeaker,
    /// The speaker comes late.
    LateSpeaker,
    /// Marks around a word or two that nobody says.
    Scare,
    /// Two speakers in a paragraph.
    SpeakerSwitch,
    /// Never closed.
    Unbalanced,
    /// In the headline, not in the text.
    Headline,
    /// Twice, in different words.
    Altered,
    /// A pronoun that could be two people.
    AmbiguousPronoun,
    /// Too many short ones.
    Fragments,
}

/// If the article is so, then it must have these fields.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// For which articles.
    pub when: MetaWhen,
    /// What they must have.
    pub require: Vec<MetaField>,
}

/// For which articles a metadata rule holds.
#[derive(Clone, Debug, Default)]
pub struct MetaWhen {
    /// At least this many anonymous sources.
    pub anonymous_sources: usize,
    /// At least this many words.
    pub words: usize,
    /// A dateline like this.
    pub dateline: Option<Regex>,
    /// A test of the language.
    pub language: Option<LanguageTest>,
    /// A test of the credit.
    pub credit: Option<CreditTest>,
    /// A test of the embargo.
    pub embargo: Option<EmbargoTest>,
    /// At least this version, where it is a number.
    pub version: u64,
}

/// A test of the credit line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditTest {
    /// It does not name the agency of the dateline.
    Mismatch,
}

/// A test of the embargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmbargoTest {
    /// It has no end, or one later than the article's own dates. The clock does not count.
    Set,
}

/// A test of the declared language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageTest {
    /// Not the language of the text.
    Mismatch,
}

/// A field around the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum MetaField {
    /// A person in the byline.
    #[serde(rename = "byline.people")]
    BylinePeople,
    /// A person in the byline, or an agency in the dateline.
    #[serde(rename = "author")]
    Author,
    /// The agency or outlet that is credited.
    #[serde(rename = "credit")]
    Credit,
    /// A note, or a line of the text, that says what was corrected or changed.
    #[serde(rename = "change_note")]
    ChangeNote,
}

/// A share of the whole above a threshold.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Of what.
    pub metric: Metrics,
    /// Above this, 0 to 1, it fires.
    pub above: f64,
    /// The lemmas that count as loaded verbs.
    pub cues: Vec<String>,
    /// For which articles.
    pub applies_if: AppliesIf,
}

/// The shares that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metrics {
    /// Attributions whose source is anonymous.
    AnonymousShare,
    /// Attributed text of the source that has most of it.
    VoiceShare,
    /// How far down the text the first attribution stands.
    FirstAttribution,
    /// Loaded verbs of the source that has most of them, beside a source that has none.
    LoadedVerbs,
    /// The more frequent of women and men among the people who speak, by the words of the text alone.
    OneGender,
}

/// The checks of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SummaryCheck {
    /// A claim without its speaker.
    Attribution,
    /// A hedge or a negation dropped.
    Hedge,
    /// A quotation that is not in the text.
    Quote,
}

/// An example article of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Example {
    /// The text; in a firing example each place is marked `[[…]]`.
    pub text: String,
    /// How often the text is repeated, for rules about long articles.
    pub repeat: Option<usize>,
    /// What follows the repeated text.
    pub then: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Dateline.
    pub dateline: Option<String>,
    /// Declared language.
    pub language: Option<String>,
    /// Byline as written.
    pub byline: Option<String>,
    /// People of the byline.
    pub people: Vec<String>,
    /// Credit line.
    pub credit: Option<String>,
    /// Version.
    pub version: Option<String>,
    /// When this version was made, RFC 3339.
    pub versioned: Option<String>,
    /// Embargo: its end, RFC 3339.
    pub embargo: Option<String>,
    /// A note to editors.
    pub note: Option<String>,
}
