"""Which word of the original a finding is about, where its rule does not say.

A rule that reads both sides names the counterpart itself. One that sees the article alone (a
word left in, a mistaken sense) or a whole sentence pair cannot; the word links of the pair can.
They cost an encoder's run over both sides, so only pairs with a finding about words get them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from audit.align import link_pairs
from audit.align.links import words
from audit.encode.protocol import Encoder
from audit.types import Article, Bead, Finding, Link, Original, SourceLocation, Span

__all__ = ["point"]

_ABOUT_WORDS = ("accuracy/", "terminology/", "fluency/grammar", "fluency/register", "style/")
_NO_COUNTERPART = (
    "untranslated-passage", "added-words", "omitted-words", "question-changed", "caption-credit", "repetition",
)  # fmt: skip
_SURE = 0.3
"""Least similarity of the surest link that a finding is pointed along; of the gold set's links above it 3 in 200 are wrong."""
_LONG = 8
"""Words of a finding, or of what it points at, that are no longer a word but a clause."""
_GAP = 2
"""Unlinked words inside what a finding points at."""


def point(
    article: Article, originals: Sequence[Original], findings: Sequence[Finding], encoder: Encoder
) -> tuple[tuple[Finding, ...], tuple[Original, ...]]:
    """Findings with the source word they are about, and originals whose beads with findings hold their word links.

    Findings that already name an exact place keep it, and so do those whose words have no sure
    link. Nothing changes when the encoder knows no word pieces.
    """
    pointed = list(findings)
    places = [
        (at, number, mine)
        for at, original in enumerate(originals)
        if original.decision == "source" and original.alignment is not None
        for number, mine in sorted(_findings_by_bead(article, original.alignment.beads, findings).items())
    ]
    sides = [_sides(article, originals[at], number) for at, number, _ in places]
    texts = [
        (a.of(article.text), b.of(originals[at].article.text)) for (at, _, _), (a, b) in zip(places, sides, strict=True)
    ]
    beads = {at: list(_beads(originals[at])) for at, _, _ in places}
    for (at, number, mine), (ours, theirs), found in zip(places, sides, link_pairs(texts, encoder), strict=True):
        links = tuple(Link(x.target.shift(ours.start), x.source.shift(theirs.start), x.similarity) for x in found)
        beads[at][number] = replace(beads[at][number], links=links)
        for k in mine:
            pointed[k] = _pointed(pointed[k], originals[at], theirs, links)
    return tuple(pointed), tuple(_with(original, beads.get(at)) for at, original in enumerate(originals))


def _beads(original: Original) -> tuple[Bead, ...]:
    return original.alignment.beads if original.alignment else ()


def _with(original: Original, beads: Sequence[Bead] | None) -> Original:
    if beads is None or original.alignment is None:
        return original
    return replace(original, alignment=replace(original.alignment, beads=tuple(beads)))


def _sides(article: Article, original: Original, number: int) -> tuple[Span, Span]:
    bead = _beads(original)[number]
    return _side(article, bead.target), _side(original.article, bead.source)


def _findings_by_bead(
    article: Article, beads: Sequence[Bead], findings: Sequence[Finding]
) -> Mapping[int, Sequence[int]]:
    """Position of a bead → positions of the findings about words inside it."""
    found: dict[int, list[int]] = {}
    sides = sorted((_side(article, bead.target), number) for number, bead in enumerate(beads) if bead.target)
    for k, finding in enumerate(findings):
        if not finding.category.startswith(_ABOUT_WORDS) or finding.kind in _NO_COUNTERPART:
            continue
        home = next((number for side, number in sides if side.contains(finding.span)), None)
        if home is not None and beads[home].source:
            found.setdefault(home, []).append(k)
    return found


def _side(article: Article, indices: Sequence[int]) -> Span:
    return Span(article.sentences[indices[0]].span.start, article.sentences[indices[-1]].span.end)


def _pointed(finding: Finding, original: Original, theirs: Span, links: Sequence[Link]) -> Finding:
    """The finding with its source word, unless it has an exact one."""
    told = finding.source
    if told is not None and (told.original != original.id or not told.span.contains(theirs)):
        return finding
    inside = [link for link in links if link.target.overlap(finding.span)]
    if len(finding.text.split()) > _LONG or not any(link.similarity >= _SURE for link in inside):
        return finding
    letters = sum(map(len, words(finding.text)))
    if 2 * sum(map(len, {link.target for link in inside})) < letters:  # too few of its words to tell its place
        return finding
    span = _together(sorted({link.source for link in inside}), original.article.text)
    if span is None:
        return finding
    return replace(finding, source=SourceLocation(original.id, span, span.of(original.article.text)))


def _together(words: Sequence[Span], text: str) -> Span | None:
    """From the first to the last word where they stand together; ``None`` where they are scattered."""
    if not words:
        return None
    for before, after in pairwise(words):
        if len(text[before.end : after.start].split()) > _GAP:
            return None
    whole = Span(words[0].start, words[-1].end)
    return whole if len(whole.of(text).split()) <= _LONG else None
