"""The articles that are searched, with their fingerprints and an inverted index.

Fingerprints are taken once. The archive is a frozen value of plain Python objects, so it
travels to worker processes; nothing in it depends on the encoder.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from audit.retrieve.fingerprint import Fingerprint, fingerprint
from audit.types import Article

__all__ = ["Archive"]


@dataclass(frozen=True, slots=True)
class Archive:
    """Searchable articles. Build it with :meth:`of`."""

    articles: tuple[Article, ...]
    fingerprints: tuple[Fingerprint, ...]
    postings: dict[str, tuple[int, ...]]
    """Feature to the positions of the articles that have it."""
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
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, one in enumerate(prints):
            for feature in one.features:
                postings[feature].append(position)
        index = {feature: tuple(postings[feature]) for feature in sorted(postings)}
        rarity = {feature: _rarity(len(index[feature]), len(kept)) for feature in index}
        norms = tuple(sum(w * rarity[f] for f, w in p.features.items()) for p in prints)
        return cls(kept, prints, index, norms)

    def __len__(self) -> int:
        return len(self.articles)

    def rarity(self, feature: str) -> float:
        """How telling a feature is in this archive, 0–1; 1 when no article has it."""
        return _rarity(len(self.postings.get(feature, ())), len(self.articles))

    def agreements(self, query: Fingerprint) -> dict[int, float]:
        """Position to fingerprint agreement (0–1) of every article that shares a feature with ``query``.

        The weight of the shared features over the geometric mean of both sides' weights.
        """
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


def _rarity(holders: int, size: int) -> float:
    """Inverse document frequency scaled to 0–1."""
    return math.log((size + 1) / (holders + 0.5) + 1) / math.log(2 * (size + 1) + 1)
