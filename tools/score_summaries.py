"""Scores summaries of several systems on the development sets and writes docs/scores/summaries.md.

Started by tools/score-summaries, which sets up the environment. ROUGE, LOST and DANGLING are those of the shared
scorer; this script makes the summaries, asks the scorer, and puts its figures in tables.
"""

import datetime
import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

SHARED = Path(sys.argv[1])
SCORER = SHARED / "tools" / "score_summary.py"
WORK = Path("target/score-summaries")
COPYDESK = "target/release/copydesk"
VARIANTS = "target/release/examples/summary_variants"
SETS = {"CNN": "cnndm_val.dev", "three writers": "writers.dev", "RealSumm": "realsumm.dev"}
GUARDS = [
    "NotCopy", "Claim", "BrokenQuotation", "LooseQuotation", "Neighbour", "Introduction", "Person", "FirstPerson",
    "Announcement",
]
FEATURES = ["no-centrality", "no-direction", "no-position", "no-length", "no-damping", "headline"]


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def sentences_of(text):
    """Spans of the sentences, by nupunkt, never across a paragraph."""
    import nupunkt

    spans, at = [], 0
    for paragraph in text.split("\n"):
        place = text.index(paragraph, at)
        at = place + len(paragraph)
        offset = 0
        for sentence in nupunkt.sent_tokenize(paragraph):
            sentence = sentence.strip()
            start = paragraph.find(sentence, offset)
            if sentence and start >= 0:
                spans.append((place + start, place + start + len(sentence)))
                offset = start + len(sentence)
    return spans


def result(article, spans):
    text = article["text"]
    sentences = [{"text": text[a:b], "span": {"start": a, "end": b}} for a, b in spans]
    return {"article": {"id": article["id"]}, "summary": {"sentences": sentences}}


def lead(article):
    return sentences_of(article["text"])[:3]


def lede(article):
    """As shipped: 500 characters; its sentences are found again in the article."""
    import lede as package

    summary = squeezed(package.summarize(article["text"]).summary)
    return [s for s in sentences_of(article["text"]) if squeezed(article["text"][s[0]:s[1]]) in summary][:3]


class Splitter:
    """Gives sumy the sentences, because its own splitter downloads a model when it runs."""

    def to_sentences(self, text):
        return [text[a:b] for a, b in sentences_of(text)]

    def to_words(self, text):
        return re.findall(r"\w+", text)


def sumy(article):
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = PlaintextParser.from_string(article["text"], Splitter()).document
    chosen = {squeezed(str(sentence)) for sentence in summarizer(document, 3)}
    return [s for s in sentences_of(article["text"]) if squeezed(article["text"][s[0]:s[1]]) in chosen][:3]


