//! What syntax knows of one document.

use super::{
    Chunk, Parse, Syntax, Tag, age, chunk,
    feature::{Word, mark_quoted},
    lemma,
    transition::State,
};
use crate::text::{Document, Token, WordKey};
use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    ops::Range,
};

/// A document with its tags, lemmas and noun phrases; entries stand in the order of [`Document::tokens`].
///
/// Tags are there from the start. A sentence is parsed when its parse is first asked for, and only then:
/// parsing costs several times what tagging costs.
#[derive(Debug)]
pub struct Analysis<'d> {
    /// What was analysed.
    pub document: &'d Document<'d>,
    syntax: &'d Syntax,
    tags: Vec<Tag>,
    lemmas: Vec<WordKey>,
    chunks: Vec<Chunk>,
    parses: Vec<OnceCell<Parse>>,
    /// The tokens as features see them.
    words: Vec<Word>,
    /// Reused from parse to parse.
    state: RefCell<State>,
}

impl<'d> Analysis<'d> {
    /// Tags `document` and finds its noun phrases.
    pub fn of(document: &'d Document<'d>, syntax: &'d Syntax) -> Self {
        let mut tags = Vec::with_capacity(document.tokens.len());
        let words = words(document, syntax);
        for sentence in &document.sentences {
            let words = words.get(sentence.range()).unwrap_or_default();
            syntax.tagger.tag(words, &mut tags);
        }
        age::name_ages(document, &mut tags);
        let lemmas = (document.tokens.iter().zip(&tags))
            .map(|(token, &tag)| lemma::lemma_key(token.span.of(document.text), token.key, tag))
            .collect();
        Self {
            document,
            syntax,
            chunks: chunk::chunks(document, &tags),
            parses: vec![OnceCell::new(); document.sentences.len()],
            words,
            state: RefCell::default(),
            tags,
            lemmas,
        }
    }

    /// The tag of the token with index `token`; [`Tag::Other`] when there is none.
    pub fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or(Tag::Other)
    }

    /// The tags of all tokens.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The lemma of the token with index `token`, as a key: compare it with `WordKey::of("say")`.
    pub fn lemma(&self, token: usize) -> WordKey {
        self.lemmas.get(token).copied().unwrap_or_default()
    }

    /// The lemma of the token with index `token`, as text.
    pub fn lemma_text(&self, token: usize) -> Cow<'d, str> {
        lemma(self.document.word(token), self.tag(token))
    }

    /// The base noun phrases, in order.
    pub fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// The base noun phrase that the token with index `token` stands in.
    pub fn chunk_of(&self, token: usize) -> Option<&Chunk> {
        let after = self
            .chunks
            .partition_point(|chunk| chunk.tokens.start <= token);
        let chunk = self.chunks.get(after.checked_sub(1)?)?;
        chunk.tokens.contains(&token).then_some(chunk)
    }

    /// The base noun phrases that begin within `tokens`.
    pub fn chunks_in(&self, tokens: Range<usize>) -> &[Chunk] {
        let first = self
            .chunks
            .partition_point(|chunk| chunk.tokens.start < tokens.start);
        let last = self
            .chunks
            .partition_point(|chunk| chunk.tokens.start < tokens.end);
        self.chunks.get(first..last).unwrap_or_default()
    }

    /// The parse of the sentence with index `sentence`, made at the first call; none when there is no such
    /// sentence.
    pub fn parse(&self, sentence: usize) -> Option<&Parse> {
        let cell = self.parses.get(sentence)?;
        let sentence = self.document.sentences.get(sentence)?;
        Some(cell.get_or_init(|| {
            let state = &mut *self.state.borrow_mut();
            let words = self.words.get(sentence.range()).unwrap_or_default();
            let tags = self.tags.get(sentence.range()).unwrap_or_default();
            self.syntax.parser.parse(words, tags, state);
            Parse::of(sentence, state)
        }))
    }
}

fn words(document: &Document<'_>, syntax: &Syntax) -> Vec<Word> {
    let dictionary = &syntax.tagger.dictionary;
    let word = |token: &Token| {
        let text = token.span.of(document.text);
        Word::new(text, token.key, token.spaced, dictionary)
    };
    let mut words: Vec<Word> = document.tokens.iter().map(word).collect();
    for sentence in &document.sentences {
        words
            .get_mut(sentence.range())
            .into_iter()
            .for_each(mark_quoted);
    }
    words
}
