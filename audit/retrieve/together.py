"""Several holders of articles searched as one: an archive file, and the folder given beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from audit.encode.protocol import Encoder, Vectors
from audit.retrieve.fingerprint import Fingerprint
from audit.retrieve.searchable import Searchable
from audit.types import Article

__all__ = ["Together"]

Value = TypeVar("Value")


class Together:
    """A :class:`audit.retrieve.searchable.Searchable` of two others; how rare a feature is, each tells for itself."""

    def __init__(self, first: Searchable, second: Searchable) -> None:
        """Put ``second`` behind ``first``; what stands in both is searched in the first alone, so keep that the larger."""
        self._parts = (first, second)
        self._first = len(first)
        copies = (i for i in range(len(second)) if first.same(second.article(i)))
        self._copies = frozenset(self._first + i for i in copies)

    def __len__(self) -> int:
        return self._first + len(self._parts[1])

    def article(self, position: int) -> Article:
        """From the part that has it, like everything that follows."""
        part, at = self._at(position)
        return part.article(at)

    def fingerprint(self, position: int) -> Fingerprint:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        part, at = self._at(position)
        return part.fingerprint(at)

    def same(self, article: Article) -> frozenset[int]:
        """The article itself, and what the second part has twice."""
        one, two = (part.same(article) for part in self._parts)
        return one | {self._first + i for i in two} | self._copies

    def rarity(self, feature: str) -> float:
        """Where it is less rare."""
        return min(part.rarity(feature) for part in self._parts if len(part))

    def agreements(self, query: Fingerprint) -> dict[int, float]:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        return self._of_both(lambda part: part.agreements(query))

    def citations(self, query: Fingerprint) -> dict[int, float]:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        return self._of_both(lambda part: part.citations(query))

    def overlaps(self, query: Fingerprint, positions: Sequence[int]) -> dict[int, float]:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        one, two = self._split(positions)
        found = self._parts[0].overlaps(query, one)
        return {**found, **{self._first + i: v for i, v in self._parts[1].overlaps(query, two).items()}}

    def languages(self, positions: Sequence[int]) -> list[str]:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        return [part.languages([at])[0] for part, at in map(self._at, positions)]

    def leads(self, positions: Sequence[int], encoder: Encoder) -> Vectors:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        vectors = np.zeros((len(positions), encoder.dimensions), np.float32)
        behind = np.array([position >= self._first for position in positions], np.bool_)
        for part, chosen, some in zip(self._parts, (~behind, behind), self._split(positions), strict=True):
            if some:
                vectors[chosen] = part.leads(some, encoder)
        return vectors

    def through(self, encoder: Encoder) -> Encoder:
        """See :class:`audit.retrieve.searchable.Searchable`."""
        for part in self._parts:
            encoder = part.through(encoder)
        return encoder

    def _at(self, position: int) -> tuple[Searchable, int]:
        return (self._parts[0], position) if position < self._first else (self._parts[1], position - self._first)

    def _split(self, positions: Sequence[int]) -> tuple[list[int], list[int]]:
        return [i for i in positions if i < self._first], [i - self._first for i in positions if i >= self._first]

    def _of_both(self, ask: Callable[[Searchable], dict[int, Value]]) -> dict[int, Value]:
        one, two = (ask(part) for part in self._parts)
        return {**one, **{self._first + position: value for position, value in two.items()}}
