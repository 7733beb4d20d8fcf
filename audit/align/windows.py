"""Similarity of every bead two texts could form, from sentence vectors alone.

A *window* is one to five neighbouring sentences; its vector is the length-weighted mean
of its sentences' centred vectors (see :mod:`audit.align.background`), so windows cost no
further encoder calls. With ``w`` the sentence lengths, ``x`` source and ``y`` target
vectors, the cosine of two windows is a block sum of the weighted sentence-by-sentence
products, divided by the windows' norms:

    u(A, B) = Σ_{i∈A} Σ_{j∈B} w_i w_j x_i·y_j / (‖Σ w_i x_i‖ ‖Σ w_j y_j‖)

so all bead shapes come from one matrix by shifting and adding.

The *margin* of a bead compares it with its surroundings (after Bertalign: Liu & Zhu 2023,
"Bertalign: Improved word embedding-based sentence alignment for Chinese–English parallel
corpora of literary texts", Digital Scholarship in the Humanities 38(2)):

    margin = (u − β · v) · ℓ^λ,    v = mean positive u of the bead's sides with the
                                       sentences adjacent to the other side
    ℓ = log2(1 + min(1, s · min(|A|, |B|/c) / max(|A|, |B|/c)))

with ``c`` the usual ratio of lengths of the two languages and ``s`` a slack.

The *strength* of a bead asks whether it is a translation at all. Wide windows of unrelated
sentences are more alike than single ones, and one sentence too many hides in the mean; so
every sentence of the bead must find itself on the other side:

    weakest  = min( min_{i∈A} u({i}, B), min_{j∈B} u(A, {j}) )
    strength = (1 − ω) · u(A, B) + ω · weakest
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from audit.align.prices import Prices

__all__ = ["FORBIDDEN", "SHAPES", "SMALL", "WIDEST", "BeadScores", "Grid", "Row", "Side"]

Row = NDArray[np.float32]

WIDEST = 5
SHAPES: tuple[tuple[int, int], ...] = tuple((a, size - a) for size in range(2, WIDEST + 2) for a in range(1, size))
"""(source sentences, target sentences) of a bead, at most six sentences in all; the small ones first."""
SMALL = 6
"""How many of them hold four sentences or fewer."""

CHUNK_CELLS = 400_000
"""Cells (target × source sentences) scored at a time; bounds memory."""

FORBIDDEN = -1e6
"""Gain of a bead that may not be formed."""


@dataclass(frozen=True)
class Embedded:
    """Windows of one side whose text was embedded as a whole; see :mod:`audit.align.contested`."""

    width: NDArray[np.int64]
    """Sentences, two to :data:`WIDEST`."""
    last: NDArray[np.int64]
    """Last sentence."""
    vectors: Row
    """(windows, dimensions), centred, unit length."""

    def between(self, low: int, high: int) -> Embedded:
        """Those that end at sentences ``low`` to ``high`` (exclusive)."""
        here = (self.last >= low) & (self.last < high)
        return Embedded(self.width[here], self.last[here], self.vectors[here])


@dataclass(frozen=True)
class Side:
    """One text, or several originals end to end, as the search sees it."""

    vectors: Row
    """(sentences, dimensions), centred; a zero row marks the start of each original on the source side."""
    lengths: NDArray[np.float64]
    """Code points, at least 1."""
    text: NDArray[np.int64]
    """Which text each sentence belongs to; windows and neighbours stay inside one."""
    part: NDArray[np.int64]
    """Sentences of different parts never share a bead; −1 takes no part at all."""
    block: NDArray[np.int64]
    """Paragraph number."""
    embedded: Embedded | None = None

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def paragraphed(self) -> float:
        """Share of neighbours within one paragraph: where each sentence has its own, boundaries tell nothing."""
        return float((self.block[1:] == self.block[:-1]).mean()) if len(self) > 1 else 0.0

    @cached_property
    def sums(self) -> tuple[Row, Row, NDArray[np.bool_], Row]:
        """Per window width and last sentence: norm, length, validity, crossings."""
        n = len(self)
        weighted = self.vectors * self.lengths[:, None].astype(np.float32)
        norm, length = np.ones((WIDEST, n), np.float32), np.ones((WIDEST, n), np.float32)
        valid = np.zeros((WIDEST, n), bool)
        crossings = np.zeros((WIDEST, n), np.float32)
        vector = weighted.copy()
        size = self.lengths.copy()
        ok = self.part >= 0
        cross = np.zeros(n)
        new_block = np.zeros(n)
        new_block[1:] = (self.block[1:] != self.block[:-1]) * self.paragraphed
        for k in range(min(WIDEST, n)):
            if k:
                vector[k:] += weighted[: n - k]
                size[k:] += self.lengths[: n - k]
                same = (self.part[k:] == self.part[: n - k]) & (self.text[k:] == self.text[: n - k])
                ok = np.concatenate([np.zeros(k, bool), ok[k:] & same])
                cross = cross + np.concatenate([np.zeros(k), new_block[1 : n - k + 1]])
            norm[k] = np.maximum(np.linalg.norm(vector, axis=1), 1e-9)
            length[k] = size
            valid[k] = ok
            crossings[k] = cross
        return norm, length, valid, crossings


@dataclass(frozen=True)
class BeadScores:
    """Margin and u of every bead whose last target sentence lies in one stretch of rows."""

    margin: Row
    """(shapes, target rows, source sentences); sizes and paragraph boundaries already paid."""
    u: Row
    """The same shape."""
    weakest: Row
    """Least u of one sentence with the other side; the same shape."""


@dataclass(frozen=True)
class Grid:
    """Everything that can be asked about beads between two sides; small grids are scored once."""

    source: Side
    target: Side
    prices: Prices
    ratio: NDArray[np.float64]
    """Expected target length per source length, one per source sentence."""
    banned: tuple[tuple[int, int], ...] = ()
    """(target, source) pairs that no bead may hold."""
    measured: bool = False
    """Whether the background bank holds every language: elsewhere a low u says little."""

    @cached_property
    def _whole(self) -> BeadScores:
        return self._scored(0, len(self.target))

    def _scored(self, start: int, stop: int) -> BeadScores:
        scores = score_beads(self, start, stop)
        _ban(scores, self.banned, start)
        return scores

    def rows(self, start: int, stop: int) -> BeadScores:
        """Scores of the beads that end at target sentences ``start`` to ``stop`` (exclusive)."""
        return self._whole if self.chunk >= len(self.target) else self._scored(start, stop)

    def without(self, pairs: tuple[tuple[int, int], ...]) -> Grid:
        """The same grid with more (target, source) pairs that no bead may hold."""
        grid = replace(self, banned=self.banned + pairs)
        if self.chunk >= len(self.target):
            scores = BeadScores(self._whole.margin.copy(), self._whole.u, self._whole.weakest.copy())
            _ban(scores, pairs, 0)
            grid.__dict__["_whole"] = scores
        return grid

    @property
    def chunk(self) -> int:
        """Target sentences scored at a time."""
        return max(1, CHUNK_CELLS // len(self.source))


def _shift(values: Row, rows: int, columns: int) -> Row:
    """``out[j, i] = values[j − rows, i − columns]``, zero outside."""
    out = np.zeros_like(values)
    m, n = values.shape
    if abs(rows) < m and abs(columns) < n:
        out[max(rows, 0) : m + min(rows, 0), max(columns, 0) : n + min(columns, 0)] = values[
            max(-rows, 0) : m + min(-rows, 0), max(-columns, 0) : n + min(-columns, 0)
        ]
    return out


def _ban(scores: BeadScores, pairs: tuple[tuple[int, int], ...], start: int) -> None:
    """Forbid, in place, every bead that holds one of the pairs; row 0 is target sentence ``start``."""
    rows = scores.margin.shape[1]
    for j, i in pairs:
        for q, (a, b) in enumerate(SHAPES):
            cells = (q, slice(max(0, j - start), min(rows, max(0, j - start + b))), slice(i, i + a))
            scores.margin[cells] = FORBIDDEN
            scores.weakest[cells] = -1.0


def score_beads(grid: Grid, start: int, stop: int) -> BeadScores:
    """Scores of the beads that end at target sentences ``start`` to ``stop`` (exclusive)."""
    source, target, prices, ratio = grid.source, grid.target, grid.prices, grid.ratio
    low, high = max(0, start - 2 * WIDEST), min(len(target), stop + 1)
    rows = slice(low, high)
    keep = slice(start - low, stop - low)
    s_norm, s_length, s_valid, s_cross = source.sums
    t_norm, t_length, t_valid, t_cross = target.sums
    products = (target.vectors[rows] * target.lengths[rows, None].astype(np.float32)) @ (
        source.vectors * source.lengths[:, None].astype(np.float32)
    ).T
    u = _cosines(products, s_norm, t_norm[:, rows])
    _put_embedded(u, source, target, low, high)
    t_same = np.zeros(high - low, np.float32)
    t_same[1:] = target.text[rows][1:] == target.text[rows][:-1]
    s_same = np.zeros(len(source), np.float32)
    s_same[1:] = (source.text[1:] == source.text[:-1]) & (source.part[:-1] >= 0)
    margins = np.empty((len(SHAPES), stop - start, len(source)), np.float32)
    for q, (a, b) in enumerate(SHAPES):
        v = _surroundings(u, a, b, s_same, t_same)
        x = s_length[a - 1][None, :] * ratio
        y = t_length[b - 1, rows, None]
        closeness = np.minimum(1.0, prices.slack * np.minimum(x, y) / np.maximum(x, y))
        margin = (u[a, b] - prices.neighbour * v) * np.log2(1.0 + closeness) ** prices.length
        margin = margin - prices.size * (a + b - 2)
        margin = margin - prices.cross * (s_cross[a - 1][None, :] + t_cross[b - 1, rows, None])
        margin = np.where(s_valid[a - 1][None, :] & t_valid[b - 1, rows, None], margin, FORBIDDEN)
        margins[q] = margin[keep]
    weakest = _weakest(u)
    return BeadScores(
        margins,
        np.stack([u[shape][keep] for shape in SHAPES]),
        np.stack([weakest[shape][keep] for shape in SHAPES]),
    )


def _weakest(u: dict[tuple[int, int], Row]) -> dict[tuple[int, int], Row]:
    """Least cosine of any one sentence of the bead to the bead's other side."""
    by_source: dict[tuple[int, int], Row] = {}
    by_target: dict[tuple[int, int], Row] = {}
    for a, b in SHAPES:
        one = _shift(u[1, b], 0, a - 1)
        by_source[a, b] = np.minimum(by_source[a - 1, b], one) if a > 1 else one
        one = _shift(u[a, 1], b - 1, 0)
        by_target[a, b] = np.minimum(by_target[a, b - 1], one) if b > 1 else one
    return {shape: np.minimum(by_source[shape], by_target[shape]) for shape in SHAPES}


