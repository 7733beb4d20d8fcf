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

Memory is linear as well: only the states between stretches of the article are kept, and each
stretch is gone through once more when the path is traced back (checkpointing, after
Hirschberg's idea for alignments in linear space).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audit.align.prices import Prices
from audit.align.windows import FORBIDDEN, SHAPES, WIDEST, Grid, Row

__all__ = ["LATER", "Found", "search"]

LATER = 0.001
"""What a path pays for each original before the one it starts in: of originals that say the same, the first."""

Values = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """A bead of the best path, in positions of the two sides."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    u: float
    strength: float
    gain: float


@dataclass(frozen=True, slots=True)
class _State:
    """All that the rows after an article sentence depend on. Columns of the tables are shifted by ``WIDEST``."""

    totals: Values
    """(WIDEST, n + WIDEST): the last rows of S."""
    entries: Values
    """The same, of the best value with which a bead may start without following on."""
    ended: Values
    """(n,): best total of a path whose last article sentence is in a bead."""
    null: Values
    """(n,): … is in none."""
    length: NDArray[np.int32]
    """(n,): how many in a row are in none on that path."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Decisions for article sentences ``begin`` to ``stop``."""

    begin: int
    totals: Values
    """Rows of S from ``begin − WIDEST + 1`` on, columns not shifted."""
    chosen: NDArray[np.int8]
    skipped: NDArray[np.int32]
    u: Row
    strength: Row
    gain: Row


def search(grid: Grid, prices: Prices, shapes: int = len(SHAPES)) -> tuple[Found, ...]:
    """The best path's beads, in the article's order, of the first ``shapes`` shapes. Empty when either side is."""
    m, n = len(grid.target), len(grid.source)
    if not m or not n:
        return ()
    begins = range(0, m, grid.chunk)
    moves = _Moves.of(grid.source.text, prices)
    states = [_start(moves)]
    stretch = None
    for begin in begins:
        stretch, after = _go(grid, moves, shapes, begin, min(m, begin + grid.chunk), states[-1])
        states.append(after)
    assert stretch is not None
    i, j = int(stretch.totals[-1].argmax()), m
    beads: list[Found] = []
    for number in reversed(range(len(begins))):
        begin = begins[number]
        if j <= begin:
            continue
        if stretch.begin != begin:
            stretch, _ = _go(grid, moves, shapes, begin, min(m, begin + grid.chunk), states[number])
        i, j = _trace(stretch, i, j, moves, shapes, beads)
    return tuple(reversed(beads))


def _start(moves: _Moves) -> _State:
    """Before the first sentence: at the start of any original, for next to nothing."""
    n = len(moves.text)
    totals = np.full((WIDEST, n + WIDEST), FORBIDDEN)
    totals[-1, WIDEST + moves.starts] = -LATER * np.arange(len(moves.starts))
    entries = np.full((WIDEST, n + WIDEST), FORBIDDEN)
    entries[-1, WIDEST:] = moves.entries(totals[-1, WIDEST:])
    return _State(totals, entries, totals[-1, WIDEST:].copy(), np.full(n, FORBIDDEN), np.zeros(n, np.int32))


def _go(grid: Grid, moves: _Moves, shapes: int, begin: int, stop: int, state: _State) -> tuple[_Stretch, _State]:
    """Rows ``begin + 1`` to ``stop`` of S."""
    prices = moves.prices
    n, rows = len(moves.text), stop - begin
    scores = grid.rows(begin, stop)
    weakest = scores.weakest[:shapes]
    strength: Row = scores.u[:shapes] * (1 - prices.weakest) + weakest * prices.weakest
    gains: Row = scores.margin[:shapes] + prices.worth * (strength - prices.level)
    if prices.rival:
        gains -= prices.rival * _lead(scores.u[:shapes], scores.margin[:shapes] > FORBIDDEN / 2)
    gains = np.where(weakest > prices.member, gains, np.float32(FORBIDDEN))
    ways = np.stack([np.where(strength > least, gains, FORBIDDEN) for least in (prices.follow, prices.enter)])
    reached = np.empty((2, WIDEST + rows, n + WIDEST))
    totals, entries = reached
    totals[:WIDEST], entries[:WIDEST] = state.totals, state.entries
    totals[WIDEST:, :WIDEST] = entries[WIDEST:, :WIDEST] = FORBIDDEN
    chosen, skipped = np.empty((rows, n), np.int8), np.empty((rows, n), np.int32)
    null, length, ended = state.null, state.length, state.ended
    before = sliding_window_view(reached, n, axis=2)
    left, up = (np.array(sizes) for sizes in zip(*((WIDEST - a, b) for a, b in SHAPES[:shapes]), strict=True))
    choices = np.empty((2 * shapes, n))
    columns = np.arange(n)
    for row in range(rows):
        here = row + WIDEST
        np.add(before[:, here - up, left], ways[:, :, row], out=choices.reshape(2, shapes, n))
        best = choices.argmax(axis=0)
        opened, kept = ended - (prices.null + prices.null_each), null - prices.null_each
        opens = opened >= kept
        null = np.where(opens, opened, kept)
        length = np.where(opens, 1, length + 1).astype(np.int32)
        ended = choices[best, columns]
        bead = ended > null
        totals[here, WIDEST:] = np.where(bead, ended, null)
        entries[here, WIDEST:] = moves.entries(totals[here, WIDEST:])
        chosen[row] = best
        skipped[row] = np.where(bead, 0, length)
    stretch = _Stretch(begin, totals[:, WIDEST:], chosen, skipped, scores.u, strength, gains)
    return stretch, _State(totals[-WIDEST:].copy(), entries[-WIDEST:].copy(), ended, null, length)


def _lead(u: Row, possible: NDArray[np.bool_]) -> Row:
    """How much more similar each bead's target window is to its best counterpart anywhere; 0 for that one."""
    lead = np.zeros_like(u)
    reached = np.where(possible, u, np.float32(-1))
    for b in range(1, WIDEST + 1):
        alike = [q for q, shape in enumerate(SHAPES[: len(u)]) if shape[1] == b]
        if alike:
            best = reached[alike].max(axis=(0, 2))
            lead[alike] = np.maximum(best[None, :, None] - u[alike], 0)
    return lead


@dataclass(frozen=True, slots=True)
class _Moves:
    """Ways to go on other than straight on, at given prices."""

    text: Places
    prices: Prices
    lift: Values
    """Turns the forward maximum with its price per step, original by original, into a running maximum."""
    starts: Places
    lengths: Places
    within: NDArray[np.bool_]
    """Whether the sentence before belongs to the same original."""

    @classmethod
    def of(cls, text: Places, prices: Prices) -> _Moves:
        """For originals laid end to end."""
        starts = np.flatnonzero(np.append(True, text[1:] != text[:-1]))
        lift = prices.skip_each * np.arange(len(text)) + text * (-8 * FORBIDDEN)
        return cls(text, prices, lift, starts, np.diff(np.append(starts, len(text))), text[1:] == text[:-1])

    def entries(self, values: Values) -> Values:
        """Best value with which a bead may start after each position without following on."""
        prices, by_text = self.prices, np.maximum.reduceat(values, self.starts)
        anywhere = np.maximum(by_text - prices.jump, by_text.max() - prices.switch)
        out: Values = np.repeat(anywhere, self.lengths)
        reached = np.maximum.accumulate(values + self.lift)[:-1] - self.lift[1:] - prices.skip
        out[1:] = np.where(self.within, np.maximum(out[1:], reached), out[1:])
        return out

    def origin(self, values: Values, i: int) -> int:
        """The state from which an entry after position ``i`` came."""
        prices = self.prices
        inside = np.flatnonzero(self.text == self.text[i])
        home, away = int(inside[values[inside].argmax()]), int(values.argmax())
        options = [(values[home] - prices.jump, home), (values[away] - prices.switch, away)]
        earlier = inside[inside < i]
        if len(earlier):
            costs = values[earlier] - prices.skip - prices.skip_each * (i - earlier)
            best = int(costs.argmax())
            options.insert(0, (costs[best], int(earlier[best])))
        return max(options, key=lambda option: option[0])[1]


def _trace(stretch: _Stretch, i: int, j: int, moves: _Moves, shapes: int, beads: list[Found]) -> tuple[int, int]:
    """Follow the path back from ``(i, j)`` through one stretch; beads are appended, last first."""
    while j > stretch.begin:
        row = j - stretch.begin - 1
        if gap := int(stretch.skipped[row, i]):
            j -= gap
            continue
        move = int(stretch.chosen[row, i])
        q = move % shapes
        a, b = SHAPES[q]
        scores = (float(table[q, row, i]) for table in (stretch.u, stretch.strength, stretch.gain))
        beads.append(Found(tuple(range(i - a + 1, i + 1)), tuple(range(j - b, j)), *scores))
        i, j = i - a, j - b
        if move >= shapes:
            i = moves.origin(stretch.totals[j - stretch.begin + WIDEST - 1], i)
    return i, j
