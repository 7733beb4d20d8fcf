"""Quotation marks and brackets that belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from audit.types import Span

__all__ = ["Enclosure", "Enclosures", "enclosures"]

REACH: Final = 1_000
"""A quotation longer than this, in characters, was never closed."""

_MARKS = re.compile(r"[«»“”„\"()\[\]（）「」『』‹›\n]")
# A German closing mark is an English opening one: which it is depends on what is open.
_CLOSES = {
    "«": "»", "»": "«", "“": "”", "„": "“”\"", "”": "”", "\"": "\"", "(": ")", "[": "]", "（": "）", "「": "」", "『": "』",
    "‹": "›", "›": "‹",
}  # fmt: skip
_BRACKETS = frozenset("([（")


@dataclass(frozen=True, slots=True, order=True)
class Enclosure:
    """What stands between two marks; the span leaves the marks out."""

    span: Span
    kind: Literal["quote", "bracket"]


class Enclosures:
    """All enclosures of a text, for questions by position."""

    def __init__(self, found: tuple[Enclosure, ...]) -> None:
        self.all = found
        self._starts = [each.span.start for each in found]

    def around(self, start: int, end: int) -> tuple[Enclosure, ...]:
        """Enclosures that share text with ``start`` … ``end``, in order."""
        at = bisect_right(self._starts, end) - 1
        out: list[Enclosure] = []
        while at >= 0 and self._starts[at] > start - REACH:
            if self.all[at].span.end > start and self.all[at].span.start < end:
                out.append(self.all[at])
            at -= 1
        return tuple(reversed(out))


@lru_cache(maxsize=1)
def enclosures(text: str) -> Enclosures:
    """Pairs of marks within one line, in order of their opening marks."""
    found: list[Enclosure] = []
    opened: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            opened.clear()
            continue
        closed = next(
            (n for n in range(len(opened) - 1, max(-1, len(opened) - 4), -1) if mark in _CLOSES[opened[n][0]]), None
        )
        if closed is not None:
            opener, start = opened[closed]
            del opened[closed:]
            if at - start <= REACH:
                found.append(Enclosure(Span(start + 1, at), "bracket" if opener in _BRACKETS else "quote"))
        elif mark in _CLOSES:
            opened.append((mark, at))
            if len(opened) > 16:
                del opened[0]
    return Enclosures(tuple(sorted(found)))
