"""Search over vectors: exact to the bit, appendable, and never across two encoders."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audit.encode import Vectors
from audit.encode.search import ExactScan, VectorIndex, require_same_encoder
from audit.encode.search_extras import open_index
from audit.encode.stored import from_stored, to_stored
from audit.errors import ArchiveError, SettingsError

DIMENSIONS = 48


def vectors(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    return from_stored(to_stored(rows))


def slow(known: Vectors, queries: Vectors, k: int) -> tuple[list[list[int]], np.ndarray]:
    whole = to_stored(known).astype(np.int64)
    asked = to_stored(queries).astype(np.int64)
    lengths = np.sqrt((asked**2).sum(1).astype(float))[:, None] * np.sqrt((whole**2).sum(1).astype(float))
    cosines = asked @ whole.T / lengths
    order = [sorted(range(len(known)), key=lambda i: (-row[i], i))[:k] for row in cosines]
    return order, np.array([[row[i] for i in chosen] for row, chosen in zip(cosines, order, strict=True)])


@pytest.mark.parametrize("k", [1, 7, 1000])
def test_exact(tmp_path: Path, k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.encode.search._CHUNK", 64)
    monkeypatch.setattr("audit.encode.search._QUERIES", 5)
    known, queries = vectors(300, 1), vectors(13, 2)
    known[200] = known[10]  # a tie goes to the lower number
    queries[0] = known[10]
    index = ExactScan(tmp_path / "index", DIMENSIONS, encoder="e")
    for start in (0, 100, 200):
        index.add(known[start : start + 100])
    hits = index.search(queries, k)
    order, cosines = slow(known, queries, k)
    assert hits.numbers.tolist() == order
    np.testing.assert_allclose(hits.similarities, cosines, atol=1e-7)
    again = ExactScan(tmp_path / "index", DIMENSIONS, encoder="e").search(queries, k)
    assert again.similarities.tobytes() == hits.similarities.tobytes()
    alone = ExactScan(tmp_path / "index", DIMENSIONS, encoder="e").search(queries[3:4], k)
    assert alone.similarities.tobytes() == hits.similarities[3:4].tobytes()


def test_ties_at_the_edge() -> None:
    index = ExactScan(None, DIMENSIONS)
    one = vectors(1, 3)
    index.add(np.repeat(one, 50, axis=0))
    assert index.search(one, 4).numbers.tolist() == [[0, 1, 2, 3]]


def test_empty() -> None:
    index = ExactScan(None, DIMENSIONS)
    assert index.search(vectors(3, 1), 5).numbers.shape == (3, 0)
    index.add(vectors(0, 1))
    assert len(index) == 0
    index.add(vectors(2, 1))
    assert index.search(vectors(0, 1), 5).numbers.shape == (0, 2)
    assert np.isfinite(index.search(np.zeros((1, DIMENSIONS), np.float32), 2).similarities).all()


def test_other_encoder_is_refused_with_a_remedy(tmp_path: Path) -> None:
    ExactScan(tmp_path, DIMENSIONS, encoder="one").add(vectors(3, 1))
    with pytest.raises(ArchiveError, match="encoder one") as caught:
        ExactScan(tmp_path, DIMENSIONS, encoder="two")
    assert "build it again" in caught.value.hint

    class Two:
        id, dimensions, languages = "two", DIMENSIONS, None

        def encode(self, texts: object) -> Vectors:
            raise NotImplementedError

    require_same_encoder(Two(), "two", "archive a")
    with pytest.raises(ArchiveError, match="archive a holds vectors of the encoder one, but two is in use"):
        require_same_encoder(Two(), "one", "archive a")


@pytest.mark.parametrize("damage", ["cut", "gone", "meta"])
def test_damage(tmp_path: Path, damage: str) -> None:
    ExactScan(tmp_path, DIMENSIONS, encoder="one").add(vectors(3, 1))
    shard = next(tmp_path.glob("shard-*"))
    if damage == "cut":
        shard.write_bytes(shard.read_bytes()[:-1])
    elif damage == "gone":
        shard.unlink()
    else:
        (tmp_path / "vectors.json").write_text("[]", "utf-8")
    with pytest.raises(ArchiveError):
        ExactScan(tmp_path, DIMENSIONS, encoder="one")


def test_interrupted_addition_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = ExactScan(tmp_path, DIMENSIONS, encoder="one")
    index.add(vectors(3, 1))

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("audit.encode.search.write_meta", full)
        with pytest.raises(ArchiveError, match="No space"):
            index.add(vectors(4, 2))
    assert len(index) == len(ExactScan(tmp_path, DIMENSIONS, encoder="one")) == 3
    index.add(vectors(4, 2))
    assert len(ExactScan(tmp_path, DIMENSIONS, encoder="one")) == 7


@pytest.mark.parametrize("kind", ["exact", "usearch", "faiss"])
def test_every_kind_behind_one_protocol(tmp_path: Path, kind: str) -> None:
    if kind != "exact":
        pytest.importorskip(kind, reason=f"the extra {kind!r} is not installed")
    known, queries = vectors(500, 1), vectors(20, 2)
    queries = from_stored(to_stored(known[:20] + 0.05 * queries))
    index: VectorIndex = open_index(kind, tmp_path, DIMENSIONS, encoder="one")  # type: ignore[arg-type]
    index.add(known[:300])
    index.add(known[300:])
    again = open_index(kind, tmp_path, DIMENSIONS, encoder="one")  # type: ignore[arg-type]
    assert len(again) == 500
    hits = again.search(queries, 5)
    assert hits.numbers[:, 0].tolist() == list(range(20))
    assert (np.diff(hits.similarities, axis=1) <= 0).all()
    with pytest.raises(ArchiveError, match="encoder one"):
        open_index(kind, tmp_path, DIMENSIONS, encoder="two")  # type: ignore[arg-type]


def test_unknown_kind() -> None:
    with pytest.raises(SettingsError, match="annoy") as caught:
        open_index("annoy", None, DIMENSIONS)  # type: ignore[arg-type]
    assert "exact, usearch, faiss" in caught.value.hint
