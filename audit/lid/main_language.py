"""The language most of a document is in."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from audit._resources import package_file
from audit.lid.emissions import Emissions
from audit.lid.tokens import Tokens
from audit.types import UNDETERMINED

__all__ = ["MainLanguage", "known_share", "main_language", "primary"]

_SAME: Final = {
    "nb": "no",
    "nn": "no",
    "sh": "hr",
    "bs": "hr",
    "cmn": "zh",
    "tl": "fil",
    "iw": "he",
    "in": "id",
    "ms": "id",
}
FEW_WORDS: Final = 8
KNOWN_AT_LEAST: Final = 0.5
"""Share of running words a text's own language has on its list; real texts have 0.85 and more."""
FITS: Final = -0.5
"""Score from which a word on no list is spelled like the language's words: no other one is much likelier."""


@dataclass(frozen=True, slots=True)
class MainLanguage:
    """The answer and what supports it."""

    language: str
    margin: float
    """Log-ratio to the runner-up, nats."""
    runner_up: str | None
    known: float
    """Share of its words found on the language's list."""
    reason: str = ""


def primary(language: str) -> str:
    """The table's name for a BCP 47 tag: ``pt-BR`` → ``pt``, ``nb`` → ``no``."""
    tag = language.replace("_", "-").split("-")[0].lower()
    return _SAME.get(tag, tag)


@lru_cache(maxsize=1)
def _priors() -> dict[str, float]:
    data = tomllib.loads(package_file("lid", "data", "priors.toml").read_text(encoding="utf-8"))
    return {language: float(value) for language, value in data.items()}


def known_share(
    tokens: Tokens, scored: Emissions, column: int, first: int = 0, last: int | None = None, *, shaped: bool = False
) -> float:
    """Share of lower-case words of two letters and more that the language's list holds; 1.0 without any.

    ``shaped=True`` counts words on no list that are spelled like the language's own: lists hold few of the forms
    of an inflecting language.
    """
    part = slice(first, len(tokens) if last is None else last)
    word = tokens.word[part]
    counted = (word >= 0) & ~tokens.capital[part] & (tokens.end[part] - tokens.start[part] > 1)
    if not counted.any():
        return 1.0
    # languages without a list, decided by their script, know every word of it
    listed = scored.zipf[word[counted], column] > 0
    if shaped or not scored.zipf[:, column].any():
        listed |= scored.rows[word[counted], column] >= FITS
    return float(np.mean(listed))


def main_language(tokens: Tokens, scored: Emissions, ask: Callable[[], str]) -> MainLanguage:
    """Main language of a document by all its words.

    ``ask`` gives another opinion, from a detector that knows more languages; it is asked
    only where the table's own languages do not explain the words.
    """
    word = tokens.word >= 0
    if not word.any() or not scored.languages:
        if not word.any():
            return MainLanguage(UNDETERMINED, 0.0, None, 0.0, "no words to judge by")
        return MainLanguage(ask(), 0.0, None, 0.0, "in a script the language table does not know")
    weights = np.bincount(tokens.word[word], tokens.weight[word], len(tokens.words))
    totals = weights @ scored.rows.astype(np.float32)
    totals += np.array([_priors().get(language, 0.0) for language in scored.languages])
    order = np.argsort(-totals, kind="stable")
    best = int(order[0])
    runner_up = int(order[1]) if len(order) > 1 else None
    margin = float(totals[best] - totals[runner_up]) if runner_up is not None else 20.0
    count = int(word.sum())
    known = known_share(tokens, scored, best)
    found = MainLanguage(
        scored.languages[best],
        margin,
        None if runner_up is None else scored.languages[runner_up],
        known,
    )
    if count >= FEW_WORDS and known < KNOWN_AT_LEAST:
        opinion = primary(ask())
        if opinion == found.language:
            return found
        if opinion not in (UNDETERMINED, *scored.languages):
            return MainLanguage(
                opinion,
                0.0,
                found.language,
                known,
                f"{opinion} is outside the language table: passages are not searched word by word",
            )
        return MainLanguage(
            UNDETERMINED,
            0.0,
            found.language,
            known,
            f"nearest to {found.language}, but most words are in no list of it",
        )
    return found
