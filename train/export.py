"""Writes a BERT-like encoder as a model file of quoth (docs/model-format.md).

From an ONNX file that PyTorch exported:

    python train/export.py --onnx NETWORK.onnx --tokenizer tokenizer.json --weights int8 --name NAME --out FILE

From PyTorch weights, with inputs and outputs besides those of the encoder:

    python train/export.py --torch WEIGHTS.safetensors --config config.json --vocabulary vocab.txt
        --extra NAME=KEY --output NAME=KEY:LABEL,LABEL... --weights int8 --name NAME --out FILE

A network that train.py trained says itself what it is:

    python train/export.py --trained FOLDER --vocabulary vocab.txt --weights int8 --name NAME --out FILE

With --calibrate ARTICLES.jsonl the 8-bit layers lose less: see calibrate.py. The
file may also be of internal/encode/dump, with the extra inputs.

--extra names an embedding of the state dict, --output a linear layer of it (the
key without ".weight"); @FILE in the place of labels is a file with one a line.
The same input gives the same bytes.
"""

import argparse
import hashlib
import json
import os
import struct
import sys
import tempfile
from pathlib import Path

import numpy as np

import calibrate
import simulate
import weights

CALIBRATION = {256: 300, 32: 300}  # pieces in a sequence, and how many sequences
MAGIC, VERSION, ALIGN = b"quothnn\n", 1, 64
TYPES = {np.dtype(np.int8): "int8", np.dtype(np.int32): "int32", np.dtype(np.float32): "float32"}


