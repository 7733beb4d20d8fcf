"""The cache of vectors: warm equals cold, nothing legible inside, bounded, and never a reason to fail."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from audit.encode import Vectors
from audit.encode.cached import CachedEncoder, Description
from audit.encode.vector_cache import VectorCache, text_key

DIMENSIONS = 24
DESCRIPTION = Description("toy/1", DIMENSIONS, None, "toy/1/this machine")


class Toy:
    """Vectors from a hash of the text, and a list of what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = [np.frombuffer(text_key(t)[:DIMENSIONS], np.uint8).astype(np.float32) - 127 for t in texts]
        return np.stack([row / np.linalg.norm(row) for row in rows])


def encoder(
    folder: Path | None, engine: Toy, *, limit: int = 10_000_000, description: Description = DESCRIPTION
) -> CachedEncoder:
    cache = VectorCache(folder, limit=limit) if folder else None
    return CachedEncoder(lambda: engine, description, cache)


def test_cold_warm_and_uncached_are_equal(tmp_path: Path) -> None:
    texts = ["one", "two", "", "three", "one"]
    cold, warm = Toy(), Toy()
    first = encoder(tmp_path, cold).encode(texts)
    second = encoder(tmp_path, warm).encode(list(reversed(texts)))
    without = encoder(None, Toy()).encode(texts)
    assert first.tobytes() == second[::-1].tobytes() == without.tobytes()
    assert sorted(cold.asked) == ["one", "three", "two"]
    assert warm.asked == []
    assert not first[2].any()


def test_engine_is_not_made_for_known_texts(tmp_path: Path) -> None:
    encoder(tmp_path, Toy()).encode(["one"])

    def never() -> Toy:
        raise AssertionError("engine made")

    again = CachedEncoder(never, DESCRIPTION, VectorCache(tmp_path))
    assert again.encode(["one", " "]).shape == (2, DIMENSIONS)
    assert again.computed == 0


def test_models_are_kept_apart(tmp_path: Path) -> None:
    encoder(tmp_path, Toy()).encode(["one"])
    other = Toy()
    encoder(tmp_path, other, description=Description("toy/2", DIMENSIONS, None, "toy/2")).encode(["one"])
    assert other.asked == ["one"]


def test_no_text_is_kept(tmp_path: Path) -> None:
    secret = "Unpublished: the minister resigns tomorrow."
    kept = encoder(tmp_path, Toy())
    kept.encode([secret])
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert b"minister" not in content
        assert b"Unpublished" not in content


def test_size_is_bounded_and_the_least_used_go_first(tmp_path: Path) -> None:
    limit = 40_000  # about 330 rows
    kept = encoder(tmp_path, Toy(), limit=limit)
    favourites = [f"favourite {n}" for n in range(20)]
    for number in range(60):
        kept.encode([*favourites, *(f"text {number} {n}" for n in range(50))])
    stats = VectorCache(tmp_path, limit=limit).stats()
    assert 200 < stats.rows < 400
    warm = Toy()
    encoder(tmp_path, warm, limit=limit).encode(favourites)
    assert warm.asked == []


@pytest.mark.parametrize("content", [b"not a database at all, just some text" * 100, b""])
def test_damaged_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = VectorCache(tmp_path).path
    path.write_bytes(content)
    assert encoder(tmp_path, Toy()).encode(["one"]).any()
    encoder(tmp_path, Toy()).encode(["one"])
    warm = Toy()
    encoder(tmp_path, warm).encode(["one"])
    assert warm.asked == []


def test_damage_inside_the_file(tmp_path: Path) -> None:
    kept = encoder(tmp_path, Toy())
    expected = kept.encode([f"text {n}" for n in range(400)])
    VectorCache(tmp_path).close()
    connection = sqlite3.connect(VectorCache(tmp_path).path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path = VectorCache(tmp_path).path
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    found = encoder(tmp_path, Toy()).encode([f"text {n}" for n in range(400)])
    assert (found == expected).all()


def test_unwritable_place_means_no_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    engine = Toy()
    kept = encoder(tmp_path / "file", engine)
    assert (kept.encode(["one"]) == encoder(None, Toy()).encode(["one"])).all()
    assert "cannot be used" in caplog.text
    assert VectorCache(tmp_path / "file").stats().rows == 0


def test_full_disk_means_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(VectorCache, "_put", full)
    assert encoder(tmp_path, Toy()).encode(["one"]).any()


def test_clear(tmp_path: Path) -> None:
    encoder(tmp_path, Toy()).encode(["one", "two"])
    cache = VectorCache(tmp_path)
    assert cache.stats().models == ((DESCRIPTION.namespace, 2),)
    assert cache.clear() > 0
    assert cache.stats().rows == 0
    assert cache.clear() == 0


def fill(folder: str, number: int) -> None:
    kept = encoder(Path(folder), Toy())
    for n in range(30):
        kept.encode([f"shared {n}", f"{number} {n}"])


def test_several_processes_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=fill, args=(str(tmp_path), number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * 4
    assert VectorCache(tmp_path).stats().rows == 30 + 4 * 30
    warm = Toy()
    encoder(tmp_path, warm).encode([f"{number} {n}" for number in range(4) for n in range(30)])
    assert warm.asked == []


def test_encoders_do_not_travel() -> None:
    import pickle

    with pytest.raises(TypeError, match="load it in each"):
        pickle.dumps(encoder(None, Toy()))
