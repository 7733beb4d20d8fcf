"""Phrases and words that other languages have borrowed whole: "raison d'être", "dolce far niente", "gazpacho"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Final

from audit._resources import package_file
from audit.types import Span

__all__ = ["borrowed"]

_APOSTROPHES: Final = str.maketrans("’‘‑", "''-")
_FIRST: Final = re.compile(r"\w+")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """Borrowed phrases by their first word, the longest first."""
    found: dict[str, set[str]] = {}
    for name in ("borrowings", "culture"):
        data = tomllib.loads(package_file("lid", "data", f"{name}.toml").read_text(encoding="utf-8"))
        for row in data.values():
            for part in row.values() if isinstance(row, dict) else (row,):
                for phrase in part:
                    folded = phrase.translate(_APOSTROPHES)
                    first = _FIRST.search(folded)
                    if first is not None:
                        found.setdefault(first.group(), set()).add(folded[first.start() :])
    return {first: tuple(sorted(phrases, key=lambda each: (-len(each), each))) for first, phrases in found.items()}


def borrowed(text: str) -> tuple[Span, ...]:
    """Where ``text`` uses a borrowed phrase, in order, not overlapping. Linear."""
    folded = text.lower().translate(_APOSTROPHES)
    if len(folded) != len(text):  # a few letters grow when lowered; offsets would lie
        return ()
    known = _phrases()
    out: list[Span] = []
    reached = 0
    for match in _FIRST.finditer(folded):
        start = match.start()
        if start < reached:
            continue
        for phrase in known.get(match.group(), ()):
            end = start + len(phrase)
            if folded.startswith(phrase, start) and not folded[end : end + 1].isalnum():
                out.append(Span(start, end))
                reached = end
                break
    return tuple(out)
