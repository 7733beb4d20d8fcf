"""Patterns kept as data: a blank stands for any blank, ’ for either apostrophe."""

from __future__ import annotations

import re
from functools import cache

from audit.rules.tables import table

__all__ = ["compiled", "pattern"]


def compiled(source: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern with blanks and apostrophes widened."""
    return re.compile(source.replace(" ", "[ \u00a0\u202f]").replace("’", "['’]"), flags | re.MULTILINE)


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """The pattern, or the alternatives, under ``key`` of ``data/<name>.toml``."""
    found = table(name)[key]
    return compiled(found if isinstance(found, str) else "|".join(f"(?:{p})" for p in found))
