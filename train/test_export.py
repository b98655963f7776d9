"""Tests of export.py, weights.py, simulate.py and calibrate.py.

    python -m unittest discover -s train
    QUOTH_NETWORKS=DIR python -m unittest discover -s train
    python train/test_export.py golden

The second also runs the networks that fetch.py put into DIR, against ONNX
Runtime. The third writes the golden files of internal/nn/modelfile anew.
"""

import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calibrate
import export
import simulate
import weights

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "internal" / "nn" / "modelfile" / "testdata"
NETWORKS = os.environ.get("QUOTH_NETWORKS")
SHAPE = {"layers": 1, "width": 24, "heads": 2, "head_width": 12, "hidden": 40, "positions": 4}
LABELS = ["O", "B", "I"]
TEXTS = [
    "The ferry to Port Arden was late again on Monday, and the harbour office had nothing to say about it.",
    "“We asked for a second boat in March,” said Ida Holm, who runs the bakery on the quay. “Nobody wrote back.”",
    "A spokesman for the council, 41, told reporters that talks with the yard would go on until Friday.",
    "Rain is expected from the west; winds may reach 70 km/h. Fishing vessels should stay in port, the coast guard said.",
]


def plain(name, *shape):
    """The weights of the golden files: see golden_test.go."""
    i, seed = np.arange(np.prod(shape)), sum(name.encode())
    if name.endswith(".factor"):
        values = np.array([0.5, 1, 2, 4])[(i + seed) % 4]
    elif name.endswith(".shift"):
        values = ((i + seed) % 5 - 2) / 8
    else:
        values = ((37 * i + seed) % 255 - 127) / 64
    return values.astype(np.float32).reshape(shape)


def small_network(pieces):
    """A network of plain weights, and the arrays of its extra input and output."""
    width, hidden = SHAPE["width"], SHAPE["hidden"]
    shapes = {weights.WORDS: (pieces, width), "embeddings.position_embeddings.weight": (SHAPE["positions"], width),
              "embeddings.token_type_embeddings.weight": (2, width)}
    dense = {f"attention.self.{p}": (width, width) for p in ("query", "key", "value")}
    dense |= {"attention.output.dense": (width, width), "intermediate.dense": (hidden, width),
              "output.dense": (width, hidden)}
    for name, shape in dense.items():
        shapes |= {f"encoder.layer.0.{name}.weight": shape, f"encoder.layer.0.{name}.bias": shape[:1]}
    for name in ("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"):
        shapes |= {f"{name}.LayerNorm.weight": (width,), f"{name}.LayerNorm.bias": (width,)}
    shapes |= {"extra.0.weight": (3, width), "head.0.weight": (3, width), "head.0.bias": (3,)}
    return weights.from_arrays({n: plain(n, *s) for n, s in shapes.items()}, SHAPE["heads"], 1e-12, "")


def small_smoothing():
    """Factors and shifts by the same formula; padding of the width has none."""
    context = 2 * 32
    sizes = {"qkv": ("attention.self", 24, 32), "output": ("attention.output.dense", context, context),
             "up": ("intermediate.dense", 24, 32), "down": ("output.dense", 40, 64)}
    return {f"layer.0.{name}": tuple(export.padded(plain(f"encoder.layer.0.{key}.{part}", n), padded)
                                     for part in ("factor", "shift"))
            for name, (key, n, padded) in sizes.items()}


def golden(kind):
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "quay", "##s", "é", "—"]
    network = small_network(len(pieces))
    extras = [("shape", network.other["extra.0.weight"])]
    outputs = [("cue", LABELS, network.other["head.0.weight"], network.other["head.0.bias"])]
    header = {"name": "golden", "origin": "train/test_export.py", "license": "CC0", "notes": "",
              **export.shape(network), "weights": kind, "normalization": "bert-uncased",
              "extras": [{"name": "shape", "count": 3}], "outputs": [{"name": "cue", "labels": LABELS}],
              "vocabulary": len(pieces)}
    return export.file_bytes(header, export.pack(network, kind, pieces, extras, outputs, small_smoothing()))