def ceil(n, m):
    """n rounded up to a multiple of m."""
    return -(-n // m) * m


def quantise(w):
    """Whole numbers from -127 to 127 for a matrix, and the scale of each row."""
    largest = np.abs(w).max(1).astype(np.float32)
    scale = largest / np.float32(127)
    scale[scale == 0] = 1
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale


def padded(x, *shape):
    """x with zeros behind it in each dimension."""
    return np.pad(x, [(0, n - have) for n, have in zip(shape, x.shape)])


def pack8(w, bias, factor, shift):
    """Tensors of an 8-bit linear layer; w is [out][in], out a multiple of 32."""
    out, inner = w.shape[0], ceil(w.shape[1], 64)
    smoothed = np.divide(w, factor, out=np.zeros_like(w), where=factor != 0)
    q, scale = quantise(padded(smoothed, out, inner))
    return {
        "factor": padded(factor, inner),
        "shift": padded(shift, inner),
        "weight": q.reshape(out // 16, 16, inner // 4, 4).transpose(0, 2, 1, 3),
        "scale": scale,
        "offset": -64 * q.sum(1, dtype=np.int32),
        "bias": (bias - smoothed.astype(np.float64) @ shift).astype(np.float32),
    }


def pack32(w, bias):
    """Tensors of a 32-bit linear layer; w is [out][in], both multiples of 32."""
    return {"weight": w.reshape(w.shape[0] // 16, 16, w.shape[1]).transpose(0, 2, 1), "bias": bias}


class Packer:
    """Collects the tensors of a network in the order of the format."""

    def __init__(self, network, kind, smoothing):
        self.state, self.kind, self.smoothing = network.state, kind, smoothing
        self.heads, self.width = network.heads, network.width
        self.head = self.width_of_context(network) // self.heads
        self.tensors = {}

    @staticmethod
    def width_of_context(network):
        return network.state["encoder.layer.0.attention.self.query.weight"].shape[0]

    def table(self, name, rows):
        self.tensors[name] = padded(rows, len(rows), ceil(self.width, 32))

    def words(self, rows):
        if self.kind == "fp32":
            return self.table("words", rows)
        self.tensors["words"], self.tensors["words.scale"] = quantise(padded(rows, len(rows), ceil(self.width, 32)))

    def norm(self, name, key):
        for part, source in (("gamma", "weight"), ("beta", "bias")):
            self.tensors[f"{name}.{part}"] = padded(self.state[f"{key}.{source}"], ceil(self.width, 32))

    def add(self, name, w, bias, kind):
        """A linear layer, padded to multiples of 32."""
        out, inner = ceil(w.shape[0], 32), ceil(w.shape[1], 32)
        w, bias = padded(w, out, inner), padded(bias, out)
        if kind == "int8":
            none = np.ones(inner, np.float32), np.zeros(inner, np.float32)
            tensors = pack8(w, bias, *self.smoothing.get(name, none))
        else:
            tensors = pack32(w, bias)
        for part, tensor in tensors.items():
            self.tensors[f"{name}.{part}"] = tensor

    def linear(self, name, key):
        self.add(name, self.state[key + ".weight"], self.state[key + ".bias"], self.kind)

    def projections(self, name, key):
        """Queries, keys and values of all heads below each other, each head padded."""
        parts = ("query", "key", "value")
        w = [self.by_head(self.state[f"{key}.{p}.weight"]).reshape(-1, self.width) for p in parts]
        bias = [self.by_head(self.state[f"{key}.{p}.bias"][:, None]).ravel() for p in parts]
        self.add(name, np.concatenate(w), np.concatenate(bias), self.kind)

    def by_head(self, rows):
        """Rows as [heads][padded head][columns]."""
        rows = rows.reshape(self.heads, self.head, -1)
        return padded(rows, self.heads, ceil(self.head, 32), rows.shape[2])

    def output(self, name, key):
        """Columns for all heads side by side, each head padded."""
        w = self.by_head(self.state[key + ".weight"].T).reshape(-1, self.width).T
        self.add(name, w, self.state[key + ".bias"], self.kind)

    def layer(self, name, key):
        self.projections(f"{name}.qkv", f"{key}.attention.self")
        self.output(f"{name}.output", f"{key}.attention.output.dense")
        self.norm(f"{name}.attention.norm", f"{key}.attention.output.LayerNorm")
        self.linear(f"{name}.up", f"{key}.intermediate.dense")
        self.linear(f"{name}.down", f"{key}.output.dense")
        self.norm(f"{name}.norm", f"{key}.output.LayerNorm")


def pack(network, kind, vocabulary, extras=(), outputs=(), smoothing=None):
    """All tensors of a network.

    extras are pairs (name, table), outputs (name, labels, matrix, bias). smoothing
    has factor and shift of 8-bit linear layers by their names (see calibrate.py).
    """
    p, state = Packer(network, kind, smoothing or {}), network.state
    p.tensors["vocabulary"] = "".join(piece + "\n" for piece in vocabulary).encode()
    p.words(state[weights.WORDS])
    p.table("positions", state["embeddings.position_embeddings.weight"]
            + state["embeddings.token_type_embeddings.weight"][0])
    for i, (_, table) in enumerate(extras):
        p.table(f"extra.{i}", table)
    p.norm("embedding.norm", "embeddings.LayerNorm")
    for i in range(network.layers):
        p.layer(f"layer.{i}", f"encoder.layer.{i}")
    for i, (_, _, w, bias) in enumerate(outputs):
        p.add(f"head.{i}", w, bias, "fp32")
    return p.tensors


def shape(network):
    """What the header says of the encoder."""
    context = Packer.width_of_context(network)
    return {
        "layers": network.layers,
        "width": network.width,
        "heads": network.heads,
        "head_width": context // network.heads,
        "hidden": network.state["encoder.layer.0.intermediate.dense.weight"].shape[0],
        "positions": len(network.state["embeddings.position_embeddings.weight"]),
        "epsilon": network.epsilon,
    }


def file_bytes(header, tensors):
    """The model file. The header lists the tensors with their offsets, which
    depend on its length."""
    blobs = {name: t if isinstance(t, bytes) else np.ascontiguousarray(t).astype(t.dtype.newbyteorder("<")).tobytes()
             for name, t in tensors.items()}
    start = ALIGN
    while True:
        offset, entries = start, []
        for name, t in tensors.items():
            kind, dims = ("bytes", [len(t)]) if isinstance(t, bytes) else (TYPES[t.dtype], list(t.shape))
            entries.append({"name": name, "type": kind, "shape": dims, "offset": offset})
            offset = ceil(offset + len(blobs[name]), ALIGN)
        text = json.dumps(header | {"tensors": entries}, ensure_ascii=False, separators=(",", ":")).encode()
        end = ceil(ALIGN + len(text), ALIGN)
        if end == start:
            break
        start = end
    body = b"".join(b.ljust(ceil(len(b), ALIGN), b"\0") for b in [text, *blobs.values()])
    head = MAGIC + struct.pack("<IIQQ", VERSION, len(text), ALIGN + len(body), 0)
    return head + hashlib.sha256(body).digest() + body


def read_vocabulary(tokenizer, vocabulary):
    """Pieces in order, from a tokenizer.json of an uncased BERT or from a vocab.txt."""
    if vocabulary:
        return Path(vocabulary).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    content = json.loads(Path(tokenizer).read_text(encoding="utf-8"))
    normalizer = content["normalizer"]
    if content["model"]["type"] != "WordPiece" or normalizer["type"] != "BertNormalizer" or not normalizer["lowercase"]:
        raise ValueError(f"{tokenizer} is not of an uncased BERT")
    pieces = sorted(content["model"]["vocab"], key=content["model"]["vocab"].get)
    if list(range(len(pieces))) != sorted(content["model"]["vocab"].values()):
        raise ValueError(f"{tokenizer} leaves out numbers")
    return pieces


def find_extra(network, argument):
    """NAME=KEY gives a name and the embeddings."""
    name, key = argument.split("=", 1)
    return name, network.other[key]


def find_output(network, argument):
    """NAME=KEY:LABEL,LABEL or NAME=KEY:@FILE gives name, labels, matrix, bias."""
    name, rest = argument.split("=", 1)
    key, labels = rest.split(":", 1)
    labels = Path(labels[1:]).read_text(encoding="utf-8").split() if labels.startswith("@") else labels.split(",")
    w, bias = network.other[key + ".weight"], network.other[key + ".bias"]
    if len(labels) != len(w):
        raise ValueError(f"output {name} has {len(w)} rows and {len(labels)} labels")
    return name, labels, w, bias


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--onnx", help="network as exported from PyTorch")
    source.add_argument("--torch", help="state dict, .safetensors or .pt")
    source.add_argument("--trained", metavar="FOLDER", help="what train.py wrote")
    parser.add_argument("--config", help="config.json of the network, with --torch")
    parser.add_argument("--prefix", help="of the encoder's keys in the state dict")
    parser.add_argument("--tokenizer", help="tokenizer.json")
    parser.add_argument("--vocabulary", help="vocab.txt")
    parser.add_argument("--extra", action="append", default=[], metavar="NAME=KEY")
    parser.add_argument("--output", action="append", default=[], metavar="NAME=KEY:LABELS")
    parser.add_argument("--weights", choices=["int8", "fp32"], default="int8")
    for text in ("name", "origin", "license", "notes"):
        parser.add_argument("--" + text, default="")
    parser.add_argument("--calibrate", metavar="ARTICLES.jsonl",
                        help="texts on which inputs of 8-bit layers are scaled and shifted; needs --tokenizer")
    parser.add_argument("--out", required=True)
    args = parser.parse_args(arguments)
    if bool(args.tokenizer) == bool(args.vocabulary):
        parser.error("give --tokenizer or --vocabulary")
    if args.torch and not args.config:
        parser.error("--torch needs --config")
    return args


def calibration(args, header, tensors):
    """Factors and shifts from long and short sequences, spread over the texts."""
    with open(args.calibrate, encoding="utf-8") as lines:
        prepared = "pieces" in json.loads(lines.readline())
    if prepared:
        return calibrate.smoothing(header, tensors, spread(lambda n: simulate.prepared(args.calibrate, n), header))
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(args.tokenizer)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = simulate.read_texts(args.calibrate)
    return calibrate.smoothing(header, tensors, spread(lambda n: simulate.sequences(tokenizer, texts, n), header))


def spread(sequences, header):
    """Some of the sequences of each length."""
    chosen = []
    for length, count in CALIBRATION.items():
        every = list(sequences(min(length, header["positions"])))
        chosen += every[::-(-len(every) // count)]
    return chosen


def read_network(args):
    if args.onnx:
        return weights.from_onnx(args.onnx)
    if args.trained:
        args.torch, args.config = Path(args.trained) / "network.pt", Path(args.trained) / "network.json"
    config = json.loads(Path(args.config).read_text(encoding="utf-8"))
    if config["hidden_act"] != "gelu" or config.get("position_embedding_type", "absolute") != "absolute":
        raise ValueError(f"{args.config}: only GELU and absolute positions are known")
    return weights.from_torch(args.torch, config["num_attention_heads"], config["layer_norm_eps"], args.prefix)


def describe(args):
    """Extras and outputs of a network that train.py wrote."""
    config = json.loads(Path(args.config).read_text(encoding="utf-8"))
    args.extra = [f"{name}=embeddings.extra.{name}.weight" for name in config["extras"]]
    args.output = [f"{name}=outputs.{name}:{','.join(labels)}" for name, labels in config["outputs"].items()]


def main(arguments=None):
    args = parse(arguments)
    network = read_network(args)
    vocabulary = read_vocabulary(args.tokenizer, args.vocabulary)
    if len(vocabulary) != len(network.state[weights.WORDS]):
        raise ValueError(f"{len(vocabulary)} pieces, {len(network.state[weights.WORDS])} embeddings")
    if args.trained:
        describe(args)
    extras = [find_extra(network, e) for e in args.extra]
    outputs = [find_output(network, o) for o in args.output]
    header = {"name": args.name, "origin": args.origin, "license": args.license, "notes": args.notes,
              **shape(network), "weights": args.weights, "normalization": "bert-uncased",
              "extras": [{"name": n, "count": len(t)} for n, t in extras],
              "outputs": [{"name": n, "labels": labels} for n, labels, _, _ in outputs],
              "vocabulary": len(vocabulary)}
    smoothing = None
    if args.weights == "int8" and args.calibrate:
        smoothing = calibration(args, header, pack(network, "fp32", vocabulary, extras, outputs))
    tensors = pack(network, args.weights, vocabulary, extras, outputs, smoothing)
    replace(args.out, file_bytes(header, tensors))


def replace(path, content):
    """Write a file that is there whole or not at all: who has the old one mapped keeps it."""
    with tempfile.NamedTemporaryFile(dir=Path(path).parent, delete=False) as f:
        f.write(content)
    os.chmod(f.name, 0o644)
    os.replace(f.name, path)


if __name__ == "__main__":
    try:
        main()
    except (ValueError, KeyError, OSError) as e:
        sys.exit(f"export: {e}")
