"""Nearest vectors: one protocol, an exact scan by default, approximate indexes as extras.

The exact scan is exact to the bit. Vectors come in the stored form (int8 rows), and a float32 matrix product of
int8 values is an integer below 2**24 up to 1,040 dimensions: no order of summation can change it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audit.encode.protocol import Encoder, Vectors
from audit.encode.stored import to_stored
from audit.errors import ArchiveError

__all__ = ["ExactScan", "Hits", "VectorIndex", "read_meta", "require_same_encoder", "write_meta"]

Rows = NDArray[np.int8]
META = "vectors.json"
_CHUNK = 16_384
_QUERIES = 256
_EXACT_DIMENSIONS = (1 << 24) // (127 * 127)


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Best matches of each query, best first; equal similarities in order of number."""

    numbers: NDArray[np.int64]
    """Shape (queries, k): numbers of the rows found, counted from 0 in order of adding."""
    similarities: NDArray[np.float32]
    """Shape (queries, k): cosines."""


class VectorIndex(Protocol):
    """A searchable set of vectors of one encoder."""

    def __len__(self) -> int:
        """Number of vectors."""

    def add(self, vectors: Vectors) -> None:
        """Append rows; their numbers go on from ``len(self)``."""

    def search(self, queries: Vectors, k: int) -> Hits:
        """The ``k`` nearest of each query, fewer when the index holds fewer."""


def require_same_encoder(encoder: Encoder, kept: str, holder: str) -> None:
    """Refuse to compare vectors of two encoders: :class:`ArchiveError` unless ``kept`` is the encoder's id.

    Args:
        encoder: the one in use.
        kept: id of the encoder that made the kept vectors.
        holder: what keeps them, for the message ("archive news.audit").

    """
    if encoder.id != kept:
        raise _other_encoder(holder, kept, encoder.id)