def random_state(seed, layers=2, width=48, heads=4, hidden=80, pieces=30):
    """A state dict of a small network as PyTorch would have it."""
    r = np.random.default_rng(seed)
    state = {}

    def dense(name, out, inner):
        state[name + ".weight"] = r.normal(0, inner ** -0.5, (out, inner)).astype(np.float32)
        state[name + ".bias"] = r.normal(0, 0.1, out).astype(np.float32)

    def norm(name):
        state[name + ".weight"] = r.uniform(0.5, 2, width).astype(np.float32)
        state[name + ".bias"] = r.normal(0, 0.5, width).astype(np.float32)

    for name, rows in (("word", pieces), ("position", 16), ("token_type", 2)):
        state[f"embeddings.{name}_embeddings.weight"] = r.normal(0, 0.5, (rows, width)).astype(np.float32)
    norm("embeddings.LayerNorm")
    for layer in (f"encoder.layer.{i}." for i in range(layers)):
        for part in ("query", "key", "value"):
            dense(layer + "attention.self." + part, width, width)
        dense(layer + "attention.output.dense", width, width)
        norm(layer + "attention.output.LayerNorm")
        dense(layer + "intermediate.dense", hidden, width)
        dense(layer + "output.dense", width, hidden)
        norm(layer + "output.LayerNorm")
    return weights.Network(state, heads, 1e-12, state)


def model(network, kind, smoothing=None):
    pieces = [f"p{i}" for i in range(len(network.state[weights.WORDS]))]
    header = export.shape(network) | {"extras": [], "outputs": []}
    return simulate.Model(header, export.pack(network, kind, pieces, smoothing=smoothing))


class Golden(unittest.TestCase):
    def test_files(self):
        for kind in ("int8", "fp32"):
            self.assertEqual(golden(kind), (GOLDEN / f"golden.{kind}.qnn").read_bytes())

    def test_read(self):
        read = simulate.Model.read(GOLDEN / "golden.fp32.qnn")
        hidden = read.hidden([[2, 5, 3]])
        self.assertEqual(hidden.shape, (3, 24))
        self.assertEqual(read.scores(hidden)[0].shape, (3, 3))


class Simulation(unittest.TestCase):
    SEQUENCES = [list(range(2, 14)), [2, 20, 3], list(range(29, 14, -1))]

    def test_forward(self):
        """The packed network against one written down without padding."""
        network = random_state(1)
        want = np.concatenate([reference(network, s) for s in self.SEQUENCES])
        got = model(network, "fp32").hidden(self.SEQUENCES)
        np.testing.assert_allclose(got, want, atol=2e-5)

    def test_int8(self):
        network = random_state(2)
        exact, rough = model(network, "fp32"), model(network, "int8")
        c = simulate.compare(exact, rough, self.SEQUENCES)
        self.assertGreater(c.min(), 0.99)
        self.assertLess(c.min(), 1)

    def test_smoothing_helps(self):
        """With a column of large numbers, the factors gain precision."""
        network = random_state(3)
        for key in network.state:
            if key.endswith("LayerNorm.weight"):
                network.state[key][5] *= 20
        exact = model(network, "fp32")
        found = calibrate.smoothing(exact.header, exact.tensors, self.SEQUENCES)
        before = simulate.compare(exact, model(network, "int8"), self.SEQUENCES)
        after = simulate.compare(exact, model(network, "int8", found), self.SEQUENCES)
        self.assertLess(1 - after.mean(), 0.7 * (1 - before.mean()))

    def test_smoothing_is_exact(self):
        """Without rounding, factor and shift change nothing."""
        network = random_state(4)
        exact = model(network, "fp32")
        found = calibrate.smoothing(exact.header, exact.tensors, self.SEQUENCES)
        factor, shift = found["layer.0.up"]
        w, bias = exact.matrix("layer.0.up"), exact.tensors["layer.0.up.bias"]
        tensors = export.pack8(w, bias, factor, shift)
        x = np.random.default_rng(0).normal(size=(5, w.shape[1])).astype(np.float32) * (factor != 0)
        smoothed = np.divide(w, factor, out=np.zeros_like(w), where=factor != 0)
        np.testing.assert_allclose((x * factor + shift) @ smoothed.T + tensors["bias"], x @ w.T + bias, atol=1e-4)


def reference(network, pieces, extra=0):
    """The hidden states of one sequence, from the plain weights; extra is added to each embedding."""
    s = network.state

    def dense(name, x):
        return x @ s[name + ".weight"].T + s[name + ".bias"]

    def norm(name, x):
        x = x - x.mean(1, keepdims=True)
        x = x / np.sqrt((x * x).mean(1, keepdims=True) + network.epsilon)
        return x * s[name + ".weight"] + s[name + ".bias"]

    x = (s["embeddings.word_embeddings.weight"][pieces] + s["embeddings.token_type_embeddings.weight"][0]
         + s["embeddings.position_embeddings.weight"][:len(pieces)] + extra)
    x = norm("embeddings.LayerNorm", x)
    for layer in (f"encoder.layer.{i}." for i in range(network.layers)):
        q, k, v = (np.split(dense(layer + "attention.self." + p, x), network.heads, 1) for p in ("query", "key", "value"))
        heads = []
        for a, b, c in zip(q, k, v):
            e = np.exp(a @ b.T / np.sqrt(a.shape[1]))
            heads.append(e / e.sum(1, keepdims=True) @ c)
        x = norm(layer + "attention.output.LayerNorm", x + dense(layer + "attention.output.dense", np.concatenate(heads, 1)))
        inner = simulate.gelu(dense(layer + "intermediate.dense", x))
        x = norm(layer + "output.LayerNorm", x + dense(layer + "output.dense", inner))
    return x


