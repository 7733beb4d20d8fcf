"""Beads that an original has alone and lost in the search with all of them."""

from __future__ import annotations

from collections.abc import Sequence

from audit.align.joint import alignment_of
from audit.types import Alignment, Article, Bead

__all__ = ["with_lost_beads"]

SURE = 0.9
"""Probability from which a bead found with one original alone is worth having back."""


def with_lost_beads(
    article: Article, sources: Sequence[Article], joint: Sequence[Alignment], alone: Sequence[Alignment]
) -> tuple[Alignment, ...]:
    """The joint alignments with sure beads of the single ones, where both sides of them are free.

    The search over all originals pays for every change of original, so that one sentence of the
    first between two of the second has no source there, though nothing else says so. All three
    sequences are in one order. Likelier beads come first; no sentence gets into two beads.
    """
    beads = [list(alignment.beads) for alignment in joint]
    carried = {j for alignment in joint for bead in alignment.beads for j in bead.target}
    used = [{i for bead in alignment.beads for i in bead.source} for alignment in joint]
    offers = [(k, bead) for k, alignment in enumerate(alone) for bead in alignment.beads if bead.probability >= SURE]
    for k, bead in sorted(offers, key=_likeliest):
        if not carried & set(bead.target) and not used[k] & set(bead.source):
            beads[k].append(bead)
            carried |= set(bead.target)
            used[k] |= set(bead.source)
    return tuple(
        alignment if len(mine) == len(alignment.beads) else alignment_of(article, source, sorted(mine, key=_place))
        for source, alignment, mine in zip(sources, joint, beads, strict=True)
    )


def _likeliest(offer: tuple[int, Bead]) -> tuple[float, float, int, tuple[int, ...]]:
    k, bead = offer
    return -bead.probability, -bead.similarity, k, bead.target


def _place(bead: Bead) -> tuple[int, ...]:
    return bead.target
