"""Aligning an article with all its originals in one search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from audit.align.background import background_of, centred, length_ratio
from audit.align.describe import describe
from audit.align.search import Found
from audit.align.sides import article_side, originals_side
from audit.align.solve import ADAPTIVE, Levels, solve
from audit.align.units import Unit, bare, source_language, units_of, voices
from audit.align.windows import Grid
from audit.encode.protocol import Encoder
from audit.types import Alignment, Article, Bead

__all__ = ["align", "align_jointly"]


def align(article: Article, source: Article, encoder: Encoder) -> Alignment:
    """Align the article with one original."""
    return align_jointly(article, (source,), encoder)[0]


def align_jointly(
    article: Article, sources: Sequence[Article], encoder: Encoder, *, levels: Levels = ADAPTIVE
) -> tuple[Alignment, ...]:
    """Align the article with all originals at once; one alignment per original, in their order.

    Every article sentence stands in at most one bead of all alignments together; furniture
    stands in none. A source sentence stands in at most one bead, but for sentences of the
    article that repeat another or are left in a foreign language.
    """
    target = units_of(article)
    originals = [units_of(source) for source in sources]
    beads: list[tuple[int, Bead]] = []
    if target and any(originals):
        main = source_language(article)
        languages = [source_language(source) for source in sources]
        grid = _grid(target, main, originals, languages, encoder, levels)
        foreign = voices(target, main, originals, languages)
        found = [
            bead
            for voice in (False, True)
            for bead in _search_voice(grid, target, np.flatnonzero(foreign == voice), levels)
        ]
        found = _echo(sorted(found, key=lambda bead: bead.target), target)
        beads = describe(found, target, originals, [source.document.id for source in sources], grid)
    return tuple(
        _alignment(article, source, [bead for text, bead in beads if text == k]) for k, source in enumerate(sources)
    )


def _grid(
    target: Sequence[Unit],
    main: str,
    originals: Sequence[Sequence[Unit]],
    languages: Sequence[str],
    encoder: Encoder,
    levels: Levels,
) -> Grid:
    theirs = [unit for units in originals for unit in units]
    background = background_of(encoder)
    raw = np.asarray(encoder.encode([unit.text for unit in (*target, *theirs)]), np.float32)
    ours = centred(raw[: len(target)], [unit.language for unit in target], background)
    others = centred(raw[len(target) :], [unit.language for unit in theirs], background)
    source = originals_side(originals, others)
    ratio = np.array([length_ratio(languages[k], main) for k in source.text.tolist()])
    return Grid(source, article_side(target, ours), levels.wary, ratio)


def _search_voice(grid: Grid, target: Sequence[Unit], members: np.ndarray, levels: Levels) -> list[Found]:
    """Search with some of the article's sentences; beads in positions of the whole article."""
    if not len(members):
        return []
    part = article_side([target[j] for j in members], grid.target.vectors[members])
    return [
        replace(bead, target=tuple(int(members[j]) for j in bead.target))
        for bead in solve(replace(grid, target=part), levels)
    ]


def _echo(found: Sequence[Found], target: Sequence[Unit]) -> list[Found]:
    """Give a sentence that repeats an aligned one the same source sentences."""
    taken = {j for bead in found for j in bead.target}
    single = {bead.target[0]: bead for bead in found if len(bead.target) == 1}
    wording = {bare(target[j].text): bead for j, bead in sorted(single.items(), reverse=True)}
    out = list(found)
    for j, unit in enumerate(target):
        if j not in taken and (bead := wording.get(bare(unit.text))) is not None:
            out.append(replace(bead, target=(j,)))
    return sorted(out, key=lambda bead: bead.target)


def _share(article: Article, indices: set[int]) -> float:
    total = sum(len(s.span) for s in article.sentences if s.block != "furniture")
    return sum(len(article.sentences[i].span) for i in sorted(indices)) / total if total else 0.0


def _alignment(article: Article, source: Article, beads: Sequence[Bead]) -> Alignment:
    kept = sum(1 for x, y in pairwise(beads) if y.source[0] >= x.source[-1])
    return Alignment(
        source.document.id,
        tuple(beads),
        _share(article, {j for bead in beads for j in bead.target}),
        _share(source, {i for bead in beads for i in bead.source}),
        kept / (len(beads) - 1) if len(beads) > 1 else 1.0,
    )
