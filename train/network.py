"""The network that is trained: a BERT-like encoder (Devlin et al. 2019) with extra
input embeddings and linear outputs, as internal/nn runs it.

Names of weights are BERT's usual ones, so that weights.py reads what this saves.
"""

import torch
from torch import nn
from torch.nn import functional as F


class Dropout:
    """Dropout whose masks are cut from one pool of random bits.

    On a processor, drawing new random numbers takes a tenth of a training step.
    """

    SIZE = 1 << 24

    def __init__(self, rate, seed, dtype):
        self.generator = torch.Generator().manual_seed(seed)
        keep = torch.rand(self.SIZE, generator=self.generator) >= rate
        self.pool = keep.to(dtype) / (1 - rate)

    def __call__(self, x):
        n = x.numel()
        at = int(torch.randint(self.SIZE - n, (1,), generator=self.generator))
        return x * self.pool[at:at + n].view(x.shape)


def keep(x):
    """No dropout."""
    return x


class Embeddings(nn.Module):
    """Word piece + position + extra inputs, normalised."""

    def __init__(self, vocabulary, positions, width, extras, epsilon):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, width)
        self.position_embeddings = nn.Embedding(positions, width)
        self.token_type_embeddings = nn.Embedding(2, width)
        self.extra = nn.ModuleDict({name: nn.Embedding(count, width) for name, count in extras.items()})
        for extra in self.extra.values():
            nn.init.zeros_(extra.weight)
        self.LayerNorm = nn.LayerNorm(width, eps=epsilon)

    def forward(self, pieces, extras):
        """pieces [batch][length], extras [batch][length][number of extras]."""
        x = self.word_embeddings(pieces) + self.position_embeddings.weight[:pieces.shape[1]]
        x = x + self.token_type_embeddings.weight[0]
        for i, extra in enumerate(self.extra.values()):
            x = x + extra(extras[..., i])
        return self.LayerNorm(x)


class Layer(nn.Module):
    """Self-attention and a feed-forward network, normalised after each."""

    def __init__(self, width, heads, hidden, epsilon):
        super().__init__()
        self.heads = heads
        self.attention = nn.Module()
        self.attention.self = nn.Module()
        for name in ("query", "key", "value"):
            setattr(self.attention.self, name, nn.Linear(width, width))
        self.attention.output = nn.Module()
        self.attention.output.dense = nn.Linear(width, width)
        self.attention.output.LayerNorm = nn.LayerNorm(width, eps=epsilon)
        self.intermediate = nn.Module()
        self.intermediate.dense = nn.Linear(width, hidden)
        self.output = nn.Module()
        self.output.dense = nn.Linear(hidden, width)
        self.output.LayerNorm = nn.LayerNorm(width, eps=epsilon)

    def split(self, x):
        """[batch][length][width] to [batch * heads][length][head width]."""
        b, n, _ = x.shape
        return x.view(b, n, self.heads, -1).transpose(1, 2).reshape(b * self.heads, n, -1)

    def attend(self, x, bias):
        """Self-attention with its matrices written out: faster in bfloat16 on a
        processor than the fused kernel."""
        own, (b, n, width) = self.attention.self, x.shape
        q, k, v = self.split(own.query(x)), self.split(own.key(x)), self.split(own.value(x))
        scores = torch.bmm(q * (width // self.heads) ** -0.5, k.transpose(1, 2))
        scores = scores.view(b, self.heads, n, n) + bias
        mixed = torch.bmm(torch.softmax(scores, -1).view(b * self.heads, n, n).to(v.dtype), v)
        return mixed.view(b, self.heads, n, -1).transpose(1, 2).reshape(b, n, width)

    def forward(self, x, bias, drop):
        y = self.attention.output.dense(self.attend(x, bias))
        x = self.attention.output.LayerNorm(x + drop(y))
        y = self.output.dense(F.gelu(self.intermediate.dense(x)))
        return self.output.LayerNorm(x + drop(y))


class Network(nn.Module):
    """The encoder and its outputs: a linear layer each on the last hidden state."""

    def __init__(self, layers, width, heads, hidden, extras, outputs, vocabulary=30522, positions=512, epsilon=1e-12):
        super().__init__()
        self.embeddings = Embeddings(vocabulary, positions, width, extras, epsilon)
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(Layer(width, heads, hidden, epsilon) for _ in range(layers))
        self.outputs = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in outputs.items()})
        for output in self.outputs.values():
            nn.init.normal_(output.weight, std=0.02)
            nn.init.zeros_(output.bias)

    def forward(self, pieces, extras, mask, drop=keep):
        """Scores by output, [batch][length][labels], and the last hidden state.

        mask [batch][length] is true for the pieces that count.
        """
        x = drop(self.embeddings(pieces, extras))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            bias = bias.to(torch.bfloat16)
        for layer in self.encoder.layer:
            x = layer(x, bias, drop)
        return {name: output(x) for name, output in self.outputs.items()}, x

    def fresh(self):
        """The names of the parameters that no pretrained encoder has."""
        return {n for n, _ in self.named_parameters() if n.startswith(("outputs.", "embeddings.extra."))}


def load_encoder(network, state):
    """Puts the weights of a pretrained encoder (weights.Network.state) in place."""
    state = {k: torch.from_numpy(v) for k, v in state.items() if not k.startswith("pooler")}
    missing, unexpected = network.load_state_dict(state, strict=False)
    missing = set(missing) - network.fresh()
    if missing or unexpected:
        raise ValueError(f"weights missing: {sorted(missing)}; not known: {unexpected}")
