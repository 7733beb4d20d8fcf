"""Bitext inside one article: a passage left in a foreign language, and its translation beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.align.background import background_of, centred, length_ratio
from audit.align.describe import describe
from audit.align.prices import WARY
from audit.align.sides import article_side, originals_side
from audit.align.solve import STRICT, solve
from audit.align.units import Unit, source_language, units_of
from audit.align.windows import Grid
from audit.encode.protocol import Encoder
from audit.types import Article, InnerBead

__all__ = ["NEAR", "find_bitext", "has_foreign_sentences"]

NEAR = 20
"""Sentences between a foreign passage and its translation at most; what is farther off is not embedded."""


def has_foreign_sentences(article: Article) -> bool:
    """Whether there is anything for :func:`find_bitext` to look at: sentences of a known language that is not the main one."""
    own, foreign = _sides(article)
    return bool(own and foreign)


def find_bitext(article: Article, encoder: Encoder) -> tuple[InnerBead, ...]:
    """Foreign sentences and the sentences of the main language that translate them, in the foreign ones' order.

    Sentences count as foreign when ``Article.languages`` says so for most of them. The
    search is the one that aligns originals, with the foreign sentences of each language as
    an original, and its strict prices: in doubt there is no bitext. What a passage stands
    there for (``InnerBead.kind``) is not judged here.
    """
    own, foreign = _sides(article)
    if not own or not foreign:
        return ()
    main = source_language(article)
    background = background_of(encoder)
    raw = np.asarray(encoder.encode([unit.text for unit in (*own, *foreign)]), np.float32)
    ours = centred(raw[: len(own)], [main] * len(own), background)
    theirs = centred(raw[len(own) :], [unit.language for unit in foreign], background)
    found: list[InnerBead] = []
    for language in sorted({unit.language for unit in foreign}):
        members = [k for k, unit in enumerate(foreign) if unit.language == language]
        side = [foreign[k] for k in members]
        source = originals_side([side], theirs[members])
        ratio = np.full(len(source), length_ratio(language, main))
        grid = Grid(source, article_side(own, ours), WARY, ratio)
        for _, bead in describe(solve(grid, STRICT), own, [side], [language], grid):
            found.append(InnerBead(bead.source, bead.target, language, bead.similarity, bead.probability))
    return tuple(sorted(found, key=lambda bead: (bead.source, bead.target)))


def _sides(article: Article) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """The article's own sentences near a foreign one, and the foreign ones."""
    main = source_language(article)
    units = units_of(article)
    foreign = [unit for unit in units if unit.language not in (main, "und")]
    at = np.array([unit.index for unit in foreign])
    own = [unit for unit in units if unit.language == main and at.size and np.abs(at - unit.index).min() <= NEAR]
    return own, foreign