def copydesk(path, out):
    """Runs the command line; returns its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "wb") as results:
        command = [COPYDESK, "analyze", "--format", "jsonl", "--output", "jsonl", str(path)]
        subprocess.run(command, stdout=results, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def summarize(system, path, out):
    """Writes the summaries of a system; returns articles per CPU second."""
    articles = read(path)
    out.parent.mkdir(parents=True, exist_ok=True)
    if system == "copydesk":
        seconds = copydesk(path, out)
    else:
        function = {"lead-3": lead, "lede": lede, "sumy LexRank": sumy}[system]
        function(articles[0])
        begin = time.process_time()
        rows = [result(article, function(article)) for article in articles]
        seconds = time.process_time() - begin
        write(out, rows)
    return len(articles) / seconds


def score(*arguments):
    command = [sys.executable, str(SCORER), *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def rouge(name, results):
    """The three figures, and the differences to the lead with their intervals."""
    folder = SHARED / "data" / "summaries"
    lead_file = folder / f"{name}.lead.jsonl"
    out = score("rouge", folder / f"{name}.jsonl", results, "--lead", lead_file, "--sentences", 3)
    figures = re.search(r"system +R1 ([\d.]+) +R2 ([\d.]+) +RLsum ([\d.]+)", out).groups()
    differences = re.findall(r"lead ([+-][\d.]+) +95% interval \[([+-][\d.]+), ([+-][\d.]+)\]", out)
    return " / ".join(figures), [f"{d} [{low}, {high}]" for d, low, high in differences]


def newsroom(gold, results):
    out = score("newsroom", gold, results)
    return re.search(r"LOST ([\d.]+) % +LOST-DOC ([\d.]+) % +DANGLING ([\d.]+) %", out).groups()


def bodies():
    """The annotated articles without the headline that opens their text."""
    path = WORK / "attribution.jsonl"
    rows = []
    for article in read(SHARED / "data" / "attribution" / "train.jsonl"):
        text = article["text"]
        head = text.split("\n", 1)[0]
        start = len(text) - len(text[len(head):].lstrip())

        def moved(spans):
            return [[a - start, b - start] for a, b in spans or [] if a >= start]

        kept = [{**a, **{part: moved(a[part]) for part in ("content", "cue", "source")}} for a in article["attributions"]]
        kept = [attribution for attribution in kept if attribution["content"]]
        rows.append({"id": article["id"], "text": text[start:], "attributions": kept})
    write(path, [row for row in rows if row["text"].strip()])
    return path


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def systems_table(gold):
    rows, differences = [], []
    for system in ["copydesk", "lead-3", "lede", "sumy LexRank"]:
        row, speed = [system], ""
        for label, name in SETS.items():
            out = WORK / "results" / f"{system}-{name}.jsonl".replace(" ", "-")
            rate = summarize(system, SHARED / "data" / "summaries" / f"{name}.jsonl", out)
            figures, difference = rouge(name, out)
            row.append(figures)
            speed = speed or f"{rate:.0f}"
            if system == "copydesk":
                differences.append([label, *difference])
        out = WORK / "results" / f"{system}-attribution.jsonl".replace(" ", "-")
        summarize(system, gold, out)
        rows.append([*row, *newsroom(gold, out), speed])
        print(" | ".join(rows[-1]), flush=True)
    return rows, differences


def ablation(gold):
    variants = ["usual", "no-guards", *FEATURES, *[f"without-{guard}" for guard in GUARDS]]
    rows = []
    for folder, path in [("cnn", SHARED / "data/summaries/cnndm_val.dev.jsonl"), ("attribution", gold)]:
        subprocess.run([VARIANTS, str(path), str(WORK / folder), *variants], check=True)
    for variant in variants:
        figures, difference = rouge(SETS["CNN"], WORK / "cnn" / f"{variant}.jsonl")
        rows.append([variant, figures, difference[0], *newsroom(gold, WORK / "attribution" / f"{variant}.jsonl")])
        print(" | ".join(rows[-1]), flush=True)
    return rows


def main():
    gold = bodies()
    cost = subprocess.run(
        [VARIANTS, "--time", str(SHARED / "data/summaries/cnndm_val.dev.jsonl")],
        stdout=subprocess.PIPE, text=True, check=True,
    ).stdout.strip()
    systems, differences = systems_table(gold)
    ablated = ablation(gold)
    measures = ["LOST %", "LOST-DOC %", "DANGLING %"]
    page = PAGE.format(
        date=datetime.date.today().isoformat(),
        systems=table(["system", *[f"{s} R1 / R2 / Lsum" for s in SETS], *measures, "articles per CPU second"], systems),
        differences=table(["set", "R1", "R2", "Lsum"], differences),
        cost=cost,
        ablation=table(["variant", "CNN R1 / R2 / Lsum", "R1 to the lead", *measures], ablated),
    )
    Path("docs/scores/summaries.md").write_text(page, encoding="utf-8")


PAGE = """# Scores of summaries

Written by `make score-summaries` on {date}. Three sentences, ROUGE F1 x 100 with Porter's stemmer, mean over
references. The development articles were looked at while this was built, so unseen articles will score lower. What the remaining LOST and DANGLING sentences are:
[summaries-cases.md](summaries-cases.md).

## Against the lead and other summarizers, in one run

{systems}

LOST: sentences that show a claim without its speaker; LOST-DOC: summaries with one; DANGLING: sentences whose pronoun,
demonstrative or connective has nothing to refer to (840 annotated articles, headline removed). lede and sumy are the
released packages; sumy is given the sentences of nupunkt. copydesk's CPU time is that of the whole analysis, from
bytes to JSON; the others only summarize.

## copydesk's difference to the lead, with 95 % intervals

{differences}

## What a summary adds

{cost}

## What each feature and each guard costs and gains

{ablation}
"""

if __name__ == "__main__":
    main()
