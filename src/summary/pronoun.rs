//! Who a pronoun of a chosen sentence means, and the name to put in its place.

use super::Material;
use super::lexicon::{Uses, uses};
use super::passage::Passage;
use crate::attribution::{Source, SourceId, SourceKind};
use crate::text::{Case, Quotation, Span, Token, WordKey};

/// A mention of a source inside the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) span: Span,
    pub(super) source: SourceId,
    /// Whether it is a pronoun alone.
    pub(super) pronoun: bool,
}

/// All mentions of the article's sources in document order.
#[derive(Debug)]
pub(super) struct Pronouns<'m> {
    material: &'m Material<'m>,
    mentions: Vec<Mention>,
}

impl<'m> Pronouns<'m> {
    pub(super) fn new(material: &'m Material<'m>) -> Self {
        let mut mentions: Vec<Mention> = Vec::new();
        for (index, source) in material.attributed.sources.iter().enumerate() {
            let id = SourceId(u32::try_from(index).unwrap_or(u32::MAX));
            mentions.extend(source.mentions.iter().map(|&span| Mention {
                span,
                source: id,
                pronoun: is_pronoun(material.slice(span)),
            }));
        }
        mentions.sort_by_key(|mention| (mention.span, mention.source));
        Self { material, mentions }
    }

    /// The mentions inside a passage, in order.
    pub(super) fn of(&self, passage: &Passage) -> impl Iterator<Item = Mention> {
        let first = self
            .mentions
            .partition_point(|mention| mention.span.start < passage.span.start);
        let rest = self.mentions.iter().skip(first).copied();
        let end = passage.span.end;
        rest.take_while(move |mention| mention.span.end <= end)
    }

    /// Whether the first personal pronoun of the passage stands for a source with a name, outside quotation marks.
    pub(super) fn first_is_resolvable(&self, passage: &Passage) -> bool {
        let tokens = self.material.tokens(passage.tokens.clone());
        let first = tokens.iter().find(|token| uses(token).any(Uses::PERSONAL));
        first.is_some_and(|token| {
            self.of(passage)
                .any(|mention| mention.span == token.span && self.replacement(&mention).is_some())
        })
    }

    /// The words in square brackets that say who the pronoun means; none where it must stay as it is.
    pub(super) fn replacement(&self, mention: &Mention) -> Option<String> {
        if !mention.pronoun {
            return None;
        }
        let tokens = &self.material.document.tokens;
        let at = tokens
            .binary_search_by_key(&mention.span.start, |token| token.span.start)
            .ok()?;
        let token = tokens.get(at)?;
        if self.is_quoted(token) {
            return None;
        }
        let name = name(
            self.material
                .attributed
                .sources
                .get(mention.source.0 as usize)?,
        )?;
        let genitive = is_genitive(token, tokens.get(at + 1));
        let name = if genitive {
            possessive(name)
        } else {
            name.to_owned()
        };
        Some(format!("[{name}]"))
    }

    fn is_quoted(&self, token: &Token) -> bool {
        let quotations = &self.material.document.quotations;
        let quotation = token.quotation().and_then(|index| quotations.get(index));
        quotation.is_some_and(Quotation::is_double)
    }
}

/// The name to show: of people only, and only where the article gives one.
fn name(source: &Source) -> Option<&str> {
    let name = source.name.as_deref()?;
    (source.kind == SourceKind::Person && !is_pronoun(name)).then_some(name)
}

fn is_pronoun(text: &str) -> bool {
    const PRONOUNS: [&str; 9] = [
        "he", "she", "him", "his", "her", "hers", "they", "their", "them",
    ];
    PRONOUNS
        .iter()
        .any(|pronoun| pronoun.eq_ignore_ascii_case(text))
}

/// Whether the pronoun says whose something is. "Her" does when a word follows that can belong to somebody:
/// no mark, no function word.
fn is_genitive(token: &Token, next: Option<&Token>) -> bool {
    const HIS: WordKey = WordKey::of("his");
    const HER: WordKey = WordKey::of("her");
    const THEIR: WordKey = WordKey::of("their");
    if token.key == HIS || token.key == THEIR {
        return true;
    }
    let owned = next.is_some_and(|next| {
        next.is_word() && !uses(next).any(Uses::FUNCTION) || matches!(next.case, Case::Capital)
    });
    token.key == HER && owned
}

fn possessive(name: &str) -> String {
    let mark = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{mark}")
}
