"""Article and original, sentence beside sentence, with the words that stand for each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from audit.align import is_tie
from audit.report.marks import Mark, Piece, Tag, cut, within
from audit.types import Audit, Bead, Finding, Link, Omission, Original, Sentence, Span

__all__ = ["Pair", "PairTable", "WordPair", "pair_table"]


@dataclass(frozen=True, slots=True)
class WordPair:
    """Words of the article and words of the original that stand for each other."""

    token: str
    """See :class:`audit.report.marks.Tag`."""
    article: str
    original: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the side-by-side view; a side may be empty."""

    kind: str
    """A bead kind, or ``unsupported``, ``omitted``, ``uncarried``."""
    article: tuple[Piece, ...]
    original: tuple[Piece, ...]
    similarity: float | None = None
    id: str = ""
    """Anchor of the row."""
    tie: str | None = None
    """Another original that carries it as well; empty when it is not one of those listed."""
    words: tuple[WordPair, ...] = ()
    points: tuple[int, ...] = ()
    """Numbers of the findings that point into its original side."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """Article and one original, sentence by sentence, in the article's order."""

    original: Original
    rows: tuple[Pair, ...]
    moved: int
    """Beads out of the original's order."""
    tied: int
    """Beads that another original carries as well."""
    omitted: tuple[tuple[str, float], ...]
    """Sentences of the original that the article lacks with their weights, the weightiest first."""


def pair_table(
    audit: Audit, original: Original, number: int, marks: Sequence[Mark], numbered: Sequence[tuple[int, Finding]]
) -> PairTable:
    """The rows of one original; ``number`` keeps its anchors apart from other tables'."""
    article, alignment = audit.article, original.alignment
    assert alignment is not None
    groups = {at: _groups(f"w{number}.{at}", bead.links) for at, bead in enumerate(alignment.beads)}
    ours = [Tag(token, link.target, "word") for some in groups.values() for token, links in some for link in links]
    theirs = [Tag(token, link.source, "word") for some in groups.values() for token, links in some for link in links]
    theirs += [
        Tag(f"f{n}", finding.source.span, "there")
        for n, finding in numbered
        if finding.source and finding.source.original == original.id
    ]
    here = _pieces(article.text, article.sentences, marks, audit, ours)
    there = _pieces(original.article.text, original.article.sentences, (), None, theirs)
    bead_at = {bead.target[0]: at for at, bead in enumerate(alignment.beads) if bead.target}
    in_beads = {index for bead in alignment.beads for index in bead.target}
    leftover = _leftover(audit, original, there)
    unsupported = set(audit.unsupported)
    rows: list[Pair] = [pair for _, pair in leftover.get(-1, ())]
    for sentence in article.sentences:
        if (at := bead_at.get(sentence.index)) is not None:
            bead = alignment.beads[at]
            side = _joined([within(there, original.article.sentences[index].span) for index in bead.source])
            rows.append(
                Pair(
                    bead.kind,
                    tuple(p for index in bead.target for p in within(here, article.sentences[index].span)),
                    side,
                    bead.similarity,
                    f"pair{number}-{at}",
                    _rival(audit, bead),
                    tuple(_word_pair(audit, original, token, links) for token, links in groups[at]),
                    tuple(sorted({int(tag.token[1:]) for piece in side for tag in piece.tags if tag.style == "there"})),
                )
            )
            rows += [pair for index in bead.source for _, pair in leftover.pop(index, ())]
        elif sentence.index not in in_beads and sentence.block != "furniture":
            kind = "unsupported" if sentence.span in unsupported else "uncarried"
            rows.append(Pair(kind, within(here, sentence.span), ()))
    moved = sum(bead.kind == "moved" for bead in alignment.beads)
    return PairTable(
        original, tuple(rows), moved, sum(map(is_tie, alignment.beads)), tuple(_ranked(audit.omitted, original))
    )


def _pieces(
    text: str, sentences: Sequence[Sentence], marks: Sequence[Mark], audit: Audit | None, tags: Sequence[Tag]
) -> tuple[Piece, ...]:
    edges = [edge for sentence in sentences for edge in (sentence.span.start, sentence.span.end)]
    return cut(text, marks, audit.article.languages.spans if audit else (), edges, tags)


def _joined(sides: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Sentences one after the other with a blank between them."""
    out: list[Piece] = []
    for side in sides:
        if out:
            out.append(Piece(out[-1].start, " "))
        out += side
    return tuple(out)


def _groups(prefix: str, links: Sequence[Link]) -> list[tuple[str, list[Link]]]:
    """Links that share a word, under one token: a word may stand for two."""
    home: dict[tuple[str, Span], int] = {}
    groups: dict[int, list[Link]] = {}
    for number, link in enumerate(links):
        ends = (("target", link.target), ("source", link.source))
        known = sorted({home[end] for end in ends if end in home})
        group = known[0] if known else number
        groups.setdefault(group, []).append(link)
        for other in known[1:]:
            groups[group] += groups.pop(other)
        for one in groups[group]:
            home["target", one.target] = home["source", one.source] = group
    return [(f"{prefix}.{at}", sorted(groups[group])) for at, group in enumerate(sorted(groups))]


def _word_pair(audit: Audit, original: Original, token: str, links: Sequence[Link]) -> WordPair:
    ours = " ".join(span.of(audit.article.text) for span in sorted({link.target for link in links}))
    theirs = " ".join(span.of(original.article.text) for span in sorted({link.source for link in links}))
    return WordPair(token, ours, theirs)


def _rival(audit: Audit, bead: Bead) -> str | None:
    if not is_tie(bead):
        return None
    return next((o.id for o in audit.originals if o.article.document.id == bead.runner_up), "")


def _ranked(omissions: Sequence[Omission], original: Original) -> list[tuple[str, float]]:
    mine = sorted((o for o in omissions if o.original == original.id), key=lambda o: (-o.weight, o.span))
    return [(o.span.of(original.article.text), o.weight) for o in mine]


def _leftover(audit: Audit, original: Original, there: Sequence[Piece]) -> dict[int, list[tuple[int, Pair]]]:
    """Sentences of the original outside every bead, by the last aligned sentence before them."""
    assert original.alignment is not None
    aligned = sorted({index for bead in original.alignment.beads for index in bead.source})
    omitted = [omission.span for omission in audit.omitted if omission.original == original.id]
    found: dict[int, list[tuple[int, Pair]]] = defaultdict(list)
    for sentence in original.article.sentences:
        at = bisect_right(aligned, sentence.index) - 1
        before = aligned[at] if at >= 0 else -1
        if before == sentence.index:
            continue
        kind = "omitted" if any(span.overlap(sentence.span) for span in omitted) else "uncarried"
        if kind == "omitted" or sentence.block != "furniture":
            found[before].append((sentence.index, Pair(kind, (), within(there, sentence.span))))
    return found
