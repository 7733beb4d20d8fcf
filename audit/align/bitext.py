"""Bitext inside one article: a passage left in a foreign language, and its translation beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.align.background import background_of, centred, length_ratio
from audit.align.prices import WARY
from audit.align.search import Found
from audit.align.sides import article_side, originals_side
from audit.align.solve import STRICT, solve
from audit.align.units import Unit, source_language, units_of
from audit.align.windows import Grid
from audit.encode.protocol import Encoder
from audit.types import Article

__all__ = ["find_bitext"]


def find_bitext(article: Article, encoder: Encoder) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Pairs of sentence indices: foreign sentences and the sentences of the main language that translate them.

    Sentences count as foreign when ``Article.languages`` says so for most of them. The
    search is the one that aligns originals, with the foreign sentences of each language as
    an original, and its strict prices: in doubt there is no bitext.
    """
    main = source_language(article)
    units = units_of(article)
    own = [unit for unit in units if unit.language == main]
    foreign = [unit for unit in units if unit.language not in (main, "und")]
    if not own or not foreign:
        return ()
    background = background_of(encoder)
    raw = np.asarray(encoder.encode([unit.text for unit in (*own, *foreign)]), np.float32)
    ours = centred(raw[: len(own)], [main] * len(own), background)
    theirs = centred(raw[len(own) :], [unit.language for unit in foreign], background)
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for language in sorted({unit.language for unit in foreign}):
        members = [k for k, unit in enumerate(foreign) if unit.language == language]
        side = [foreign[k] for k in members]
        source = originals_side([side], theirs[members])
        ratio = np.full(len(source), length_ratio(language, main))
        grid = Grid(source, article_side(own, ours), WARY, ratio)
        pairs.extend(_indices(bead, side, own) for bead in solve(grid, STRICT))
    return tuple(sorted(pairs))


def _indices(bead: Found, foreign: Sequence[Unit], own: Sequence[Unit]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(foreign[i - 1].index for i in bead.source), tuple(own[j].index for j in bead.target)
