"""Reads the weights of BERT-like encoders as a dictionary of numpy arrays.

The keys are BERT's usual names in PyTorch without a prefix, such as
"encoder.layer.0.attention.self.query.weight"; matrices are [out][in], 32-bit.
Torch is imported only for .pt files.
"""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

WORDS = "embeddings.word_embeddings.weight"


@dataclass
class Network:
    """Weights, and what they do not say themselves."""

    state: dict
    heads: int
    epsilon: float
    other: dict = field(default_factory=dict)  # arrays outside the encoder, by their full names

    @property
    def layers(self):
        return 1 + max((int(k.split(".")[2]) for k in self.state if k.startswith("encoder.layer.")), default=-1)

    @property
    def width(self):
        return self.state[WORDS].shape[1]


def from_torch(path, heads, epsilon, prefix=None):
    """Weights from a .safetensors file or a .pt file with a state dict.

    The prefix of the encoder's keys is found if it is None.
    """
    path = Path(path)
    if path.suffix == ".safetensors":
        from safetensors.numpy import load_file

        arrays = load_file(path)
    else:
        import torch

        loaded = torch.load(path, map_location="cpu", weights_only=True)
        loaded = loaded.get("state_dict", loaded)
        arrays = {k: v.detach().numpy() for k, v in loaded.items()}
    return from_arrays(arrays, heads, epsilon, prefix)


def from_arrays(arrays, heads, epsilon, prefix=None):
    """Weights from a dictionary of arrays by the names of a state dict."""
    if prefix is None:
        found = [k[:-len(WORDS)] for k in arrays if k.endswith(WORDS)]
        if len(found) != 1:
            raise ValueError(f"{len(found)} keys end with {WORDS}: name the prefix")
        prefix = found[0]
    arrays = {k: np.ascontiguousarray(v, np.float32) for k, v in arrays.items() if v.dtype.kind == "f"}
    state = {k[len(prefix):]: v for k, v in arrays.items()
             if k.startswith((prefix + "embeddings.", prefix + "encoder."))}
    return Network(state, heads, epsilon, arrays)


def from_onnx(path):
    """Weights from an ONNX file that PyTorch exported.

    The matrices of MatMul nodes have no names of their own there and are
    transposed. The bias that is added to the product has one, so the graph gives
    each matrix its name, and the number of heads and epsilon besides.
    """
    import onnx
    from onnx import numpy_helper

    graph = Graph(onnx.load(path).graph, numpy_helper.to_array)
    arrays = {k: v for k, v in graph.values.items() if k.startswith(("embeddings.", "encoder."))}
    for node in graph.nodes:
        if node.op_type == "MatMul" and node.input[1] in graph.values:
            bias = graph.bias(node)
            arrays[bias.removesuffix("bias") + "weight"] = graph.values[node.input[1]].T
    network = from_arrays(arrays, graph.heads(), graph.epsilon(), "")
    if graph.count("Erf") != network.layers:
        raise ValueError("the activation is not GELU by the error function")
    return network


class Graph:
    """An ONNX graph with its constants."""

    def __init__(self, graph, to_array):
        self.nodes = list(graph.node)
        self.values = {i.name: to_array(i) for i in graph.initializer}
        self.users, self.maker = {}, {}
        for node in self.nodes:
            if node.op_type == "Constant":
                self.values[node.output[0]] = to_array(node.attribute[0].t)
            for name in node.input:
                self.users.setdefault(name, []).append(node)
            for name in node.output:
                self.maker[name] = node

    def count(self, kind):
        return sum(n.op_type == kind for n in self.nodes)

    def bias(self, node):
        """The name of the bias that is added to a product."""
        for user in self.users[node.output[0]]:
            names = [n for n in user.input if n in self.values and n.endswith(".bias")]
            if user.op_type == "Add" and names:
                return names[0]
        raise ValueError(f"nothing with a name is added to {node.output[0]}")

    def heads(self):
        """The number of heads: queries are reshaped to [batch][length][heads][width]."""
        name = next(n for n in self.values if n.endswith("layer.0.attention.self.query.bias"))
        added = self.users[name][0].output[0]
        for user in self.users[added]:
            if user.op_type == "Reshape":
                shape = self.numbers(user.input[1])
                if len(shape) == 4 and shape[2] and shape[3]:
                    return self.values[name].size // shape[3]
        raise ValueError("the number of heads is not to be found")

    def numbers(self, name):
        """The elements of a vector; None for what is computed."""
        if name in self.values:
            return [int(v) for v in np.atleast_1d(self.values[name])]
        maker = self.maker[name]
        return [v for i in maker.input for v in self.numbers(i)] if maker.op_type == "Concat" else [None]

    def epsilon(self):
        """What is added to variances."""
        found = set()
        for node in self.nodes:
            if node.op_type == "LayerNormalization":
                found |= {a.f for a in node.attribute if a.name == "epsilon"}
            elif node.op_type == "Add" and self.maker.get(node.input[0]) and node.input[1] in self.values:
                if self.maker[node.input[0]].op_type == "ReduceMean":
                    found.add(float(self.values[node.input[1]]))
        if len(found) != 1:
            raise ValueError(f"layer normalisation has epsilon {sorted(found)}")
        return float(np.format_float_scientific(np.float32(found.pop())))
