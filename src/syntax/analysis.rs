//! What syntax knows of one document.

use super::{
    Chunk, Parse, Syntax, Tag, chunk,
    feature::{Word, mark_quoted},
    lemma,
    transition::State,
};
use crate::text::{Document, Sentence, WordKey};
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
    scratch: RefCell<Scratch>,
}

/// Reused from sentence to sentence.
#[derive(Debug, Default)]
struct Scratch {
    words: Vec<Word>,
    state: State,
}

impl<'d> Analysis<'d> {
    /// Tags `document` and finds its noun phrases.
    pub fn of(document: &'d Document<'d>, syntax: &'d Syntax) -> Self {
        let mut tags = Vec::with_capacity(document.tokens.len());
        let mut scratch = Scratch::default();
        for sentence in &document.sentences {
            read_words(document, syntax, sentence, &mut scratch.words);
            syntax.tagger.tag(&scratch.words, &mut tags);
        }
        let lemmas = (document.tokens.iter().zip(&tags))
            .map(|(token, &tag)| lemma::lemma_key(token.span.of(document.text), token.key, tag))
            .collect();
        Self {
            document,
            syntax,
            chunks: chunk::chunks(document, &tags),
            parses: vec![OnceCell::new(); document.sentences.len()],
            scratch: RefCell::new(scratch),
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
            let Scratch { words, state } = &mut *self.scratch.borrow_mut();
            read_words(self.document, self.syntax, sentence, words);
            let tags = self.tags.get(sentence.range()).unwrap_or_default();
            self.syntax.parser.parse(words, tags, state);
            Parse::of(sentence, state)
        }))
    }
}

fn read_words(
    document: &Document<'_>,
    syntax: &Syntax,
    sentence: &Sentence,
    words: &mut Vec<Word>,
) {
    let dictionary = &syntax.tagger.dictionary;
    words.clear();
    words.extend(document.tokens_of(sentence).iter().map(|token| {
        Word::new(
            token.span.of(document.text),
            token.key,
            token.spaced,
            dictionary,
        )
    }));
    mark_quoted(words);
}
