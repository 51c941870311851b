//! The label sets: part-of-speech tags and dependency relations.

/// Declares a label set as an enum of bytes with its names.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every label, in the order of its code.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in the label set's own spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The label with this name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// Its place in [`Self::ALL`].
            pub(crate) const fn code(self) -> u8 {
                self as u8
            }
        }
    };
}

labels! {
    /// A part-of-speech tag of the Penn Treebank, as its successors extend it (`HYPH`, `NFP`, `ADD`, `AFX`).
    Tag {
        /// Common noun, singular or mass.
        Nn = "NN",
        /// Common noun, plural.
        Nns = "NNS",
        /// Proper noun, singular.
        Nnp = "NNP",
        /// Proper noun, plural.
        Nnps = "NNPS",
        /// Personal pronoun.
        Prp = "PRP",
        /// Possessive pronoun.
        PrpPossessive = "PRP$",
        /// Determiner.
        Dt = "DT",
        /// Predeterminer.
        Pdt = "PDT",
        /// Adjective.
        Jj = "JJ",
        /// Adjective, comparative.
        Jjr = "JJR",
        /// Adjective, superlative.
        Jjs = "JJS",
        /// Number.
        Cd = "CD",
        /// Verb, base form.
        Vb = "VB",
        /// Verb, past tense.
        Vbd = "VBD",
        /// Verb, gerund or present participle.
        Vbg = "VBG",
        /// Verb, past participle.
        Vbn = "VBN",
        /// Verb, present tense, not third person singular.
        Vbp = "VBP",
        /// Verb, present tense, third person singular.
        Vbz = "VBZ",
        /// Modal.
        Md = "MD",
        /// Adverb.
        Rb = "RB",
        /// Adverb, comparative.
        Rbr = "RBR",
        /// Adverb, superlative.
        Rbs = "RBS",
        /// Particle.
        Rp = "RP",
        /// Preposition or subordinating conjunction.
        In = "IN",
        /// "to".
        To = "TO",
        /// Coordinating conjunction.
        Cc = "CC",
        /// Wh-determiner.
        Wdt = "WDT",
        /// Wh-pronoun.
        Wp = "WP",
        /// Possessive wh-pronoun.
        WpPossessive = "WP$",
        /// Wh-adverb.
        Wrb = "WRB",
        /// Existential "there".
        Ex = "EX",
        /// Possessive ending.
        Pos = "POS",
        /// Interjection.
        Uh = "UH",
        /// Foreign word.
        Fw = "FW",
        /// List item marker.
        Ls = "LS",
        /// Symbol.
        Sym = "SYM",
        /// Address: mail, web, handle.
        Add = "ADD",
        /// Affix.
        Afx = "AFX",
        /// Hyphen.
        Hyph = "HYPH",
        /// Superfluous mark.
        Nfp = "NFP",
        /// Currency.
        Currency = "$",
        /// Comma.
        Comma = ",",
        /// Full stop, question or exclamation mark.
        Stop = ".",
        /// Colon, semicolon, dash, ellipsis.
        Colon = ":",
        /// Opening quotation mark.
        Open = "``",
        /// Closing quotation mark.
        Close = "''",
        /// Opening bracket.
        OpenBracket = "-LRB-",
        /// Closing bracket.
        CloseBracket = "-RRB-",
        /// Anything else.
        Other = "XX",
    }
}