def _cosines(products: Row, s_norm: Row, t_norm: Row) -> dict[tuple[int, int], Row]:
    """Cosine of every shape, by summing shifted products; rounded, so that equal originals tie exactly."""
    u: dict[tuple[int, int], Row] = {}
    wide = np.zeros_like(products)
    for a in range(1, WIDEST + 1):
        wide = wide + _shift(products, 0, a - 1)
        block = np.zeros_like(products)
        for b in range(1, WIDEST + 2 - a):
            block = block + _shift(wide, b - 1, 0)
            u[a, b] = np.round(block / (t_norm[b - 1][:, None] * s_norm[a - 1][None, :]), 5)
    return u


def _put_embedded(u: dict[tuple[int, int], Row], source: Side, target: Side, low: int, high: int) -> None:
    """Put in place the cosines of windows whose text was embedded; rows are target sentences ``low`` to ``high``."""
    ours, theirs = target.embedded, source.embedded
    if ours is not None:
        ours = ours.between(low, high)
        for a, values in enumerate(_against_pooled(ours.vectors, source), 1):
            for b in range(2, WIDEST + 2 - a):
                at = ours.width == b
                u[a, b][ours.last[at] - low] = values[at]
    if theirs is not None:
        for b, values in enumerate(_against_pooled(theirs.vectors, target), 1):
            for a in range(2, WIDEST + 2 - b):
                at = theirs.width == a
                u[a, b][:, theirs.last[at]] = values[at, low:high].T
    if ours is not None and theirs is not None:
        both = np.round(ours.vectors @ theirs.vectors.T, 5)
        for a, b in SHAPES:
            rows, columns = np.flatnonzero(ours.width == b), np.flatnonzero(theirs.width == a)
            u[a, b][np.ix_(ours.last[rows] - low, theirs.last[columns])] = both[np.ix_(rows, columns)]


