"""Articles with their annotation, as what the network must say of each word piece.

An article comes in the common format (text, attributions with source, cue and
content as lists of [start, end) in code points) and as the network reads it
(internal/encode/dump). Labels stand on the first piece of each word:

- source, cue, content: BIO over the attributions that stand in no other's content;
- inner-source, inner-cue, inner-content: the same over nested attributions, where
  they are annotated (PolNeAR has none). A content within a nested content is left
  out; its source and cue are not;
- name: BIO over names with their type, where a named-entity tagging is given;
- links: from the first piece of a content to that of its cue, from the first piece
  of a cue to that of its source, or to nothing.
"""

import gzip
import json
from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np

ROLES = ("source", "cue", "content")
HEADS = ROLES + tuple("inner-" + r for r in ROLES)
BIO = ("B", "I", "O")
B, I, O = range(3)
TYPES = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
NAMES = tuple(t + "-" + x for x in TYPES for t in "BI") + ("O",)
IGNORE = -100
NOTHING = -1  # a link to nothing


@dataclass
class Links:
    """Where links start (first and last word's first piece) and where they go."""

    first: list = field(default_factory=list)
    last: list = field(default_factory=list)
    to: list = field(default_factory=list)

    def add(self, run, to):
        self.first.append(run[0])
        self.last.append(run[1])
        self.to.append(to)


@dataclass
class Document:
    id: str
    pieces: np.ndarray   # [n]
    spans: np.ndarray    # [n][2] in code points
    starts: np.ndarray   # [n] whether a word starts
    extras: np.ndarray   # [n][3]
    labels: dict = field(default_factory=dict)  # head → [n]
    content: Links = field(default_factory=Links)  # from contents to cues
    cue: Links = field(default_factory=Links)      # from cues to sources


def lines(path):
    """The objects of a JSON Lines file, plain or gzip."""
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def document(raw):
    """A document without labels, of a line of internal/encode/dump."""
    return Document(raw["id"], np.array(raw["pieces"], np.int32), np.array(raw["spans"], np.int32).reshape(-1, 2),
                    np.array(raw["starts"], bool), np.array(raw["extras"], np.uint8).T.copy())


class Words:
    """The words of a document: spans to runs of words."""

    def __init__(self, doc):
        self.first = np.flatnonzero(doc.starts)
        self.start = doc.spans[self.first, 0].tolist()

    def run(self, span):
        """First pieces of the first and last word of a span, None if it has none."""
        a, b = bisect_left(self.start, span[0]), bisect_left(self.start, span[1])
        return (int(self.first[a]), int(self.first[b - 1])) if a < b else None

    def runs(self, spans):
        return [r for r in map(self.run, spans) if r]


def depths(attributions):
    """How many attributions have all spans of each one inside one piece of their content."""
    def inside(a, b):
        spans = a["source"] + a["cue"] + a["content"]
        return spans and any(all(s <= x and y <= e for x, y in spans) for s, e in b["content"])

    return [sum(a is not b and inside(a, b) and not inside(b, a) for b in attributions) for a in attributions]


def mark(labels, first, run):
    """Marks a run in a BIO sequence, unless something is marked there already."""
    words = first[(first >= run[0]) & (first <= run[1])]
    if (labels[words] != O).any():
        return False
    labels[words] = I
    labels[run[0]] = B
    return True


def annotate(doc, article, nested):
    """Adds labels and links; nested says whether nested attributions are annotated."""
    words = Words(doc)
    for head in HEADS:
        doc.labels[head] = np.full(len(doc.pieces), IGNORE, np.int64)
        if nested or head in ROLES:
            doc.labels[head][words.first] = O
    attributions = [a for a in article["attributions"] if a["source"] or a["cue"] or a["content"]]
    order = sorted(zip(depths(attributions), range(len(attributions))))
    for depth, i in order:
        if depth == 0 or nested:
            add(doc, words, attributions[i], "inner-" if depth else "")


def add(doc, words, attribution, prefix):
    runs = {role: words.runs(attribution[role]) for role in ROLES}
    for role in ROLES:
        runs[role] = [r for r in runs[role]
                      if mark(doc.labels[prefix + role], words.first, r) or doc.labels[prefix + role][r[0]] == B]
    cue = runs["cue"][0][0] if runs["cue"] else NOTHING
    source = runs["source"][0][0] if runs["source"] else NOTHING
    for run in runs["content"]:
        doc.content.add(run, cue)
    for run in runs["cue"]:
        doc.cue.add(run, source)


def add_names(doc, tagged):
    """Adds the names of a line of polnear-corenlp, or nothing is known of names."""
    doc.labels["name"] = np.full(len(doc.pieces), IGNORE, np.int64)
    if tagged is None:
        return
    words = Words(doc)
    labels = doc.labels["name"]
    labels[words.first] = len(NAMES) - 1
    previous = None
    for start, end, kind in zip(tagged["begin"], tagged["end"], tagged["ner"]):
        if kind in TYPES:
            run = words.run((start, end))
            if run:
                inside = words.first[(words.first >= run[0]) & (words.first <= run[1])]
                labels[inside] = 2 * TYPES.index(kind) + 1
                if kind != previous:
                    labels[run[0]] -= 1
        previous = kind


def load(inputs, articles, nested, tagged=None):
    """Documents with labels. tagged is a file of polnear-corenlp, if there is one."""
    docs = {d.id: d for d in map(document, lines(inputs))}
    names = {t["id"]: t for t in lines(tagged)} if tagged else {}
    for article in lines(articles):
        annotate(docs[article["id"]], article, nested)
        add_names(docs[article["id"]], names.get(article["id"]))
    return list(docs.values())
