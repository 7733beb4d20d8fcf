"""Cuts a token sequence into stretches of the main language and of others.

A hidden Markov model whose states are the main language and a few others. Going into
another language costs more in the middle of a clause than at a quotation mark, there more
than at a sentence's or a line's end; coming back costs half. Works on log-ratios against
the main language. Only windows where some language could ever pay its entry are decoded,
which is found with running sums (Kadane's maximal subarray, all languages at once), so
that a text in one language costs no search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.emissions import SCRIPT_COST, Emissions
from audit.lid.scripts import COMMA, LINE, OPENING, OTHER, QUOTE, STOP, scripts
from audit.lid.tokens import Tokens

__all__ = ["Costs", "Stretch", "decode", "log_ratios"]

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs to enter another language at each kind of boundary, in nats."""

    line: float = 4.0
    stop: float = 5.0
    quote: float = 5.5
    comma: float = 6.5
    inside: float = 9.0
    leave: float = 0.5
    """Share of the entry cost that coming back costs."""
    switch: float = 1.25
    """Factor for going from one foreign language straight into another."""

    def of(self, boundary: npt.NDArray[np.uint8]) -> Floats:
        """Entry cost before every token."""
        table = np.full(256, self.inside, np.float32)
        table[COMMA], table[QUOTE], table[OPENING], table[STOP], table[LINE] = (
            self.comma,
            self.quote,
            self.quote,
            self.stop,
            self.line,
        )
        assert OTHER not in (COMMA, QUOTE, OPENING, STOP, LINE)
        return table[boundary]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``first`` … ``last - 1`` in one foreign language."""

    first: int
    last: int
    language: str
    gain: float
    """Log-ratio against the main language, in nats, costs not deducted."""
    short: bool = False
    """Fills a clause that is too short to pay the cost of going there and back."""


BLOCK: Final = 16_384
"""Tokens held as log-ratios at a time."""
REACH: Final = 48
"""Tokens a window grows by at most to reach the next cheap boundary."""
CANDIDATES: Final = 5
CLAUSE_GAIN: Final = 6.5
CLAUSE_GAIN_ONE: Final = 8.5
"""The same of a clause with one word only in lower case."""
CLAUSE_LEAD: Final = 2.0
"""Evidence asked of a clause set off on both sides, and its lead on every third language, in nats."""
CLAUSE_TOKENS: Final = (3, 14)
SPEAKS: Final = 1.0
SPEAKS_UP: Final = 3.0
"""Two words of it must speak for the language by the first, one of them by the second, and none against it."""
FOREIGN_SCRIPT: Final = 24.0
"""Latin names are at home in every script, other scripts are not at home in Latin text."""


def log_ratios(tokens: Tokens, scored: Emissions, main: int, first: int, last: int) -> Floats:
    """Weighted log-ratios of tokens ``first`` … ``last - 1`` against column ``main``, tokens × languages."""
    word = tokens.word[first:last]
    rows = (
        scored.rows[np.maximum(word, 0)].astype(np.float32)
        if len(scored.rows)
        else np.zeros((last - first, len(scored.languages)), np.float32)
    )
    weight = tokens.weight[first:last]
    alien = None
    if len(tokens.script):
        latin = next(number for number, script in enumerate(scripts()) if script.name == "latin")
        alien = (word >= 0) & (tokens.script[np.maximum(word, 0)] != latin) & (rows[:, main] <= -SCRIPT_COST)
    ratios = (rows - rows[:, main : main + 1]) * weight[:, None]
    if alien is not None and alien.any():
        # names count in full here, yet among the languages of the script they stay names
        own = rows[alien] * weight[alien][:, None] + FOREIGN_SCRIPT
        ratios[alien] = np.where(rows[alien] > -SCRIPT_COST, own, 0.0)
    return ratios


def decode(tokens: Tokens, scored: Emissions, main: str, costs: Costs | None = None) -> tuple[Stretch, ...]:
    """Stretches of other languages than ``main``, in order, not overlapping."""
    costs = costs or Costs()
    column = scored.column(main)
    if column is None or not len(tokens):
        return ()
    entry = costs.of(tokens.boundary)
    found: list[Stretch] = []
    first = 0
    while first < len(tokens):
        last = min(first + BLOCK, len(tokens))
        if last < len(tokens):  # cut at a line where there is one, else at a sentence
            for kind in (LINE, STOP):
                cuts = np.flatnonzero(tokens.boundary[first + BLOCK // 2 : last + 1] >= kind)
                if len(cuts):
                    last = first + BLOCK // 2 + int(cuts[-1])
                    break
        found += _block(tokens, scored, column, entry, costs, first, last)
        first = last
    return tuple(found)


def _block(
    tokens: Tokens, scored: Emissions, main: int, entry: Floats, costs: Costs, first: int, last: int
) -> list[Stretch]:
    ratios = log_ratios(tokens, scored, main, first, last)
    long = _stretches(ratios, tokens, scored, main, entry, costs, first, last)
    short = _clauses(ratios, tokens, scored, main, first, long)
    return sorted((*long, *short), key=lambda stretch: stretch.first)


def _clauses(
    ratios: Floats, tokens: Tokens, scored: Emissions, main: int, first: int, taken: Sequence[Stretch]
) -> list[Stretch]:
    """Clauses between commas or stronger marks, outside ``taken``, whose every word allows one other language."""
    cuts = np.flatnonzero(tokens.boundary[first : first + len(ratios)] >= COMMA)
    if not len(cuts) or cuts[0] > 0:
        cuts = np.concatenate(([0], cuts))
    lengths = np.diff(np.concatenate((cuts, [len(ratios)])))
    gains = np.add.reduceat(ratios, cuts, 0)
    likely = (gains.max(1) >= CLAUSE_GAIN) & (lengths >= CLAUSE_TOKENS[0]) & (lengths <= CLAUSE_TOKENS[1])
    out: list[Stretch] = []
    for index in np.flatnonzero(likely).tolist():
        begin, stop = int(cuts[index]), int(cuts[index] + lengths[index])
        second, best = np.argsort(gains[index], kind="stable")[-2:].tolist() if gains.shape[1] > 1 else (0, 0)
        ratio = ratios[begin:stop, best]
        clear = gains[index, best] - gains[index, second] >= CLAUSE_LEAD and ratio.min() > -SPEAKS
        if best == main or not clear or (ratio >= SPEAKS).sum() < 2 or ratio.max() < SPEAKS_UP:
            continue
        if any(each.first < first + stop and each.last > first + begin for each in taken):
            continue
        part = slice(first + begin, first + stop)
        small = tokens.word[part][(tokens.word[part] >= 0) & ~tokens.capital[part]]
        least = CLAUSE_GAIN if len(small) > 1 else CLAUSE_GAIN_ONE
        if len(small) and gains[index, best] >= least and (scored.zipf[small, best] > 0).all():
            language = scored.languages[best]
            out.append(Stretch(first + begin, first + stop, language, float(gains[index, best]), short=True))
    return out


def _stretches(
    ratios: Floats, tokens: Tokens, scored: Emissions, main: int, entry: Floats, costs: Costs, first: int, last: int
) -> list[Stretch]:
    running = np.cumsum(ratios, 0, dtype=np.float32)
    # what a passage entered at the best token so far has won by now: its evidence less the entry
    start = np.empty_like(running)
    start[0], start[1:] = 0.0, running[:-1]
    start += entry[first:last, None]
    floor = np.minimum.accumulate(start, 0, out=start)
    rise = np.subtract(running, floor, out=running)
    hot = rise > costs.leave * costs.line
    out: list[Stretch] = []
    if not hot.any():
        return out
    for begin, stop in _windows(rise, floor, hot, tokens.boundary[first:last]):
        peak = rise[begin:stop].max(0)
        order = [int(k) for k in np.argsort(-peak, kind="stable") if k != main and peak[k] > 0]
        candidates = order[:CANDIDATES]
        if not candidates:
            continue
        labels = _search(ratios[begin:stop, candidates].tolist(), entry[first + begin : first + stop].tolist(), costs)
        at = 0
        while at < len(labels):
            label, to = labels[at], at
            while to < len(labels) and labels[to] == label:
                to += 1
            if label >= 0:
                gain = float(ratios[begin + at : begin + to, candidates[label]].sum())
                out.append(Stretch(first + begin + at, first + begin + to, scored.languages[candidates[label]], gain))
            at = to
    return out


def _windows(
    rise: Floats, floor: Floats, hot: npt.NDArray[np.bool_], boundary: npt.NDArray[np.uint8]
) -> list[tuple[int, int]]:
    """Stretches of tokens in which a foreign passage could begin and end."""
    length = len(rise)
    live = np.zeros(length + 1, np.int32)
    for column in np.flatnonzero(hot.any(0)).tolist():
        positive = rise[:, column] > 0
        edges = np.flatnonzero(np.diff(np.concatenate(([False], positive, [False])).astype(np.int8)))
        begins, stops = edges[::2], edges[1::2]
        peaks = np.maximum.reduceat(hot[:, column].astype(np.uint8), begins)
        for begin, stop in zip(begins[peaks > 0].tolist(), stops[peaks > 0].tolist(), strict=True):
            # no passage reaches beyond the last peak of its language
            peak = begin + int(np.argmax(rise[begin:stop, column]))
            live[int(np.searchsorted(-floor[:, column], -floor[peak, column]))] += 1
            live[min(peak + 1, length)] -= 1
    inside = np.cumsum(live[:-1]) > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    strong = np.flatnonzero(boundary >= STOP)
    out: list[tuple[int, int]] = []
    for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        at = int(np.searchsorted(strong, low, side="right")) - 1
        begin = max(int(strong[at]) if at >= 0 else 0, low - REACH)
        at = int(np.searchsorted(strong, high))
        stop = min(int(strong[at]) if at < len(strong) else length, high + REACH)
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((begin, stop))
    return out


def _search(ratios: list[list[float]], entry: list[float], costs: Costs) -> list[int]:
    """Best path (Viterbi) through one window; -1 is the main language, which it starts and ends in."""
    states = range(len(ratios[0]))
    never = -1e18
    home, away = 0.0, [never] * len(ratios[0])
    back: list[tuple[int, list[int]]] = []
    for row, cost in zip(ratios, entry, strict=True):
        best = max(states, key=away.__getitem__)
        returning = away[best] - costs.leave * cost
        new_home, home_from = (
            (home, -1) if home > returning else (returning, best)
        )  # a number goes with what it follows
        entering, changing = home - cost, away[best] - costs.switch * cost
        new_away, away_from = [], []
        for state in states:
            value, origin = away[state], state
            if entering > value:
                value, origin = entering, -1
            if changing > value and best != state:
                value, origin = changing, best
            new_away.append(value + row[state])
            away_from.append(origin)
        back.append((home_from, away_from))
        home, away = new_home, new_away
    best = max(states, key=away.__getitem__)
    state = best if away[best] - costs.leave * costs.line > home else -1
    labels = []
    for home_from, away_from in reversed(back):
        labels.append(state)
        state = home_from if state < 0 else away_from[state]
    labels.reverse()
    return labels
