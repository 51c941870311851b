//! What a summary must know of each sentence before it may stand apart from its neighbours.

use super::Material;
use super::lexicon::{Uses, leading, uses};
use crate::text::{Case, Span, Token, TokenKind, WordKey};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// One sentence of the article as a candidate for the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The sentence, without a dateline at its beginning.
    pub(super) span: Span,
    /// The tokens of `span`: indices into the document's tokens.
    pub(super) tokens: Range<usize>,
    /// Words and numbers in it.
    pub(super) words: u32,
    /// Whether nothing but white space parts it from the passage before it.
    pub(super) follows: bool,
    /// What its first word leans on.
    pub(super) opening: Opening,
    /// Whether it means a person by a pronoun before it names one.
    pub(super) pronoun: bool,
    /// Whether it names somebody or something.
    pub(super) names: bool,
    /// Whether the writer speaks as "I" or "we".
    pub(super) first_person: bool,
    /// How it stands to quotation marks.
    pub(super) quoted: Quoted,
    /// Whether a reporting word stands outside the quotation marks.
    pub(super) reports: bool,
    /// Whether it announces what follows, or follows such an announcement.
    pub(super) announces: bool,
    /// Whether it is no whole sentence of the copy: furniture, caption, heading, turn of a transcript.
    pub(super) not_copy: bool,
}

/// What the first word of a sentence leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing, or only on a name that may stand anywhere before.
    Free,
    /// A pronoun, demonstrative or connective: the sentence before it.
    Neighbour,
    /// "The" and a generic noun: the sentence that introduced it.
    Introduction,
}

/// How a sentence stands to double quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    /// Less than half of its words are quoted.
    Little,
    /// At least half of its words are quoted.
    Mostly,
    /// A quotation begins or ends outside it.
    Broken,
}

/// Reads every sentence of the document.
pub(super) fn passages(material: &Material<'_>) -> Vec<Passage> {
    let reader = Reader::new(material);
    let mut passages: Vec<Passage> = Vec::with_capacity(material.document.sentences.len());
    for sentence in &material.document.sentences {
        let passage = reader.passage(sentence.range(), passages.last());
        passages.push(passage);
    }
    passages
}

/// The document with what is looked up for every sentence.
struct Reader<'m> {
    material: &'m Material<'m>,
    /// Words that stand with a capital after a word in lower case: names, wherever they stand.
    names: FxHashSet<WordKey>,
    headline: Vec<WordKey>,
}

impl<'m> Reader<'m> {
    fn new(material: &'m Material<'m>) -> Self {
        let tokens = &material.document.tokens;
        let after_lower = tokens.iter().zip(tokens.iter().skip(1)).filter(|(before, word)| {
            (before.case == Case::Lower || material.slice(before.span) == ",")
                && matches!(word.case, Case::Capital | Case::Upper)
        });
        let headline = crate::text::Document::read(material.headline.unwrap_or_default());
        Self {
            material,
            names: after_lower.map(|(_, word)| word.key).collect(),
            headline: words_of(&headline.tokens).collect(),
        }
    }

    fn passage(&self, range: Range<usize>, before: Option<&Passage>) -> Passage {
        let range = self.after_dateline(range);
        let tokens = self.material.tokens(range.clone());
        let span = hull(tokens);
        let first = tokens.iter().position(|token| !token.is_mark()).unwrap_or(0);
        let core = tokens.get(first..).unwrap_or_default();
        let follows = before.is_some_and(|before| {
            let gap = Span::new(before.span.end, span.start);
            self.material.slice(gap).trim().is_empty()
        });
        let colon = |span: Span| self.material.slice(span).ends_with(':');
        let outside = || tokens.iter().filter(|token| !self.quoted(token));
        Passage {
            words: count(words_of(tokens)),
            follows,
            opening: opening(core),
            pronoun: self.leans_on_a_person(core),
            names: self.first_name(core).is_some(),
            first_person: outside().any(|token| uses(token).any(Uses::FIRST) && self.is_voice(token)),
            quoted: self.quoting(tokens, span),
            reports: outside().any(|token| uses(token).any(Uses::REPORTING)),
            announces: colon(span) || before.is_some_and(|before| colon(before.span)),
            not_copy: self.is_not_copy(tokens, span),
            tokens: range,
            span,
        }
    }

    /// Leaves out a dateline ("KYIV, March 3 (Agency) —", "(Agency)") at the beginning.
    fn after_dateline(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.material.tokens(range.clone());
        let furniture = tokens
            .iter()
            .take_while(|token| self.material.is_furniture(token.span))
            .count();
        let length = if furniture > 0 && furniture < tokens.len() {
            furniture
        } else {
            self.dateline(tokens)
        };
        range.start + length..range.end
    }

    /// How many tokens a dateline takes: capitals up to a bracket with the agency, perhaps a dash.
    fn dateline(&self, tokens: &[Token]) -> usize {
        const LONGEST: usize = 14;
        let text = |token: &Token| self.material.slice(token.span);
        let head = tokens.get(..tokens.len().min(LONGEST)).unwrap_or_default();
        let Some(open) = head.iter().position(|token| text(token) == "(") else {
            return 0;
        };
        let Some(close) = head.iter().position(|token| text(token) == ")") else {
            return 0;
        };
        let place = head.get(..open).unwrap_or_default();
        let agency = head.get(open + 1..close).unwrap_or_default();
        let place_is_dateline = place.first().is_none_or(|token| token.case == Case::Upper);
        let agency_is_name = matches!(agency.first(), Some(token) if token.case == Case::Upper)
            && agency.len() <= 3;
        let dash = tokens
            .get(close + 1)
            .is_some_and(|token| matches!(text(token), "-" | "–" | "—" | "--"));
        let plain = place.is_empty();
        if place_is_dateline && agency_is_name && (plain || dash) && close + 2 < tokens.len() {
            close + 1 + usize::from(dash)
        } else {
            0
        }
    }

