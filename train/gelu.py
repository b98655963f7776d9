"""Fits the polynomial of the kernels' GELU (internal/nn/kernel/pure/gelu.go).

    python train/gelu.py

The Gaussian distribution function is 1/2 + x·g(x²) up to LIMIT. g is fitted in t =
2x²/LIMIT² - 1 by least squares in Chebyshev polynomials; weights that follow the
error bring it close to the least maximum (Lawson, 1961). It has to reach 0 and 1 at
the limits, with a little over, so that the kernel can clip it. The result is printed
lowest power first, with the largest error of GELU in 32-bit numbers; the last digit
hangs on the library that numpy solves with.
"""

import math

import numpy as np
from numpy.polynomial import chebyshev

LIMIT, DEGREE, OVER = 4.8, 11, 3e-7


def distribution(x):
    return 0.5 * np.array([math.erfc(-v / math.sqrt(2)) for v in x])


def fit(points=4000, rounds=200):
    """Coefficients of g, lowest power first."""
    t = np.cos((np.arange(points) + 0.5) * np.pi / points)
    x = np.sqrt((t + 1) / 2) * LIMIT
    want = (distribution(x) - 0.5) / x
    basis, end = chebyshev.chebvander(t, DEGREE), chebyshev.chebvander(np.ones(1), DEGREE)
    weight = np.ones(points)
    for _ in range(rounds):
        root = np.sqrt(weight) * x
        c = np.linalg.lstsq(np.vstack([basis * root[:, None], end * 1e6]),
                            np.append(want * root, (0.5 + OVER) / LIMIT * 1e6), rcond=None)[0]
        error = np.abs((basis @ c - want) * x)
        weight *= error / error.max() + 1e-3
        weight /= weight.mean()
    return chebyshev.cheb2poly(c).astype(np.float32)


def fused(a, b, c):
    """a·b + c, rounded to 32 bits (all but) once."""
    return (a.astype(np.float64) * np.float64(b) + np.float64(c)).astype(np.float32)


def gelu(x, g):
    """What the kernel does."""
    clamped = np.clip(x, np.float32(-LIMIT), np.float32(LIMIT))
    t = fused(clamped * clamped, np.float32(2 / LIMIT ** 2), -1)
    total = np.full_like(t, g[-1])
    for c in g[-2::-1]:
        total = (total.astype(np.float64) * t + np.float64(c)).astype(np.float32)
    phi = np.clip((clamped.astype(np.float64) * total + 0.5).astype(np.float32), 0, 1)
    return x * phi


if __name__ == "__main__":
    g = fit()
    for c in g:
        print(float(c))
    x = np.linspace(-8, 8, 200_001).astype(np.float32)
    print("largest error", np.abs(gelu(x, g) - x * distribution(x)).max())
