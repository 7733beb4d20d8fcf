"""Approximate indexes behind the same protocol, for archives beyond some million vectors.

The extras ``usearch`` (a graph, Apache-2.0) and ``faiss`` (coarser int8 codes, MIT). Both may miss neighbours;
:class:`audit.encode.search.ExactScan` never does and needs neither.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np

from audit.encode.protocol import Vectors
from audit.encode.search import ExactScan, Hits, VectorIndex, read_meta, write_meta
from audit.errors import ArchiveError, SettingsError

__all__ = ["FaissIndex", "UsearchIndex", "open_index"]

Kind = Literal["exact", "usearch", "faiss"]
_TRAINING = 50_000


def open_index(kind: Kind, folder: Path | None, dimensions: int, *, encoder: str = "") -> VectorIndex:
    """Open or start an index of a kind; :class:`SettingsError` when its package is not installed."""
    makers: dict[str, Callable[..., VectorIndex]] = {"exact": ExactScan, "usearch": UsearchIndex, "faiss": FaissIndex}
    if kind not in makers:
        raise SettingsError(f"there is no vector index {kind!r}", hint=f"known: {', '.join(makers)}")
    return makers[kind](folder, dimensions, encoder=encoder)


class _Kept:
    """What both have in common: one file that is written anew after each addition."""

    _file: str

    def __init__(self, folder: Path | None, dimensions: int, *, encoder: str = "") -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._encoder = encoder
        self._index: Any = self._new()
        if folder is not None and (folder / self._file).exists():
            read_meta(folder, encoder, dimensions)
            try:
                self._index = self._read(folder / self._file)
            except (OSError, RuntimeError, ValueError) as error:
                raise ArchiveError(f"{folder / self._file} cannot be read: {error}", hint="build it again") from error

    def _new(self) -> Any:
        raise NotImplementedError

    def _read(self, path: Path) -> Any:
        raise NotImplementedError

    def _write(self, path: Path) -> None:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def _keep(self) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=f".{self._file}", dir=self._folder)
            os.close(descriptor)
            self._write(Path(name))
            write_meta(self._folder, self._encoder, self._dimensions, [len(self)])
            Path(name).replace(self._folder / self._file)
        except (OSError, RuntimeError) as error:
            raise ArchiveError(f"cannot write {self._folder / self._file}: {error}", hint="free space there") from error


class UsearchIndex(_Kept):
    """A navigable graph in half precision (int8 loses too much recall there)."""

    _file = "vectors.usearch"

    def _new(self) -> Any:
        index = _package("usearch.index", "usearch")
        return index.Index(ndim=self._dimensions, metric="cos", dtype="f16", expansion_search=128)

    def _read(self, path: Path) -> Any:
        index = self._new()
        index.load(str(path))
        return index

    def _write(self, path: Path) -> None:
        self._index.save(str(path))

    def __len__(self) -> int:
        return len(self._index)

    def add(self, vectors: Vectors) -> None:
        """See :class:`audit.encode.search.VectorIndex`."""
        first = len(self)
        self._index.add(np.arange(first, first + len(vectors)), np.ascontiguousarray(vectors), threads=1)
        self._keep()

    def search(self, queries: Vectors, k: int) -> Hits:
        """See :class:`audit.encode.search.VectorIndex`; approximate."""
        k = min(k, len(self))
        found = self._index.search(np.ascontiguousarray(queries), k, threads=1)
        numbers = np.asarray(found.keys, np.int64).reshape(len(queries), k)
        return Hits(numbers, (1 - np.asarray(found.distances, np.float32)).reshape(len(queries), k))


class FaissIndex(_Kept):
    """Flat int8 codes: a scan like ours with faiss's kernels; no lists, which would need training and drift."""

    _file = "vectors.faiss"

    def _new(self) -> Any:
        faiss = _package("faiss", "faiss")
        return faiss.IndexScalarQuantizer(self._dimensions, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)

    def _read(self, path: Path) -> Any:
        return _package("faiss", "faiss").read_index(str(path))

    def _write(self, path: Path) -> None:
        _package("faiss", "faiss").write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        """See :class:`audit.encode.search.VectorIndex`; the range of the codes is learnt from the first addition."""
        if not self._index.is_trained:
            self._index.train(np.ascontiguousarray(vectors[:_TRAINING]))
        self._index.add(np.ascontiguousarray(vectors))
        self._keep()

    def search(self, queries: Vectors, k: int) -> Hits:
        """See :class:`audit.encode.search.VectorIndex`; approximate."""
        similarities, numbers = self._index.search(np.ascontiguousarray(queries), min(k, len(self)))
        return Hits(np.asarray(numbers, np.int64), np.asarray(similarities, np.float32))


def _package(module: str, extra: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise SettingsError(
            f"the vector index {extra!r} is not installed", hint=f"pip install 'newsroom-audit[{extra}]'"
        ) from error
