"""Says whether two files in the common format hold the same, article by article.

    python train/compare.py CONVERTED REFERENCE

For every field that both have: in how many articles it is the same. The exit
status is 1 if a text or a span differs, or an article of REFERENCE is missing.
"""

import argparse
import sys
from collections import Counter

import gold

MUST = ("text", "begin", "end", "source", "cue", "content")


def fields(article):
    """Values by field; those of attributions are lists over the attributions."""
    found = {k: v for k, v in article.items() if k != "attributions"}
    for i, a in enumerate(article.get("attributions", [])):
        for key, value in a.items():
            found.setdefault(f"attributions.{key}", []).append(value)
    return found


def compare(a, b, same, differ, examples):
    a, b = fields(a), fields(b)
    for key in sorted(set(a) & set(b)):
        if a[key] == b[key]:
            same[key] += 1
        else:
            differ[key] += 1
            examples.setdefault(key, (b.get("id"), a[key], b[key]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("converted")
    parser.add_argument("reference")
    args = parser.parse_args()
    converted = {a["id"]: a for a in gold.lines(args.converted)}
    same, differ, examples, missing = Counter(), Counter(), {}, 0
    for reference in gold.lines(args.reference):
        if reference["id"] in converted:
            compare(converted[reference["id"]], reference, same, differ, examples)
        else:
            missing += 1
    for key in sorted(set(same) | set(differ)):
        print(f"{key:24} same {same[key]:5}  differs {differ[key]:5}")
    for key, (name, a, b) in examples.items():
        print(f"for instance {key} of {name}: {str(a)[:120]!r}, not {str(b)[:120]!r}")
    print(f"{len(converted)} articles, {missing} missing")
    bad = [k for k in differ if k.split(".")[-1] in MUST]
    sys.exit(1 if bad or missing else 0)


if __name__ == "__main__":
    main()