impl Tag {
    /// The tag with this code, see [`Self::code`].
    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// A form of a verb, modals left out.
    pub const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz
        )
    }

    /// A form that can carry a clause by itself: past, present, modal.
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// A noun, common or proper.
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }

    /// A proper noun.
    pub const fn is_proper(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }

    /// A plural noun.
    pub const fn is_plural(self) -> bool {
        matches!(self, Self::Nns | Self::Nnps)
    }

    /// An adjective.
    pub const fn is_adjective(self) -> bool {
        matches!(self, Self::Jj | Self::Jjr | Self::Jjs)
    }

    /// An adverb.
    pub const fn is_adverb(self) -> bool {
        matches!(self, Self::Rb | Self::Rbr | Self::Rbs)
    }

    /// A wh-word: who, which, whose, when.
    pub const fn is_wh(self) -> bool {
        matches!(self, Self::Wdt | Self::Wp | Self::WpPossessive | Self::Wrb)
    }

    /// A mark of punctuation.
    pub const fn is_mark(self) -> bool {
        matches!(
            self,
            Self::Comma
                | Self::Stop
                | Self::Colon
                | Self::Open
                | Self::Close
                | Self::OpenBracket
                | Self::CloseBracket
                | Self::Hyph
                | Self::Nfp
        )
    }
}

labels! {
    /// A dependency relation of the scheme that `ClearNLP` converts constituents to.
    Relation {
        /// The head of the sentence.
        Root = "ROOT",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject of a passive.
        NsubjPass = "nsubjpass",
        /// Clause as subject.
        Csubj = "csubj",
        /// Clause as subject of a passive.
        CsubjPass = "csubjpass",
        /// Direct object.
        Dobj = "dobj",
        /// Indirect object.
        Dative = "dative",
        /// Clause as complement, with its own subject.
        Ccomp = "ccomp",
        /// Clause as complement, without a subject of its own.
        Xcomp = "xcomp",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Clause that modifies a noun: participle, infinitive.
        Acl = "acl",
        /// Relative clause.
        Relcl = "relcl",
        /// Loosely attached clause: "…, he said, …".
        Parataxis = "parataxis",
        /// Word that introduces a clause: that, if, because.
        Mark = "mark",
        /// Auxiliary.
        Aux = "aux",
        /// Auxiliary of a passive.
        AuxPass = "auxpass",
        /// Negation.
        Neg = "neg",
        /// Preposition.
        Prep = "prep",
        /// Object of a preposition.
        Pobj = "pobj",
        /// Clause as complement of a preposition.
        Pcomp = "pcomp",
        /// "by" of a passive's agent.
        Agent = "agent",
        /// Particle.
        Prt = "prt",
        /// Apposition.
        Appos = "appos",
        /// Word in a compound or a name.
        Compound = "compound",
        /// Determiner.
        Det = "det",
        /// Predeterminer.
        Predet = "predet",
        /// Possessor.
        Poss = "poss",
        /// Possessive ending.
        Case = "case",
        /// Adjective at a noun.
        Amod = "amod",
        /// Number at a noun.
        Nummod = "nummod",
        /// Modifier of a number.
        Quantmod = "quantmod",
        /// Other modifier of a noun.
        Nmod = "nmod",
        /// Noun phrase as adverbial: "last week".
        Npadvmod = "npadvmod",
        /// Adverb.
        Advmod = "advmod",
        /// Adjective as complement.
        Acomp = "acomp",
        /// Complement of "be".
        Attr = "attr",
        /// Complement of an object: "called it a lie".
        Oprd = "oprd",
        /// Coordinating conjunction.
        Cc = "cc",
        /// Conjunct.
        Conj = "conj",
        /// "both", "either".
        Preconj = "preconj",
        /// Expletive "there", "it".
        Expl = "expl",
        /// Interjection.
        Intj = "intj",
        /// Furniture.
        Meta = "meta",
        /// Mark of punctuation.
        Punct = "punct",
        /// Anything else.
        Dep = "dep",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_go_both_ways() {
        for &tag in Tag::ALL {
            assert_eq!(Tag::named(tag.as_str()), Some(tag));
            assert_eq!(Tag::from_code(tag.code()), Some(tag));
        }
        for &relation in Relation::ALL {
            assert_eq!(Relation::named(relation.as_str()), Some(relation));
        }
        assert_eq!(Tag::named("nn"), None);
        assert_eq!(Tag::from_code(200), None);
    }
}
