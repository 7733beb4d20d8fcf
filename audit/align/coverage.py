"""What an alignment says of the whole article: how much is carried, what was added, what was left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from audit._resources import package_file
from audit.align.background import primary
from audit.text.names import names
from audit.text.negation import negations
from audit.text.numbers import numbers
from audit.types import Alignment, Article, Bead, BlockKind, Omission, Share, Span

__all__ = ["TIE", "Share", "is_tie", "omitted", "share_per_original", "ties", "translated_share", "unsupported"]

TIE = 0.05
"""Two originals this close in similarity carry a bead equally well."""
ASIDE: frozenset[BlockKind] = frozenset({"furniture", "caption"})
DRAWS = 1000
AT_ONCE = 50
"""Draws held in memory together."""


def _chances(alignments: Sequence[Alignment]) -> dict[int, float]:
    """Probability that each article sentence in a bead is carried."""
    return {j: bead.probability for a in alignments for bead in a.beads for j in bead.target}


def translated_share(article: Article, alignments: Sequence[Alignment]) -> Share | None:
    """Share of the article (furniture left out) that the originals together carry; ``None`` when it is empty.

    The interval is a bootstrap over sentences in which each claimed sentence also counts only
    with its bead's probability (1,000 draws from a fixed seed).
    """
    judged = [s for s in article.sentences if s.block != "furniture"]
    weights = np.array([len(s.span) for s in judged], np.float64)
    if not weights.sum():
        return None
    chances = _chances(alignments)
    chance = np.array([chances.get(s.index, 0.0) for s in judged])
    claimed = np.array([s.index in chances for s in judged], np.float64)
    draw = np.random.default_rng(0)
    shares = []
    for _ in range(DRAWS // AT_ONCE):
        picks = draw.integers(0, len(judged), (AT_ONCE, len(judged)))
        true = draw.random(picks.shape) < chance[picks]
        shares.append((weights[picks] * true).sum(axis=1) / weights[picks].sum(axis=1))
    low, high = np.quantile(np.concatenate(shares), [0.025, 0.975])
    value = float((weights * claimed).sum() / weights.sum())
    return Share(value, float(min(low, value)), float(max(high, value)))


def share_per_original(alignments: Sequence[Alignment]) -> Mapping[str, float]:
    """``Document.id`` → share of the article's characters."""
    return {alignment.original: alignment.target_coverage for alignment in alignments}


def is_tie(bead: Bead) -> bool:
    """Whether another original carries the bead as well."""
    return bead.runner_up_gap is not None and bead.runner_up_gap < TIE


def ties(alignment: Alignment) -> tuple[int, ...]:
    """Positions of beads that another original carries as well."""
    return tuple(k for k, bead in enumerate(alignment.beads) if is_tie(bead))


def unsupported(article: Article, alignments: Sequence[Alignment]) -> tuple[Span, ...]:
    """Sentences that no original carries; furniture and captions are not counted as added."""
    carried = _chances(alignments)
    return tuple(s.span for s in article.sentences if s.index not in carried and s.block not in ASIDE)


def omitted(source: Article, alignment: Alignment, original: str) -> tuple[Omission, ...]:
    """Sentences of the original that the article lacks, the weightiest first.

    Weight: one for each number, name and negation, half for each hedge, and a tenth for
    being there at all. ``original`` is the ``Original.id`` to put into the omissions.
    """
    carried = {i for bead in alignment.beads for i in bead.source}
    language = source.languages.main
    found = [
        Omission(original, s.span, weight_of(s.span.of(source.text), language))
        for s in source.sentences
        if s.index not in carried and s.block not in ASIDE
    ]
    return tuple(sorted(found, key=lambda omission: (-omission.weight, omission.span)))


def weight_of(text: str, language: str) -> float:
    """How much a sentence would be missed."""
    certain = len(numbers(text, language)) + len(names(text, language)) + len(negations(text, language))
    return round(0.1 + certain + 0.5 * len(hedges(text, language)), 4)


def hedges(text: str, language: str) -> tuple[Span, ...]:
    """Words by which a text keeps its distance from a claim; empty for a language without a table."""
    pattern = _hedge_pattern(primary(language))
    return tuple(Span(*m.span()) for m in pattern.finditer(text)) if pattern else ()


@cache
def _hedge_pattern(language: str) -> re.Pattern[str] | None:
    table = tomllib.loads(package_file("align", "data", "hedges.toml").read_text(encoding="utf-8"))
    words = table.get(language)
    if not words:
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
