"""Words and lines with offsets, and the names of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from audit.types import Span

__all__ = ["WORD", "language_name", "lines", "trimmed"]

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word: letters, with hyphens and apostrophes inside."""


@cache
def language_name(tag: str) -> str:
    """English name of a BCP 47 tag, or the tag itself when CLDR has none."""
    try:
        return str(Locale("en").languages.get(tag.split("-", maxsplit=1)[0], tag))
    except (UnknownLocaleError, ValueError):
        return tag


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def lines(text: str) -> Iterator[Span]:
    """Lines that are not blank, trimmed, in order."""
    for match in re.finditer(r"[^\r\n]+", text):
        span = trimmed(text, *match.span())
        if len(span):
            yield span
