"""Articles held in memory, with their fingerprints and an inverted index.

Fingerprints are taken once. The archive is a frozen value of plain Python objects, so it
travels to worker processes; nothing in it depends on the encoder.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.encode.protocol import Encoder, Vectors
from audit.retrieve.fingerprint import Fingerprint, fingerprint
from audit.retrieve.searchable import citations_among, rarity_of
from audit.retrieve.vectors import lead_of
from audit.types import Article

__all__ = ["Archive"]


@dataclass(frozen=True, slots=True)
class Archive:
    """A :class:`audit.retrieve.searchable.Searchable` of articles at hand. Build it with :meth:`of`."""

    articles: tuple[Article, ...]
    fingerprints: tuple[Fingerprint, ...]
    postings: dict[str, tuple[int, ...]]
    """Feature to the positions of the articles that have it."""
    headlines: dict[str, tuple[int, ...]]
    """Word to the positions of the articles that have it in their headline."""
    addresses: dict[str, tuple[int, ...]]
    """Key of an address to the positions of the articles that were published there."""
    norms: tuple[float, ...]
    """Weight of each fingerprint, rarity included."""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Archive:
        """An archive of ``articles``; equal documents are kept once, order is kept."""
        unique: dict[tuple[str, str | None, int | None], Article] = {}
        for article in articles:
            unique.setdefault((article.document.id, article.document.path, article.document.item), article)
        kept = tuple(unique.values())
        prints = tuple(fingerprint(a) for a in kept)
        index = _inverted(one.features for one in prints)
        rarity = {feature: rarity_of(len(index[feature]), len(kept)) for feature in index}
        return cls(
            kept,
            prints,
            index,
            _inverted(dict.fromkeys(one.headline) for one in prints),
            _inverted((one.own_url,) if one.own_url else () for one in prints),
            tuple(_norm(one, rarity) for one in prints),
        )

    def __len__(self) -> int:
        return len(self.articles)

    def article(self, position: int) -> Article:
        """See :class:`audit.retrieve.searchable.Searchable`, also for what follows."""
        return self.articles[position]

    def fingerprint(self, position: int) -> Fingerprint:
        """The one taken at the start."""
        return self.fingerprints[position]

    def same(self, article: Article) -> frozenset[int]:
        """Looks at every article, which costs little."""
        return frozenset(i for i, other in enumerate(self.articles) if _same(article, other))

    def rarity(self, feature: str) -> float:
        """From the number of its holders."""
        return rarity_of(len(self.postings.get(feature, ())), len(self.articles))

    def agreements(self, query: Fingerprint) -> dict[int, float]:
        """By the inverted index."""
        shared: defaultdict[int, float] = defaultdict(float)
        norm = 0.0
        for feature, weight in query.features.items():
            telling = weight * self.rarity(feature)
            norm += telling
            for position in self.postings.get(feature, ()):
                shared[position] += telling
        return {
            position: min(1.0, value / math.sqrt(norm * self.norms[position]))
            for position, value in sorted(shared.items())
            if norm > 0 and self.norms[position] > 0
        }

    def citations(self, query: Fingerprint) -> dict[int, float]:
        """By addresses and the words of headlines."""
        return citations_among(
            query,
            lambda key: self.addresses.get(key, ()),
            lambda word: self.headlines.get(word, ()),
            self.fingerprint,
        )

    def overlaps(self, query: Fingerprint, positions: Sequence[int]) -> dict[int, float]:
        """One by one."""
        mine = query.shingles
        shared = {i: len(mine & self.fingerprints[i].shingles) for i in positions} if mine else {}
        return {i: count / len(mine) for i, count in shared.items() if count}

    def languages(self, positions: Sequence[int]) -> list[str]:
        """As the articles say."""
        return [self.articles[i].languages.main.split("-")[0] for i in positions]

    def leads(self, positions: Sequence[int], encoder: Encoder) -> Vectors:
        """Computed, or from the encoder's cache."""
        return encoder.encode([lead_of(self.articles[i]) for i in positions])

    def through(self, encoder: Encoder) -> Encoder:
        """The encoder: no vectors are kept here."""
        return encoder


def _inverted(keys_of_each: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    """Key to the positions of those that have it, keys sorted."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position, keys in enumerate(keys_of_each):
        for key in keys:
            found[key].append(position)
    return {key: tuple(found[key]) for key in sorted(found)}


def _norm(one: Fingerprint, rarity: dict[str, float]) -> float:
    """Added up one after the other, as an archive file does: equal to the last bit."""
    total = 0.0
    for feature, weight in one.features.items():
        total += weight * rarity[feature]
    return total


def _same(a: Article, b: Article) -> bool:
    if a.document.id == b.document.id:
        return True
    return a.document.path is not None and (a.document.path, a.document.item) == (b.document.path, b.document.item)
