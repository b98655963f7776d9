"""Cuts documents into windows, and puts windows together to batches."""

from dataclasses import dataclass

import numpy as np
import torch

from gold import IGNORE, NOTHING

LENGTH = 256         # pieces in a window, [CLS] and [SEP] included
ROOM = LENGTH - 2
CLS, SEP, PAD = 101, 102, 0  # ids of BERT's vocabulary
NOWHERE = 0          # where a link to nothing goes: [CLS]


def starts(n, stride):
    """Where windows begin; the last one ends with the document."""
    if n <= ROOM:
        return [0]
    return list(range(0, n - ROOM, stride)) + [n - ROOM]


@dataclass
class Window:
    doc: object
    start: int

    @property
    def end(self):
        return min(self.start + ROOM, len(self.doc.pieces))


def cut(docs, stride):
    return [Window(d, s) for d in docs for s in starts(len(d.pieces), stride)]


@dataclass
class Batch:
    pieces: torch.Tensor  # [batch][length]
    extras: torch.Tensor  # [batch][length][extras]
    mask: torch.Tensor    # [batch][length]
    starts: torch.Tensor  # [batch][length] whether a word starts
    labels: dict          # head → [batch][length]
    links: dict           # "content", "cue" → [n][4]: row, first, last, to


def links(rows, row, window, found):
    """Adds the links of a window whose ends are both in it."""
    for first, last, to in zip(found.first, found.last, found.to):
        if not window.start <= first < window.end:
            continue
        if to == NOTHING:
            to = window.start - 1 + NOWHERE
        elif not window.start <= to < window.end:
            continue
        last = min(last, window.end - 1)
        rows.append([row] + [x - window.start + 1 for x in (first, last, to)])


def batch(windows, heads=()):
    length = max(w.end - w.start for w in windows) + 2
    shape = (len(windows), length)
    pieces = np.full(shape, PAD, np.int64)
    extras = np.zeros(shape + (windows[0].doc.extras.shape[1],), np.int64)
    mask, begins = np.zeros(shape, bool), np.zeros(shape, bool)
    labels = {h: np.full(shape, IGNORE, np.int64) for h in heads}
    found = {"content": [], "cue": []}
    for i, w in enumerate(windows):
        n = w.end - w.start
        pieces[i, 0], pieces[i, n + 1] = CLS, SEP
        inside = np.s_[i, 1:n + 1]
        pieces[inside] = w.doc.pieces[w.start:w.end]
        extras[inside] = w.doc.extras[w.start:w.end]
        begins[inside] = w.doc.starts[w.start:w.end]
        mask[i, :n + 2] = True
        for h in heads:
            labels[h][inside] = w.doc.labels[h][w.start:w.end]
        if heads:
            links(found["content"], i, w, w.doc.content)
            links(found["cue"], i, w, w.doc.cue)
    tensor = torch.from_numpy
    return Batch(tensor(pieces), tensor(extras), tensor(mask), tensor(begins),
                 {h: tensor(x) for h, x in labels.items()},
                 {k: torch.tensor(x, dtype=torch.long).reshape(-1, 4) for k, x in found.items()})
