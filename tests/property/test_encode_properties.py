"""What holds for every text and every vector."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from audit.encode import TokenVectors
from audit.encode.search import ExactScan
from audit.encode.stored import from_stored, pack_pieces, to_stored, unpack_pieces
from audit.encode.tokens import prepared, prepared_with_origin
from audit.types import Span

rows = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=9),
    elements=st.floats(-1, 1, width=32, allow_subnormal=False),
)
hostile = st.text(st.characters(exclude_categories=()), max_size=60)


@given(rows)
def test_stored_form_is_a_fixed_point(vectors: np.ndarray) -> None:
    stored = to_stored(vectors)
    unit = from_stored(stored)
    assert (to_stored(unit) == stored).all()
    lengths = np.linalg.norm(unit, axis=1)
    assert ((lengths < 1e-6) | (np.abs(lengths - 1) < 1e-6)).all()


@given(rows)
def test_stored_form_keeps_the_direction(vectors: np.ndarray) -> None:
    lengths = np.linalg.norm(vectors, axis=1)
    unit = from_stored(to_stored(vectors))
    for vector, length, kept in zip(vectors, lengths, unit, strict=True):
        if length > 1e-3:
            assert float(vector @ kept) / length > 0.999


@given(hostile)
def test_every_code_point_knows_its_origin(text: str) -> None:
    clean, origin = prepared_with_origin(text)
    assert clean == prepared(text)
    assert len(origin) == len(clean)
    assert all(0 <= span.start < span.end <= len(text) for span in origin)
    assert all(one.start <= other.start for one, other in pairwise(origin))


@given(rows)
def test_pieces_survive_packing(vectors: np.ndarray) -> None:
    tokens = TokenVectors(from_stored(to_stored(vectors)), tuple(Span(i, i + 3) for i in range(len(vectors))))
    again = unpack_pieces(pack_pieces(tokens), vectors.shape[1])
    assert again.spans == tokens.spans
    assert (again.matrix == tokens.matrix).all()


@given(rows, st.integers(1, 12))
def test_search_finds_what_a_slow_scan_finds(vectors: np.ndarray, k: int) -> None:
    index = ExactScan(None, vectors.shape[1])
    index.add(vectors[: len(vectors) // 2])
    index.add(vectors[len(vectors) // 2 :])
    hits = index.search(vectors, k)
    stored = to_stored(vectors).astype(np.int64)
    lengths = np.sqrt((stored**2).sum(1).astype(float))
    cosines = (stored @ stored.T) / np.maximum(lengths[:, None] * lengths, 1e-12)
    expected = [sorted(range(len(row)), key=lambda i: (-row[i], i))[:k] for row in cosines]
    assert hits.numbers.tolist() == expected