def _against_pooled(vectors: Row, side: Side) -> list[Row]:
    """Cosine of unit vectors with the pooled windows of a side, one table per width."""
    sums = vectors @ (side.vectors * side.lengths[:, None].astype(np.float32)).T
    wide = np.zeros_like(sums)
    out = []
    for k in range(WIDEST):
        wide = wide + _shift(sums, 0, k)
        out.append(np.round(wide / side.sums[0][k], 5))
    return out


def _surroundings(u: dict[tuple[int, int], Row], a: int, b: int, s_same: Row, t_same: Row) -> Row:
    """Mean positive u of each side of the bead with the sentences around the other side."""
    t_pos, s_pos = np.maximum(u[a, 1], 0), np.maximum(u[1, b], 0)
    m, n = t_pos.shape
    after_t = np.append(t_same[1:], np.float32(0))
    before_t = np.concatenate([np.zeros(min(b - 1, m), np.float32), t_same])[:m]
    after_s = np.append(s_same[1:], np.float32(0))
    before_s = np.concatenate([np.zeros(min(a - 1, n), np.float32), s_same])[:n]
    around_t = _shift(t_pos, -1, 0) * after_t[:, None] + _shift(t_pos, b, 0) * before_t[:, None]
    around_s = _shift(s_pos, 0, -1) * after_s[None, :] + _shift(s_pos, 0, a) * before_s[None, :]
    around_t /= np.maximum(after_t + before_t, 1)[:, None]
    around_s /= np.maximum(after_s + before_s, 1)[None, :]
    mean: Row = (around_t + around_s) / 2
    return mean
