"""Aligning an article with all its originals in one search."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audit.align.background import Background, background_of, centred, length_ratio
from audit.align.runs import keep_evident, runs_of
from audit.align.search import Found, search
from audit.align.units import Unit, bare, source_language, units_of, voices
from audit.align.windows import Prices, Row, Side
from audit.encode.protocol import Encoder
from audit.types import Alignment, Article, Bead, BeadKind

__all__ = ["align", "align_jointly"]

PRICES = Prices()
ECHO = 0.85
"""u from which a second heading counts as a repetition of the first."""


def align(article: Article, source: Article, encoder: Encoder) -> Alignment:
    """Align the article with one original."""
    return align_jointly(article, (source,), encoder)[0]


def align_jointly(article: Article, sources: Sequence[Article], encoder: Encoder) -> tuple[Alignment, ...]:
    """Align the article with all originals at once; one alignment per original, in their order.

    Every article sentence stands in at most one bead of all alignments together; furniture
    stands in none.
    """
    target = units_of(article)
    originals = [units_of(source) for source in sources]
    main = source_language(article)
    languages = [source_language(source) for source in sources]
    background = background_of(encoder) if target and any(originals) else None
    beads: list[tuple[int, Bead]] = []
    if background is not None:
        problem = _problem(target, main, originals, languages, encoder, background)
        foreign = voices(target, main, originals, languages)
        found: list[Found] = []
        for voice in (False, True):
            found.extend(_search_voice(problem, np.flatnonzero(foreign == voice), PRICES))
        found.sort(key=lambda bead: bead.target)
        found = _echo(found, target)
        beads = _describe(found, target, originals, problem)
    return tuple(
        _alignment(article, source, [bead for text, bead in beads if text == k]) for k, source in enumerate(sources)
    )


@dataclass(frozen=True)
class _Problem:
    source: Side
    target: Side
    ratio: NDArray[np.float64]
    first: tuple[int, ...]
    """Position of each original's start marker on the source side."""


def _lengths(units: Sequence[Unit]) -> list[float]:
    return [float(max(1, len(unit.text))) for unit in units]


def _problem(
    target: Sequence[Unit],
    main: str,
    originals: Sequence[Sequence[Unit]],
    languages: Sequence[str],
    encoder: Encoder,
    background: Background,
) -> _Problem:
    texts = [unit.text for unit in target] + [unit.text for units in originals for unit in units]
    m = len(target)
    raw = np.asarray(encoder.encode(texts), np.float32)
    ours = centred(raw[:m], [unit.language for unit in target], background)
    theirs = centred(raw[m:], [unit.language for units in originals for unit in units], background)
    vectors = np.concatenate([ours, theirs])
    blocks: list[Row] = []
    first: list[int] = []
    lengths: list[float] = []
    text: list[int] = []
    part: list[int] = []
    block: list[int] = []
    at, position = m, 0
    for k, units in enumerate(originals):
        first.append(position)
        blocks += [np.zeros((1, vectors.shape[1]), np.float32), vectors[at : at + len(units)]]
        lengths += [1.0, *_lengths(units)]
        text += [k] * (len(units) + 1)
        part += [-1, *(int(unit.heading) for unit in units)]
        block += [-1, *(unit.block for unit in units)]
        at, position = at + len(units), position + len(units) + 1
    source = Side(
        np.concatenate(blocks),
        np.array(lengths),
        np.array(text, np.int64),
        np.array(part, np.int64),
        np.array(block, np.int64),
    )
    side = Side(
        vectors[:m],
        np.array(_lengths(target)),
        np.zeros(m, np.int64),
        np.array([int(unit.heading) for unit in target], np.int64),
        np.array([unit.block for unit in target], np.int64),
    )
    ratio = np.array([length_ratio(languages[k], main) for k in text])
    return _Problem(source, side, ratio, tuple(first))


def _search_voice(problem: _Problem, members: NDArray[np.int64], prices: Prices) -> list[Found]:
    """Search with some of the article's sentences; beads in positions of the whole article."""
    if not len(members):
        return []
    whole = problem.target
    gaps = np.cumsum(np.append(0, np.diff(members) != 1))
    side = Side(
        whole.vectors[members],
        whole.lengths[members],
        whole.text[members],
        whole.part[members] + 2 * gaps,
        whole.block[members],
    )
    beads = search(problem.source, side, prices, problem.ratio)
    kept = _unclaimed_twice(beads)
    kept = keep_evident(kept, problem.source.text.tolist(), prices)
    return [replace(bead, target=tuple(int(members[j]) for j in bead.target)) for bead in kept]


def _unclaimed_twice(beads: Sequence[Found]) -> list[Found]:
    """Of two beads that claim one source sentence, the stronger."""
    used: set[int] = set()
    kept: list[Found] = []
    for bead in sorted(beads, key=lambda b: (-b.gain, b.target)):
        if used.isdisjoint(bead.source):
            used.update(bead.source)
            kept.append(bead)
    return sorted(kept, key=lambda b: b.target)


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


def _describe(
    found: Sequence[Found], target: Sequence[Unit], originals: Sequence[Sequence[Unit]], problem: _Problem
) -> list[tuple[int, Bead]]:
    text_of = problem.source.text.tolist()
    out: list[tuple[int, Bead]] = []
    number = 0
    highest: dict[int, int] = {}
    for number, run in enumerate(runs_of(found, text_of)):
        for bead in run:
            k = text_of[bead.source[0]]
            back = bead.source[0] < highest.get(k, -1)
            highest[k] = max(highest.get(k, -1), bead.source[-1])
            first = problem.first[k] + 1
            out.append(
                (
                    k,
                    Bead(
                        tuple(target[j].index for j in bead.target),
                        tuple(originals[k][i - first].index for i in bead.source),
                        similarity=round(bead.u, 6),
                        probability=round(1 / (1 + math.exp(-12 * (bead.u - 0.35))), 6),
                        margin=round(bead.gain, 6),
                        kind=_kind(bead, back),
                        run=number,
                    ),
                )
            )
    return out


def _kind(bead: Found, moved: bool) -> BeadKind:
    if moved:
        return "moved"
    if len(bead.target) > len(bead.source):
        return "split"
    if len(bead.source) > len(bead.target):
        return "merged"
    return "direct"


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
