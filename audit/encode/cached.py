"""The encoder the pipeline sees: an engine, made when first needed, behind a cache of vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np

from audit.encode.protocol import Encoder, TokenVectors, Vectors
from audit.encode.stored import from_stored, pack_pieces, to_stored, unpack_pieces
from audit.encode.vector_cache import VectorCache, text_key
from audit.modelstore import ModelCard

__all__ = ["CachedEncoder", "CachedTokenEncoder", "Deferred", "Description", "Engine", "TokenEngine"]


class Engine(Protocol):
    """Computes vectors, nothing else."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, rows of zeros for empty texts; each row a function of its text alone."""


class TokenEngine(Engine, Protocol):
    """An engine that tells word pieces apart."""

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """See :class:`audit.encode.protocol.TokenEncoder`."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of an encoder before its engine is loaded."""

    id: str
    dimensions: int
    languages: frozenset[str] | None
    namespace: str
    """What the cache files vectors under: the id and whatever else moves their last bits."""


class Deferred:
    """An :class:`audit.encode.protocol.Encoder` that is loaded at the first text."""

    def __init__(self, make: Callable[[], Encoder], identity: str, card: ModelCard) -> None:
        """Take what is known of it beforehand; ``make`` must give an encoder of the same id."""
        self._make = make
        self.id = identity
        self.dimensions = card.dimensions or 0
        self.languages = frozenset(card.languages) or None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of ``texts``."""
        return self._make().encode(texts)


class CachedEncoder:
    """An :class:`audit.encode.protocol.Encoder` whose vectors always come in the form the cache keeps."""

    def __init__(
        self, make_engine: Callable[[], Engine], description: Description, cache: VectorCache | None = None
    ) -> None:
        """Wrap an engine, made at the first text that the cache does not know; no cache keeps nothing between calls."""
        self._make_engine = make_engine
        self._engine: Engine | None = None
        self._description = description
        self._cache = cache
        self.computed = 0
        """Texts that went to the engine so far."""
        self.companions: tuple[Encoder, ...] = ()
        """Encoders that alignment asks beside this one, where they know the languages."""

    @property
    def id(self) -> str:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._description.id

    @property
    def dimensions(self) -> int:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._description.dimensions

    @property
    def languages(self) -> frozenset[str] | None:
        """See :class:`audit.encode.protocol.Encoder`."""
        return self._description.languages

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors in the order of ``texts``."""
        keys = [text_key(t) for t in texts]
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if text and not text.isspace()}
        rows = (
            self._cache.get(self._description.namespace, sorted(wanted), self.dimensions)
            if self._cache and wanted
            else {}
        )
        missing = sorted(wanted.keys() - rows.keys())
        if missing:
            fresh = to_stored(self.engine.encode([wanted[key] for key in missing]))
            new = {key: row.tobytes() for key, row in zip(missing, fresh, strict=True)}
            self.computed += len(missing)
            if self._cache:
                self._cache.put(self._description.namespace, new)
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


class CachedTokenEncoder(CachedEncoder):
    """The same for a :class:`TokenEngine`. Pieces are kept apart from sentences, being forty times as large."""

    def __init__(
        self,
        make_engine: Callable[[], TokenEngine],
        description: Description,
        cache: VectorCache | None = None,
        pieces: VectorCache | None = None,
    ) -> None:
        super().__init__(make_engine, description, cache)
        self._pieces = pieces

    def token_vectors(self, texts: Sequence[str]) -> tuple[TokenVectors, ...]:
        """See :class:`audit.encode.protocol.TokenEncoder`; in the stored form, like sentences."""
        keys = [text_key(t) for t in texts]
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if text and not text.isspace()}
        namespace = self._description.namespace
        rows = self._pieces.get(namespace, sorted(wanted)) if self._pieces and wanted else {}
        missing = sorted(wanted.keys() - rows.keys())
        if missing:
            fresh = cast("TokenEngine", self.engine).token_vectors([wanted[key] for key in missing])
            new = {key: pack_pieces(tokens) for key, tokens in zip(missing, fresh, strict=True)}
            self.computed += len(missing)
            if self._pieces:
                self._pieces.put(namespace, new)
            rows.update(new)
        return tuple(unpack_pieces(rows.get(key, b""), self.dimensions) for key in keys)
