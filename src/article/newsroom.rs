//! What a newsroom says about an article apart from its text.

use jiff::Timestamp;

/// What the desk should do with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Read it.
    Analyse,
    /// Read what there is: a teaser without its body.
    Teaser,
    /// There is no text.
    Empty,
    /// The text is not English: nothing here reads it.
    OtherLanguage,
    /// It is not copy.
    Skip(SkipReason),
    /// It recalls what was sent before under its id: nothing of it may be analysed.
    Retract,
}

/// Whether an article may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PublicationStatus {
    /// Yes.
    #[default]
    Usable,
    /// Not now: earlier versions must be recalled.
    Withheld,
    /// Never (a kill): earlier versions must be recalled.
    Canceled,
}

/// Why a well-formed item is no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// An advisory, a daybook, a note to editors.
    Advisory,
    /// A picture, a video, a package: no text of its own.
    NotText,
    /// A temporary or test message.
    Test,
}

impl SkipReason {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Advisory => "advisory",
            Self::NotText => "not-text",
            Self::Test => "test-message",
        }
    }

    /// The reason, for a person.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Advisory => "a note to editors, not copy; nothing was analysed",
            Self::NotText => "no text article; nothing was analysed",
            Self::Test => "a test message; nothing was analysed",
        }
    }
}

/// Until when an article must not be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Embargo {
    /// The end; none where the embargo has no end.
    pub until: Option<Timestamp>,
}

impl Embargo {
    /// Whether it holds at `now`.
    pub fn holds(self, now: Option<Timestamp>) -> bool {
        match (self.until, now) {
            (Some(until), Some(now)) => now < until,
            _ => true,
        }
    }
}

/// The language of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// How it is known.
    pub basis: LanguageBasis,
}

impl Language {
    /// Whether it is English of any region.
    pub fn is_english(&self) -> bool {
        let primary = self.tag.split(['-', '_']).next().unwrap_or_default();
        primary.eq_ignore_ascii_case("en") || primary.eq_ignore_ascii_case("eng")
    }
}

/// How a language is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LanguageBasis {
    /// The input says so.
    Declared,
    /// Recognised from the text.
    Detected,
}

/// When an article was made, changed, published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dates {
    /// First created.
    pub created: Option<Timestamp>,
    /// This version created.
    pub versioned: Option<Timestamp>,
    /// Published.
    pub published: Option<Timestamp>,
}

/// What an article is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The scheme: `medtop`, `keyword`, …
    pub scheme: Option<String>,
    /// The code within the scheme.
    pub code: Option<String>,
    /// The name for people.
    pub name: Option<String>,
}

/// An article that another one corrects, updates or withdraws.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replaced {
    /// Its id.
    pub id: String,
    /// Its version, where given.
    pub version: Option<String>,
}

/// A note to editors or readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// Its role, where the input gives one: `correction`, `embargo`, …
    pub role: Option<String>,
    /// The note.
    pub text: String,
    /// Whether readers may see it. Notes to editors hold phone numbers: they are never passed on.
    pub public: bool,
}

/// How much of an article the input held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// A body.
    #[default]
    Full,
    /// Only a teaser or an abstract.
    Teaser,
}
