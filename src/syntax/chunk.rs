//! Base noun phrases: a noun with what stands before it, read off the tags.

use super::Tag;
use crate::text::{Document, WordKey};
use std::ops::Range;

/// What kind of noun a phrase is built on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChunkKind {
    /// A proper noun: Gov. Ann Reed, the White House.
    Name,
    /// A common noun: a senior official.
    Noun,
    /// A pronoun, personal or relative: she, who.
    Pronoun,
    /// A number or a determiner alone: two, most, those.
    Quantity,
}

/// A base noun phrase: determiners, adjectives, titles and the noun, without what follows the noun. A possessor
/// is a phrase of its own: `Ann Reed|'s claim`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Its tokens in the document.
    pub tokens: Range<usize>,
    /// The noun that it is built on: its last one.
    pub head: usize,
    /// What kind of noun that is.
    pub kind: ChunkKind,
    /// Whether a possessive ending follows: the phrase owns the next one.
    pub possessor: bool,
}

/// The base noun phrases of a document, in order; none crosses a sentence.
pub(super) fn chunks(document: &Document<'_>, tags: &[Tag]) -> Vec<Chunk> {
    let mut found = Vec::with_capacity(tags.len() / 4);
    let reader = Reader { document, tags };
    for sentence in &document.sentences {
        let range = sentence.range();
        let mut at = range.start;
        while at < range.end {
            match reader.chunk_at(at, range.end) {
                Some(chunk) => {
                    at = chunk.tokens.end;
                    found.push(chunk);
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Reader<'d> {
    document: &'d Document<'d>,
    tags: &'d [Tag],
}

impl Reader<'_> {
    fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or(Tag::Other)
    }

    /// The phrase that begins at `start`, if one does.
    fn chunk_at(&self, start: usize, end: usize) -> Option<Chunk> {
        if matches!(self.tag(start), Tag::Prp | Tag::Wp | Tag::Ex) || self.is_relative(start) {
            return Some(self.chunk(start..start + 1, start, ChunkKind::Pronoun));
        }
        if !self.begins(start) {
            return None;
        }
        let mut at = start + 1;
        while at < end && self.goes_on(start, at) {
            at += 1;
        }
        let head = (start..at).rev().find(|&token| self.tag(token).is_noun());
        if let Some(head) = head {
            let name = self.tag(head).is_proper();
            let kind = if name {
                ChunkKind::Name
            } else {
                ChunkKind::Noun
            };
            return Some(self.chunk(start..head + 1, head, kind));
        }
        let quantity = (start..at)
            .rev()
            .find(|&token| matches!(self.tag(token), Tag::Cd | Tag::Dt))?;
        let bare_article = self.is_article(quantity);
        (!bare_article).then(|| self.chunk(start..quantity + 1, quantity, ChunkKind::Quantity))
    }

    fn chunk(&self, tokens: Range<usize>, head: usize, kind: ChunkKind) -> Chunk {
        Chunk {
            possessor: self.tag(tokens.end) == Tag::Pos,
            tokens,
            head,
            kind,
        }
    }

    /// "which" and "that" as relative pronouns; "which" before a noun is a determiner.
    fn is_relative(&self, token: usize) -> bool {
        self.tag(token) == Tag::Wdt && !self.tag(token + 1).is_noun()
    }

    fn is_article(&self, token: usize) -> bool {
        let key = self.document.tokens.get(token).map(|token| token.key);
        matches!(key, Some(THE | A | AN | EVERY | NO))
    }

    fn begins(&self, token: usize) -> bool {
        let tag = self.tag(token);
        let owned = tag == Tag::Pos && token > 0;
        let participle = matches!(tag, Tag::Vbn | Tag::Vbg)
            && self.tag(token + 1).is_noun()
            && !self.follows_verb_or_noun(token);
        tag.is_noun()
            || tag.is_adjective()
            || matches!(
                tag,
                Tag::Dt
                    | Tag::Pdt
                    | Tag::PrpPossessive
                    | Tag::WpPossessive
                    | Tag::Cd
                    | Tag::Currency
                    | Tag::Wdt
            )
            || owned
            || participle
    }

    fn follows_verb_or_noun(&self, token: usize) -> bool {
        let before = token
            .checked_sub(1)
            .map_or(Tag::Stop, |before| self.tag(before));
        before.is_verb()
            || before.is_noun()
            || matches!(before, Tag::Prp | Tag::In | Tag::To | Tag::Md | Tag::Rb)
    }

    /// Whether the token at `at` belongs to the phrase that began at `start` and reaches up to it.
    fn goes_on(&self, start: usize, at: usize) -> bool {
        let (tag, last, next) = (self.tag(at), self.tag(at - 1), self.tag(at + 1));
        match tag {
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => !self.is_new_day(at),
            Tag::Jj | Tag::Jjr | Tag::Jjs => {
                !last.is_noun() || last == Tag::Nnp && next.is_noun() && !self.is_when(at)
            }
            Tag::Cd => !last.is_plural(),
            Tag::Currency => !last.is_noun(),
            Tag::Dt => matches!(last, Tag::Pdt | Tag::Dt) && at == start + 1,
            Tag::PrpPossessive => last == Tag::Pdt,
            Tag::Vbn | Tag::Vbg => !last.is_noun() && (next.is_noun() || next.is_adjective()),
            Tag::Rb | Tag::Rbr | Tag::Rbs => {
                !last.is_noun() && (next.is_adjective() || next == Tag::Vbn || next == Tag::Cd)
            }
            Tag::Hyph | Tag::Afx => self.is_tight(at) && self.is_tight(at + 1),
            Tag::Comma => last.is_adjective() && next.is_adjective() && self.tag(at + 2).is_noun(),
            Tag::Cc => last.is_proper() && next.is_proper() && self.document.word(at) == "&",
            // Only after a hyphen: "12-year-old", "two-to-one".
            _ => last == Tag::Hyph && self.is_tight(at),
        }
    }

    fn is_tight(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_some_and(|token| !token.spaced)
    }

    /// A day of the week after another noun is a phrase of its own: "officials Monday".
    fn is_new_day(&self, token: usize) -> bool {
        let key = |token: usize| self.document.tokens.get(token).map(|token| token.key);
        let is_day = |key: Option<WordKey>| key.is_some_and(|key| DAYS.contains(&key));
        is_day(key(token)) && self.tag(token - 1).is_noun()
    }

    /// "last", "next": the adjective begins a phrase of time.
    fn is_when(&self, token: usize) -> bool {
        let key = self.document.tokens.get(token).map(|token| token.key);
        matches!(key, Some(LAST | NEXT))
    }
}

const THE: WordKey = WordKey::of("the");
const A: WordKey = WordKey::of("a");
const AN: WordKey = WordKey::of("an");
const EVERY: WordKey = WordKey::of("every");
const NO: WordKey = WordKey::of("no");
const LAST: WordKey = WordKey::of("last");
const NEXT: WordKey = WordKey::of("next");
const DAYS: [WordKey; 7] = [
    WordKey::of("monday"),
    WordKey::of("tuesday"),
    WordKey::of("wednesday"),
    WordKey::of("thursday"),
    WordKey::of("friday"),
    WordKey::of("saturday"),
    WordKey::of("sunday"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Analysis, Syntax};

    /// The phrases of `text`, `*` after a possessor.
    fn phrases(text: &str) -> Vec<String> {
        let document = Document::read(text);
        let analysis = Analysis::of(&document, Syntax::embedded());
        let show = |chunk: &Chunk| {
            let mark = if chunk.possessor { "*" } else { "" };
            format!("{}{mark}", document.span_of(chunk.tokens.clone()).of(text))
        };
        analysis.chunks().iter().map(show).collect()
    }

    #[test]
    fn a_phrase_reaches_from_its_determiner_to_its_noun() {
        assert_eq!(
            phrases("The small, quiet town gave Gov. Ann Reed a warm welcome."),
            ["The small, quiet town", "Gov. Ann Reed", "a warm welcome"]
        );
        assert_eq!(
            phrases("Spokeswoman Haley Morris said no."),
            ["Spokeswoman Haley Morris"]
        );
        assert_eq!(phrases("A 12-year-old boy left."), ["A 12-year-old boy"]);
    }

    #[test]
    fn a_possessor_is_a_phrase_of_its_own() {
        assert_eq!(
            phrases("Mr. Reed's claim surprised the workers' union."),
            ["Mr. Reed*", "'s claim", "the workers*", "' union"]
        );
    }

    #[test]
    fn pronouns_and_days_stand_alone() {
        assert_eq!(
            phrases("She told officials Monday that they, who knew it, had lied."),
            ["She", "officials", "Monday", "they", "who", "it"]
        );
        assert_eq!(
            phrases("Officials last week denied it."),
            ["Officials", "last week", "it"]
        );
    }

    #[test]
    fn verbs_and_adverbs_make_no_phrase() {
        assert_eq!(phrases("They ran, and went quickly."), ["They"]);
    }
}
