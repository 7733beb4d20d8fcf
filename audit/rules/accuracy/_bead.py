"""What the bead rules share: how far a bead is to be trusted, what stands around it, where a word would stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from audit.rules.accuracy._lengths import expected_length
from audit.rules.base import BeadContext
from audit.types import Article, Sentence, Span

__all__ = ["around_source", "around_target", "projected", "trusted"]

_LEAST_PROBABILITY = 0.5
_LEAST_SIMILARITY = 0.25
"""Below it lie pairs of a dropped sentence and an added one; translations lie above 0.35."""
_MOST_UNLIKE = 1.7
"""How many times longer than a translation would be one side of a bead of several sentences may be: beyond, one of
them is likely to have no counterpart."""


def trusted(bead: BeadContext) -> bool:
    """Whether the two sides are sure enough to be translations for their details to be compared."""
    if not bead.source_text or not bead.target_text:
        return False
    if bead.bead.probability < _LEAST_PROBABILITY or bead.bead.similarity < _LEAST_SIMILARITY:
        return False
    if len(bead.bead.source) + len(bead.bead.target) == 2:
        return True
    share = len(bead.target_text) / expected_length(len(bead.source_text), bead.source_language, bead.target_language)
    return 1 / _MOST_UNLIKE <= share <= _MOST_UNLIKE


def around_source(bead: BeadContext, reach: int = 1) -> str:
    """Source side with ``reach`` sentences before and after: what a misplaced bead border may hide."""
    return _around(bead.original.article, bead.bead.source, bead.source, reach)


def around_target(bead: BeadContext, reach: int = 1) -> str:
    """The same of the article."""
    return _around(bead.article, bead.bead.target, bead.target, reach)


def _around(article: Article, indices: Sequence[int], core: Span, reach: int) -> str:
    sentences: Sequence[Sentence] = article.sentences
    if not sentences or not indices:
        return core.of(article.text)
    first, last = max(0, indices[0] - reach), min(len(sentences) - 1, indices[-1] + reach)
    parts = (s.span.of(article.text) for s in islice(sentences, first, last + 1))
    return "\n".join(parts)


def projected(position: int, anchors: Sequence[tuple[int, int]], source_length: int, target_length: int) -> float:
    """Where source offset ``position`` falls in the target, interpolated between ``anchors``.

    ``anchors`` are pairs (source offset, target offset) of things that stand on both sides.
    """
    points = sorted({(0, 0), *anchors, (source_length, target_length)})
    chain = [points[0]]
    for point in points[1:]:
        if point[0] > chain[-1][0] and point[1] >= chain[-1][1]:
            chain.append(point)
    for (s0, t0), (s1, t1) in pairwise(chain):
        if s0 <= position <= s1:
            return t0 + (position - s0) / (s1 - s0) * (t1 - t0)
    return position / max(1, source_length) * target_length
