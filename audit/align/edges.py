"""Sentences at the edge of a bead that have no part in it.

A faithful article is priced so that each sentence finds a place, and a sentence put into it that has none is taken in
by a neighbour's bead. Such a bead is more alike without it; by the windows' own text, too, where that was looked at
(see :mod:`audit.align.contested`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.align.chance import shortfall, usual_u
from audit.align.search import Found
from audit.align.windows import SHAPES, Grid

__all__ = ["trimmed"]

UNLIKE = 0.3
"""Least shortfall of the edge sentence with the bead's other side: its u is below a fifth of the usual."""
GAIN = 0.06
"""By how much of the usual u the rest must be more alike than the whole."""

_SHAPE_NUMBER = {shape: number for number, shape in enumerate(SHAPES)}


def trimmed(found: Sequence[Found], grid: Grid, pooled: Grid, weakest: float) -> list[Found]:
    """The beads without edge sentences that have no part in them.

    ``grid`` may hold embedded windows, ``pooled`` holds none; both must speak for a sentence's leaving. ``weakest`` is
    the weight of a bead's weakest sentence in its strength. Grids too large to be scored at once are left alone.
    """
    if grid.chunk < len(grid.target):
        return list(found)
    usual = usual_u(found)
    return [_trimmed(bead, grid, pooled, weakest, usual) for bead in found]


def _trimmed(bead: Found, grid: Grid, pooled: Grid, weakest: float, usual: float) -> Found:
    for edge, rest in _edges(bead):
        if (
            shortfall(_u(pooled, edge), usual) >= UNLIKE
            and _u(grid, rest) - _u(grid, bead) > GAIN * usual
            and _u(pooled, rest) > _u(pooled, bead)
        ):
            u = _u(grid, rest)
            least = float(grid.rows(0, len(grid.target)).weakest[_cell(rest)])
            smaller = replace(rest, u=u, strength=u * (1 - weakest) + least * weakest)
            return _trimmed(smaller, grid, pooled, weakest, usual)
    return bead


def _edges(bead: Found) -> list[tuple[Found, Found]]:
    """Each edge sentence with the other side, and the bead without it."""
    out = []
    for inner, edge in ((slice(1, None), slice(0, 1)), (slice(0, -1), slice(-1, None))):
        if len(bead.source) > 1:
            out.append((replace(bead, source=bead.source[edge]), replace(bead, source=bead.source[inner])))
        if len(bead.target) > 1:
            out.append((replace(bead, target=bead.target[edge]), replace(bead, target=bead.target[inner])))
    return out


def _u(grid: Grid, bead: Found) -> float:
    return float(grid.rows(0, len(grid.target)).u[_cell(bead)])


def _cell(bead: Found) -> tuple[int, int, int]:
    return _SHAPE_NUMBER[len(bead.source), len(bead.target)], bead.target[-1], bead.source[-1]
