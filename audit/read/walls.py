"""Pages that hold a cookie or consent notice in place of an article."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from audit._resources import package_file
from audit.errors import EmptyInput

__all__ = ["is_wall", "refuse_wall"]

_LONGEST = 2500
"""Code points; a longer text has an article in it, whatever else."""
_SHARE = 0.5
"""Share of sentence-like pieces that have to speak of consent."""
_PIECE = re.compile(r"[^.!?\n]+")


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    with package_file("read", "data", "consent.toml").open("rb") as file:
        table = tomllib.load(file)

    def pattern(key: str) -> re.Pattern[str]:
        words = sorted({word for entry in table.values() for word in entry[key]}, key=lambda word: (-len(word), word))
        return re.compile("|".join(re.escape(word).replace("'", "['’]") for word in words), re.IGNORECASE)

    return pattern("subject"), pattern("request")


def is_wall(text: str) -> bool:
    """Whether ``text`` is little more than a request for consent.

    It has to be short, name cookies or personal data, ask for a decision, and speak of these
    things in at least half of its pieces; an article about cookies does not ask.
    """
    if len(text) > _LONGEST:
        return False
    plain = "\n".join(" ".join(line.split()) for line in text.splitlines())
    subject, request = _phrases()
    if not subject.search(plain) or len({found.group().lower() for found in request.finditer(plain)}) < 1:
        return False
    pieces = [piece for piece in _PIECE.findall(plain) if len(piece.split()) > 1]
    speaking = sum(1 for piece in pieces if subject.search(piece) or request.search(piece))
    return bool(pieces) and speaking >= _SHARE * len(pieces)


def refuse_wall(text: str) -> None:
    """Raises ``EmptyInput`` when ``text`` is a consent notice."""
    if is_wall(text):
        raise EmptyInput("a cookie wall in place of the article", hint="save the page again after answering the notice")
