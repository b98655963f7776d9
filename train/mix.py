"""Puts the mean of the weights of trained networks into a folder (Wortsman et al.
2022, "Model soups: averaging weights of multiple fine-tuned models improves
accuracy without increasing inference time").

    python train/mix.py OUT FOLDER[=WEIGHT]...

The networks must have begun with the same weights. A WEIGHT is 1 if it is not given.
"""

import argparse
import shutil
from pathlib import Path

import torch


def mean(states, shares):
    return {name: sum(s[name] * (share / sum(shares)) for s, share in zip(states, shares)) for name in states[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("networks", nargs="+", metavar="FOLDER[=WEIGHT]")
    args = parser.parse_args()
    folders, shares = zip(*((Path(f), float(w or 1)) for f, _, w in (n.partition("=") for n in args.networks)))
    states = [torch.load(f / "network.pt", map_location="cpu", weights_only=True) for f in folders]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean(states, shares), args.out / "network.pt")
    shutil.copy(folders[0] / "network.json", args.out / "network.json")


if __name__ == "__main__":
    main()
