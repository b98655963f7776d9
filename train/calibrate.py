"""Finds how to scale and shift the inputs of linear layers before they are quantised.

An 8-bit layer gives all columns of its input the same scale, so that a column of
large numbers takes precision from the others. It may multiply each column by a
factor and add a shift first; the weights and the bias undo it. The factors
here share the trouble between inputs and weights (Xiao et al., "SmoothQuant:
Accurate and Efficient Post-Training Quantization for Large Language Models",
2023), the shifts take the mean away (Wei et al., "Outlier Suppression+",
2023). Both come from the inputs that the network has on some texts.
"""

import numpy as np

import simulate

SMALL = 0.05  # of the median: what a column counts at least


class Watch(simulate.Model):
    """A network with 32-bit weights that remembers the inputs of its linear layers."""

    def __init__(self, header, tensors):
        super().__init__(header, tensors)
        self.seen = {}

    def linear(self, name, x):
        if name not in self.seen:
            self.seen[name] = Columns(x.shape[1])
        self.seen[name].add(x)
        return super().linear(name, x)


class Columns:
    """What the columns of a matrix are like."""

    def __init__(self, n):
        self.count = 0
        self.sum = np.zeros(n)
        self.least, self.most = np.full(n, np.inf), np.full(n, -np.inf)

    def add(self, x):
        self.count += len(x)
        self.sum += x.sum(0, dtype=np.float64)
        self.least, self.most = np.minimum(self.least, x.min(0)), np.maximum(self.most, x.max(0))

    def smoothing(self, w):
        """Factor and shift of each column; w is the matrix, [out][columns].

        The size of a column is its largest distance from the mean. Factors are
        √(largest weight / size): inputs and weights share the trouble equally.
        """
        mean = self.sum / self.count
        distance = np.maximum(self.most - mean, mean - self.least)
        factor = np.sqrt(at_least(np.abs(w).max(0)) / at_least(distance))
        factor[np.abs(w).max(0) == 0] = 0  # padding
        return factor.astype(np.float32), (-mean * factor).astype(np.float32)


def at_least(x):
    """x with small numbers raised; columns that have no numbers don't count."""
    return np.maximum(x, SMALL * np.median(x[x > 0]) if (x > 0).any() else 1)


def smoothing(header, tensors, sequences, batch=16):
    """Factor and shift of each linear layer of the encoder, by the layer's name.

    header and tensors are those of a file with 32-bit weights; sequences are those
    of simulate.Model.hidden.
    """
    network = Watch(header, tensors)
    for start in range(0, len(sequences), batch):
        network.hidden(sequences[start:start + batch])
    return {name: seen.smoothing(network.matrix(name)) for name, seen in network.seen.items()}
