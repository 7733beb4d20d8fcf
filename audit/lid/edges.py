"""Where exactly a passage begins and ends.

The search over the text settles that there is a passage; it charges for every boundary
alike and weighs names little, so a name, a number or a word both languages share lands on
the wrong side. Here both ends are chosen together among the tokens around them, by a
conditional logit: the evidence of every word taken in or left out, what is written at the
ends, names that fill the stretch up to the next comma, and whether the two ends are of one
kind (a clause set off by commas has one at each end). Weights: `data/edges.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from audit._resources import package_file
from audit.lid.decode import Stretch
from audit.lid.emissions import Emissions
from audit.lid.scripts import COMMA, LINE, QUOTE, STOP
from audit.lid.tokens import Tokens

__all__ = ["Ends", "ends", "refined", "weights"]

REACH: Final = 6
"""Tokens by which an end may move."""
LOUDEST: Final = 7.0
COMMON: Final = 4.5
"""Zipf frequency from which a capitalised word is perhaps no name …"""
COMMONER: Final = 1.0
"""… if it is so many Zipf points rarer in the other of the two languages."""
FUNCTION: Final = 6.0
"""Zipf frequency of function words."""
_STOPS: Final = frozenset(".!?…")

Weights = Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Weights of the features of words, of the first token, of the end, and of both together."""
    return tomllib.loads(package_file("lid", "data", "edges.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ends:
    """The places one end of a passage may be, in order, and what speaks for each."""

    places: tuple[int, ...]
    """Index of the first token inside, or of the first one after."""
    words: tuple[Mapping[str, float], ...]
    """Features summed over the tokens between the first place and this one."""
    written: tuple[Mapping[str, bool], ...]
    """Features of the place itself."""
    kinds: tuple[str, ...]
    """``inside`` a clause, ``comma``, ``mark`` or ``line``."""


class _Window:
    """Tokens ``low`` … ``high - 1`` around one end, seen from the two languages."""

    def __init__(self, tokens: Tokens, scored: Emissions, main: int, language: int, low: int, high: int) -> None:
        part = slice(low, high)
        word = tokens.word[part]
        at = np.maximum(word, 0)
        rows = scored.rows[at].astype(np.float32)
        here, there = scored.zipf[at, language].astype(np.float32), scored.zipf[at, main].astype(np.float32)
        self.low, self.high = low, high
        self.letters = (word >= 0).tolist()
        self.ratio = np.clip(rows[:, language] - rows[:, main], -LOUDEST, LOUDEST).tolist()
        self.here: list[float] = here.tolist()
        self.there: list[float] = there.tolist()
        self.capital = (tokens.capital[part] | tokens.acronym[part]).tolist()
        self.boundary = [*tokens.boundary[part].tolist(), LINE if high == len(tokens) else int(tokens.boundary[high])]
        self.start, self.end = tokens.start[part].tolist(), tokens.end[part].tolist()

    def of(self, at: int) -> dict[str, float]:
        """Features of a token that is inside."""
        at -= self.low
        if not self.letters[at]:
            return {"number": 1.0}
        ratio = self.ratio[at]
        if not self.capital[at]:
            return {"word": ratio}
        return {"name": ratio, "plain": float(self._foreign(at)), "plain_main": float(self._native(at))}

    def _foreign(self, at: int) -> bool:
        return self.here[at] >= COMMON and self.here[at] - self.there[at] >= COMMONER

    def _native(self, at: int) -> bool:
        return self.there[at] >= COMMON and self.there[at] - self.here[at] >= COMMONER

    def is_name(self, at: int) -> bool:
        at -= self.low
        return 0 <= at < len(self.letters) and self.letters[at] and self.capital[at]

    def is_number(self, at: int) -> bool:
        at -= self.low
        return 0 <= at < len(self.letters) and not self.letters[at]

    def is_function(self, at: int) -> bool:
        at -= self.low
        return 0 <= at < len(self.letters) and not self.capital[at] and self.letters[at] and self.here[at] >= FUNCTION

    def opens(self, at: int, *, native: bool) -> bool:
        """Whether the capital of token ``at`` is that of a sentence's first word."""
        if not self.is_name(at):
            return False
        return self._native(at - self.low) if native else self._foreign(at - self.low)

    def names_from(self, at: int) -> bool:
        """Whether nothing but names and numbers stand between ``at`` and the next comma or mark."""
        for index in range(at, self.high):
            if index > at and self.boundary[index - self.low] >= COMMA:
                return True
            if self.letters[index - self.low] and not self.capital[index - self.low]:
                return False
        return False

    def names_until(self, at: int) -> bool:
        """Whether nothing but names and numbers stand between the last comma or mark and ``at``."""
        for index in range(at - 1, self.low - 1, -1):
            if self.letters[index - self.low] and not self.capital[index - self.low]:
                return False
            if self.boundary[index - self.low] >= COMMA:
                return True
        return False

    def stopped(self, text: str, at: int) -> bool:
        """Whether a sentence's stop and a comma meet before token ``at``."""
        if not self.low < at < self.high:
            return False
        gap = text[self.end[at - 1 - self.low] : self.start[at - self.low]]
        return "," in gap and not _STOPS.isdisjoint(gap)

    def kind(self, at: int) -> str:
        boundary = self.boundary[at - self.low]
        if boundary == LINE:
            return "line"
        return "inside" if boundary < COMMA else "comma" if boundary == COMMA else "mark"


def _written(window: _Window, text: str, at: int, *, start: bool) -> dict[str, bool]:
    inner, outer = (at, at - 1) if start else (at - 1, at)
    boundary = window.boundary[at - window.low]
    between = window.is_name(at - 1) and window.is_name(at)
    return {
        "comma": boundary == COMMA,
        "mark": QUOTE <= boundary < STOP,
        "stop": boundary == STOP,
        "line": boundary == LINE,
        "stopped": window.stopped(text, at),
        "opens": boundary < STOP and window.opens(at, native=not start),
        "name": window.is_name(inner),
        "name_outside": window.is_name(outer),
        "number": window.is_number(inner),
        "number_outside": window.is_number(outer),
        "function": window.is_function(inner),
        "names": window.names_from(at) if start else window.names_until(at),
        "list": boundary == COMMA and between,
    }


def ends(
    text: str, tokens: Tokens, scored: Emissions, main: int, stretch: Stretch, least: int, most: int
) -> tuple[Ends, Ends]:
    """Places for the first token of ``stretch`` and for its end, not before ``least`` nor after ``most``."""
    language = scored.column(stretch.language)
    assert language is not None
    middle = (stretch.first + stretch.last) // 2
    low, high = max(least, stretch.first - REACH), min(most, stretch.last + REACH)
    window = _Window(tokens, scored, main, language, max(0, low - 1), min(len(tokens), stretch.first + 2 * REACH))
    firsts = _line(window, stretch.first, low, min(middle, stretch.first + REACH), start=True)
    before = _ends(window, text, firsts, start=True)
    window = _Window(tokens, scored, main, language, max(0, stretch.last - 2 * REACH), min(len(tokens), high + 1))
    lasts = _line(window, stretch.last, max(middle + 1, stretch.last - REACH), high, start=False)
    return before, _ends(window, text, lasts, start=False)


def _line(window: _Window, at: int, low: int, high: int, *, start: bool) -> range:
    """Places from ``low`` to ``high`` that no end of a line parts from ``at``."""
    first, last, shift = at, at, start - window.low
    while first > low and window.boundary[first - 1 + shift] != LINE:
        first -= 1
    while last < high and window.boundary[last + shift] != LINE:
        last += 1
    return range(first, last + 1)


def _ends(window: _Window, text: str, places: range, *, start: bool) -> Ends:
    sums: list[dict[str, float]] = [{}]
    for at in places[:-1]:
        total = dict(sums[-1])
        for name, value in window.of(at).items():
            total[name] = total.get(name, 0.0) + value
        sums.append(total)
    return Ends(
        tuple(places),
        tuple(sums),
        tuple(_written(window, text, at, start=start) for at in places),
        tuple(window.kind(at) for at in places),
    )


def refined(
    text: str, tokens: Tokens, scored: Emissions, main: int, stretch: Stretch, least: int, most: int
) -> Stretch:
    """``stretch`` with both ends where most speaks for them, between tokens ``least`` and ``most``."""
    before, after = ends(text, tokens, scored, main, stretch, least, most)
    table = weights()
    firsts = _best(before, table["word"], table["start"], -1.0)
    lasts = _best(after, table["word"], table["end"], 1.0)
    pair = table["pair"]
    _, first, last = max(
        (one[0] + two[0] + pair.get(f"{kind}_{other}", 0.0), -one[1], two[1])
        for kind, one in firsts.items()
        for other, two in lasts.items()
    )
    return Stretch(-first, last, stretch.language, stretch.gain)


def _best(
    places: Ends, word: Mapping[str, float], place: Mapping[str, float], sign: float
) -> dict[str, tuple[float, int]]:
    """The best place of each kind with its score."""
    out: dict[str, tuple[float, int]] = {}
    for at, sums, written, kind in zip(places.places, places.words, places.written, places.kinds, strict=True):
        score = sign * sum(word.get(name, 0.0) * value for name, value in sums.items())
        score += sum(place.get(name, 0.0) for name, true in written.items() if true)
        if kind not in out or score > out[kind][0]:
            out[kind] = (score, at)
    return out
