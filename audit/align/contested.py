"""Second pass: the windows that decide close calls are embedded as the text they are.

The search compares windows by the weighted mean of their sentences' vectors, which costs no encoder calls but knows
nothing of what the sentences say together. After a first search the boundaries it drew are held against their local
alternatives: two neighbouring beads against one, a sentence more or less on either side of a boundary, a bead cut in
two, an edge sentence dropped or taken in. Where the margins of both come close, the windows of several sentences on
either side of the question are joined, embedded and put in the place of the means; then the search is repeated.

Cost is bounded: :data:`CAP` windows per sentence of the article at most, the closest calls first, none longer than
:data:`LONGEST`; grids too large to be scored at once are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audit.align.search import Found
from audit.align.units import Unit
from audit.align.windows import FORBIDDEN, SHAPES, WIDEST, Embedded, Grid, Row, Side
from audit.encode.protocol import Encoder

__all__ = ["Wording", "as_pooled", "contested", "originals_wording", "reembedded"]

CLOSE = 0.2
"""Difference of margins below which an alternative contests."""
DROPPED = 0.1
"""What an alternative pays for each sentence it leaves without a counterpart."""
CAP = 2.0
"""Windows embedded at most, per sentence of the article."""
LONGEST = 1500
"""Code points; encoders read no more than some hundreds of word pieces."""

Cut = tuple[int, int, int, int]
"""First source sentence, the one after the last, and the same of the target."""
Window = tuple[bool, int, int]
"""Whether of the source, first sentence, the one after the last."""

_SHAPE_NUMBER = {shape: number for number, shape in enumerate(SHAPES)}


@dataclass(frozen=True, eq=False)
class Wording:
    """What the windows of one side say, and their vectors."""

    units: Sequence[Unit | None]
    """By position on the side; ``None`` for the marker before an original."""
    means: Row
    """(sentences, dimensions): what centring took from each sentence's vector."""
    encoder: Encoder

    def of(self, members: Sequence[int]) -> Wording:
        """Of some of the sentences."""
        return Wording([self.units[k] for k in members], self.means[list(members)], self.encoder)

    def text(self, start: int, stop: int) -> str:
        """The sentences of a window, joined."""
        return " ".join(unit.text for unit in self.units[start:stop] if unit)

    def vectors(self, windows: Sequence[tuple[int, int]]) -> Row:
        """Centred unit vectors of windows, each given by its first sentence and the one after its last."""
        raw = np.array(self.encoder.encode([self.text(*window) for window in windows]), np.float32)
        for k, (start, stop) in enumerate(windows):
            lengths = [len(unit.text) if unit else 0 for unit in self.units[start:stop]]
            raw[k] -= np.average(self.means[start:stop], axis=0, weights=lengths).astype(np.float32)
        norms = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
        unit: Row = (raw / norms).astype(np.float32)
        return unit


def originals_wording(originals: Sequence[Sequence[Unit]], means: Row, encoder: Encoder) -> Wording:
    """The wording of originals laid end to end, as :func:`audit.align.sides.originals_side` lays them."""
    units: list[Unit | None] = []
    rows: list[Row] = []
    at = 0
    for theirs in originals:
        units += [None, *theirs]
        rows += [np.zeros((1, means.shape[1]), np.float32), means[at : at + len(theirs)]]
        at += len(theirs)
    return Wording(units, np.concatenate(rows), encoder)


def reembedded(grid: Grid, found: Sequence[Found], source: Wording, target: Wording) -> Grid | None:
    """The grid with contested windows embedded; ``None`` where nothing is contested or the grid is too large."""
    if grid.chunk < len(grid.target):
        return None
    windows = [w for w in contested(grid, found) if _length(grid, w) <= LONGEST][: int(CAP * len(grid.target))]
    if not windows:
        return None
    theirs = sorted((start, stop) for of_source, start, stop in windows if of_source)
    ours = sorted((start, stop) for of_source, start, stop in windows if not of_source)
    return replace(grid, source=_with(grid.source, theirs, source), target=_with(grid.target, ours, target))


def as_pooled(grid: Grid, found: Sequence[Found]) -> list[Found]:
    """The beads with the u that they have in the first grid, to be compared with windows that were not embedded."""
    u = grid.rows(0, len(grid.target)).u
    shapes = [_SHAPE_NUMBER[len(bead.source), len(bead.target)] for bead in found]
    return [
        replace(bead, u=float(u[shape, bead.target[-1], bead.source[-1]]))
        for shape, bead in zip(shapes, found, strict=True)
    ]


