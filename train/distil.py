"""Learning from what trained networks say of articles that nobody has annotated
(Hinton et al. 2015, "Distilling the Knowledge in a Neural Network").

The teachers' probabilities are averaged; the student's loss is the cross entropy
to them, for labels and for links.
"""

import torch
from torch.nn import functional as F

import gold

HEADS = gold.HEADS + ("name",)
WEIGHT = {"name": 0.3} | {"inner-" + r: 0.7 for r in gold.ROLES}
LINK_WEIGHT = 0.3
PAIRS = (("content", "from-content", "to-cue"), ("cue", "from-cue", "to-source"))


@torch.no_grad()
def answers(teachers, b):
    """What each teacher says: scores by output."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said = [t(b.pieces, b.extras, b.mask)[0] for t in teachers]
    return [{name: x.float() for name, x in scores.items()} for scores in said]


def mean(said, name):
    return torch.stack([s[name].softmax(-1) for s in said]).mean(0)


def runs(labels, starts):
    """Row, first and last place of each run of BIO labels [batch][length]."""
    found = []
    for row, (some, begin) in enumerate(zip(labels.tolist(), starts.tolist())):
        open_ = None
        for at, (x, word) in enumerate(zip(some, begin)):
            if not word:
                continue
            if x == gold.B:
                open_ = [row, at, at]
                found.append(open_)
            elif x == gold.I and open_:
                open_[2] = at
            else:
                open_ = None
    return torch.tensor(found, dtype=torch.long).reshape(-1, 3)


def link_shares(scores, vectors, found, starts, link_scores):
    """Log-probabilities of where the links of runs go, [n][length]; place 0 is nothing."""
    row, first, last = found.unbind(1)
    length = starts.shape[1]
    x = link_scores([scores[v].float() for v in vectors], row * length + first, row * length + last, row)
    x = x.masked_fill(~starts[row], -1e4)
    return F.log_softmax(torch.cat([torch.zeros_like(x[:, :1]), x[:, 1:]], 1), -1)


def loss(scores, said, b, link_scores):
    """Cross entropy of the student's scores to the teachers' mean probabilities."""
    words, total = b.starts, 0
    for head in HEADS:
        target = mean(said, head)[words]
        total = total - WEIGHT.get(head, 1) * (target * F.log_softmax(scores[head].float(), -1)[words]).sum() / words.sum()
    for level in ("", "inner-"):
        for role, *vectors in PAIRS:
            found = runs(mean(said, level + role).argmax(-1), words)
            if len(found):
                target = torch.stack([link_shares(s, vectors, found, words, link_scores).exp() for s in said]).mean(0)
                shares = link_shares(scores, vectors, found, words, link_scores)
                total = total - LINK_WEIGHT / 2 * (target * shares).sum() / len(found)
    return total
