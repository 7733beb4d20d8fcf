"""Compounds written with a hyphen of which one half was left in another language: "sozial-démocrate"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.emissions import Emissions
from audit.lid.tokens import Tokens
from audit.types import Leftover, Span

__all__ = ["compounds"]

AT_HOME: Final = 2.5
"""Zipf frequency by which the other half is a word of the article's language."""
PREFIX: Final = 3.5
"""The same of a half of less than ``LETTERS`` letters ("ex-", "vice-")."""
LETTERS: Final = 5
PROBABILITY: Final = 0.75
"""Probability at least: the other half shows that no phrase was borrowed whole."""


def compounds(
    text: str,
    tokens: Tokens,
    scored: Emissions,
    main: str,
    judged: Mapping[int, tuple[str, float]],
    free: npt.NDArray[np.bool_],
) -> list[Leftover]:
    """Halves left over: words of ``judged`` (foreign, with language and probability) tied to one of the main language.

    Only words that ``free`` marks, in lower case and outside other passages, are looked at. English
    halves are left alone: every language builds compounds with English words.
    """
    own = scored.column(main)
    out: list[Leftover] = []
    if own is None or not judged:
        return out
    for index in np.flatnonzero(free & tokens.which(judged)).tolist():
        language, probability = judged[int(tokens.word[index])]
        if language == "en":
            continue
        for left, right in ((index - 1, index), (index, index + 1)):
            if not (left >= 0 and right < len(tokens)) or not _tied(text, tokens, left):
                continue
            if _tied(text, tokens, left - 1) or _tied(text, tokens, right):
                break  # three parts and more are names and fixed phrases
            other = left if right == index else right
            if _home(tokens, scored, other, own, language) and bool(free[other]):
                span = Span(int(tokens.start[index]), int(tokens.end[index]))
                out.append(Leftover(span, language, max(PROBABILITY, probability), "compound"))
                break
    return out


def _tied(text: str, tokens: Tokens, left: int) -> bool:
    """Whether a hyphen ties a token to the next."""
    if left < 0 or left + 1 >= len(tokens):
        return False
    return text[int(tokens.end[left]) : int(tokens.start[left + 1])] in ("-", "‑", "‐")


def _home(tokens: Tokens, scored: Emissions, at: int, own: int, language: str) -> bool:
    number = int(tokens.word[at])
    other = scored.column(language)
    if number < 0 or other is None:
        return False
    here, there = float(scored.zipf[number, own]), float(scored.zipf[number, other])
    return here >= (AT_HOME if len(tokens.words[number]) >= LETTERS else PREFIX) and here > there
