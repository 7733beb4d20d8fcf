"""Set phrases that other languages have borrowed whole: "raison d'être", "dolce far niente"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Final

from audit._resources import package_file
from audit.types import Span

__all__ = ["borrowed"]

_APOSTROPHES: Final = str.maketrans("’‘", "''")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    data = tomllib.loads(package_file("lid", "data", "borrowings.toml").read_text(encoding="utf-8"))
    phrases = {phrase.translate(_APOSTROPHES) for row in data.values() for phrase in row}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def borrowed(text: str) -> tuple[Span, ...]:
    """Where ``text`` uses a borrowed phrase, in order, not overlapping. Linear."""
    folded = text.lower().translate(_APOSTROPHES)
    if len(folded) != len(text):  # a few letters grow when lowered; offsets would lie
        return ()
    return tuple(Span(*match.span()) for match in _pattern().finditer(folded))
