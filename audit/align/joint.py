"""Aligning an article with all its originals in one search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from audit.align.background import background_of, centred, is_measured, length_ratio
from audit.align.contested import Wording, as_pooled, originals_wording, reembedded
from audit.align.describe import describe
from audit.align.edges import trimmed
from audit.align.fused import with_companions
from audit.align.search import Found
from audit.align.sides import article_side, originals_side
from audit.align.solve import ADAPTIVE, Levels, prices_for, solve
from audit.align.units import Unit, source_language, units_of, voices
from audit.align.windows import Grid, Row
from audit.encode.protocol import Encoder
from audit.types import Alignment, Article, Bead

__all__ = ["align", "align_jointly", "alignment_of"]

ECHO = 0.9
"""Cosine from which a heading counts as a repetition of another."""
ECHO_LETTERS = 20
"""Shorter sentences are repeated for their own sake: "Yes." in an interview is no second printing."""


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
        encoder = with_companions(encoder, (main, *languages))
        grid, theirs, ours = _grid(target, main, originals, languages, encoder, levels)
        foreign = voices(target, main, originals, languages)
        echoes = _echoes(target, originals, grid.target.vectors)
        found: list[Found] = []
        for voice in (False, True):
            members = [j for j in np.flatnonzero(foreign == voice).tolist() if j not in echoes]
            found += _search_voice(grid, target, members, levels, theirs, ours)
        found = _repeat(found, echoes)
        beads = describe(found, target, originals, [source.document.id for source in sources], grid)
    return tuple(
        alignment_of(article, source, [bead for text, bead in beads if text == k]) for k, source in enumerate(sources)
    )


def _grid(
    target: Sequence[Unit],
    main: str,
    originals: Sequence[Sequence[Unit]],
    languages: Sequence[str],
    encoder: Encoder,
    levels: Levels,
) -> tuple[Grid, Wording, Wording]:
    """The grid, and what the windows of its source and target say."""
    theirs = [unit for units in originals for unit in units]
    background = background_of(encoder)
    raw = np.asarray(encoder.encode([unit.text for unit in (*target, *theirs)]), np.float32)
    ours = centred(raw[: len(target)], [unit.language for unit in target], background)
    others = centred(raw[len(target) :], [unit.language for unit in theirs], background)
    source = originals_side(originals, others)
    ratio = np.array([length_ratio(languages[k], main) for k in source.text.tolist()])
    means = raw - np.concatenate([ours, others])
    return (
        Grid(source, article_side(target, ours), levels.wary, ratio, measured=is_measured([main, *languages])),
        originals_wording(originals, means[len(target) :], encoder),
        Wording(target, means[: len(target)], encoder),
    )


def _search_voice(
    grid: Grid, target: Sequence[Unit], members: Sequence[int], levels: Levels, theirs: Wording, ours: Wording
) -> list[Found]:
    """Search with some of the article's sentences, twice; beads in positions of the whole article."""
    if not members:
        return []
    grid = replace(grid, target=article_side([target[j] for j in members], grid.target.vectors[list(members)]))
    prices = prices_for(grid, levels)
    found = solve(grid, levels, prices)
    if better := reembedded(grid, found, theirs, ours.of(members)):
        found = as_pooled(grid, trimmed(solve(better, levels, prices), better, grid, prices.weakest))
    else:
        found = trimmed(found, grid, grid, prices.weakest)
    return [replace(bead, target=tuple(members[j] for j in bead.target)) for bead in found]


def _echoes(target: Sequence[Unit], originals: Sequence[Sequence[Unit]], vectors: Row) -> dict[int, int]:
    """Sentences that repeat an earlier one of the article, which the originals do not: position → position.

    Verbatim, or, for headings, nearly so: pages often print the headline twice.
    """
    copies = max(Counter(unit.bare for unit in units).most_common(1)[0][1] for units in originals if units)
    norms = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    seen: dict[str, list[int]] = {}
    out: dict[int, int] = {}
    headings: list[int] = []
    for j, unit in enumerate(target):
        places = seen.setdefault(unit.bare, [])
        if len(unit.bare) < ECHO_LETTERS:
            continue
        if len(places) >= copies:
            out[j] = places[0]
        elif unit.heading:
            for k in headings:
                if float(vectors[j] @ vectors[k]) > ECHO * norms[j] * norms[k] and target[k].language == unit.language:
                    out[j] = k
                    break
            else:
                headings.append(j)
        if j not in out:
            places.append(j)
    return out


def _repeat(found: Sequence[Found], echoes: Mapping[int, int]) -> list[Found]:
    """Give a sentence that repeats an aligned one the same source sentences."""
    single = {bead.target[0]: bead for bead in found if len(bead.target) == 1}
    again = [replace(single[k], target=(j,)) for j, k in echoes.items() if k in single]
    return sorted([*found, *again], key=lambda bead: bead.target)


def _share(article: Article, indices: set[int]) -> float:
    total = sum(len(s.span) for s in article.sentences if s.block != "furniture")
    return sum(len(article.sentences[i].span) for i in sorted(indices)) / total if total else 0.0


def alignment_of(article: Article, source: Article, beads: Sequence[Bead]) -> Alignment:
    """Beads with one original, in the article's order, and what they come to."""
    kept = sum(1 for x, y in pairwise(beads) if y.source[0] >= x.source[-1])
    return Alignment(
        source.document.id,
        tuple(beads),
        _share(article, {j for bead in beads for j in bead.target}),
        _share(source, {i for bead in beads for i in bead.source}),
        kept / (len(beads) - 1) if len(beads) > 1 else 1.0,
    )
