"""Says whether two files in the common format hold the same, article by article.

    python train/compare.py CONVERTED REFERENCE

For every field that both have: in how many articles it is the same. Fields of lists
of objects, such as attributions.source, are counted by object, in the order of the
file; "attributions (number)" says in how many articles there are equally many. The
exit status is 1 if a text or a span differs, the number of attributions or mentions
does, or CONVERTED lacks an article or one of these fields.
"""

import argparse
import sys
from collections import Counter

import gold

MUST = {"text", "tokens", "begin", "end", "attributions (number)", "attributions.source", "attributions.cue",
        "attributions.content", "mentions (number)", "mentions.span", "attributions", "mentions"}


def objects(value):
    return isinstance(value, list) and all(isinstance(x, dict) for x in value)


def pairs(converted, reference):
    """Fields with whether they are the same. A field that must be there and is not, differs."""
    for key, a, b in shared(converted, reference):
        if not (objects(a) and objects(b)):
            yield key, a, b
            continue
        yield f"{key} (number)", len(a), len(b)
        for x, y in zip(a, b):
            yield from shared(x, y, key + ".")


def shared(converted, reference, prefix=""):
    for key, b in reference.items():
        if key in converted or prefix + key in MUST:
            yield prefix + key, converted.get(key), b


def compare(articles, references):
    """Counts of what is the same, what differs and an instance of each; how many articles are missing."""
    same, differ, examples, missing = Counter(), Counter(), {}, 0
    for reference in references:
        if reference["id"] not in articles:
            missing += 1
            continue
        for key, a, b in pairs(articles[reference["id"]], reference):
            (same if a == b else differ)[key] += 1
            if a != b:
                examples.setdefault(key, (reference["id"], a, b))
    return same, differ, examples, missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("converted")
    parser.add_argument("reference")
    args = parser.parse_args()
    converted = {a["id"]: a for a in gold.lines(args.converted)}
    same, differ, examples, missing = compare(converted, gold.lines(args.reference))
    for key in sorted(set(same) | set(differ)):
        print(f"{key:24} same {same[key]:6}  differs {differ[key]:6}")
    for key, (name, a, b) in examples.items():
        print(f"for instance {key} of {name}: {str(a)[:120]!r}, not {str(b)[:120]!r}")
    print(f"{len(converted)} articles, {missing} missing")
    sys.exit(1 if MUST & differ.keys() or missing else 0)


if __name__ == "__main__":
    main()
