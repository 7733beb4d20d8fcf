"""Lines of the page around a report: counters, buttons, links, invitations."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from audit.rules.tables import table

__all__ = ["furniture_kind", "is_furniture_line"]

_LONGEST = 240


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    patterns = [p for entry in table("furniture").values() for p in entry.get(kind, ())]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def furniture_kind(line: str) -> Literal["bare", "sentence"] | None:
    """Whether a whole line is a bare label or counter, an invitation or link, or neither."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return None
    if _pattern("bare").fullmatch(line):
        return "bare"
    return "sentence" if _pattern("sentence").fullmatch(line) else None


def is_furniture_line(line: str) -> bool:
    """Whether the line is a counter, button or label in any language."""
    return furniture_kind(line) == "bare"
