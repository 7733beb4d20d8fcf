"""The search: one Viterbi pass along the article over all originals at once.

State after ``j`` article sentences: ``(original, last sentence used)``. ``S[j, i]`` is the
best total of gains minus prices that ends there. A bead of ``a`` source and ``b`` target
sentences that ends at ``(i, j)`` is reached from ``p = i − a`` by

    follow   S[j−b, p]                                            if strength > follow
    skip     max_{k<p, same original} S[j−b, k] − open − step·(p−k)   if strength > enter
    jump     max_{same original}      S[j−b, ·] − jump                if strength > enter
    switch   max_{everywhere}         S[j−b, ·] − switch              if strength > enter

and an article sentence without a source keeps the state at an affine price. The maximum
is exact; each row costs O(source sentences), so the whole is linear in the article and in
the total length of the originals. The forward maximum is a running maximum of
``S[k] + step·k`` (Needleman & Wunsch's idea of a gap with Gotoh's affine price).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.align.prices import Prices
from audit.align.windows import FORBIDDEN, SHAPES, WIDEST, Grid

__all__ = ["Found", "search"]

Values = NDArray[np.float64]
_A = np.array([a for a, _ in SHAPES])
_B = np.array([b for _, b in SHAPES])


@dataclass(frozen=True, slots=True)
class Found:
    """A bead of the best path, in positions of the two sides."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    u: float
    strength: float
    gain: float


def search(grid: Grid, prices: Prices) -> tuple[Found, ...]:
    """The best path's beads, in the article's order. Empty when either side is."""
    source = grid.source
    m, n = len(grid.target), len(source)
    if not m or not n:
        return ()
    starts = np.flatnonzero(np.append(True, source.text[1:] != source.text[:-1]))
    totals = np.full((m + 1, n + WIDEST), FORBIDDEN)
    totals[0, WIDEST + starts] = 0.0
    entries = np.full((m + 1, n + WIDEST), FORBIDDEN)
    entries[0, WIDEST:] = _entries(totals[0, WIDEST:], source.text, starts, prices)
    chosen = np.full((m + 1, n), -1, np.int8)
    skipped = np.zeros((m + 1, n), np.int32)
    bead_gain = np.zeros((m + 1, n), np.float32)
    bead_u = np.zeros((m + 1, n), np.float32)
    bead_strength = np.zeros((m + 1, n), np.float32)
    null = np.full(n, FORBIDDEN)
    length = np.zeros(n, np.int32)
    ended = totals[0, WIDEST:].copy()
    rows = grid.chunk
    shapes = len(SHAPES)
    choices = np.empty((2 * shapes, n))
    columns = np.arange(n)
    for begin in range(0, m, rows):
        stop = min(m, begin + rows)
        scores = grid.rows(begin, stop)
        gains = scores.margin + prices.worth * (scores.strength - prices.level)
        following = np.where(scores.strength > prices.follow, gains, FORBIDDEN)
        entering = np.where(scores.strength > prices.enter, gains, FORBIDDEN)
        for j in range(begin + 1, stop + 1):
            for q, (a, b) in enumerate(SHAPES):
                if b <= j:
                    choices[q] = totals[j - b, WIDEST - a : WIDEST - a + n]
                    choices[q + shapes] = entries[j - b, WIDEST - a : WIDEST - a + n]
                else:
                    choices[q] = choices[q + shapes] = FORBIDDEN
            choices[:shapes] += following[:, j - begin - 1]
            choices[shapes:] += entering[:, j - begin - 1]
            best = choices.argmax(axis=0)
            value = choices[best, columns]
            open_null, keep_null = ended - prices.null - prices.null_each, null - prices.null_each
            opens = open_null >= keep_null
            null = np.where(opens, open_null, keep_null)
            length = np.where(opens, 1, length + 1).astype(np.int32)
            ended = value
            bead = value > null
            totals[j, WIDEST:] = np.where(bead, value, null)
            entries[j, WIDEST:] = _entries(totals[j, WIDEST:], source.text, starts, prices)
            chosen[j] = best
            skipped[j] = np.where(bead, 0, length)
            shape = best % shapes
            bead_gain[j] = gains[shape, j - begin - 1, columns]
            bead_u[j] = scores.u[shape, j - begin - 1, columns]
            bead_strength[j] = scores.strength[shape, j - begin - 1, columns]
    return _trace(totals[:, WIDEST:], chosen, skipped, bead_gain, bead_u, bead_strength, source.text, prices)


def _forward(values: Values, text: NDArray[np.int64], prices: Prices) -> tuple[Values, NDArray[np.int64]]:
    """``max_{k<i, same original} values[k] − open − step·(i−k)`` and the k that gives it."""
    n = len(values)
    position = np.arange(n)
    lifted = values + prices.skip_each * position + text * (-8 * FORBIDDEN)
    best = np.maximum.accumulate(lifted)
    where = np.maximum.accumulate(np.where(lifted >= best, position, 0))
    out = np.full(n, FORBIDDEN)
    at = np.zeros(n, np.int64)
    same = text[1:] == text[:-1]
    reached = values[where[:-1]] - prices.skip - prices.skip_each * (position[1:] - where[:-1])
    out[1:] = np.where(same, reached, FORBIDDEN)
    at[1:] = where[:-1]
    return out, at


def _entries(values: Values, text: NDArray[np.int64], starts: NDArray[np.int64], prices: Prices) -> Values:
    """Best value with which a bead may start after position i without following on."""
    forward, _ = _forward(values, text, prices)
    by_text = np.maximum.reduceat(values, starts)
    counts = np.diff(np.append(starts, len(values)))
    jump = np.repeat(by_text, counts) - prices.jump
    out: Values = np.maximum(np.maximum(forward, jump), by_text.max() - prices.switch)
    return out


def _origin(values: Values, i: int, text: NDArray[np.int64], prices: Prices) -> int:
    """The state from which an entry after position ``i`` came."""
    forward, at = _forward(values, text, prices)
    inside = np.flatnonzero(text == text[i])
    home = int(inside[values[inside].argmax()])
    away = int(values.argmax())
    options = [(forward[i], int(at[i])), (values[home] - prices.jump, home), (values[away] - prices.switch, away)]
    return max(options, key=lambda option: option[0])[1]


def _trace(
    totals: Values,
    chosen: NDArray[np.int8],
    skipped: NDArray[np.int32],
    gains: NDArray[np.float32],
    us: NDArray[np.float32],
    strengths: NDArray[np.float32],
    text: NDArray[np.int64],
    prices: Prices,
) -> tuple[Found, ...]:
    j = len(totals) - 1
    i = int(totals[j].argmax())
    beads: list[Found] = []
    while j > 0:
        if gap := int(skipped[j, i]):
            j -= gap
            continue
        move = int(chosen[j, i])
        a, b = int(_A[move % len(SHAPES)]), int(_B[move % len(SHAPES)])
        beads.append(
            Found(
                tuple(range(i - a + 1, i + 1)),
                tuple(range(j - b, j)),
                float(us[j, i]),
                float(strengths[j, i]),
                float(gains[j, i]),
            )
        )
        i, j = i - a, j - b
        if move >= len(SHAPES):
            i = _origin(totals[j], i, text, prices)
    return tuple(reversed(beads))
