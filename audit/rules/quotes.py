"""Quoted phrases with the marks that enclose them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.types import Span

__all__ = ["STYLES", "Quote", "Style", "quotes"]

_BLANK = "[ \u00a0\u202f\u2009]"
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Style:
    """A pair of marks; ``name`` is what a reader calls it."""

    key: str
    opening: str
    closing: str
    name: str


STYLES = (
    Style("guillemets", "«", "»", "guillemets « »"),
    Style("inward", "»", "«", "guillemets » «"),
    Style("low", "„", "“", "German marks „ “"),
    Style("low-high", "„", "”", "low and high marks „ ”"),
    Style("high", "“", "”", "curly marks “ ”"),
    Style("straight", '"', '"', 'straight marks " "'),
)

PREFERRED = {
    "fr": ("guillemets",),
    "de": ("low", "inward"),
    "es": ("guillemets", "high"),
    "it": ("guillemets", "high"),
    "pt": ("high", "guillemets"),
    "en": ("high",),
    "nl": ("high", "low-high"),
    "pl": ("low-high",),
    "ru": ("guillemets",),
    "uk": ("guillemets",),
    "vi": ("high",),
}
"""What the languages' own conventions are, besides straight marks, which keyboards force on all."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted phrase, marks included. ``spaced``: blanks inside the marks."""

    span: Span
    style: Style
    spaced: bool
    depth: int
    """0 for one that lies in no other."""


def quotes(text: str) -> Iterator[Quote]:
    """Quoted phrases in order of their beginning; an opening mark without its partner is passed over."""
    for line in re.finditer(r"[^\r\n]+", text):
        yield from _in_line(text, *line.span())


_STRAIGHT_CLOSING = re.compile(r'(?<=\S)"(?!\w)')
_OPENING = re.compile(r'[«„“]|(?<![^\s(\[])»(?=\S)|(?<![\w"])"(?=\S)')


def _in_line(text: str, start: int, end: int) -> Iterator[Quote]:
    line = text[start:end]
    runs_on = _runs_on(line)
    enclosing: list[int] = []
    closed: set[int] = set()
    position = start
    while match := _OPENING.search(text, position, end):
        at = match.start()
        position = at + 1
        if at in closed:
            continue
        found = _close(text, at, end)
        if found is None:
            continue
        style, last = found
        while enclosing and enclosing[-1] <= at:
            enclosing.pop()
        inside = text[at + 1 : last - 1]
        spaced = bool(re.match(_BLANK, inside)) and bool(re.search(f"{_BLANK}$", inside))
        yield Quote(Span(at, last), style, spaced, len(enclosing) + runs_on)
        if style.key in ("straight", "inward"):
            position = last
        enclosing.append(last)
        closed.add(last - 1)


def _runs_on(line: str) -> bool:
    """Whether a mark lacks its partner: a quotation over several paragraphs makes inner ones look like outer ones."""
    low, high, closing = line.count("„"), line.count("“"), line.count("”")
    curly = low > high + closing if low else high != closing
    return curly or line.count("«") != line.count("»") or line.count('"') % 2 == 1


def _close(text: str, at: int, end: int) -> tuple[Style, int] | None:
    """Style and end of the quote that opens at ``at``: the nearest partner wins."""
    limit = min(end, at + _LONGEST)
    mark = text[at]
    best: tuple[int, Style] | None = None
    for style in STYLES:
        if style.opening != mark:
            continue
        if mark == '"':
            closing = _STRAIGHT_CLOSING.search(text, at + 1, limit)
            position = closing.start() if closing else -1
            curly = text.find("”", at + 1, limit if position < 0 else position)
            if curly > 0 and "“" not in text[at:curly]:
                position = curly  # opened straight, closed curly
        else:
            position = text.find(style.closing, at + 1, limit)
        if position > at + 1 and (best is None or position < best[0]):
            best = (position, style)
    return None if best is None else (best[1], best[0] + 1)
