"""What every carrier of a BERT-shaped encoder gives: its shape and its matrices, as numpy arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Shape", "Weights", "int8_rows"]

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """Numbers that fix the architecture."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


class Weights(Protocol):
    """A carrier of weights.

    Names of the parameters, each ending in ``.w`` or ``.b``: ``emb.word``, ``emb.pos`` and
    ``emb.type`` (no ending), ``emb.ln``, and for each layer ``l<i>.`` followed by ``q``, ``k``,
    ``v``, ``ao`` (attention output), ``aln`` (its norm), ``fi``, ``fo`` (feed-forward), ``oln``.
    """

    @property
    def shape(self) -> Shape:
        """The architecture."""

    def array(self, name: str) -> Matrix:
        """A vector or small matrix."""

    def rows(self, name: str, columns: int) -> Iterator[Matrix]:
        """A large matrix in chunks of rows, so that it is never whole in memory; each chunk is the caller's."""


def int8_rows(chunks: Iterator[Matrix]) -> tuple[NDArray[np.int8], Matrix]:
    """Symmetric int8 by row with scale 127/max: the layout of CTranslate2's own quantiser."""
    quantised, scales = [], []
    for chunk in chunks:
        peak = np.abs(chunk).max(axis=1)
        peak[peak == 0] = 127
        scale = (127 / peak).astype(np.float32)
        np.multiply(chunk, scale[:, None], out=chunk)
        quantised.append(np.rint(chunk, out=chunk).astype(np.int8))
        scales.append(scale)
    return np.concatenate(quantised), np.concatenate(scales)