    fn quoted(&self, token: &Token) -> bool {
        let quotation = token.quotation().and_then(|index| self.material.document.quotations.get(index));
        quotation.is_some_and(crate::text::Quotation::is_double)
    }

    fn quoting(&self, tokens: &[Token], span: Span) -> Quoted {
        let quotations = tokens.iter().filter(|token| self.quoted(token));
        let indices = quotations.filter_map(Token::quotation);
        let broken = indices
            .filter_map(|index| self.material.document.quotations.get(index))
            .any(|quotation| !span.contains(quotation.span) || !quotation.closed);
        if broken {
            return Quoted::Broken;
        }
        let words = tokens.iter().filter(|token| !token.is_mark());
        let (inside, outside): (Vec<_>, Vec<_>) = words.partition(|token| self.quoted(token));
        if !inside.is_empty() && inside.len() >= outside.len() {
            Quoted::Mostly
        } else {
            Quoted::Little
        }
    }

    /// "US" and "Us Weekly" are no voice; "I" must stand alone.
    fn is_voice(&self, token: &Token) -> bool {
        match token.case {
            Case::Upper => false,
            Case::Capital => !matches!(self.material.slice(token.span), "Us" | "Mine"),
            Case::Lower => self.material.slice(token.span) != "i",
            Case::None => true,
        }
    }

    /// Whether a personal pronoun comes before the first name.
    fn leans_on_a_person(&self, core: &[Token]) -> bool {
        let Some(pronoun) = core.iter().position(|token| uses(token).any(Uses::PERSONAL)) else {
            return false;
        };
        self.first_name(core).is_none_or(|name| name > pronoun)
    }

    /// Index of the first token that belongs to a name.
    fn first_name(&self, core: &[Token]) -> Option<usize> {
        let capital = |token: &Token| {
            matches!(token.case, Case::Capital | Case::Upper) && !uses(token).any(Uses::NO_NAME)
        };
        core.iter().enumerate().position(|(at, token)| {
            capital(token)
                && token.span.len() > 1
                && (at > 0 || self.names.contains(&token.key) || core.get(1).is_some_and(capital))
        })
    }

    fn is_not_copy(&self, tokens: &[Token], span: Span) -> bool {
        self.material.furniture.iter().any(|furniture| furniture.overlaps(span))
            || !self.ends_as_sentence(tokens)
            || self.is_turn(tokens)
            || self.repeats_headline(tokens)
            || self.is_aside(tokens)
    }

    fn ends_as_sentence(&self, tokens: &[Token]) -> bool {
        let mut marks = tokens.iter().rev().take_while(|token| token.is_mark() || ends_with_stop(self.material.slice(token.span)));
        marks.any(|token| ends_with_stop(self.material.slice(token.span)))
    }

    /// "COOPER: …", "Q: …": a turn of a transcript.
    fn is_turn(&self, tokens: &[Token]) -> bool {
        let colon = tokens.iter().take(5).position(|token| self.material.slice(token.span) == ":");
        let speaker = colon.and_then(|at| tokens.get(..at)).unwrap_or_default();
        !speaker.is_empty()
            && speaker.iter().all(|token| {
                matches!(token.case, Case::Upper) || token.is_mark() || self.material.slice(token.span).len() == 1
            })
    }

    fn repeats_headline(&self, tokens: &[Token]) -> bool {
        let words: Vec<WordKey> = words_of(tokens).collect();
        !self.headline.is_empty() && words == self.headline
    }

    fn is_aside(&self, tokens: &[Token]) -> bool {
        let mut rests = (0..tokens.len()).filter_map(|at| tokens.get(at..));
        leading(tokens).any(Uses::ASIDE) || rests.any(|rest| leading(rest).any(Uses::CREDIT))
    }
}

/// What the first words of a sentence lean on.
fn opening(core: &[Token]) -> Opening {
    let lead = leading(core);
    let expletive = || {
        core.get(1).is_some_and(|verb| uses(verb).any(Uses::EXPLETIVE))
            && core.iter().skip(2).take(12).any(|word| uses(word).any(Uses::CLEARS))
    };
    let is = |at: usize, word: WordKey| core.get(at).is_some_and(|token| token.key == word);
    if lead.any(Uses::PERSONAL) {
        return Opening::Neighbour;
    }
    if lead.any(Uses::OPENER) {
        let it = is(0, WordKey::of("it"));
        return if it && expletive() { Opening::Free } else { Opening::Neighbour };
    }
    let generic = core.get(1).is_some_and(|noun| uses(noun).any(Uses::GENERIC) && noun.case == Case::Lower);
    if is(0, WordKey::of("the")) && generic {
        return Opening::Introduction;
    }
    Opening::Free
}

fn ends_with_stop(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', ':'])
}

fn words_of(tokens: &[Token]) -> impl Iterator<Item = WordKey> {
    let words = tokens.iter().filter(|token| token.kind != TokenKind::Mark);
    words.map(|token| token.key)
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn hull(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.hull(last.span),
        _ => Span::default(),
    }
}
