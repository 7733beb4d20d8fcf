"""From the beads of the best path to the beads of the report: margin, probability, kind, rival original."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.align.chance import chances, margins_of, windows_of
from audit.align.order import moved
from audit.align.runs import runs_of
from audit.align.search import Found
from audit.align.units import Unit
from audit.align.windows import Grid
from audit.types import Bead, BeadKind

__all__ = ["describe"]

CONDENSED = 0.55
"""A side this much shorter than usual for its counterpart was condensed."""
RIVAL_WIDTH = 3
"""Windows of the other originals up to this many sentences are compared."""


def describe(
    found: Sequence[Found],
    target: Sequence[Unit],
    originals: Sequence[Sequence[Unit]],
    names: Sequence[str],
    grid: Grid,
) -> list[tuple[int, Bead]]:
    """(number of the original, bead) in the article's order.

    ``grid`` holds the whole article; ``names`` are the originals' document ids.
    """
    if not found:
        return []
    text_of = grid.source.text.tolist()
    first = {text: position for position, text in reversed(list(enumerate(text_of)))}
    margins, rivals = margins_of(found, grid), _rivals(found, grid)
    likely = chances(found, text_of, margins, len(grid.target))
    displaced = moved(found, text_of)
    out: list[tuple[int, Bead]] = []
    order = {bead: k for k, bead in enumerate(found)}
    for number, run in enumerate(runs_of(found, text_of)):
        for bead in run:
            k, text = order[bead], text_of[bead.source[0]]
            rival, gap = rivals[k]
            out.append(
                (
                    text,
                    Bead(
                        tuple(target[j].index for j in bead.target),
                        tuple(originals[text][i - first[text] - 1].index for i in bead.source),
                        similarity=round(bead.u, 6),
                        probability=round(likely[k], 6),
                        margin=round(min(margins[k].target, margins[k].source), 6),
                        kind=_kind(bead, bead in displaced, grid),
                        run=number,
                        runner_up=None if rival is None else names[rival],
                        runner_up_gap=None if gap is None else round(gap, 6),
                    ),
                )
            )
    return out


def _kind(bead: Found, displaced: bool, grid: Grid) -> BeadKind:
    if displaced:
        return "moved"
    usual = sum(grid.source.lengths[i] * grid.ratio[i] for i in bead.source)
    if sum(grid.target.lengths[j] for j in bead.target) < CONDENSED * usual:
        return "condensed"
    if len(bead.target) > len(bead.source):
        return "split"
    if len(bead.source) > len(bead.target):
        return "merged"
    return "direct"


def _rivals(found: Sequence[Found], grid: Grid) -> list[tuple[int | None, float | None]]:
    """The best other original of every bead and the gap to it."""
    source = grid.source
    texts = sorted(set(source.text.tolist()))
    if len(texts) == 1:
        return [(None, None)] * len(found)
    sums = (
        windows_of(grid.target, [bead.target for bead in found])
        @ (source.vectors * source.lengths[:, None].astype(np.float32)).T
    )
    norms, _, valid, _ = source.sums
    best = np.full(sums.shape, -1.0, np.float32)
    run = np.zeros_like(sums)
    for width in range(1, min(RIVAL_WIDTH, len(source)) + 1):
        run[:, width - 1 :] += sums[:, : len(source) - width + 1]
        best = np.maximum(best, np.where(valid[width - 1], run / norms[width - 1], -1.0))
    starts = [int(np.flatnonzero(source.text == text)[0]) for text in texts]
    by_text = np.round(np.maximum.reduceat(best, starts, axis=1), 5)
    rivals: list[tuple[int | None, float | None]] = []
    for k, bead in enumerate(found):
        by_text[k, texts.index(int(source.text[bead.source[0]]))] = -2.0
        rival = int(by_text[k].argmax())
        known = by_text[k, rival] > -1.0
        rivals.append((texts[rival], bead.u - float(by_text[k, rival])) if known else (None, None))
    return rivals
