"""Sentences laid out for the search: an article, or several originals end to end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.align.units import Unit
from audit.align.windows import Row, Side

__all__ = ["article_side", "originals_side"]


def article_side(units: Sequence[Unit], vectors: Row) -> Side:
    """The article's side; sentences that are not neighbours in it never share a bead."""
    return Side(vectors, _lengths(units), np.zeros(len(units), np.int64), _parts(units), _blocks(units))


def originals_side(originals: Sequence[Sequence[Unit]], vectors: Row) -> Side:
    """All originals, each led by a marker: a zero row that takes part in no bead, the state before its first sentence.

    ``vectors`` holds the originals' sentences without markers.
    """
    rows: list[Row] = []
    lengths, text, part, block = [], [], [], []
    at = 0
    for k, units in enumerate(originals):
        rows += [np.zeros((1, vectors.shape[1]), np.float32), vectors[at : at + len(units)]]
        lengths += [np.ones(1), _lengths(units)]
        text.append(np.full(len(units) + 1, k, np.int64))
        part += [np.array([-1]), _parts(units)]
        block += [np.array([-1]), _blocks(units)]
        at += len(units)
    columns = [np.concatenate(column) for column in (lengths, text, part, block)]
    return Side(np.concatenate(rows), columns[0], columns[1], columns[2], columns[3])


def _lengths(units: Sequence[Unit]) -> np.ndarray:
    return np.array([float(max(1, len(unit.text))) for unit in units])


def _parts(units: Sequence[Unit]) -> np.ndarray:
    index = np.array([unit.index for unit in units], np.int64)
    gaps = np.cumsum(np.append(0, np.diff(index) != 1)) if len(units) else index
    return 2 * gaps + np.array([unit.heading for unit in units], np.int64)


def _blocks(units: Sequence[Unit]) -> np.ndarray:
    return np.array([unit.block for unit in units], np.int64)
