"""What search asks of a set of articles, wherever they are kept."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from audit.encode.protocol import Encoder, Vectors
from audit.retrieve.fingerprint import Fingerprint
from audit.retrieve.urls import agreement, url_key
from audit.types import Article

__all__ = ["Searchable", "citation", "citations_among", "rarity_of"]

_ACCEPTED_SLUG = 0.7


class Searchable(Protocol):
    """Articles by position, 0 … ``len() - 1``, with their fingerprints and an inverted index."""

    def __len__(self) -> int:
        """How many articles."""

    def article(self, position: int) -> Article:
        """One article."""

    def fingerprint(self, position: int) -> Fingerprint:
        """Its fingerprint."""

    def same(self, article: Article) -> frozenset[int]:
        """Where ``article`` itself is kept: same bytes, or same path and item."""

    def rarity(self, feature: str) -> float:
        """How telling a feature is among these articles, 0–1; 1 when none has it."""

    def agreements(self, query: Fingerprint) -> dict[int, float]:
        """Fingerprint agreement (0–1) of every article that shares a feature with ``query``.

        The weight of the shared features over the geometric mean of both sides' weights.
        """

    def citations(self, query: Fingerprint) -> dict[int, float]:
        """Articles that ``query`` cites, 0.7–1: see :func:`citation`."""

    def overlaps(self, query: Fingerprint, positions: Sequence[int]) -> dict[int, float]:
        """Share of the query's five-word runs that stand there too, where there are any."""

    def languages(self, positions: Sequence[int]) -> list[str]:
        """Primary subtags of the main languages."""

    def leads(self, positions: Sequence[int], encoder: Encoder) -> Vectors:
        """Vectors of headline and lead."""

    def through(self, encoder: Encoder) -> Encoder:
        """The same encoder, spared what is kept here."""


def rarity_of(holders: int, size: int) -> float:
    """Inverse document frequency scaled to 0–1."""
    return math.log((size + 1) / (holders + 0.5) + 1) / math.log(2 * (size + 1) + 1)


def citation(query: Fingerprint, other: Fingerprint) -> float:
    """1 when ``query`` cites the other's own address, else how well a cited slug renders its headline (0 below 0.7)."""
    best = 0.0
    for url in query.cited:
        if other.own_url is not None and other.own_url == url_key(url.url):
            return 1.0
        best = max(best, agreement(url.slug, other.headline))
    return best if best >= _ACCEPTED_SLUG else 0.0


def citations_among(
    query: Fingerprint,
    at_url: Callable[[str], Iterable[int]],
    with_word: Callable[[str], Iterable[int]],
    fingerprint: Callable[[int], Fingerprint],
) -> dict[int, float]:
    """:func:`citation` of every article that can reach 0.7, found by address and by the words of headlines.

    A slug agrees with a headline no better than the share of its words that stand there.
    """
    likely: set[int] = set()
    for url in query.cited:
        likely.update(at_url(url_key(url.url)))
        words = set(url.slug)
        shared = Counter(position for word in words for position in with_word(word))
        likely.update(position for position, count in shared.items() if count >= _ACCEPTED_SLUG * len(words) - 1e-9)
    found = {position: citation(query, fingerprint(position)) for position in sorted(likely)}
    return {position: value for position, value in found.items() if value}
