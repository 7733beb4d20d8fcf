"""Two passes and the settling of clashes: from a grid of scores to the beads that hold.

The first pass, at wary prices, tells what kind of article this is; the second is priced by
it. Prices move linearly from wary to trusting with the share of the article that is
matched, and on to faithful with how much of article *and* original is matched in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.align.chance import chances, margins_of, shortfall, usual_u
from audit.align.order import moved
from audit.align.prices import FAINT, FAITHFUL, TRUSTING, WARY, Prices
from audit.align.runs import keep_evident
from audit.align.search import Found, search
from audit.align.windows import SMALL, Grid

__all__ = ["ADAPTIVE", "STRICT", "Levels", "prices_for", "solve"]

ROUNDS = 4
"""Searches at most, when two article sentences want one source sentence."""
STRANGER = 0.4
"""Least probability of a bead whose u falls short of the usual, whatever the prices: at faithful prices all others
stay, because a sentence that stands where its counterpart should is worth being looked at beside it."""
UNLIKE = 0.25
"""Of the usual u: a bead below it, each side of which is liker to another sentence, is none for all its company,
where both languages stand in the background bank: what the encoder does not know is unlike everything."""
DISORDER = 2.0
"""How much a share of moved sentences speaks against an article that follows its original."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Prices by kind of article."""

    wary: Prices = WARY
    trusting: Prices = TRUSTING
    faithful: Prices = FAITHFUL
    matched: tuple[float, float] = (0.10, 0.93)
    """Matched shares of the article at which wary and trusting prices apply in full."""
    followed: tuple[float, float] = (0.43, 0.89)
    """Shares matched in order at which trusting and faithful prices apply in full."""
    faint: Prices = FAINT
    likeness: tuple[float, float] = (0.62, 0.45)
    """Usual u of a bead at which faithful prices and faint prices apply in full."""
    credit: float = 0.2
    """Added to the share matched in order where u is faint: the first pass misses more there."""

    def after(self, matched: float, followed: float, usual: float) -> Prices:
        """Prices for the second pass."""
        faint = _ramp(usual, self.likeness)
        return self.wary.towards(self.trusting, _ramp(matched, self.matched)).towards(
            self.faithful.towards(self.faint, faint), _ramp(followed * (1 + self.credit * faint), self.followed)
        )


ADAPTIVE = Levels()
STRICT = Levels(WARY, WARY, WARY, faint=WARY)


def _ramp(value: float, between: tuple[float, float]) -> float:
    none, full = between
    return min(1.0, max(0.0, (value - none) / (full - none)))


def prices_for(grid: Grid, levels: Levels = ADAPTIVE) -> Prices:
    """Prices for the kind of article that a first pass tells."""
    return levels.after(*_kind_of_article(grid, levels.wary))


def solve(grid: Grid, levels: Levels = ADAPTIVE, prices: Prices | None = None) -> list[Found]:
    """Beads that hold, in the article's order; no source sentence in two of them.

    Without ``prices`` a first pass finds them. When two article sentences want one source sentence, the weaker bead may not have it
    and the search is repeated; what still clashes in the end is dropped.
    """
    prices = prices or prices_for(grid, levels)
    kept: list[Found] = []
    for _ in range(ROUNDS):
        beads = search(grid, prices)
        kept = _unclaimed_twice(beads)
        if len(kept) == len(beads):
            break
        grid = grid.without(_clashes(beads, kept))
    return _believed(kept, grid, prices)


def _believed(beads: Sequence[Found], grid: Grid, prices: Prices) -> list[Found]:
    """Beads of runs with enough evidence that are likely enough themselves."""
    text_of = grid.source.text.tolist()
    kept = keep_evident(beads, text_of, prices)
    usual = usual_u(kept)
    least = [max(prices.least, STRANGER if shortfall(bead.u, usual) else 0.0) for bead in kept]
    margins = margins_of(kept, grid)
    strange = [
        grid.measured and bead.u < UNLIKE * usual and margin.target < 0 and margin.source < 0
        for bead, margin in zip(kept, margins, strict=True)
    ]
    if not any(least) and not any(strange):
        return kept
    likely = chances(kept, text_of, margins, len(grid.target))
    return [
        bead for bead, chance, need, no in zip(kept, likely, least, strange, strict=True) if chance >= need and not no
    ]


def _kind_of_article(grid: Grid, wary: Prices) -> tuple[float, float, float]:
    """How much of the article is matched, how much of article and originals used is matched in order, usual u.

    What is out of order is taken off the second. The third is the median over beads.
    """
    text_of = grid.source.text.tolist()
    beads = _unclaimed_twice(_believed(search(grid, wary, SMALL), grid, wary))
    if not beads:
        return 0.0, 0.0, 1.0
    in_place = set(beads) - moved(beads, text_of)
    lengths = grid.target.lengths
    matched = sum(lengths[j] for bead in beads for j in bead.target) / lengths.sum()
    placed = sum(lengths[j] for bead in in_place for j in bead.target) / lengths.sum()
    texts = sorted({text_of[bead.source[0]] for bead in beads})
    whole = grid.source.lengths[np.isin(grid.source.text, texts) & (grid.source.part >= 0)].sum()
    covered = sum(grid.source.lengths[i] for bead in in_place for i in bead.source) / whole
    followed = min(placed, covered) - DISORDER * (matched - placed)
    return float(matched), float(followed), usual_u(beads)


def _clashes(beads: Sequence[Found], kept: Sequence[Found]) -> tuple[tuple[int, int], ...]:
    """Pairs that a weaker bead must do without because a stronger one holds the source sentence."""
    used = {i for bead in kept for i in bead.source}
    lost = set(beads) - set(kept)
    return tuple(sorted({(j, i) for bead in lost for j in bead.target for i in bead.source if i in used}))


def _unclaimed_twice(beads: Sequence[Found]) -> list[Found]:
    """Of two beads that claim one source sentence, the stronger."""
    used: set[int] = set()
    kept: list[Found] = []
    for bead in sorted(beads, key=lambda b: (-b.gain, b.target)):
        if used.isdisjoint(bead.source):
            used.update(bead.source)
            kept.append(bead)
    return sorted(kept, key=lambda b: b.target)
