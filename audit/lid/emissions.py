"""How well every distinct word fits every language: one row a word, one column a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.scripts import scripts
from audit.lid.table import Table
from audit.lid.tokens import Tokens

__all__ = ["SCRIPT_COST", "Emissions", "emissions", "languages_of"]

SCRIPT_COST: Final = 12.0
"""What a word in another script costs a language, in nats."""
HAN_AS_JAPANESE: Final = -0.7
"""Chinese characters alone speak for Chinese, but only a little: kana decide."""
BATCH: Final = 20_000


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
        for start in range(0, len(here), BATCH):
            batch = here[start : start + BATCH]
            words = [tokens.words[index] for index in batch.tolist()]
            known = family.zipf(words)
            rows[np.ix_(batch, columns)] = family.scores(words, known)
            zipf[np.ix_(batch, columns)] = known
    return Emissions(tuple(languages), rows, zipf)
