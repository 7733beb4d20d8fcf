"""The form in which vectors are kept: int8, and back to unit length.

Only the direction of a row matters, so its scale need not be kept: the row is divided by its own length again.
Every vector that leaves the encoder has gone through this form, whether it came from the cache or not; so cold
and warm runs give the same bytes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import TokenVectors, Vectors
from audit.types import Span

__all__ = ["from_stored", "pack_pieces", "to_stored", "unpack_pieces"]


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


def pack_pieces(tokens: TokenVectors) -> bytes:
    """Word pieces of a text as bytes: starts and ends as 32-bit integers, then the int8 rows."""
    places = np.array([(span.start, span.end) for span in tokens.spans], "<i4").reshape(-1, 2)
    return places.tobytes() + to_stored(tokens.matrix).tobytes()


def unpack_pieces(raw: bytes, dimensions: int) -> TokenVectors:
    """The inverse, each row of unit length; bytes that are not such a record give no pieces."""
    count, rest = divmod(len(raw), 8 + dimensions)
    if rest:
        count = 0
    places = np.frombuffer(raw, "<i4", 2 * count).reshape(-1, 2).tolist()
    rows = np.frombuffer(raw, np.int8, count * dimensions, 8 * count).reshape(count, dimensions)
    return TokenVectors(from_stored(rows), tuple(Span(start, end) for start, end in places))
