"""Converts GUM (Zeldes 2017, "The GUM Corpus") to the common format.

    python train/gum.py RELEASE DOCUMENT... > gum.jsonl
    python train/gum.py RELEASE --like gum.train.jsonl.gz > gum.train.jsonl

RELEASE is a checkout of github.com/amir-zeldes/gum; its dep/*.conllu are read.
--like converts the documents of a file that is there already. The licence is the one
that LICENSE.txt of the release states for the genre of a text; it is empty for genres
that LICENSE.txt does not name.

The text is that of the sentences, a line break before each paragraph, a blank
elsewhere. Mentions come from the bracketing under Entity. Attributions are the
relations attribution-positive and attribution-negative under Discourse, in
dependency form: a unit that says that somebody says the unit it points to. Their
signals name the source (attribution source) and the cue (indicative word or
phrase); the content is the unit that is pointed to and what was attached to it
before the attribution was, but for other attributions. A unit can have more edges
(after ";"); these and their signals are left out.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import gold

LICENCES = {"academic": "CC-BY-4.0", "bio": "CC-BY-SA-3.0", "court": "CC-BY-4.0", "essay": "CC-BY-NC-SA-4.0",
            "fiction": "CC-BY-NC-SA-3.0", "letter": "CC-BY-NC-SA-4.0", "podcast": "CC-BY-NC-SA-4.0",
            "whow": "CC-BY-NC-SA-3.0", "voyage": "CC-BY-SA-3.0", "news": "CC-BY-2.5", "interview": "CC-BY-2.5"}
FIELDS = ["start", "end", "upos", "xpos", "lemma", "head", "deprel"]
SOURCE, CUE = "sem-atsrc", re.compile("lex-ind(wd|phr?)|dm-")


@dataclass
class Unit:
    """An elementary discourse unit: its tokens, and what it depends on."""

    relation: str = ""
    parent: int = 0
    depth: int = 0  # how many others were attached to the parent before
    signals: list = field(default_factory=list)
    tokens: list = field(default_factory=list)


class Reader:
    """Reads the lines of one document."""

    def __init__(self):
        self.meta, self.text, self.tokens, self.sentences = {}, "", [], []
        self.rows = []  # tokens with FIELDS
        self.mentions, self.open, self.units = [], [], {}
        self.unit, self.paragraph, self.space = None, False, False
        self.joined = None  # last token of a multiword token, and whether a blank follows

    def read(self, lines):
        for line in lines:
            if line.startswith("# meta::"):
                key, _, value = line[8:].partition(" = ")
                self.meta[key] = value
            elif re.match(r"# newpar( |$)", line):
                self.paragraph = True
            elif line.startswith("# text ="):
                self.sentences.append([len(self.tokens), len(self.tokens)])
                self.space = bool(self.text)
            elif match := re.match(r"\d+-(\d+)\t", line):
                self.joined = int(match[1]), "SpaceAfter=No" not in line.split("\t")[9]
            elif re.match(r"\d+\t", line):
                self.token(line.split("\t"))
        self.mentions.sort(key=lambda m: (m["span"][0], -m["span"][1]))
        return self

    def token(self, columns):
        misc = dict(m.split("=", 1) for m in columns[9].split("|") if "=" in m)
        if self.space or self.paragraph:
            self.text += ("\n" if self.paragraph else " ") if self.text else ""
        start = len(self.text)
        self.text += columns[1]
        self.space, self.paragraph = misc.get("SpaceAfter") != "No", False
        if self.joined:
            last, space = self.joined
            self.space = space and int(columns[0]) == last
            self.joined = None if int(columns[0]) == last else self.joined
        self.tokens.append([start, len(self.text)])
        self.rows.append(self.tokens[-1] + [columns[3], columns[4], columns[2], int(columns[6]), columns[7]])
        self.sentences[-1][1] = len(self.tokens)
        self.entity(misc.get("Entity", ""))
        if "Discourse" in misc:
            self.discourse(misc["Discourse"])
        if self.unit:
            self.unit.tokens.append(len(self.tokens) - 1)

    def entity(self, brackets):
        """Opens and closes mentions: "(1-person-new…", "1)", "(2-place…)"."""
        start, end = self.tokens[-1]
        for opened, name, closed in re.findall(r"(\()?([^()]+)(\))?", brackets):
            number = name.split("-")[0]
            if opened:
                mention = {"span": [start, end], "type": name.split("-")[1], "entity": int(number)}
                self.mentions.append(mention)
                self.open.append(mention)
            if closed:
                last = next(i for i in reversed(range(len(self.open))) if self.open[i]["entity"] == int(number))
                self.open.pop(last)["span"][1] = end

    def discourse(self, value):
        """A unit begins: "attribution-positive:13->14:0:lex-indph-119-120-_+sem-atsrc-121-128-_"."""
        for part in value.split(";")[:1]:
            relation, link, *rest = part.split(":", 3)
            number, _, parent = link.partition("->")
            self.unit = self.units[int(number)] = Unit(relation, int(parent or 0), int(rest[0] if parent else 0))
            for signal in (rest[1] if len(rest) > 1 else "").split("+"):
                match = re.match(r"([a-z]+-[a-z ]+)-([\d,-]+)-", signal)
                if match:
                    self.unit.signals.append((match[1], numbers(match[2])))

    def below(self, number, depth=None):
        """A unit and all that depend on it; of those at once, only the ones attached before a depth."""
        found = {number}
        for n, u in self.units.items():
            attached = depth is None or u.depth < depth and not u.relation.startswith("attribution")
            if u.parent == number and attached:
                found |= self.below(n)
        return found

    def attributions(self):
        for number, u in self.units.items():
            if not u.relation.startswith("attribution"):
                continue
            content = sorted(t for n in self.below(u.parent, u.depth) for t in self.units[n].tokens)
            yield {"id": f"E{number}", "source": self.spans(t for kind, ts in u.signals if kind == SOURCE for t in ts),
                   "cue": self.spans(t for kind, ts in u.signals if CUE.match(kind) for t in ts),
                   "content": self.spans(content), "satellite": self.spans(u.tokens),
                   "polarity": u.relation.split("-")[-1].split("_")[0]}

    def spans(self, tokens):
        """Tokens as spans; those that follow each other are one."""
        found, last = [], None
        for t in sorted(set(tokens)):
            if last is not None and t == last + 1:
                found[-1][1] = self.tokens[t][1]
            else:
                found.append(list(self.tokens[t]))
            last = t
        return found


def numbers(text):
    """"121-128,130" as places of tokens, from 0."""
    found = []
    for part in text.strip("-").split(","):
        first, _, last = part.partition("-")
        found += range(int(first) - 1, int(last or first))
    return found


def convert(release, name):
    with open(release / "dep" / f"{name}.conllu", encoding="utf-8") as lines:
        r = Reader().read(line.rstrip("\n") for line in lines)
    genre = r.meta.get("genre", "")
    return {"id": "gum/" + name, "corpus": "gum", "genre": genre, "license": LICENCES.get(genre, ""),
            "publisher": r.meta.get("author", ""), "date": r.meta.get("dateCreated", ""),
            "title": r.meta.get("title", ""), "source_url": r.meta.get("sourceURL", ""), "text": r.text,
            "tokens": {"fields": FIELDS, "rows": r.rows}, "sentences": r.sentences,
            "mentions": r.mentions, "attributions": list(r.attributions())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path)
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--like", help="file in the common format whose documents are converted")
    args = parser.parse_args()
    names = args.documents + [a["id"].removeprefix("gum/") for a in (gold.lines(args.like) if args.like else ())]
    for name in names:
        sys.stdout.write(json.dumps(convert(args.release, name), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
