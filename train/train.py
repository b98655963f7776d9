"""Trains the network that reads attributions.

    python train/train.py --start ONNX --data FOLDER --out FOLDER

--data is what prepare.py made. Checkpoints go to --out, and the same command goes
on from the last one. The first stage reads everything, the second our own gold and
a part of PolNeAR (Stage): our rules are the stricter ones. With --teacher (trained
networks) and --news (unlabelled articles) it begins with the mean of their weights
and learns from what they say of those articles besides (distil.py).
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

import distil
import gold
import mix
import weights
import windows
from decode import exact
from network import Dropout, Network, load_encoder
from windows import NOWHERE, batch, cut

EXTRAS = {"shape": 8, "break": 3, "quote": 6}  # internal/encode
LINK = 64            # width of the vectors whose product scores a link
VECTORS = ("from-content", "to-cue", "from-cue", "to-source")
OUTPUTS = {h: gold.BIO for h in gold.HEADS} | {"name": gold.NAMES} | {
    v: tuple(map(str, range(LINK))) for v in VECTORS}
HEADS = distil.HEADS
WEIGHT, LINK_WEIGHT = distil.WEIGHT, distil.LINK_WEIGHT
SIZE = 16            # windows in a batch
STRIDE = 192
WARM = 0.05          # share of the steps in which the learning rate grows
DROPOUT = 0.1


@dataclass
class Stage:
    epochs: int
    world: float    # share of the windows of our gold
    polnear: float  # share of the windows of PolNeAR
    news: float = 0.0  # share of the windows of unlabelled news


@dataclass
class Recipe:
    stages: tuple
    rate: float        # of the pretrained weights
    fresh_rate: float  # of the others


FROM_SCRATCH = Recipe((Stage(4, 1.0, 1.0), Stage(3, 1.0, 0.6)), 1.5e-4, 1e-3)
STUDENT = Recipe((Stage(1, 1.0, 0.6, 0.5), Stage(2, 1.0, 0.6)), 8e-5, 3e-4)


def plan(sets, stages, seed):
    """All batches of the training, in order. A batch is of labelled or of
    unlabelled windows."""
    rng = random.Random(seed)
    batches = []
    rest = {name: [] for name in sets}
    for stage in stages:
        for _ in range(stage.epochs):
            some = {name: take(rng, sets[name], rest[name], getattr(stage, name)) for name in sets}
            epoch = split(rng, some["world"] + some["polnear"]) + split(rng, some.get("news", []))
            rng.shuffle(epoch)
            batches += epoch
    return batches


def take(rng, windows, rest, share):
    """A share of the windows; none comes again before all have come."""
    n = int(len(windows) * share + 0.5)
    if len(rest) < n:
        rest[:0] = rng.sample(windows, len(windows))
    some, rest[len(rest) - n:] = rest[len(rest) - n:], []
    return some


def split(rng, windows):
    rng.shuffle(windows)
    return [windows[i:i + SIZE] for i in range(0, len(windows) - SIZE + 1, SIZE)]


def batch_loss(network, b, drop, teachers):
    """The loss of a batch: from its labels, or from what the teachers say."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, _ = network(b.pieces, b.extras, b.mask, drop)
    if b.labels:
        return loss_of(scores, b)
    return distil.loss(scores, distil.answers(teachers, b), b, link_scores)


def link_scores(vectors, first, last, to):
    """Scores of all places a link may go to, [n][length]; going to NOWHERE scores 0.

    vectors are two outputs [batch][length][LINK]; first and last are the ends of the
    run that the link starts from, [n] each in a flat batch, to the rows it may go to.
    """
    start, target = vectors
    start = start.flatten(0, 1)
    query = start[first] + start[last]
    scores = torch.einsum("nd,nld->nl", query, target[to]) / LINK ** 0.5
    return scores


def link_loss(vectors, links, begins):
    """Cross entropy of where links go: to a word of the window, or to nothing."""
    if not len(links):
        return vectors[0].sum() * 0
    row, first, last, to = links.unbind(1)
    length = begins.shape[1]
    scores = link_scores(vectors, row * length + first, row * length + last, row)
    scores = scores.masked_fill(~begins[row], -1e4)
    scores = torch.cat([torch.zeros_like(scores[:, :1]), scores[:, 1:]], 1)
    assert NOWHERE == 0
    return F.cross_entropy(scores, to)


def loss_of(scores, b):
    """The sum of the losses of all heads; each is a mean over the words of a batch."""
    words = b.starts.sum()
    total = 0
    for head in HEADS:
        total = total + WEIGHT.get(head, 1) * F.cross_entropy(
            scores[head].float().flatten(0, 1), b.labels[head].flatten(), reduction="sum") / words
    for name, pair in (("content", VECTORS[:2]), ("cue", VECTORS[2:])):
        total = total + LINK_WEIGHT * link_loss([scores[v].float() for v in pair], b.links[name], b.starts)
    return total


