"""A connective of another language left at the beginning of a sentence: "However, le maire reste prudent"."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from audit._resources import package_file
from audit.lid.emissions import Emissions
from audit.lid.scripts import COMMA, STOP
from audit.lid.tokens import Tokens
from audit.types import Leftover, Span

__all__ = ["openers"]

GAP: Final = 1.9
"""Zipf points the connective must be more frequent at home than in the main language."""
LISTED: Final = 4.0
"""At most this frequent in the main language; of two words one must be."""
PROBABILITY: Final = 0.9


@lru_cache(maxsize=1)
def _connectives() -> dict[str, tuple[str, ...]]:
    """The languages of each connective."""
    data = tomllib.loads(package_file("lid", "data", "openers.toml").read_text(encoding="utf-8"))
    out: dict[str, tuple[str, ...]] = {}
    for language, words in data.items():
        for word in words.split():
            out[word] = (*out.get(word, ()), language)
    return out


def openers(tokens: Tokens, scored: Emissions, main: str, outside: npt.NDArray[np.bool_]) -> list[Leftover]:
    """Connectives that open a sentence of the main language; ``outside`` says which tokens are free.

    Without a comma behind it, a connective must be on no list of the main language.
    """
    own = scored.column(main)
    known = _connectives()
    if own is None:
        return []
    heads = {word.partition("_")[0] for word in known}
    wanted = [number for number, word in enumerate(tokens.words) if word in heads]
    out: list[Leftover] = []
    for at in np.flatnonzero(tokens.which(wanted)).tolist() if wanted else []:
        if not (tokens.capital[at] and outside[at] and (at == 0 or tokens.boundary[at] >= STOP)):
            continue
        for count in (1, 2):
            last = at + count
            if last >= len(tokens) or tokens.boundary[last] > COMMA or (tokens.word[at:last] < 0).any():
                continue
            bare = tokens.boundary[last] != COMMA
            if bare and (tokens.capital[last] or tokens.acronym[last] or tokens.word[last] < 0):
                continue  # a name may begin so
            numbers = tokens.word[at:last].tolist()
            for language in known.get("_".join(tokens.words[number] for number in numbers), ()):
                if language != main and _foreign(scored, numbers, language, own, bare):
                    span = Span(int(tokens.start[at]), int(tokens.end[last - 1]))
                    out.append(Leftover(span, language, PROBABILITY))
                    break
    return out


def _foreign(scored: Emissions, numbers: list[int], language: str, own: int, bare: bool) -> bool:
    column = scored.column(language)
    if column is None:
        return False
    here = scored.zipf[numbers, own].astype(np.float32)
    there = scored.zipf[numbers, column].astype(np.float32)
    return bool(((here <= (0.0 if bare else LISTED)) & (there - here >= GAP)).any())
