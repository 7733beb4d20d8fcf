"""The programmes everybody has: monotone, one original, everything may align. Written from the papers.

Gale & Church 1993, "A program for aligning sentences in bilingual corpora"; Thompson & Koehn
2019, "Vecalign"; Liu & Zhu 2023, "Bertalign". All take the same pooled windows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

SHAPES = tuple((a, b) for a in range(1, 6) for b in range(1, 6) if a + b <= 6)
Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]


def programme(scores: dict[tuple[int, int], np.ndarray], n: int, m: int, skip: float) -> Beads:
    """Exact monotone dynamic programme; ``scores[a, b][i, j]``: gain of a bead ending at i, j."""
    best = np.full((n + 1, m + 1), -1e18)
    move = np.full((n + 1, m + 1), -1, int)
    ramp = skip * np.arange(m + 1)
    shapes = sorted(scores)
    for i in range(n + 1):
        row = np.full((len(shapes) + 1, m + 1), -1e18)
        if i:
            row[-1] = best[i - 1] + skip
            for q, (a, b) in enumerate(shapes):
                if a <= i and b <= m:
                    row[q, b:] = best[i - a, : m + 1 - b] + scores[a, b][i - 1, b - 1 :]
        else:
            row[-1, 0] = 0.0
        which = row.argmax(axis=0)
        value = row[which, np.arange(m + 1)]
        run = np.maximum.accumulate(value - ramp) + ramp
        move[i] = np.where(run > value + 1e-12, len(shapes) + 1, which)
        best[i] = run
    i, j, beads = n, m, []
    while i or j:
        q = int(move[i, j])
        if q == len(shapes) + 1 or i == 0:
            beads.append(((), (j - 1,)))
            j -= 1
        elif q == len(shapes):
            beads.append(((i - 1,), ()))
            i -= 1
        else:
            a, b = shapes[q]
            beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
            i, j = i - a, j - b
    return beads[::-1]


def pooled(vectors: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(5, n, d): windows of 1–5 sentences by their last one."""
    out = np.zeros((5, *vectors.shape), np.float64)
    total = np.concatenate(
        [np.zeros((1, vectors.shape[1])), np.cumsum(vectors * lengths[:, None], axis=0, dtype=float)]
    )
    for k in range(1, min(5, len(vectors)) + 1):
        out[k - 1, k - 1 :] = total[k:] - total[: len(vectors) - k + 1]
    return out / np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-9)


def _windows(lengths: np.ndarray) -> np.ndarray:
    total = np.concatenate([[0.0], np.cumsum(lengths)])
    out = np.ones((5, len(lengths)))
    for k in range(1, min(5, len(lengths)) + 1):
        out[k - 1, k - 1 :] = total[k:] - total[: len(lengths) - k + 1]
    return out


def _legal(values: np.ndarray, a: int, b: int) -> np.ndarray:
    values[: a - 1] = -1e9
    values[:, : b - 1] = -1e9
    return values


def gale_church(source: Sequence[str], target: Sequence[str]) -> Beads:
    """Lengths alone."""
    prior = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
    x, y = (np.array([max(1, len(s)) for s in side], float) for side in (source, target))
    ratio = y.sum() / x.sum()
    xs, ys = _windows(x), _windows(y)
    tail = np.vectorize(lambda d: math.log(max(math.erfc(d / math.sqrt(2)), 1e-12)))
    scores = {}
    for (a, b), p in prior.items():
        left, right = xs[a - 1][:, None], ys[b - 1][None, :]
        delta = np.abs(right - left * ratio) / np.sqrt(np.maximum((left + right / ratio) / 2, 1) * 6.8)
        scores[a, b] = _legal(math.log(p) + tail(delta), a, b)
    return programme(scores, len(x), len(y), math.log(0.0099 / 2) + math.log(1e-4) / 2)


def vecalign(source: np.ndarray, target: np.ndarray, seed: int = 0) -> Beads:
    """Cost 2(1 − cos)·a·b over the mean distance to random windows; skip = 20 % quantile of random 1-1 costs."""
    rng = np.random.default_rng(seed)
    n, m = source.shape[1], target.shape[1]

    def norms(side: np.ndarray, other: np.ndarray) -> np.ndarray:
        pick = np.concatenate([other[k, rng.integers(k, other.shape[1], 20)] for k in range(min(5, other.shape[1]))])
        return 1.0 - (side @ pick.T).mean(axis=2)

    ns, nt = norms(source, target), norms(target, source)
    scores = {}
    for a, b in SHAPES:
        cost = 2 * (1 - source[a - 1] @ target[b - 1].T) * a * b / (1e-6 + ns[a - 1][:, None] + nt[b - 1][None, :])
        if (a, b) == (1, 1):
            skip = float(np.quantile(cost, 0.2))
        scores[a, b] = _legal(-cost, a, b)
    return programme(scores, n, m, -skip)


def bertalign(source: np.ndarray, target: np.ndarray, x: np.ndarray, y: np.ndarray) -> Beads:
    """Cosine less the mean cosine to the neighbours of the bead, times a length factor; skip −0.1."""
    n, m = source.shape[1], target.shape[1]
    ratio = x.sum() / max(y.sum(), 1)
    xs, ys = _windows(x), _windows(y)

    def around(side: np.ndarray, singles: np.ndarray, width: int) -> np.ndarray:
        cosines = side @ singles.T
        size = singles.shape[0]
        total, count = np.zeros_like(cosines), np.zeros(size)
        total[:, : size - 1] += cosines[:, 1:]
        count[: size - 1] += 1
        if size > width:
            total[:, width:] += cosines[:, : size - width]
            count[width:] += 1
        return total / np.maximum(count, 1)

    scores = {}
    for a, b in SHAPES:
        left, right = source[a - 1], target[b - 1]
        margin = left @ right.T - (around(left, target[0], b) + around(right, source[0], a).T) / 2
        long, short = xs[a - 1][:, None], ys[b - 1][None, :] * ratio
        scores[a, b] = _legal(margin * np.log2(1 + np.minimum(long, short) / np.maximum(long, short)), a, b)
    return programme(scores, n, m, -0.1)
