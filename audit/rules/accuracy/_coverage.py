"""Which share of one side's numbers and names the other side has."""

from __future__ import annotations

import re

from audit.text.names import names, same_name
from audit.text.numbers import numbers

__all__ = ["carried"]

_WORD = re.compile(r"[^\W\d_]{3,}")


def carried(text: str, language: str, other: str, other_language: str) -> float | None:
    """Share of ``text``'s sure numbers and mid-sentence names found in ``other``; ``None`` when it has none."""
    values = {reading for n in numbers(other, other_language) for reading in n.readings}
    found = [any(r in values for r in n.readings) for n in numbers(text, language) if not n.weak]
    if language != "de":
        capitals = [w for w in _WORD.findall(other) if w[0].isupper()]
        found += [
            any(same_name(word.of(text), capital) for capital in capitals)
            for name in names(text, language)
            if not name.initial
            for word in name.words
            if len(word) >= 3
        ]
    return sum(found) / len(found) if found else None