class Command(unittest.TestCase):
    def test_torch(self):
        """A state dict with a prefix, an extra input and an output; twice the same bytes."""
        from safetensors.numpy import save_file

        network = random_state(5)
        arrays = {"model." + k: v for k, v in network.state.items()}
        arrays |= {"mark.weight": plain("mark", 3, 48), "role.weight": plain("role", 2, 48), "role.bias": plain("bias", 2)}
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            save_file(arrays, folder / "w.safetensors")
            (folder / "vocab.txt").write_text("".join(f"p{i}\n" for i in range(30)))
            (folder / "config.json").write_text(json.dumps(
                {"hidden_act": "gelu", "num_attention_heads": 4, "layer_norm_eps": 1e-12}))
            arguments = ["--torch", str(folder / "w.safetensors"), "--config", str(folder / "config.json"),
                         "--vocabulary", str(folder / "vocab.txt"), "--weights", "fp32", "--name", "n",
                         "--extra", "mark=mark.weight", "--output", "role=role:O,B"]
            for name in "ab":
                export.main([*arguments, "--out", str(folder / name)])
            self.assertEqual((folder / "a").read_bytes(), (folder / "b").read_bytes())
            read = simulate.Model.read(folder / "a")
            self.assertEqual(read.header["outputs"], [{"name": "role", "labels": ["O", "B"]}])
            self.assertEqual(read.header["extras"], [{"name": "mark", "count": 3}])
            with_mark = reference(network, [1, 2], arrays["mark.weight"][0])
            np.testing.assert_allclose(read.hidden([[1, 2]]), with_mark, atol=2e-5)
            np.testing.assert_array_equal(read.tensors["extra.0"][:, :48], arrays["mark.weight"])


@unittest.skipUnless(NETWORKS, "QUOTH_NETWORKS names no folder of networks")
class Networks(unittest.TestCase):
    """The networks of fetch.py."""

    def check(self, name):
        import onnxruntime
        from tokenizers import Tokenizer

        import fetch

        paths = fetch.network(name, Path(NETWORKS))
        tokenizer = Tokenizer.from_file(str(paths.tokenizer))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        sequences = list(simulate.sequences(tokenizer, [*TEXTS, " ".join(TEXTS)], 256))
        session = onnxruntime.InferenceSession(str(paths.onnx), providers=["CPUExecutionProvider"])
        inputs = {i.name for i in session.get_inputs()}
        with tempfile.TemporaryDirectory() as folder:
            files = {}
            for kind in ("fp32", "int8"):
                files[kind] = Path(folder) / kind
                export.main(["--onnx", str(paths.onnx), "--tokenizer", str(paths.tokenizer), "--weights", kind,
                             "--name", name, "--out", str(files[kind])])
            exact, rough = (simulate.Model.read(files[kind]) for kind in ("fp32", "int8"))
            for s in sequences:
                ids = np.array([s])
                feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
                want = session.run(None, {k: v for k, v in feeds.items() if k in inputs})[0][0]
                np.testing.assert_allclose(exact.hidden([s]), want, atol=1e-4)
            self.assertGreater(simulate.compare(exact, rough, sequences).mean(), 0.99)
            if name == "minilm":
                self.check_torch(paths, files["fp32"].read_bytes())

    def check_torch(self, paths, want):
        """The same network from PyTorch weights gives the same file."""
        out = Path(self.enterContext(tempfile.TemporaryDirectory())) / "torch"
        export.main(["--torch", str(paths.torch), "--config", str(paths.config), "--tokenizer", str(paths.tokenizer),
                     "--weights", "fp32", "--name", "minilm", "--out", str(out)])
        self.assertEqual(out.read_bytes(), want)

    def test_e5(self):
        self.check("e5")

    def test_minilm(self):
        self.check("minilm")


def write_golden():
    for kind in ("int8", "fp32"):
        (GOLDEN / f"golden.{kind}.qnn").write_bytes(golden(kind))


if __name__ == "__main__":
    if sys.argv[1:] == ["golden"]:
        write_golden()
    else:
        unittest.main()
