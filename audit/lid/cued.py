"""Titles and phrases that a word before them announces: "la película The Long Way Home"."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from audit.lid.emissions import SCRIPT_COST, Emissions
from audit.lid.frames import LONGEST, as_framed, cue_at, cued_at
from audit.lid.passages import Passage
from audit.lid.scripts import COMMA, OTHER
from audit.lid.tokens import Tokens
from audit.text.names import is_given_name
from audit.types import Span

__all__ = ["announced", "cued", "spelled_out"]

MARKED_GAIN: Final = 3.0
"""Evidence against the main language asked of announced words in marks, nats."""
BARE_GAIN: Final = 3.5
"""The same without marks, where the end is to be found as well."""
LEAD: Final = 0.5
"""Evidence on the runner-up among the other languages, nats."""
CAPITAL_WEIGHT: Final = 0.7
FUNCTION_WORD: Final = 5.3
"""Zipf frequency of the words that hold sentences together."""
SHARED: Final = 2.0
"""Log-ratio below which such a word may belong to either language, nats."""
COMMA_COST: Final = 2.0
KNOWN: Final = 0.5
"""Share of its words that a title's language must have on its list."""

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]


def announced(tokens: Tokens, scored: Emissions, first: int, last: int, main: int) -> tuple[int, float] | None:
    """Column and evidence of the language of announced words, ``None`` when the main language explains them."""
    ratio = _ratios(tokens, scored, first, last, main)
    told = _best(ratio.sum(0), main, MARKED_GAIN)
    if told is None or not _listed(tokens, scored, first, last, told[0]):
        return None
    return told


def cued(text: str, tokens: Tokens, scored: Emissions, main: str, busy: Bools) -> list[Passage]:
    """Announced titles without marks: they begin with a capital behind the word and end where their language does."""
    column = scored.column(main)
    out: list[Passage] = []
    if column is None:
        return out
    reached = 0
    for at in cued_at(tokens, main):
        role, first = cue_at(tokens, at, main), at + 1
        if role is None or at < reached or busy[at] or first + 1 >= len(tokens):
            continue
        if tokens.boundary[first] != OTHER or not tokens.capital[first]:
            continue
        found = _stretch(text, tokens, scored, column, first, busy)
        if found is None:
            continue
        last, language, gain = found
        span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
        words = int((tokens.word[first:last] >= 0).sum())
        out.append(as_framed(Passage(first, last, span, scored.languages[language], gain, words), role))
        reached = last
    return out


def spelled_out(text: str, tokens: Tokens, scored: Emissions, main: str, busy: Bools) -> list[Passage]:
    """Names whose initials stand beside them in brackets: "Youth Self Report (YSR)", "GCA (Ground …)"."""
    column = scored.column(main)
    out: list[Passage] = []
    if column is None or "(" not in text:
        return out
    reached = 0
    for at in np.flatnonzero(tokens.acronym).tolist():
        start, end = int(tokens.start[at]), int(tokens.end[at])
        letters = text[start:end].casefold()
        if len(letters) < 2:
            continue
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            first, last = _initials(text, tokens, at - 1, -1, letters[::-1])
        elif text[end : end + 2] == " (":
            first, last = _initials(text, tokens, at + 1, 1, letters)
        else:
            continue
        if last - first < 2 or first < reached or busy[first:last].any():
            continue
        told = announced(tokens, scored, first, last, column)
        if told is not None:
            span = Span(int(tokens.start[first]), int(tokens.end[last - 1]))
            out.append(Passage(first, last, span, scored.languages[told[0]], told[1], last - first, short=True))
            reached = last
    return out


def _initials(text: str, tokens: Tokens, at: int, step: int, letters: str) -> tuple[int, int]:
    """Capitalised words from token ``at`` on, forwards or backwards, that begin with ``letters``; empty if they do not."""
    begin, wanted, steps = at, list(letters), 0
    while wanted and 0 <= at < len(tokens) and steps < 2 * len(letters):
        steps += 1
        initial = text[int(tokens.start[at])].casefold()
        between = tokens.boundary[at if step > 0 else at + 1]
        if steps > 1 and between > COMMA:
            return begin, begin
        if tokens.word[at] >= 0 and tokens.capital[at] and initial == wanted[0]:
            wanted.pop(0)
        elif tokens.capital[at] or steps == 1:
            return begin, begin
        at += step
    if wanted:
        return begin, begin
    return (begin, at) if step > 0 else (at + 1, begin + 1)


