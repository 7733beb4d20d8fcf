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
from operator import mul
from typing import Final

import numpy as np

from audit._resources import package_file
from audit.lid.decode import Stretch
from audit.lid.emissions import Emissions
from audit.lid.scripts import COMMA, LINE, STOP
from audit.lid.tokens import Tokens

__all__ = ["WORDS", "Ends", "ends", "refined", "weights"]

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


WORDS: Final = ("word", "name", "number", "plain", "plain_main")
"""Features of a token inside: evidence of a word in lower case or with a capital, a number, a capitalised word that is
common in the passage's language or in the main one."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The places one end of a passage may be, in order, and what speaks for each."""

    places: tuple[int, ...]
    """Index of the first token inside, or of the first one after."""
    words: tuple[tuple[float, ...], ...]
    """``WORDS`` summed over the tokens between the first place and this one."""
    written: tuple[tuple[str, ...], ...]
    """Features of the place itself that it has."""
    kinds: tuple[str, ...]
    """``inside`` a clause, ``comma``, ``mark`` or ``line``."""


class _Window:
    """Tokens ``low`` … ``high - 1`` around one end, seen from the two languages; one list entry a token."""

    def __init__(self, tokens: Tokens, scored: Emissions, main: int, language: int, low: int, high: int) -> None:
        part = slice(low, high)
        word = tokens.word[part]
        at = np.maximum(word, 0)
        rows = scored.rows[at[:, None], (language, main)].astype(np.float32)
        zipf = scored.zipf[at[:, None], (language, main)].astype(np.float32)
        here, there = zipf[:, 0], zipf[:, 1]
        letters = word >= 0
        capital = letters & (tokens.capital[part] | tokens.acronym[part])
        self.low, self.high = low, high
        self.number: list[bool] = (~letters).tolist()
        self.name: list[bool] = capital.tolist()
        self.function: list[bool] = (letters & ~capital & (here >= FUNCTION)).tolist()
        self.foreign: list[bool] = (capital & (here >= COMMON) & (here - there >= COMMONER)).tolist()
        self.native: list[bool] = (capital & (there >= COMMON) & (there - here >= COMMONER)).tolist()
        self.ratio: list[float] = np.clip(rows[:, 0] - rows[:, 1], -LOUDEST, LOUDEST).tolist()
        self.boundary: list[int] = tokens.boundary[low : high + 1].tolist()
        if high == len(tokens):
            self.boundary.append(LINE)
        self.start: list[int] = tokens.start[part].tolist()
        self.end: list[int] = tokens.end[part].tolist()

    def sums(self, places: range) -> tuple[tuple[float, ...], ...]:
        """``WORDS`` of the tokens from the first place up to each."""
        word = name = number = plain = plain_main = 0.0
        out = [(0.0, 0.0, 0.0, 0.0, 0.0)]
        for at in range(places.start - self.low, places.stop - 1 - self.low):
            if self.number[at]:
                number += 1.0
            elif self.name[at]:
                name += self.ratio[at]
                plain += self.foreign[at]
                plain_main += self.native[at]
            else:
                word += self.ratio[at]
            out.append((word, name, number, plain, plain_main))
        return tuple(out)

    def names_from(self, at: int) -> bool:
        """Whether nothing but names and numbers stand between place ``at`` and the next comma or mark."""
        for index in range(at - self.low, self.high - self.low):
            if index > at - self.low and self.boundary[index] >= COMMA:
                return True
            if not (self.name[index] or self.number[index]):
                return False
        return False

    def names_until(self, at: int) -> bool:
        """Whether nothing but names and numbers stand between the last comma or mark and place ``at``."""
        for index in range(at - self.low - 1, -1, -1):
            if not (self.name[index] or self.number[index]):
                return False
            if self.boundary[index] >= COMMA:
                return True
        return False

    def stopped(self, text: str, at: int) -> bool:
        """Whether a sentence's stop and a comma meet at a place."""
        at -= self.low
        if not 0 < at < len(self.start):
            return False
        gap = text[self.end[at - 1] : self.start[at]]
        return "," in gap and not _STOPS.isdisjoint(gap)

    def kind(self, at: int) -> str:
        boundary = self.boundary[at - self.low]
        if boundary == LINE:
            return "line"
        return "inside" if boundary < COMMA else "comma" if boundary == COMMA else "mark"

    def written(self, text: str, place: int, *, start: bool) -> tuple[str, ...]:
        """Names of the features that a place has."""
        at, count = place - self.low, len(self.start)
        boundary = self.boundary[at]
        inner, outer = (at, at - 1) if start else (at - 1, at)
        has = ["comma" if boundary == COMMA else "mark" if boundary < STOP else "stop" if boundary == STOP else "line"]
        if boundary < COMMA:
            has.clear()
        if 0 <= inner < count:
            has += [name for name, at_ in self._tokens() if at_[inner]]
        if 0 <= outer < count:
            has += [f"{name}_outside" for name, at_ in self._tokens()[:2] if at_[outer]]
        if at < count and boundary < STOP and (self.foreign if start else self.native)[at]:
            has.append("opens")
        if boundary == COMMA and 0 < at < count and self.name[at - 1] and self.name[at]:
            has.append("list")
        if boundary >= COMMA and self.stopped(text, place):
            has.append("stopped")
        if self.names_from(place) if start else self.names_until(place):
            has.append("names")
        return tuple(has)

    def _tokens(self) -> tuple[tuple[str, list[bool]], ...]:
        return ("name", self.name), ("number", self.number), ("function", self.function)


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
    return Ends(
        tuple(places),
        window.sums(places),
        tuple(window.written(text, at, start=start) for at in places),
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
    weight = [sign * word.get(name, 0.0) for name in WORDS]
    out: dict[str, tuple[float, int]] = {}
    for at, sums, written, kind in zip(places.places, places.words, places.written, places.kinds, strict=True):
        score = sum(map(mul, weight, sums)) + sum([place.get(name, 0.0) for name in written])
        if kind not in out or score > out[kind][0]:
            out[kind] = (score, at)
    return out
