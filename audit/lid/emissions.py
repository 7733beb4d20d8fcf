"""How well every distinct word fits every language: one row a word, one column a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.scripts import scripts
from audit.lid.table import Family, Table
from audit.lid.tokens import Tokens

__all__ = ["SCRIPT_COST", "Emissions", "emissions", "languages_of"]

SCRIPT_COST: Final = 12.0
"""What a word in another script costs a language, in nats."""
HAN_AS_JAPANESE: Final = -0.7
"""Chinese characters alone speak for Chinese, but only a little: kana decide."""
BATCH: Final = 20_000
REMEMBERED: Final = 30_000
"""Words a family remembers at most half of; about six megabytes."""

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, eq=False)
class Emissions:
    """Tempered log-likelihoods, 0 for the best language of a word."""

    languages: tuple[str, ...]
    """Columns: only languages of the scripts that occur."""
    rows: npt.NDArray[np.float16]
    """Distinct words × languages."""
    zipf: npt.NDArray[np.float16]
    """Zipf frequency on each language's list, 0 when absent."""

    def column(self, language: str) -> int | None:
        """Column of a language, ``None`` when the table or the text does not know it."""
        return self.languages.index(language) if language in self.languages else None


class _Memo:
    """Rows of words met before: articles share most of theirs. A pure function's results, so order does not matter."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self.index: dict[str, int] = {}
        self.rows = np.zeros((0, len(self.family.languages)), np.float16)
        self.zipf = self.rows.copy()

    def look_up(self, words: list[str]) -> tuple[Halves, Halves]:
        """Scores and Zipf frequencies, words × languages of the family."""
        if len(words) > REMEMBERED:
            parts = [self._judge(words[start : start + BATCH]) for start in range(0, len(words), BATCH)]
            return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
        with self.lock:
            if len(self.index) + len(words) > 2 * REMEMBERED:
                self._clear()
            new = [word for word in words if word not in self.index]
            if new:
                scores, zipf = self._judge(new)
                self.index.update(zip(new, range(len(self.index), len(self.index) + len(new)), strict=True))
                self.rows = np.concatenate((self.rows, scores))
                self.zipf = np.concatenate((self.zipf, zipf))
            at = np.fromiter(map(self.index.__getitem__, words), np.intp, len(words))
            return self.rows[at], self.zipf[at]

    def _judge(self, words: list[str]) -> tuple[Halves, Halves]:
        zipf = self.family.zipf(words)
        return self.family.scores(words, zipf).astype(np.float16), zipf.astype(np.float16)


@lru_cache(maxsize=8)
def _memo(family: Family) -> _Memo:
    return _Memo(family)


def languages_of(script: int, table: Table) -> tuple[str, ...]:
    """Languages written in that script, as far as the table goes."""
    family = table.family(scripts()[script].family)
    if family is not None:
        return family.languages
    language = scripts()[script].language
    if scripts()[script].name == "han":
        return ("zh", "ja")
    return (language,) if language else ()


def emissions(tokens: Tokens, table: Table, also: Sequence[str] = ()) -> Emissions:
    """Rows for all distinct words of ``tokens``; ``also`` names languages that get a column in any case."""
    present = np.unique(tokens.script).tolist()
    languages: list[str] = []
    for script in present:
        languages += [language for language in languages_of(script, table) if language not in languages]
    languages += [language for language in dict.fromkeys(also) if language not in languages]
    only = table.family(scripts()[present[0]].family) if len(present) == 1 else None
    if only is not None and len(languages) == len(only.languages):  # nearly every text
        return Emissions(tuple(languages), *_memo(only).look_up(list(tokens.words)))
    rows = np.full((len(tokens.words), len(languages)), -SCRIPT_COST, np.float16)
    zipf = np.zeros((len(tokens.words), len(languages)), np.float16)
    for script in present:
        here = np.flatnonzero(tokens.script == script)
        own = languages_of(script, table)
        columns = np.array([languages.index(language) for language in own], np.intp)
        family = table.family(scripts()[script].family)
        if family is None:
            for rank, column in enumerate(columns):
                rows[here, column] = HAN_AS_JAPANESE * rank
            continue
        words = [tokens.words[index] for index in here.tolist()]
        rows[np.ix_(here, columns)], zipf[np.ix_(here, columns)] = _memo(family).look_up(words)
    return Emissions(tuple(languages), rows, zipf)