def _stretch(
    text: str, tokens: Tokens, scored: Emissions, main: int, first: int, busy: Bools
) -> tuple[int, int, float] | None:
    """Where the words of another language end that begin at token ``first``; that language and the evidence."""
    last = first + 1
    while (
        last < min(len(tokens), first + LONGEST)
        and tokens.boundary[last] <= COMMA
        and not busy[last]
        and not _author(text, tokens, last)
    ):
        last += 1
    if last - first < 2 or busy[first]:
        return None
    ratio = _ratios(tokens, scored, first, last, main)
    ratio[tokens.boundary[first:last] == COMMA] -= COMMA_COST
    running = ratio.cumsum(0)[1:]
    ends = running.argmax(0)
    peaks = running[ends, np.arange(running.shape[1])]
    told = _best(peaks, main, BARE_GAIN)
    if told is None:
        return None
    last = _ended(text, tokens, scored, main, told[0], first, first + 2 + int(ends[told[0]]))
    if (ratio[: last - first, told[0]] > 0).sum() < 2 or not _listed(tokens, scored, first, last, told[0]):
        return None
    return last, *told


def _ended(text: str, tokens: Tokens, scored: Emissions, main: int, language: int, first: int, last: int) -> int:
    """The end without function words that the main language has as well, with the rest of "… and the Sea"."""

    def shared(at: int) -> bool:
        word = int(tokens.word[at])
        return (
            word >= 0
            and not tokens.capital[at]
            and float(scored.zipf[word, main]) >= FUNCTION_WORD
            and float(scored.rows[word, language]) - float(scored.rows[word, main]) < SHARED
        )

    while last > first + 1 and shared(last - 1):
        last -= 1
    more = last
    while (
        more < len(tokens) and tokens.boundary[more] == OTHER and tokens.capital[more] and not tokens.capital[more - 1]
    ):
        if _author(text, tokens, more):
            break
        more += 1
    return more


def _author(text: str, tokens: Tokens, at: int) -> bool:
    """Whether a person's name begins at token ``at``, behind a word in lower case: "… de Elena Conti"."""
    return (
        bool(tokens.capital[at])
        and at + 1 < len(tokens)
        and bool(tokens.capital[at + 1])
        and not tokens.capital[at - 1]
        and is_given_name(text[int(tokens.start[at]) : int(tokens.end[at])])
    )


def _ratios(tokens: Tokens, scored: Emissions, first: int, last: int, main: int) -> Floats:
    """Log-ratios against the main language, tokens × languages; capitals count a little less."""
    word = tokens.word[first:last]
    rows = scored.rows[np.maximum(word, 0)].astype(np.float32)
    weight = np.where(tokens.capital[first:last], CAPITAL_WEIGHT, 1.0).astype(np.float32)
    weight[(word < 0) | tokens.acronym[first:last]] = 0.0
    rows = rows * weight[:, None]
    ratio = rows - rows[:, main : main + 1]
    bounded: Floats = np.minimum(ratio, np.float32(SCRIPT_COST))
    return bounded


def _best(gain: Floats, main: int, least: float) -> tuple[int, float] | None:
    order = [int(column) for column in np.argsort(-gain, kind="stable") if column != main]
    if len(order) < 2 or gain[order[0]] < least or gain[order[0]] - gain[order[1]] < LEAD:
        return None
    return order[0], float(gain[order[0]])


def _listed(tokens: Tokens, scored: Emissions, first: int, last: int, column: int) -> bool:
    word = tokens.word[first:last]
    word = word[word >= 0]
    return len(word) >= 2 and float((scored.zipf[word, column] > 0).mean()) >= KNOWN
