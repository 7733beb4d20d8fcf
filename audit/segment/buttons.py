"""Buttons told by their vocabulary: short lines of nothing but words of a page ("Show all comments")."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from audit.segment.wordings import languages, of_language

__all__ = ["of_page_words"]

_Part = Literal["noun", "verb", "glue"]
_LONGEST = 70
_MOST_WORDS = 9
_SHAPE = re.compile(r"[^\W_](?:[\w\s'’,:&/-])*[^\W_][\s:!?›»→…]*(?:\(\d+\))?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORDS_OF_ENTRY = 4


@cache
def _vocabularies() -> tuple[dict[str, _Part], ...]:
    keys: tuple[tuple[str, _Part], ...] = (("page_glue", "glue"), ("page_verbs", "verb"), ("page_nouns", "noun"))
    return tuple(
        {" ".join(_WORD.findall(word)): part for key, part in keys for word in of_language("furniture", language, key)}
        for language in languages("furniture")
    )


def of_page_words(line: str) -> bool:
    """Whether a plain line is made of the words of one language's pages, with a thing and a verb or two things among them."""
    if len(line) > _LONGEST or _SHAPE.fullmatch(line) is None:
        return False
    words = _WORD.findall(line.lower())
    if not 2 <= len(words) <= _MOST_WORDS:
        return False
    return any(_reads(words, vocabulary) for vocabulary in _vocabularies())


def _reads(words: list[str], vocabulary: dict[str, _Part]) -> bool:
    """Whether ``words`` are entries of the vocabulary, longest first, a noun and a verb or two nouns among them."""
    parts: list[_Part] = []
    at = 0
    while at < len(words):
        for size in range(min(_WORDS_OF_ENTRY, len(words) - at), 0, -1):
            part = vocabulary.get(" ".join(words[at : at + size]))
            if part is not None:
                break
        else:
            return False
        parts.append(part)
        at += size
    return "noun" in parts and ("verb" in parts or parts.count("noun") > 1)
