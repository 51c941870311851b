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
    pub(super) form: Form,
}

/// How a mention stands for its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By a name or a description.
    Words,
    /// By a pronoun that makes no claim.
    Pronoun,
    /// By a pronoun that makes a claim and may mean somebody else, for all we know.
    Unclear,
    /// By a pronoun that makes a claim while its name is the last that was named, or by a demonstrative that
    /// means the only claim of the sentence before. Only these may be replaced by a name.
    Plain,
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
        for (source, id) in material.attributed.sources.iter().zip(0..) {
            let form = |span| {
                if is_pronoun(material.slice(span)) {
                    Form::Pronoun
                } else {
                    Form::Words
                }
            };
            let all = source.mentions.iter().map(|&span| Mention {
                span,
                source: SourceId(id),
                form: form(span),
            });
            mentions.extend(all);
        }
        mentions.extend(demonstratives(material));
        mentions.sort_by_key(|mention| (mention.span, mention.source));
        settle(material, &mut mentions);
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
        let demonstrative = |token: &Token| DEMONSTRATIVES.contains(&token.key);
        let opens = tokens.first().filter(|token| demonstrative(token));
        let person = || tokens.iter().find(|token| uses(token).any(Uses::PERSONAL));
        opens.or_else(person).is_some_and(|token| {
            let mut mentions = self.of(passage);
            mentions
                .any(|mention| mention.span == token.span && self.replacement(&mention).is_some())
        })
    }

    /// Whether a pronoun makes a claim here that only the sentences before can tell the speaker of.
    pub(super) fn hides_a_speaker(&self, passage: &Passage) -> bool {
        let named = |unclear: &Mention| {
            let mut before = self
                .of(passage)
                .take_while(|mention| mention.span < unclear.span);
            before.any(|mention| mention.source == unclear.source && mention.form == Form::Words)
        };
        let mut unclear = self
            .of(passage)
            .filter(|mention| mention.form == Form::Unclear);
        unclear.any(|mention| !named(&mention))
    }

    /// The words in square brackets that say who the pronoun means; none where it must stay as it is.
    pub(super) fn replacement(&self, mention: &Mention) -> Option<String> {
        if mention.form != Form::Plain {
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

/// Words that may point at the claim of the sentence before.
const DEMONSTRATIVES: [WordKey; 4] = [
    WordKey::of("that"),
    WordKey::of("this"),
    WordKey::of("those"),
    WordKey::of("these"),
];

/// "That remark …" after a sentence whose claims are all one source's: whose remark it is.
fn demonstratives(material: &Material<'_>) -> Vec<Mention> {
    let document = material.document;
    let pairs = document
        .sentences
        .windows(2)
        .filter_map(|pair| pair.first().zip(pair.get(1)));
    let mentions = pairs.filter_map(|(before, sentence)| {
        let tokens = document.tokens_of(sentence);
        let (opens, noun) = tokens.first().zip(tokens.get(1))?;
        let points = DEMONSTRATIVES.contains(&opens.key) && uses(noun).any(Uses::SPEECH);
        let source = only_source(material, before.span).filter(|_| points)?;
        Some(Mention {
            span: opens.span,
            source,
            form: Form::Plain,
        })
    });
    mentions.collect()
}

/// The source of all claims that begin in `span`, where they have one only.
fn only_source(material: &Material<'_>, span: Span) -> Option<SourceId> {
    let begins = |part: &Span| span.start <= part.start && part.start < span.end;
    let claims = material.attributed.attributions.iter();
    let mut sources = claims
        .filter(|claim| claim.content.first().is_some_and(begins))
        .map(|claim| claim.source);
    let first = sources.next()??;
    sources.all(|source| source == Some(first)).then_some(first)
}

/// Marks the pronouns that can mean one person only: they make a claim, and the person's name stands at most
/// [`REACH`] sentences before with no other person's name between.
fn settle(material: &Material<'_>, mentions: &mut [Mention]) {
    let claiming = |span: Span| {
        let mut claims = material.attributed.attributions.iter();
        claims.any(|claim| claim.mention.contains(&span))
    };
    let sentence = |span: Span| {
        let sentences = &material.document.sentences;
        sentences.partition_point(|sentence| sentence.span.end <= span.start)
    };
    let mut last: Option<Mention> = None;
    for mention in mentions {
        let source = material.attributed.sources.get(mention.source.0 as usize);
        if mention.form == Form::Words
            && source.is_some_and(|source| source.kind == SourceKind::Person)
        {
            last = Some(*mention);
        }
        let near = |named: Mention| {
            named.source == mention.source && sentence(mention.span) <= sentence(named.span) + REACH
        };
        if mention.form == Form::Pronoun && claiming(mention.span) {
            mention.form = if last.is_some_and(near) {
                Form::Plain
            } else {
                Form::Unclear
            };
        }
    }
}

/// How many sentences may lie between a name and its pronoun.
const REACH: usize = 3;

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
    if token.key == HIS || token.key == THEIR || DEMONSTRATIVES.contains(&token.key) {
        return true;
    }
    let owned = next.is_some_and(|next| {
        next.is_word() && !uses(next).any(Uses::FUNCTION) && !uses(next).any(Uses::PERSONAL)
            || matches!(next.case, Case::Capital)
    });
    token.key == HER && owned
}

fn possessive(name: &str) -> String {
    let mark = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{mark}")
}
