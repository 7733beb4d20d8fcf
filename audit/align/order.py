"""Which beads keep their original's order, and which were moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.align.search import Found

__all__ = ["moved"]


def moved(found: Sequence[Found], text_of: Sequence[int]) -> frozenset[Found]:
    """Beads outside the heaviest part of the article that keeps its original's order.

    Per original, the increasing subsequence of source positions with the largest number of
    article sentences stays; of equal ones the first. O(n log n) (Fredman 1975).
    """
    out: set[Found] = set()
    for text in sorted({text_of[bead.source[0]] for bead in found}):
        beads = [bead for bead in found if text_of[bead.source[0]] == text]
        places = sorted({bead.source[0] for bead in beads})
        best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
        before: list[int] = []
        totals: list[int] = []
        for k, bead in enumerate(beads):
            at = bisect_left(places, bead.source[0]) + 1
            reach, origin, node = 0, -1, at
            while node:
                if best[node][0] > reach:
                    reach, origin = best[node]
                node &= node - 1
            before.append(origin)
            totals.append(reach + len(bead.target))
            node = at
            while node <= len(places):
                if totals[k] > best[node][0]:
                    best[node] = (totals[k], k)
                node += node & -node
        stay: set[int] = set()
        k = max(range(len(beads)), key=lambda n: (totals[n], -n))
        while k >= 0:
            stay.add(k)
            k = before[k]
        out.update(bead for k, bead in enumerate(beads) if k not in stay)
    return frozenset(out)
