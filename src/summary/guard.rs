//! The guards of a summary, each of which can be lifted to measure what it costs and gains.

/// One thing that a sentence of a summary may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Be furniture, a caption, a heading, a turn of a transcript, or no whole sentence.
    NotCopy,
    /// Repeat a claim whose source is out of view.
    Claim,
    /// Carry half of a quotation.
    BrokenQuotation,
    /// Consist mostly of a quotation that nothing attributes.
    LooseQuotation,
    /// Open with a pronoun, demonstrative or connective without the sentence before it.
    Neighbour,
    /// Open with "the" and a generic noun without the sentence before it.
    Introduction,
    /// Mean a person by a pronoun before anybody was named.
    Person,
    /// Speak as "I" or "we" where the article does not.
    FirstPerson,
    /// Announce what follows, or follow such an announcement.
    Announcement,
}

impl Guard {
    /// Every guard.
    pub const ALL: [Self; 9] = [
        Self::NotCopy,
        Self::Claim,
        Self::BrokenQuotation,
        Self::LooseQuotation,
        Self::Neighbour,
        Self::Introduction,
        Self::Person,
        Self::FirstPerson,
        Self::Announcement,
    ];
}

/// The guards that hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guards(u16);

impl Default for Guards {
    fn default() -> Self {
        Self(u16::MAX)
    }
}

impl Guards {
    /// No guard at all: for measuring only.
    pub const NONE: Self = Self(0);

    /// These guards but for one.
    #[must_use]
    pub const fn without(self, guard: Guard) -> Self {
        Self(self.0 & !(1 << guard as u16))
    }

    /// Whether `guard` holds.
    pub const fn hold(self, guard: Guard) -> bool {
        self.0 & (1 << guard as u16) != 0
    }
}
