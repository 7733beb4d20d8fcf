"""From the beads of the best path to the beads of the report: margin, probability, kind, rival original."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.align.order import moved
from audit.align.runs import evidence, runs_of
from audit.align.search import Found
from audit.align.units import Unit
from audit.align.windows import Grid, Row
from audit.types import Bead, BeadKind

__all__ = ["describe", "probability"]

CONDENSED = 0.55
"""A side this much shorter than usual for its counterpart was condensed."""
RIVAL_WIDTH = 3
"""Windows of the other originals up to this many sentences are compared."""
INTERCEPT, BY_STRENGTH, BY_RUN = -6.28, 18.3, 2.74
"""Logistic regression of "is a translation" on strength and on the evidence of the rest of the run (at most
``RUN_CAP``), fitted on tuning documents; see ``docs/reference/alignment.md``."""
RUN_CAP = 2.0


def probability(strength: float, around: float) -> float:
    """Calibrated probability that a bead is a translation, from its strength and the other evidence of its run."""
    z = INTERCEPT + BY_STRENGTH * strength + BY_RUN * min(max(around, 0.0), RUN_CAP)
    return 1 / (1 + math.exp(-z))


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
    margins, rivals = _rivals(found, grid)
    displaced = moved(found, text_of)
    out: list[tuple[int, Bead]] = []
    order = {bead: k for k, bead in enumerate(found)}
    for number, run in enumerate(runs_of(found, text_of)):
        whole = evidence(run, grid.prices)
        for bead in run:
            k, text = order[bead], text_of[bead.source[0]]
            rival, gap = rivals[k]
            around = whole - evidence([bead], grid.prices)
            out.append(
                (
                    text,
                    Bead(
                        tuple(target[j].index for j in bead.target),
                        tuple(originals[text][i - first[text] - 1].index for i in bead.source),
                        similarity=round(bead.u, 6),
                        probability=round(probability(bead.strength, around), 6),
                        margin=round(margins[k], 6),
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


def _window(vectors: Row, lengths: NDArray[np.float64], members: Sequence[int]) -> Row:
    at = list(members)
    total: Row = (vectors[at] * lengths[at, None].astype(np.float32)).sum(axis=0)
    norm = float(np.linalg.norm(total))
    return total / np.float32(norm or 1.0)


def _rivals(found: Sequence[Found], grid: Grid) -> tuple[list[float], list[tuple[int | None, float | None]]]:
    """Margin over the best other counterpart, and the best other original with the gap to it."""
    source, target = grid.source, grid.target
    ours = np.stack([_window(target.vectors, target.lengths, bead.target) for bead in found])
    theirs = np.stack([_window(source.vectors, source.lengths, bead.source) for bead in found])
    by_source = ours @ (source.vectors / _norms(source.vectors)).T
    by_target = theirs @ (target.vectors / _norms(target.vectors)).T
    weighted = source.vectors * source.lengths[:, None].astype(np.float32)
    sums = ours @ weighted.T
    norms, _, valid, _ = source.sums
    best = np.full(by_source.shape, -1.0, np.float32)
    run = np.zeros_like(sums)
    for width in range(1, min(RIVAL_WIDTH, len(source)) + 1):
        run[:, width - 1 :] += sums[:, : len(source) - width + 1]
        best = np.maximum(best, np.where(valid[width - 1], run / norms[width - 1], -1.0))
    texts = sorted(set(source.text.tolist()))
    starts = [int(np.flatnonzero(source.text == text)[0]) for text in texts]
    by_text = np.maximum.reduceat(best, starts, axis=1)
    margins: list[float] = []
    rivals: list[tuple[int | None, float | None]] = []
    for k, bead in enumerate(found):
        by_source[k, list(bead.source)] = -1.0
        by_target[k, list(bead.target)] = -1.0
        margins.append(bead.u - max(float(by_source[k].max()), float(by_target[k].max()), 0.0))
        home = texts.index(int(source.text[bead.source[0]]))
        by_text[k, home] = -2.0
        rival = int(by_text[k].argmax())
        known = len(texts) > 1 and by_text[k, rival] > -1.0
        rivals.append((texts[rival], bead.u - float(by_text[k, rival])) if known else (None, None))
    return margins, rivals


def _norms(vectors: Row) -> Row:
    norms: Row = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9).astype(np.float32)
    return norms
