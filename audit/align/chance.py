"""How sure a bead is: calibrated from what it is itself and from the company it keeps.

A logistic regression on seven measures, fitted on tuning documents (see ``docs/reference/alignment.md``):

- the bead's strength (see :mod:`audit.align.windows`);
- its *margins*: u less the best u of the article's side with any other source sentence, and of
  the source side with any other article sentence. What is a translation is each other's best
  (Artetxe & Schwenk 2019, "Margin-based parallel corpus mining with multilingual sentence embeddings");
- its *company*: the strengths of the beads that go straight before and after it in its run, none
  counting for more than ``COMPANY``; a foreign sentence is claimed at the end of a run, or alone;
- the share of the article that is in beads at all, as log odds: what is likely beforehand;
- the usual (median) u of the article's beads: where the encoder knows the languages little, less is usual;
- its *shortfall*: how far u stays below half of the usual. A sentence that stands in the place of another has all the
  company that a translation has, and nothing else; where the encoder knows the languages little, this tells nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.align.runs import runs_of
from audit.align.search import Found
from audit.align.windows import Grid, Row, Side

__all__ = ["Margins", "chances", "margins_of", "probability", "shortfall", "usual_u", "windows_of"]

COMPANY = 0.6
INTERCEPT, BY_STRENGTH, BY_USUAL = -2.03, 7.04, -5.45
BY_TARGET, BY_SOURCE, BY_COMPANY, BY_SHARE = 5.53, 8.25, 5.02, 0.63
BY_SHORTFALL = -13.9
HALF = 0.5
"""Of the usual u: a bead that reaches it falls short of nothing."""
TELLING = (0.49, 0.52)
"""Usual u at which the shortfall counts for nothing, and in full."""
ROUNDED = 0.02
"""Keeps the odds of an article that is in beads throughout finite."""


@dataclass(frozen=True, slots=True)
class Margins:
    """u of a bead less the best u that one side reaches with a sentence outside it (at least 0)."""

    target: float
    """Of the article's side with other source sentences."""
    source: float
    """Of the source side with other article sentences."""


def windows_of(side: Side, members: Sequence[Sequence[int]]) -> Row:
    """Unit vectors of windows of one sentence or more: (windows, dimensions)."""
    at = np.concatenate([np.asarray(window) for window in members])
    starts = np.cumsum([0, *(len(window) for window in members[:-1])])
    weighted = side.vectors[at] * side.lengths[at, None].astype(np.float32)
    return _units(np.add.reduceat(weighted, starts, axis=0))


def margins_of(found: Sequence[Found], grid: Grid) -> list[Margins]:
    """Margins of every bead. Sentences that say a source sentence again are no rivals of each other."""
    if not found:
        return []
    says: dict[int, set[int]] = {}
    for bead in found:
        for i in bead.source:
            says.setdefault(i, set()).update(bead.target)
    by_source = windows_of(grid.target, [bead.target for bead in found]) @ _units(grid.source.vectors).T
    by_target = windows_of(grid.source, [bead.source for bead in found]) @ _units(grid.target.vectors).T
    out = []
    for k, bead in enumerate(found):
        by_source[k, list(bead.source)] = -1.0
        by_target[k, sorted(set().union(*(says[i] for i in bead.source)))] = -1.0
        others = (max(float(row[k].max()), 0.0) for row in (by_source, by_target))
        out.append(Margins(*(bead.u - other for other in others)))
    return out


def _units(vectors: Row) -> Row:
    norms: Row = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9).astype(np.float32)
    return vectors / norms


def shortfall(u: float, usual: float) -> float:
    """By how much of the usual u a bead stays below :data:`HALF` of it; 0 where the usual u is too low to tell."""
    none, full = TELLING
    if usual <= none:
        return 0.0
    return max(0.0, HALF - u / usual) * min(1.0, (usual - none) / (full - none))


def usual_u(found: Sequence[Found]) -> float:
    """The median over beads; 0 without any."""
    return float(np.median([bead.u for bead in found])) if found else 0.0


def probability(
    strength: float, margins: Margins, company: float, share: float, usual: float, short: float = 0.0
) -> float:
    """Calibrated probability that a bead is a translation; ``short`` is its :func:`shortfall`."""
    z = INTERCEPT + BY_STRENGTH * strength + BY_USUAL * usual + BY_TARGET * margins.target + BY_SOURCE * margins.source
    z += BY_COMPANY * company + BY_SHARE * math.log(share / (1 + ROUNDED - share)) + BY_SHORTFALL * short
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


def chances(found: Sequence[Found], text_of: Sequence[int], margins: Sequence[Margins], sentences: int) -> list[float]:
    """Probability of every bead of an article of so many sentences; beads in the article's order."""
    share = max(1, sum(len(bead.target) for bead in found)) / sentences
    usual = usual_u(found)
    out: list[float] = []
    for run in runs_of(found, text_of):
        worth = [0.0, *(min(bead.strength, COMPANY) for bead in run), 0.0]
        for k, bead in enumerate(run):
            company = worth[k] + worth[k + 2]
            short = shortfall(bead.u, usual)
            out.append(probability(bead.strength, margins[len(out)], company, min(1.0, share), usual, short))
    return out
