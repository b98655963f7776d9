"""Runs a model file in numpy, as the kernels of quoth would, and compares 8-bit
weights with 32-bit ones.

    python train/simulate.py --fp32 FILE --int8 FILE --tokenizer tokenizer.json --texts ARTICLES.jsonl

prints the least and the mean cosine between the last hidden states of each word
piece. The texts are those under "text" of each line.
"""

import argparse
import gzip
import hashlib
import json
import math
import struct
from pathlib import Path

import numpy as np

CLS, SEP = 101, 102  # in BERT's vocabulary
TYPES = {"int8": "<i1", "int32": "<i4", "float32": "<f4", "bytes": "<u1"}


class Model:
    """A network as docs/model-format.md describes it: the header and arrays by their names."""

    def __init__(self, header, tensors):
        self.header, self.tensors = header, tensors
        self.matrices = {}

    @classmethod
    def read(cls, path):
        data = Path(path).read_bytes()
        version, length, size, _ = struct.unpack_from("<IIQQ", data, 8)
        if data[:8] != b"quothnn\n" or version != 1 or size != len(data):
            raise ValueError(f"{path} is no model file")
        if hashlib.sha256(data[64:]).digest() != data[32:64]:
            raise ValueError(f"{path} is damaged")
        header = json.loads(data[64:64 + length])
        return cls(header, {t["name"]: np.frombuffer(data, TYPES[t["type"]], math.prod(t["shape"]), t["offset"])
                            .reshape(t["shape"]) for t in header["tensors"]})

    def norm(self, name, x):
        """Layer normalisation over the columns that are no padding."""
        width = self.header["width"]
        x = x[:, :width]
        x = x - x.mean(1, keepdims=True)
        x = x / np.sqrt((x * x).mean(1, keepdims=True) + np.float32(self.header["epsilon"]))
        y = x * self.tensors[name + ".gamma"][:width] + self.tensors[name + ".beta"][:width]
        return np.pad(y, [(0, 0), (0, len(self.tensors[name + ".gamma"]) - width)])

    def matrix(self, name):
        """The weights of a linear layer as [out][in], 32-bit."""
        if name not in self.matrices:
            w = self.tensors[name + ".weight"]
            if w.ndim == 4:
                w = w.transpose(0, 2, 1, 3).reshape(w.shape[0] * 16, -1)
            else:
                w = w.transpose(0, 2, 1).reshape(w.shape[0] * 16, -1)
            self.matrices[name] = np.ascontiguousarray(w, np.float32)
        return self.matrices[name]

    def linear(self, name, x):
        w, bias = self.matrix(name), self.tensors[name + ".bias"]
        if name + ".scale" not in self.tensors:
            return x @ w.T + bias
        x = np.pad(x, [(0, 0), (0, w.shape[1] - x.shape[1])])
        x = x * self.tensors[name + ".factor"] + self.tensors[name + ".shift"]
        q, scale = quantise(x)
        # sums of these whole numbers stay below 2^24, where 32-bit floats are exact
        total = (q - 64) @ w.T
        return total * scale * self.tensors[name + ".scale"] + bias

    def embed(self, pieces, extras=None):
        words, t = self.tensors["words"][pieces], self.tensors
        if "words.scale" in t:
            words = words * t["words.scale"][pieces, None]
        x = words + t["positions"][:len(pieces)]
        for i in range(len(self.header["extras"])):
            x = x + t[f"extra.{i}"][np.zeros(len(pieces), int) if extras is None else extras[i]]
        return self.norm("embedding.norm", x)

    def attend(self, projected):
        """Attention of all heads of one sequence."""
        heads, head = self.header["heads"], self.header["head_width"]
        q, k, v = projected.reshape(len(projected), 3, heads, -1).transpose(1, 2, 0, 3)
        scores = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(head))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return (scores @ v).transpose(1, 0, 2).reshape(len(projected), -1)

    def layer(self, i, x, lengths):
        name = f"layer.{i}."
        projected = self.linear(name + "qkv", x)
        ends = np.cumsum(lengths)
        context = np.concatenate([self.attend(projected[e - n:e]) for n, e in zip(lengths, ends)])
        x = self.norm(name + "attention.norm", x + self.linear(name + "output", context))
        inner = gelu(self.linear(name + "up", x))
        return self.norm(name + "norm", x + self.linear(name + "down", inner))

    def hidden(self, sequences):
        """The last hidden states of sequences, one below the other.

        A sequence is a list of pieces, or a pair of one and its extra inputs.
        """
        parts = [self.embed(*map(np.asarray, s)) if isinstance(s, tuple) else self.embed(np.asarray(s))
                 for s in sequences]
        x, lengths = np.concatenate(parts), [len(p) for p in parts]
        for i in range(self.header["layers"]):
            x = self.layer(i, x, lengths)
        return x[:, :self.header["width"]]

    def scores(self, hidden):
        """What each output says of hidden states."""
        hidden = np.pad(hidden, [(0, 0), (0, -hidden.shape[1] % 32)])
        return [self.linear(f"head.{i}", hidden)[:, :len(o["labels"])]
                for i, o in enumerate(self.header["outputs"])]


def quantise(x):
    """Numbers from 1 to 127 with zero point 64, and the scale of each row."""
    largest = np.maximum(np.abs(x).max(1, keepdims=True), np.float32(1e-30))
    q = np.rint(x * (np.float32(63) / largest)) + np.float32(64)
    return np.clip(q, 1, 127), largest / np.float32(63)


def gelu(x):
    """x/2·(1 + erf(x/√2)), by formula 7.1.26 of Abramowitz and Stegun (error 1.5e-7)."""
    z = np.abs(x) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = np.zeros_like(t)
    for a in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(a)) * t
    erf = np.copysign(1 - series * np.exp(-z * z), x)
    return x * np.float32(0.5) * (1 + erf)


def cosines(a, b):
    return (a * b).sum(1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))


def read_texts(path):
    """The texts of articles, one JSON object with "text" a line; may be gzipped."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def sequences(tokenizer, texts, length):
    """[CLS] … [SEP] around each stretch of a text; length counts both."""
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for text in texts:
        pieces = tokenizer.encode(text, add_special_tokens=False).ids
        for i in range(0, len(pieces), length - 2):
            yield [first, *pieces[i:i + length - 2], last]


def prepared(path, length):
    """The same of lines of internal/encode/dump, with their extra inputs."""
    with open(path, encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            for i in range(0, len(raw["pieces"]), length - 2):
                part = slice(i, i + length - 2)
                yield ([CLS, *raw["pieces"][part], SEP], [[0, *e[part], 0] for e in raw["extras"]])


def compare(a, b, all_sequences, batch=8):
    """The cosine of each piece between two models."""
    parts = [all_sequences[i:i + batch] for i in range(0, len(all_sequences), batch)]
    return np.concatenate([cosines(a.hidden(p), b.hidden(p)) for p in parts])


def main():
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("fp32", "int8", "tokenizer", "texts"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--length", type=int, default=256, help="pieces in a sequence")
    parser.add_argument("--limit", type=int, help="take the first sequences only")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(args.tokenizer)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    chosen = list(sequences(tokenizer, read_texts(args.texts), args.length))[:args.limit]
    c = compare(Model.read(args.fp32), Model.read(args.int8), chosen)
    low = ", ".join(f"{100 * np.mean(c < t):.3f} % below {t}" for t in (0.98, 0.95, 0.9))
    print(f"{len(c)} pieces: cosine least {c.min():.4f}, mean {c.mean():.4f}; {low}")


if __name__ == "__main__":
    main()
