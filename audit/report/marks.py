"""A text cut into pieces, so that marks which nest or overlap can be shown in HTML."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from audit.types import LanguageSpan, Severity, Span

__all__ = ["Mark", "Piece", "Tag", "cut", "within"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as the text shows it."""

    number: int
    """1-based, in order of the text."""
    span: Span
    severity: Severity


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch that belongs with others on the page: they light up together."""

    token: str
    """Common to all that light up together; no blanks."""
    span: Span
    style: str
    """Style class: ``there`` (what a finding points at), ``word`` (a linked word), ``twin`` (inner bitext)."""
    id: str = ""
    """Anchor where the stretch begins, unique on the page; empty when there is none."""
    counterpart: str = ""
    """Anchor to lead to where the stretch ends; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch over which nothing begins or ends."""

    start: int
    text: str
    marks: tuple[int, ...] = ()
    """Numbers of the findings over it, the narrowest first."""
    severity: str | None = None
    """The gravest among them."""
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    language: str | None = None
    """Set inside a passage in another language."""
    passage_begins: bool = False
    tags: tuple[Tag, ...] = ()
    """Over it, in order of their tokens."""
    opens: tuple[Tag, ...] = ()
    closes: tuple[Tag, ...] = ()

    @property
    def tokens(self) -> str:
        """Of its tags, separated by blanks."""
        return " ".join(dict.fromkeys(tag.token for tag in self.tags))

    @property
    def styles(self) -> str:
        """Of its tags, separated by blanks."""
        return " ".join(dict.fromkeys(tag.style for tag in self.tags))


def cut(
    text: str,
    marks: Sequence[Mark],
    passages: Sequence[LanguageSpan],
    boundaries: Iterable[int] = (),
    tags: Sequence[Tag] = (),
) -> tuple[Piece, ...]:
    """Pieces in order that together are ``text``, none crossing a boundary.

    A mark of length nought (something is missing there) gets an empty piece of its own.
    Time grows with the text, the boundaries and the depth of overlap.
    """
    length = len(text)
    points = {0, length}
    points.update(b for b in boundaries if 0 < b < length)
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    empty: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = min(mark.span.start, length), min(mark.span.end, length)
        points.update((start, end))
        if start == end:
            empty[start].append(mark)
        else:
            opening[start].append(mark)
            closing[end].append(mark)
    tagging, untagging = _tag_edges(tags, length)
    points.update(tagging, untagging)
    for passage in passages:
        points.update((min(passage.span.start, length), min(passage.span.end, length)))
    ordered = sorted(points)
    starts = [passage.span.start for passage in passages]
    pieces: list[Piece] = []
    active: dict[int, Mark] = {}
    tagged: list[Tag] = []
    for start, end in zip(ordered, [*ordered[1:], length], strict=True):
        for mark in closing.get(start, ()):
            active.pop(mark.number, None)
        if start in empty:
            pieces.append(_piece(start, "", empty[start], empty[start], empty[start], None, False))
        if start == end:
            continue
        begun = opening.get(start, [])
        active.update((mark.number, mark) for mark in begun)
        ended = closing.get(end, [])
        at = bisect_right(starts, start) - 1
        inside = at >= 0 and passages[at].span.end >= end
        language = passages[at].language if inside else None
        first = inside and passages[at].span.start == start
        if start in untagging:
            tagged = [tag for tag in tagged if tag not in untagging[start]]
        tagged = tagged + tagging.get(start, [])
        piece = _piece(start, text[start:end], list(active.values()), begun, ended, language, first)
        pieces.append(_tagged(piece, tagged, tagging.get(start, ()), untagging.get(end, ())) if tagged else piece)
    return tuple(pieces)


def _tag_edges(tags: Sequence[Tag], length: int) -> tuple[dict[int, list[Tag]], dict[int, list[Tag]]]:
    """Tags by where they begin and by where they end, empty ones left out."""
    begin: dict[int, list[Tag]] = defaultdict(list)
    end: dict[int, list[Tag]] = defaultdict(list)
    for tag in tags:
        if tag.span.start < min(tag.span.end, length):
            begin[tag.span.start].append(tag)
            end[min(tag.span.end, length)].append(tag)
    return begin, end


def _tagged(piece: Piece, over: Sequence[Tag], opens: Sequence[Tag], closes: Sequence[Tag]) -> Piece:
    ordered = tuple(sorted(over, key=lambda tag: (tag.token, tag.id)))
    return replace(piece, tags=ordered, opens=tuple(opens), closes=tuple(closes))


def within(pieces: Sequence[Piece], span: Span) -> tuple[Piece, ...]:
    """Pieces of ``span``, whose ends must have been boundaries when the text was cut."""
    first = bisect_left(pieces, span.start, key=lambda piece: piece.start)
    last = bisect_left(pieces, span.end, key=lambda piece: piece.start)
    while last < len(pieces) and pieces[last].start == span.end and not pieces[last].text:
        last += 1
    return tuple(pieces[first:last])


def _piece(
    start: int, text: str, over: list[Mark], begun: list[Mark], ended: list[Mark], language: str | None, first: bool
) -> Piece:
    narrowest = sorted(over, key=lambda mark: (len(mark.span), mark.number))
    gravest = max((mark.severity for mark in over), key=lambda severity: severity.rank, default=None)
    return Piece(
        start,
        text,
        tuple(mark.number for mark in narrowest),
        gravest.value if gravest else None,
        tuple(sorted(mark.number for mark in begun)),
        tuple(sorted(mark.number for mark in ended)),
        language,
        first,
    )
