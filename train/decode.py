"""Runs of a BIO sequence by the best path, and how many of them are right.

The product decodes in Go (internal/tag); this is for looking on while training.
"""

import numpy as np
import torch

from gold import B, I, O, ROLES
from windows import batch, cut

B_COST = 0.5  # off the score of every B: argmax breaks runs too often


def best_path(scores):
    """Labels of the best path through scores [n][3] that has no I after O."""
    scores = scores.copy()
    scores[:, B] -= B_COST
    back = np.zeros(scores.shape, np.int8)
    total = scores[0].copy()
    total[I] = -1e9
    for n in range(1, len(scores)):
        open_, any_ = (B, I), (B, I, O)
        best_open = max(open_, key=lambda k: total[k])
        best_any = max(any_, key=lambda k: total[k])
        back[n] = (best_any, best_open, best_any)
        total = scores[n] + total[back[n]]
    path = [int(np.argmax(total))]
    for n in range(len(scores) - 1, 0, -1):
        path.append(int(back[n][path[-1]]))
    return np.array(path[::-1])


def runs(labels):
    """The runs (first, last) of BIO labels."""
    found = []
    for i, x in enumerate(labels):
        if x == B:
            found.append([i, i])
        elif x == I and found:
            found[-1][1] = i
    return {tuple(r) for r in found}


@torch.no_grad()
def predict(network, docs, heads, stride=128, size=16):
    """Scores of each document, head → [n][labels]: of the window where a piece is
    furthest from an edge."""
    network.eval()
    found = {d.id: {h: np.zeros((len(d.pieces), len(network.outputs[h].bias)), np.float32) for h in heads}
             for d in docs}
    edge = {d.id: np.full(len(d.pieces), -1) for d in docs}
    windows = cut(docs, stride)
    for k in range(0, len(windows), size):
        some = windows[k:k + size]
        b = batch(some)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, _ = network(b.pieces, b.extras, b.mask)
        for i, w in enumerate(some):
            n = w.end - w.start
            at = np.arange(n)
            far = np.minimum(at + (10**6 if w.start == 0 else 0), n - 1 - at + (10**6 if w.end == len(w.doc.pieces) else 0))
            better = far > edge[w.doc.id][w.start:w.end]
            edge[w.doc.id][w.start:w.end][better] = far[better]
            for h in heads:
                found[w.doc.id][h][w.start:w.end][better] = scores[h][i, 1:n + 1].float().numpy()[better]
    return found


def exact(network, docs, heads=ROLES):
    """F1 of exact runs by head, in percent."""
    scores = predict(network, docs, heads)
    figures = {}
    for h in heads:
        right = gold = read = 0
        for d in docs:
            first = d.starts
            a, b = runs(best_path(scores[d.id][h][first])), runs(d.labels[h][first])
            right, gold, read = right + len(a & b), gold + len(b), read + len(a)
        figures[h] = round(200 * right / max(gold + read, 1), 1)
    return figures
