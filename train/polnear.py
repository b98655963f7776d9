"""Converts the release of PolNeAR (Newell et al. 2018, "An Attribution Relations
Corpus for Political News") to the common format.

    python train/polnear.py RELEASE SPLIT > polnear.SPLIT.jsonl
    python train/polnear.py --names RELEASE SPLIT > polnear-corenlp.SPLIT.jsonl

RELEASE is a checkout of github.com/networkdynamics/PolNeAR, SPLIT train or dev.
Offsets of the release count code points, as ours do. Where several people have
annotated an article, the first one listed in metadata.tsv counts. Pieces of a role
that touch or overlap are merged. --names writes CoreNLP's named entities instead.
"""

import argparse
import csv
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROLES = ("source", "cue", "content")


def merged(spans):
    """Spans in order; those that touch or overlap are one."""
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def standoff(lines, text):
    """Attributions in the order of the text, and flags, of a file in brat's standoff
    format."""
    spans, events, flags = {}, [], []
    for line in lines:
        name, tab, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", name) and tab:  # the words that follow may hold line ends
            kind, places = rest.split("\t")[0].split(" ", 1)
            spans[name] = [list(map(int, p.split())) for p in places.split(";")]
            if kind in ("Discard", "Discuss"):
                flags.append({"type": kind.lower(), "spans": spans[name]})
        elif re.fullmatch(r"E\d+", name):
            events.append(line.split())
    found = [attribution(e, spans) for e in events]
    return sorted(found, key=lambda a: min(a["source"] + a["cue"] + a["content"], default=[len(text)])[0]), flags


def attribution(event, spans):
    """An event such as "E1 Attribution:T4 Content:T3 Cue:T2 Source:T1"; a second
    content is Content2."""
    found = {"id": event[0]} | {role: [] for role in ROLES}
    for part in event[2:]:
        role, name = part.split(":")
        found[re.sub(r"\d+$", "", role).lower()] += spans[name]
    for role in ROLES:
        found[role] = merged(found[role])
    found["type"] = event[1].split(":")[0]
    return found


def read(path):
    """A text as it is: no line end is changed."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def articles(release, split):
    with open(release / "data" / "metadata.tsv", encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if r["compartment"] == split]
    for row in sorted(rows, key=lambda r: r["filename"]):
        name, annotator = row["filename"], row["annotators"].split("|")[0]
        folder = release / "data" / split
        text = read(folder / "text" / f"{name}.txt")
        found, flags = standoff(read(folder / "attributions" / f"{name}_{annotator}.ann").splitlines(), text)
        yield {"id": "polnear/" + name, "corpus": "polnear", "split": split, "publisher": row["publisher"],
               "date": row["publication_date"], "title": row["title"], "author": row["author"],
               "annotator": annotator, "text": text,
               "attributions": found, "flags": flags}


def names(release, split):
    """CoreNLP's tokens with their tag; articles without such a file are left out."""
    for path in sorted((release / "data" / split / "corenlp").glob("*.xml")):
        tokens = list(ElementTree.parse(path).iterfind(".//sentences/sentence/tokens/token"))
        yield {"id": "polnear/" + path.name.removesuffix(".xml").removesuffix(".txt"), "split": split,
               "begin": [int(t.findtext("CharacterOffsetBegin")) for t in tokens],
               "end": [int(t.findtext("CharacterOffsetEnd")) for t in tokens],
               "ner": [t.findtext("NER") for t in tokens]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", type=Path)
    parser.add_argument("split", choices=["train", "dev"])
    parser.add_argument("--names", action="store_true")
    args = parser.parse_args()
    for found in (names if args.names else articles)(args.release, args.split):
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
