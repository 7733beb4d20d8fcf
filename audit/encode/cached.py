"""The encoder the pipeline sees: an engine, made when first needed, behind a cache of vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from audit.encode.protocol import Vectors
from audit.encode.stored import from_stored, to_stored
from audit.encode.vector_cache import VectorCache, text_key

__all__ = ["CachedEncoder", "Engine"]


class Engine(Protocol):
    """Computes vectors, nothing else."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, rows of zeros for empty texts; each row a function of its text alone."""


class CachedEncoder:
    """An :class:`audit.encode.protocol.Encoder` whose vectors always come in the form the cache keeps."""

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        *,
        identity: str,
        dimensions: int,
        languages: frozenset[str] | None = None,
        cache: VectorCache | None = None,
        namespace: str | None = None,
    ) -> None:
        """Wrap an engine.

        Args:
            make_engine: called at the first text that the cache does not know.
            identity: see :class:`audit.encode.protocol.Encoder`.
            dimensions: length of a vector.
            languages: see :class:`audit.encode.protocol.Encoder`.
            cache: ``None`` keeps nothing between calls.
            namespace: what the cache files vectors under; ``identity`` and whatever else moves their last bits.

        """
        self._make_engine = make_engine
        self._engine: Engine | None = None
        self._cache = cache
        self._namespace = namespace or identity
        self.id = identity
        self.dimensions = dimensions
        self.languages = languages
        self.computed = 0
        """Texts that went to the engine so far."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of ``texts``."""
        keys = [text_key(t) for t in texts]
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if text and not text.isspace()}
        rows = self._cache.get(self._namespace, sorted(wanted), self.dimensions) if self._cache and wanted else {}
        missing = sorted(wanted.keys() - rows.keys())
        if missing:
            fresh = to_stored(self.engine.encode([wanted[key] for key in missing]))
            new = {key: row.tobytes() for key, row in zip(missing, fresh, strict=True)}
            self.computed += len(missing)
            if self._cache:
                self._cache.put(self._namespace, new)
            rows.update(new)
        stored = np.zeros((len(texts), self.dimensions), np.int8)
        for number, key in enumerate(keys):
            if key in rows:
                stored[number] = np.frombuffer(rows[key], np.int8)
        return from_stored(stored)

    @property
    def engine(self) -> Engine:
        """The engine, loaded now if it was not."""
        if self._engine is None:
            self._engine = self._make_engine()
        return self._engine

    def __getstate__(self) -> object:
        raise TypeError("an encoder does not travel between processes: load it in each")
