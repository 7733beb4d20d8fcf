"""The form in which vectors are kept: int8, and back to unit length.

Only the direction of a row matters, so its scale need not be kept: the row is divided by its own length again.
Every vector that leaves the encoder has gone through this form, whether it came from the cache or not; so cold
and warm runs give the same bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import Vectors

__all__ = ["from_stored", "to_stored"]


def to_stored(vectors: Vectors) -> NDArray[np.int8]:
    """Rows as int8, the largest component of each at ±127; zeros stay zeros."""
    peak = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    peak[peak == 0] = 1
    rows: NDArray[np.int8] = np.rint(vectors * (127 / peak.astype(np.float64))).astype(np.int8)
    return rows


def from_stored(rows: NDArray[np.int8]) -> Vectors:
    """Unit vectors in the direction of the rows; the sum of squares is an integer, hence exact everywhere."""
    wide = rows.astype(np.int64)
    length = np.sqrt((wide * wide).sum(axis=1, keepdims=True).astype(np.float64))
    length[length == 0] = 1
    vectors: Vectors = (wide / length).astype(np.float32)
    return vectors
