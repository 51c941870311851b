//! What attribution finds: attributions, and the roll of sources behind them.

use std::sync::Arc;

use crate::text::Span;

/// Index of an attribution in [`Attributed::attributions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributionId(pub u32);

/// Index of a source in [`Attributed::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Everything attribution found in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributed {
    /// Those that stand in no other one's content, in document order of their first span.
    pub attributions: Vec<Attribution>,
    /// Those inside the content of others ("X told Y that Z said"), each `within` the one that holds it most closely.
    /// Their ids go on from those of `attributions`.
    pub nested: Vec<Attribution>,
    /// In order of first mention.
    pub sources: Vec<Source>,
}

impl Attributed {
    /// All attributions with their ids: the outermost, then the nested.
    pub fn all(&self) -> impl Iterator<Item = (AttributionId, &Attribution)> {
        (0..)
            .map(AttributionId)
            .zip(self.attributions.iter().chain(&self.nested))
    }

    /// The attribution of an id, outermost or nested.
    pub fn get(&self, id: AttributionId) -> Option<&Attribution> {
        let place = id.0 as usize;
        let beyond = place.checked_sub(self.attributions.len());
        self.attributions
            .get(place)
            .or_else(|| self.nested.get(beyond?))
    }
}

/// One attribution: somebody (source) says, believes or decrees (cue) something (content).
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How much of the content stands inside quotation marks.
    pub quoting: Quoting,
    /// The words that attribute ("said", "according to"); none where only the layout does.
    pub cue: Option<Span>,
    /// What is attributed, its parts in document order.
    pub content: Vec<Span>,
    /// The mention of the source as written; empty where the text names none.
    pub mention: Vec<Span>,
    /// The resolved source.
    pub source: Option<SourceId>,
    /// What kind of act attributes.
    pub act: Act,
    /// Id of the rule that found it.
    pub rule: Arc<str>,
    /// How sure, 0 to 1: the share of such attributions that is right, checked on articles kept apart.
    pub confidence: f32,
    /// The attribution inside whose content this one stands ("X told Y that Z said").
    pub within: Option<AttributionId>,
}

/// How much of the content stands inside double quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quoting {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// What kind of act attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Says, tells, announces, denies.
    Statement,
    /// Thinks, knows, expects.
    Belief,
    /// Wants, plans, refuses.
    Intention,
    /// Backs, opposes, praises, blames.
    Stance,
    /// Orders, rules, bans.
    Decree,
    /// Shows, finds, suggests.
    Evidence,
    /// Sees, hears.
    Perception,
}

/// One source of the article: a person, an organisation, a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The best description the article gives: "Volodymyr Zelensky", "a senior official".
    pub label: String,
    /// The full name, where the article names the source.
    pub name: Option<String>,
    /// What the source is.
    pub kind: SourceKind,
    /// Whether the article withholds the name of somebody who spoke.
    pub anonymous: bool,
    /// The reason the article states for that ("because the talks were private").
    pub anonymity_reason: Option<Span>,
    /// Title or function as written ("Foreign Ministry spokeswoman").
    pub role: Option<String>,
    /// Every mention, in document order.
    pub mentions: Vec<Span>,
    /// The attributions it is the source of.
    pub attributions: Vec<AttributionId>,
}

impl Source {
    /// Whether the article gives a name.
    pub const fn named(&self) -> bool {
        self.name.is_some()
    }
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// One person.
    Person,
    /// A company, ministry, court, party.
    Organization,
    /// Several people without a common name: analysts, residents.
    Group,
    /// A report, a law, a poll.
    Document,
    /// A newspaper, a broadcaster, an agency.
    Media,
    /// Not known.
    Unknown,
}
