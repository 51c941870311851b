//! What a rule can ask of the frame of a cue: the closed vocabulary of attribution rules.

use serde::Deserialize;

use super::name::Name;

macro_rules! traits {
    ($(#[$doc:meta])* $group:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
        pub enum $group { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),* }

        impl $group {
            /// The name that rules and tables use.
            pub const fn name(self) -> Name<'static> {
                match self { $(Self::$variant => const { Name::of($text) }),* }
            }

            /// Its bit in a set.
            pub const fn bit(self) -> u32 {
                1 << self as u32
            }
        }
    };
}

traits! {
    /// What kind of word is the cue.
    CueKind {
        /// "said"
        Verb = "verb",
        /// "claim"
        Noun = "noun",
        /// "sure"
        Adjective = "adjective",
        /// "according to"
        According = "according",
        /// ":" after a name
        Colon = "colon",
        /// A dash before the source that ends a headline
        Dash = "dash",
        /// "That was how Reed put it", behind a paragraph that is one quotation
        Above = "above",
    }
}

traits! {
    /// The form of a verb cue.
    Form {
        /// With tense, or with an auxiliary that has it.
        Finite = "finite",
        /// "to say"
        Base = "base",
        /// "saying"
        Gerund = "gerund",
        /// "asked", without an auxiliary
        Participle = "participle",
        /// "was told"
        Passive = "passive",
        /// The label of a turn in a conversation.
        Turn = "turn",
        /// Not a verb.
        None = "none",
    }
}

traits! {
    /// What stands right before the cue and its source.
    Before {
        /// The sentence begins here.
        Start = "start",
        /// A closing quotation mark.
        Quote = "quote",
        /// A comma.
        Comma = "comma",
        /// A dash.
        Dash = "dash",
        /// Anything else.
        Other = "other",
    }
}

traits! {
    /// What follows the cue.
    After {
        /// A quotation of three or more words.
        Quote = "quote",
        /// A phrase, a colon and a quotation: "gave a warning: “…”".
        ColonQuote = "colon-quote",
        /// "that" and a clause.
        That = "that",
        /// "whether" or "if".
        Whether = "whether",
        /// "what", "why", "how" and a clause.
        Question = "question",
        /// A clause without "that".
        Clause = "clause",
        /// "to" and a verb.
        Infinitive = "infinitive",
        /// A verb in -ing.
        Gerund = "gerund",
        /// A noun phrase.
        Phrase = "phrase",
        /// A noun phrase that "to" and a verb follow: "urged voters to stay".
        PhraseInfinitive = "phrase-infinitive",
        /// A noun phrase that "as" follows: "described him as a friend".
        PhraseAs = "phrase-as",
        /// A noun phrase that a quotation follows: "called the talks “a good start”".
        PhraseQuote = "phrase-quote",
        /// An adjective.
        Adjective = "adjective",
        /// "as"
        As = "as",
        /// "about"
        About = "about",
        /// "for"
        For = "for",
        /// "of"
        Of = "of",
        /// "to" and a noun phrase.
        To = "to",
        /// "on"
        On = "on",
        /// "with"
        With = "with",
        /// "against"
        Against = "against",
        /// "in"
        In = "in",
        /// "at"
        At = "at",
        /// Another preposition.
        Preposition = "preposition",
        /// A comma and no quotation.
        Comma = "comma",
        /// A colon and no quotation.
        Colon = "colon",
        /// The sentence ends.
        End = "end",
        /// Anything else.
        Other = "other",
    }
}

traits! {
    /// Where the source stands.
    Tie {
        /// Before the verb.
        Subject = "subject",
        /// It is "who" or "which".
        Relative = "relative",
        /// It is the subject of an earlier verb.
        Shared = "shared",
        /// After the verb: "said Reed".
        Inverted = "inverted",
        /// After "by".
        Agent = "agent",
        /// It owns a noun: "her claim".
        Owner = "owner",
        /// After "according to", before a colon.
        Named = "named",
        /// The text names none.
        None = "none",
    }
}

traits! {
    /// Where the content stands.
    Extent {
        /// After the cue.
        Right = "right",
        /// Before the source and the cue.
        Left = "left",
        /// Before, and after where it goes on there.
        Both = "both",
        /// The rest of the sentence.
        Around = "around",
        /// The subject of the cue: "Reed seemed tired".
        Subject = "subject",
        /// After the cue, to the end of its paragraph: a turn of an interview.
        Turn = "turn",
        /// The quotation that is the paragraph before.
        Above = "above",
    }
}