def groups(network, recipe):
    """Parameters with their learning rate and weight decay."""
    fresh = network.fresh()
    sets = {}
    for name, p in network.named_parameters():
        key = (recipe.fresh_rate if name in fresh else recipe.rate, 0.01 if p.dim() > 1 else 0.0)
        sets.setdefault(key, []).append(p)
    return [{"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in sets.items()]


def set_rate(optimizer, step, steps):
    """Linear warm-up and decay."""
    warm = WARM * steps
    share = min((step + 1) / warm, (steps - step) / (steps - warm))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


def build(start):
    """The network with pretrained weights; the others always begin the same."""
    torch.manual_seed(1)
    pretrained = weights.from_onnx(start)
    hidden = pretrained.state["encoder.layer.0.intermediate.dense.weight"].shape[0]
    network = Network(pretrained.layers, pretrained.width, pretrained.heads, hidden, EXTRAS, OUTPUTS,
                      epsilon=pretrained.epsilon)
    load_encoder(network, pretrained.state)
    return network


def describe(network, path):
    """Writes what export.py has to know besides the weights."""
    embeddings, layers = network.embeddings, network.encoder.layer
    path.write_text(json.dumps({
        "hidden_act": "gelu", "num_attention_heads": layers[0].heads, "layer_norm_eps": embeddings.LayerNorm.eps,
        "extras": EXTRAS, "outputs": OUTPUTS}) + "\n", encoding="utf-8")


def teacher(start, folder):
    network = build(start)
    network.load_state_dict(torch.load(Path(folder) / "network.pt", weights_only=True))
    return network.eval()


def save(path, **state):
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def train(args):
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    docs = {name: gold.load(Path(args.data) / f"{name}.inputs.jsonl", *source)
            for name, source in sources(Path(args.data)).items()}
    sets = {"world": cut(docs["world-train"], STRIDE), "polnear": cut(docs["polnear.train"], STRIDE)}
    teachers = [teacher(args.start, folder) for folder in args.teacher]
    recipe, network = (STUDENT if teachers else FROM_SCRATCH), build(args.start)
    if teachers:
        sets["news"] = cut(list(map(gold.document, gold.lines(args.news))), windows.ROOM)
        network.load_state_dict(mix.mean([t.state_dict() for t in teachers], [1] * len(teachers)))
    describe(network, out / "network.json")
    batches = plan(sets, recipe.stages, args.seed)[:args.steps]
    follow(network, recipe, batches, teachers, args.seed, out / "last.pt")
    save(out / "network.pt", **network.state_dict())
    for name in ("polnear.dev", "modern-dev"):
        heads = gold.HEADS if name == "modern-dev" else gold.ROLES
        print(name, exact(network, docs[name], heads), flush=True)


def follow(network, recipe, batches, teachers, seed, last):
    """Trains on the batches, from the checkpoint on if there is one."""
    optimizer = torch.optim.AdamW(groups(network, recipe), fused=True)
    step = 0
    if last.exists():
        state = torch.load(last, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
    drop, shown = Dropout(DROPOUT, seed + step, torch.bfloat16), Progress(step, len(batches))
    network.train()
    while step < len(batches):
        set_rate(optimizer, step, len(batches))
        labelled = bool(batches[step][0].doc.labels)
        loss = batch_loss(network, batch(batches[step], HEADS if labelled else ()), drop, teachers)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        shown.step(loss.item())
        if step % 400 == 0:
            save(last, network=network.state_dict(), optimizer=optimizer.state_dict(), step=step)


class Progress:
    """Prints the mean loss and the speed every 20 steps."""

    EVERY = 20

    def __init__(self, done, of):
        self.done, self.of, self.losses, self.began = done, of, [], time.time()

    def step(self, loss):
        self.done += 1
        self.losses.append(loss)
        if self.done % self.EVERY == 0:
            speed = len(self.losses) * SIZE * windows.LENGTH / (time.time() - self.began)
            print(json.dumps({"step": self.done, "of": self.of, "loss": round(sum(self.losses) / len(self.losses), 4),
                              "pieces/s": round(speed)}), flush=True)
            self.losses, self.began = [], time.time()


def sources(data):
    """Articles, whether nested attributions are annotated, and a tagging of names."""
    return {
        "world-train": (data / "world-train.jsonl", True),
        "polnear.train": (data / "polnear.train.jsonl", False, data / "polnear.train.names.jsonl"),
        "polnear.dev": (data / "polnear.dev.jsonl", False, data / "polnear.dev.names.jsonl"),
        "modern-dev": (data / "modern-dev.jsonl", True),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", required=True, help="pretrained encoder, ONNX")
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--teacher", action="append", default=[], metavar="FOLDER", help="a trained network")
    parser.add_argument("--news", metavar="INPUTS.jsonl", help="unlabelled articles, of internal/encode/dump")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop early, for a trial")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
