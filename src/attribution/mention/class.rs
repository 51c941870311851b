//! Classes of words, as sets: what the word lists say of one token.

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $at:literal),* $(,)?) => {
        impl Class { $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $at);)* }
    };
}

classes!(
    /// "Mr.", "Dr.": stands before a name and nowhere else.
    COURTESY = 0,
    /// "President", "Sen.": stands before a name, and alone for its holder.
    TITLE = 1,
    /// "spokesman", "analyst": one person.
    ROLE = 2,
    /// "spokesmen", "analysts".
    ROLES = 3,
    /// "wife", "son".
    KIN = 4,
    /// Speaks for an institution.
    SPOKESPERSON = 5,
    /// Knows from inside: "official", "aide".
    INSIDER = 6,
    /// An office held by one person at a time.
    OFFICE = 7,
    /// Brings nobody new: "the New York businessman".
    EPITHET = 8,
    /// Says that "he" follows.
    MALE = 9,
    /// Says that "she" follows.
    FEMALE = 10,
    /// Heads the name or description of an organisation.
    ORGANIZATION = 11,
    /// The same in the plural.
    ORGANIZATIONS = 12,
    /// Ends the name of a company.
    SUFFIX = 13,
    /// "newspaper", "network".
    MEDIUM = 14,
    /// Ends a masthead: "Times".
    MASTHEAD = 15,
    /// Opens a masthead: "Radio".
    MASTHEAD_OPENING = 16,
    /// "report", "poll".
    DOCUMENT = 17,
    /// "people", "crowd".
    GROUP = 18,
    /// Stands alone for people: "many", "others".
    ALONE = 19,
    /// "two", "several".
    COUNTED = 20,
    /// "Moscow", "Ohio".
    PLACE = 21,
    /// "Russian", "Republican".
    DEMONYM = 22,
    /// "Russians", "Republicans".
    PEOPLE = 23,
    /// A first name.
    FIRST_NAME = 24,
    /// A first name given to boys nearly always.
    MALE_NAME = 25,
    /// A first name given to girls nearly always.
    FEMALE_NAME = 26,
    /// "de", "van", "bin".
    PARTICLE = 27,
    /// "Jr.", "III".
    NAME_SUFFIX = 28,
    /// Capitalised for another reason: "Monday".
    NEVER = 29,
    /// Never opens a name: "However".
    OPENING = 30,
    DETERMINER = 31,
    INDEFINITE = 32,
    DEFINITE = 33,
    POSSESSIVE = 34,
    PREPOSITION = 35,
    CONJUNCTION = 36,
    RELATIVE = 37,
    VERB = 38,
    HE = 39,
    SHE = 40,
    THEY = 41,
    IT = 42,
    I = 43,
    WE = 44,
    YOU = 45,
    /// The whole name of an institution: "Kremlin".
    INSTITUTION_NAME = 46,
    /// The whole name of a newspaper, broadcaster, agency.
    MEDIA_NAME = 47,
    /// Says how many, before "of": "a majority of voters".
    QUANTITY = 48,
    /// Says that a name is withheld.
    WITHHELD = 49,
    /// Opens the reason why.
    REASON = 50,
    /// Ends the name of a site: "Road".
    SITE = 51,
    /// Ends the name of a site or of a person: "Hill".
    SITE_OR_SURNAME = 52,
    /// Opens the name of a site: "Mount".
    SITE_OPENING = 53,
    /// Says where something is: "on", "near".
    WHERE = 54,
    /// In the name of a public institution, which is no company: "university".
    CIVIC = 55,
    /// Takes up an institution of any kind: "the organisation".
    GENERAL = 56,
    /// Ends the name of a company also in small letters: "plc".
    LEGAL_FORM = 57,
);

impl Class {
    /// Third-person, first-person and second-person pronouns.
    pub(crate) const PRONOUN: Self = Self::HE
        .or(Self::SHE)
        .or(Self::THEY)
        .or(Self::IT)
        .or(Self::I)
        .or(Self::WE)
        .or(Self::YOU);

    /// Nouns that head a description of a source.
    pub(crate) const HEAD: Self = Self::ROLE
        .or(Self::ROLES)
        .or(Self::ORGANIZATION)
        .or(Self::ORGANIZATIONS)
        .or(Self::MEDIUM)
        .or(Self::DOCUMENT)
        .or(Self::GROUP);

    /// What ends a noun phrase that it follows.
    pub(crate) const BOUNDARY: Self = Self::PREPOSITION
        .or(Self::CONJUNCTION)
        .or(Self::RELATIVE)
        .or(Self::VERB)
        .or(Self::PRONOUN);

    /// Whether any class of `other` is in the set.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