def _length(grid: Grid, window: Window) -> float:
    of_source, start, stop = window
    return float((grid.source if of_source else grid.target).lengths[start:stop].sum())


def _with(side: Side, windows: Sequence[tuple[int, int]], wording: Wording) -> Side:
    if not windows:
        return side
    bounds = np.array(windows, np.int64)
    return replace(side, embedded=Embedded(bounds[:, 1] - bounds[:, 0], bounds[:, 1] - 1, wording.vectors(windows)))


def contested(grid: Grid, found: Sequence[Found]) -> list[Window]:
    """Windows of two to five sentences on which close calls turn, the closest call first."""
    margin = grid.rows(0, len(grid.target)).margin
    closest: dict[Window, float] = {}
    for cuts, alternatives in _questions(grid, found):
        now = _worth(margin, cuts)
        for other in alternatives:
            gap = abs(now - _worth(margin, other) + DROPPED * (_size(cuts) - _size(other)))
            if gap < CLOSE:
                for window in _windows((*cuts, *other)):
                    closest[window] = min(gap, closest.get(window, CLOSE))
    return sorted(closest, key=lambda window: (closest[window], window))


def _worth(margin: Row, cuts: Sequence[Cut]) -> float:
    total = 0.0
    for s, s_end, t, t_end in cuts:
        shape = _SHAPE_NUMBER.get((s_end - s, t_end - t))
        total += FORBIDDEN if shape is None else float(margin[shape, t_end - 1, s_end - 1])
    return total


def _size(cuts: Sequence[Cut]) -> int:
    return sum(s_end - s + t_end - t for s, s_end, t, t_end in cuts)


def _windows(cuts: Sequence[Cut]) -> Iterator[Window]:
    for s, s_end, t, t_end in cuts:
        if s_end - s > 1:
            yield True, s, s_end
        if t_end - t > 1:
            yield False, t, t_end


def _questions(grid: Grid, found: Sequence[Found]) -> Iterator[tuple[tuple[Cut, ...], list[tuple[Cut, ...]]]]:
    """Beads of the path, alone and with the next, and what else could stand in their place."""
    used_s = {i for bead in found for i in bead.source}
    used_t = {j for bead in found for j in bead.target}
    free_s = [i not in used_s for i in range(len(grid.source))]
    free_t = [j not in used_t for j in range(len(grid.target))]
    cuts = [(bead.source[0], bead.source[-1] + 1, bead.target[0], bead.target[-1] + 1) for bead in found]
    for k, cut in enumerate(cuts):
        yield (cut,), [*_parts(cut), *_edges(cut, free_s, free_t)]
        after = cuts[k + 1] if k + 1 < len(cuts) else None
        if after and after[0] == cut[1] and after[2] == cut[3]:
            whole = (cut[0], after[1], cut[2], after[3])
            yield (cut, after), [(whole,), *_parts(whole)]


def _parts(cut: Cut) -> list[tuple[Cut, ...]]:
    """Two beads in the place of one."""
    s, s_end, t, t_end = cut
    return [
        ((s, i, t, j), (i, s_end, j, t_end))
        for i in range(s + 1, s_end)
        for j in range(t + 1, t_end)
        if max(i - s, s_end - i, j - t, t_end - j) <= WIDEST
    ]


def _edges(cut: Cut, free_s: Sequence[bool], free_t: Sequence[bool]) -> list[tuple[Cut, ...]]:
    """One sentence less at an edge, or one more that nobody has."""
    s, s_end, t, t_end = cut
    out: list[Cut] = []
    if s_end - s > 1:
        out += [(s + 1, s_end, t, t_end), (s, s_end - 1, t, t_end)]
    if t_end - t > 1:
        out += [(s, s_end, t + 1, t_end), (s, s_end, t, t_end - 1)]
    if s and free_s[s - 1]:
        out.append((s - 1, s_end, t, t_end))
    if s_end < len(free_s) and free_s[s_end]:
        out.append((s, s_end + 1, t, t_end))
    if t and free_t[t - 1]:
        out.append((s, s_end, t - 1, t_end))
    if t_end < len(free_t) and free_t[t_end]:
        out.append((s, s_end, t, t_end + 1))
    return [(one,) for one in out]
