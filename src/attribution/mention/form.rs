//! A mention: words of the text that may stand for somebody or something.

use std::ops::Range;

/// One mention; ranges are tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// As written, from the determiner or title to the name or head noun.
    pub(super) tokens: Range<usize>,
    pub(super) form: Form,
}

/// How a mention refers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Name(Name),
    Description(Description),
    Pronoun(Pronoun),
}

/// A proper name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name alone, without titles and roles before it.
    pub(super) core: Range<usize>,
    pub(super) sort: Sort,
    /// Whether a title, a role or a first name says so, and not only the shape.
    pub(super) certain: bool,
}

/// A noun phrase without a name at its head: "the Texas senator", "analysts".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The head noun.
    pub(super) head: usize,
    pub(super) determiner: Determiner,
    pub(super) sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// "the", "this": somebody known already, perhaps.
    Definite,
    /// "a", "some", a number: somebody new.
    Indefinite,
    /// "his", "Cameron's".
    Possessive,
    /// Nothing: "analysts", "critics".
    Bare,
}

/// A pronoun, by what it agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    It,
    I,
    We,
    You,
    Relative,
}

/// What a mention stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    People,
    Organization,
    Media,
    Document,
    /// A country or city, whose government may speak.
    Place,
    Unknown,
}

impl Mention {
    /// The token by which the mention is known: the end of the name, the head noun.
    pub(super) fn anchor(&self) -> usize {
        match &self.form {
            Form::Name(name) => name.core.end.saturating_sub(1),
            Form::Description(description) => description.head,
            Form::Pronoun(_) => self.tokens.start,
        }
    }

    pub(super) const fn name(&self) -> Option<&Name> {
        match &self.form {
            Form::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) const fn description(&self) -> Option<&Description> {
        match &self.form {
            Form::Description(description) => Some(description),
            _ => None,
        }
    }

    pub(super) const fn pronoun(&self) -> Option<Pronoun> {
        match self.form {
            Form::Pronoun(pronoun) => Some(pronoun),
            _ => None,
        }
    }
}
