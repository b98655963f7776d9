"""Makes the folder that train.py reads.

    python train/prepare.py --tokenizer tokenizer.json --polnear FOLDER --gold FOLDER --news FILE --out FOLDER

--polnear has polnear.train.jsonl, polnear.dev.jsonl and the tags of names
polnear-corenlp.*.jsonl, each plain or with .gz; --gold has world-train.jsonl and
modern-dev.jsonl; --news has unlabelled articles with "outlet". Of these at most
--per-outlet of an outlet are taken, so that the large ones do not drown the others.

For each set NAME there will be NAME.jsonl (articles), NAME.inputs.jsonl (as the
network reads them, by internal/encode/dump) and, for PolNeAR, NAME.names.jsonl.
The same input gives the same bytes. Runs in the root of the repository.
"""

import argparse
import gzip
import json
import random
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import export
import gold


def write(path, objects):
    with open(path, "w", encoding="utf-8") as out:
        for o in objects:
            out.write(json.dumps(o) + "\n")


def copy(folder, name, to):
    """Copies NAME.jsonl, or what is in NAME.jsonl.gz, byte by byte."""
    path = folder / f"{name}.jsonl"
    if to.exists() and path.exists() and path.samefile(to):
        return
    packed = folder / f"{name}.jsonl.gz"
    with (open(path, "rb") if path.exists() else gzip.open(packed)) as source, open(to, "wb") as out:
        shutil.copyfileobj(source, out)


def choose(articles, per_outlet, seed=1):
    """At most so many articles of each outlet, in random order."""
    outlets = defaultdict(list)
    for a in articles:
        outlets[a["outlet"]].append(a)
    rng, chosen = random.Random(seed), []
    for name in sorted(outlets):
        rng.shuffle(outlets[name])
        chosen += outlets[name][:per_outlet]
    rng.shuffle(chosen)
    return [{"id": a["id"], "text": a["text"]} for a in chosen]


def dump(vocabulary, articles, inputs):
    """Articles as the network reads them."""
    with open(articles, "rb") as source, open(inputs, "wb") as to:
        subprocess.run(["go", "run", "./internal/encode/dump", vocabulary], stdin=source, stdout=to, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", required=True, help="tokenizer.json of the pretrained network")
    for name in ("polnear", "gold", "news", "out"):
        parser.add_argument("--" + name, required=True, type=Path)
    parser.add_argument("--per-outlet", type=int, default=45)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    vocabulary = args.out / "vocab.txt"
    vocabulary.write_text("".join(p + "\n" for p in export.read_vocabulary(args.tokenizer, None)), encoding="utf-8")
    copies = {f"polnear.{split}": args.polnear for split in ("train", "dev")}
    copies |= {name: args.gold for name in ("world-train", "modern-dev")}
    for name, folder in copies.items():
        copy(folder, name, args.out / f"{name}.jsonl")
    write(args.out / "news.jsonl", choose(gold.lines(args.news), args.per_outlet))
    for name in (*copies, "news"):
        dump(vocabulary, args.out / f"{name}.jsonl", args.out / f"{name}.inputs.jsonl")
    for split in ("train", "dev"):
        copy(args.polnear, f"polnear-corenlp.{split}", args.out / f"polnear.{split}.names.jsonl")


if __name__ == "__main__":
    main()
