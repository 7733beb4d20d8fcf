"""Collinear runs: beads that follow each other on both sides, and whether they carry enough evidence."""

from __future__ import annotations

from collections.abc import Sequence

from audit.align.prices import Prices
from audit.align.search import Found

__all__ = ["NEAR", "evidence", "keep_evident", "runs_of"]

NEAR = 2
"""Sentences a run may leave out on either side between two beads."""


def runs_of(beads: Sequence[Found], text_of: Sequence[int]) -> list[list[Found]]:
    """Beads in the article's order, cut where the original or its order changes."""
    runs: list[list[Found]] = []
    for bead in beads:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and text_of[bead.source[0]] == text_of[last.source[0]]
            and 0 <= bead.source[0] - last.source[-1] - 1 <= NEAR
            and 0 <= bead.target[0] - last.target[-1] - 1 <= NEAR
        ):
            runs[-1].append(bead)
        else:
            runs.append([bead])
    return runs


def evidence(run: Sequence[Found], prices: Prices) -> float:
    """Summed strength above the level that counts as nothing."""
    return sum(bead.strength - prices.run_level for bead in run)


def keep_evident(beads: Sequence[Found], text_of: Sequence[int], prices: Prices) -> list[Found]:
    """Beads of runs with enough evidence: one strong bead, or several middling ones."""
    return [b for run in runs_of(beads, text_of) if evidence(run, prices) >= prices.run_need for b in run]
