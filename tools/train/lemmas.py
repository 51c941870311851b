#!/usr/bin/env python3
"""Learns how forms become lemmas: `lemmas.py EWT-train.conllu LABELS CORRECTIONS > models/lemmas.tsv`.

A rule says of a tag and an ending: cut so many letters, add these. The longest ending that has a rule wins; an
ending that begins with ^ is a whole word. Rules come from the forms of UD English EWT (CC BY-SA 4.0), and, for
forms that EWT does not have, from the teacher's labels; corrections (form, tag, lemma) have the last word.
"""
import collections, re, sys

TAGS = ("VBZ", "VBD", "VBN", "VBG", "VBP", "VB", "MD", "NNS", "NNPS", "JJR", "JJS", "RBR", "RBS", "RB")
WORD = re.compile(r"[a-z'-]+")
LONGEST = 6


def forms(treebank, labels, corrections):
    """{tag: {form: (lemma, count)}}"""
    gold = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    seen = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for line in open(treebank, encoding="utf8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 10 and columns[0].isdigit() and "Typo=Yes" not in columns[5] and columns[2] != "_":
            gold[columns[4]][fold(columns[1])][columns[2].lower()] += 1
    for line in open(labels, encoding="utf8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) == 6:
            seen[columns[2]][fold(columns[0])][columns[5].lower()] += 1
    found = {tag: {} for tag in TAGS}
    for tag in TAGS:
        for source, least in ((seen, 2), (gold, 1)):
            # The teacher leaves proper nouns in the plural; they decline like common ones.
            for form, lemmas in source[tag].items():
                lemma, count = lemmas.most_common(1)[0]
                if sum(lemmas.values()) >= least and WORD.fullmatch(form) and WORD.fullmatch(lemma):
                    if tag != "NNPS" or source is gold:
                        found[tag][form] = lemma
    for line in open(corrections, encoding="utf8"):
        if line.strip() and not line.startswith("#"):
            form, tags, lemma = line.split()
            for tag in tags.split(","):
                found[tag][form] = lemma
    for form, lemma in found["NNS"].items():
        found["NNPS"].setdefault(form, lemma)
    return found


def fold(word):
    return word.lower().replace("’", "'").replace("‘", "'")


def operation(form, lemma):
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return len(form) - common, lemma[common:]


def rules(pairs):
    """[(ending, (cut, add))]"""
    found = []

    def learn(ending, members, inherited):
        counts = collections.Counter(operation(*pair) for pair in members)
        best, n = counts.most_common(1)[0]
        usable = n >= 3 or not ending
        # An ending must be longer than what its rule cuts, or it would cut into the unknown.
        if best != inherited and usable and (best[0] <= len(ending)):
            found.append((ending, best))
            inherited = best
        if len(ending) == LONGEST or all(operation(*pair) == inherited for pair in members):
            for form, lemma in members:
                if operation(form, lemma) != inherited:
                    found.append(("^" + form, operation(form, lemma)))
            return
        children = collections.defaultdict(list)
        for pair in members:
            if len(pair[0]) > len(ending):
                children[pair[0][-len(ending) - 1]].append(pair)
            elif operation(*pair) != inherited:
                found.append(("^" + pair[0], operation(*pair)))
        for letter in sorted(children):
            learn(letter + ending, children[letter], inherited)

    learn("", sorted(pairs), (0, ""))
    return found


def main():
    print("# How forms become lemmas: tag, ending (^ = whole word), letters to cut, letters to add.")
    print("# Made by tools/train/lemmas.py from UD English EWT (CC BY-SA 4.0) and the teacher's labels; CC BY-SA 4.0.")
    for tag, pairs in forms(*sys.argv[1:4]).items():
        for ending, (cut, add) in sorted(rules(pairs.items())):
            print(f"{tag}\t{ending}\t{cut}\t{add}")


if __name__ == "__main__":
    main()