class ExactScan:
    """int8 shards in a folder, memory-mapped and scanned whole; a shard is appended and never rewritten.

    In memory when ``folder`` is ``None``. Several processes may read while one adds.
    """

    def __init__(self, folder: Path | None, dimensions: int, *, encoder: str = "") -> None:
        """Open or start an index; :class:`ArchiveError` when the folder holds vectors of another encoder or is broken."""
        if not 0 < dimensions <= _EXACT_DIMENSIONS:
            raise ValueError(f"dimensions must lie in 1–{_EXACT_DIMENSIONS}")
        self._folder = folder
        self._dimensions = dimensions
        self._encoder = encoder
        self._shards: list[Rows] = []
        if folder is not None and (folder / META).exists():
            self._open(folder)

    def __len__(self) -> int:
        return sum(len(shard) for shard in self._shards)

    def add(self, vectors: Vectors) -> None:
        """Append one shard."""
        if vectors.shape[1:] != (self._dimensions,):
            raise ValueError(f"vectors of shape {vectors.shape} in an index of {self._dimensions} dimensions")
        if not len(vectors):
            return
        rows = to_stored(vectors)
        if self._folder is None:
            self._shards.append(rows)
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = len(self._shards)
            _replace(self._folder / _shard_name(number), rows.tobytes())
            sizes = [*(len(s) for s in self._shards), len(rows)]
            write_meta(self._folder, self._encoder, self._dimensions, sizes)
            self._shards.append(self._map(self._folder, number, len(rows)))
        except OSError as error:
            raise ArchiveError(
                f"cannot write vectors to {self._folder}: {error.strerror}",
                hint="free space there or choose another folder",
            ) from error

    def search(self, queries: Vectors, k: int) -> Hits:
        """See :class:`VectorIndex`; time and memory traffic grow with vectors × dimensions, once a few hundred queries."""
        k = min(k, len(self))
        parts = [self._search(queries[at : at + _QUERIES], k) for at in range(0, len(queries), _QUERIES)]
        if not parts or not k:
            return Hits(np.zeros((len(queries), k), np.int64), np.zeros((len(queries), k), np.float32))
        return Hits(np.concatenate([p[1] for p in parts]), np.concatenate([p[0] for p in parts]).astype(np.float32))

    def _search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        asked = to_stored(queries).astype(np.float32)
        lengths = np.sqrt(np.square(asked, dtype=np.float64).sum(axis=1, keepdims=True))
        best = np.zeros((len(queries), 0)), np.zeros((len(queries), 0), np.int64)
        for first, rows in self._chunks():
            norms = np.sqrt(np.einsum("ij,ij->i", rows, rows).astype(np.float64))  # an integer in float32: exact too
            cosines = (asked @ rows.T).astype(np.float64) / np.maximum(lengths * norms, 1e-12)
            numbers = np.broadcast_to(np.arange(first, first + len(rows)), cosines.shape)
            best = _best(np.hstack([best[0], cosines]), np.hstack([best[1], numbers]), k)
        return best

    def _chunks(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        first = 0
        for shard in self._shards:
            for at in range(0, len(shard), _CHUNK):
                rows = shard[at : at + _CHUNK].astype(np.float32)
                yield first + at, rows
            first += len(shard)

    def _open(self, folder: Path) -> None:
        sizes = read_meta(folder, self._encoder, self._dimensions)
        try:
            self._shards = [self._map(folder, number, size) for number, size in enumerate(sizes)]
        except (OSError, ValueError) as error:
            raise ArchiveError(f"vectors in {folder} are incomplete: {error}", hint="build it again") from error

    def _map(self, folder: Path, number: int, size: int) -> Rows:
        path = folder / _shard_name(number)
        if path.stat().st_size != size * self._dimensions:
            raise ValueError(f"{path.name} has not {size} rows")
        return np.memmap(path, np.int8, "r", shape=(size, self._dimensions))


def _best(
    cosines: NDArray[np.float64], numbers: NDArray[np.int64], k: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The ``k`` highest of each row, ties to the lower number."""
    if k < cosines.shape[1]:
        chosen = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        limit = np.take_along_axis(cosines, chosen, 1).min(axis=1, keepdims=True)
        for row in np.flatnonzero((cosines >= limit).sum(axis=1) > k):  # a tie at the edge: partition took any of them
            tied = np.flatnonzero(cosines[row] >= limit[row])
            chosen[row] = tied[np.lexsort((numbers[row, tied], -cosines[row, tied]))[:k]]
        cosines, numbers = np.take_along_axis(cosines, chosen, 1), np.take_along_axis(numbers, chosen, 1)
    order = np.lexsort((numbers, -cosines), axis=-1)
    return np.take_along_axis(cosines, order, 1), np.take_along_axis(numbers, order, 1)


def _shard_name(number: int) -> str:
    return f"shard-{number:05d}.i8"


def write_meta(folder: Path, encoder: str, dimensions: int, sizes: Sequence[int]) -> None:
    """Say whose vectors the folder holds; ``sizes`` are rows a shard. Raises ``OSError``."""
    meta = {"schema": 1, "encoder": encoder, "dimensions": dimensions, "rows": list(sizes)}
    _replace(folder / META, (json.dumps(meta) + "\n").encode())


def read_meta(folder: Path, encoder: str, dimensions: int) -> list[int]:
    """Rows a shard; :class:`ArchiveError` when broken or of another encoder."""
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        kept, size, rows = str(meta["encoder"]), int(meta["dimensions"]), [int(n) for n in meta["rows"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{folder / META} cannot be read: {error}", hint="build it again") from error
    if (kept, size) != (encoder, dimensions):
        raise _other_encoder(str(folder), f"{kept or '?'} ({size} dimensions)", f"{encoder or '?'} ({dimensions})")
    return rows


def _other_encoder(holder: str, kept: str, used: str) -> ArchiveError:
    return ArchiveError(
        f"{holder} holds vectors of the encoder {kept}, but {used} is in use",
        hint="set `encoder` to the one it was made with, or build it again with this one",
    )


def _replace(path: Path, content: bytes) -> None:
    descriptor, part = tempfile.mkstemp(prefix=f".{path.name}", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
