"""From stretches of tokens to passages with exact ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audit.lid.decode import Stretch, log_ratios
from audit.lid.edges import refined
from audit.lid.emissions import Emissions
from audit.lid.pairs import Enclosure, Enclosures
from audit.lid.scripts import LINE, scripts
from audit.lid.tokens import Tokens
from audit.types import Span

__all__ = ["Passage", "passages", "words_in"]

WEAK: Final = 7.0
"""Evidence in nats that a snap to a quotation mark or bracket may overrule."""
SHARE: Final = 0.6
FEW: Final = 4
"""So many words of a neighbouring line may be dropped from a passage."""
_CLOSING = frozenset(".!?…。！？؟।")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in another language: which tokens, which characters, how well supported."""

    first: int
    last: int
    span: Span
    language: str
    gain: float
    """Log-ratio against the main language, nats."""
    words: int
    enclosure: Enclosure | None = None
    """The quotation marks or brackets it fills, if any."""
    short: bool = False
    """Found by its frame or its capitals, not by the search over the text."""


def passages(
    text: str, tokens: Tokens, scored: Emissions, main: str, found: tuple[Stretch, ...], pairs: Enclosures
) -> tuple[Passage, ...]:
    """Passages for ``found``: ends snapped to quotation marks and brackets, closing stops taken in."""
    out: list[Passage] = []
    column = scored.column(main)
    if column is None:
        return ()
    parts = [part for stretch in found for part in _unquoted(tokens, scored, column, stretch, pairs)]
    for at, raw in enumerate(parts):
        least = out[-1].last if out else 0
        most = parts[at + 1].first if at + 1 < len(parts) else len(tokens)
        lined = _lined(tokens, scored, column, raw)
        stretch = raw if raw.short else refined(text, tokens, scored, column, lined, min(least, lined.first), most)
        first, last, enclosure = _snapped(tokens, scored, column, stretch, pairs)
        if out:
            first = max(first, out[-1].last)
        if first >= last or not (tokens.word[first:last] >= 0).any():
            continue
        start, end = int(tokens.start[first]), int(tokens.end[last - 1])
        end = _closed(text, start, end, enclosure)
        if out and start < out[-1].span.end:
            continue
        words = words_in(tokens, first, last)
        span = Span(start, end)
        out.append(Passage(first, last, span, stretch.language, stretch.gain, words, enclosure, raw.short))
    return tuple(_joined(out))


def words_in(tokens: Tokens, first: int, last: int) -> int:
    """Words among tokens ``first`` … ``last - 1``; scripts without blanks count two letters a word."""
    word = tokens.word[first:last]
    letters = word >= 0
    solid = np.array([script.solid for script in scripts()])[tokens.script[word[letters]]]
    length = (tokens.end[first:last] - tokens.start[first:last])[letters]
    return int(np.where(solid, np.maximum(length // 2, 1), 1).sum())


def _unquoted(tokens: Tokens, scored: Emissions, main: int, stretch: Stretch, pairs: Enclosures) -> tuple[Stretch, ...]:
    """Apart from the quotation its last line opens with: that line goes on in the main language."""
    first, last = stretch.first, stretch.last
    lines = first + 1 + np.flatnonzero(tokens.boundary[first + 1 : last] == LINE)
    if not len(lines) or last == len(tokens) or tokens.boundary[last] == LINE:
        return (stretch,)
    tail = int(lines[-1])
    start, end = int(tokens.start[tail]), int(tokens.end[last - 1])
    if not any(pair.kind == "quote" and Span(start, end) == pair.span for pair in pairs.around(start, end)):
        return (stretch,)
    language = scored.column(stretch.language)
    assert language is not None
    quoted = _gain(tokens, scored, main, language, tail, last)
    return (
        Stretch(first, tail, stretch.language, stretch.gain - quoted),
        Stretch(tail, last, stretch.language, quoted),
    )


def _lined(tokens: Tokens, scored: Emissions, main: int, stretch: Stretch) -> Stretch:
    """Without a few names of the next or the previous line that cost nothing to take along."""
    first, last = stretch.first, stretch.last
    language = scored.column(stretch.language)
    assert language is not None
    lines = first + 1 + np.flatnonzero(tokens.boundary[first + 1 : last] == LINE)
    if not len(lines):
        return stretch
    whole = last == len(tokens) or tokens.boundary[last] == LINE
    tail = int(lines[-1])
    if not whole and last - tail <= FEW and _gain(tokens, scored, main, language, tail, last) < WEAK:
        last = tail
    head = int(lines[0])
    if tokens.boundary[first] != LINE and head - first <= FEW and head < last:
        first = head if _gain(tokens, scored, main, language, first, head) < WEAK else first
    return Stretch(first, last, stretch.language, stretch.gain)


def _snapped(
    tokens: Tokens, scored: Emissions, main: int, stretch: Stretch, pairs: Enclosures
) -> tuple[int, int, Enclosure | None]:
    start, end = int(tokens.start[stretch.first]), int(tokens.end[stretch.last - 1])
    language = scored.column(stretch.language)
    assert language is not None
    best: tuple[int, int, Enclosure] | None = None
    for pair in pairs.around(start, end):
        first = int(np.searchsorted(tokens.start, pair.span.start))
        last = int(np.searchsorted(tokens.end, pair.span.end, side="right"))
        shared = min(last, stretch.last) - max(first, stretch.first)
        if shared <= 0 or shared < SHARE * max(last - first, stretch.last - stretch.first):
            continue
        lost = _gain(tokens, scored, main, language, stretch.first, first) + _gain(
            tokens, scored, main, language, last, stretch.last
        )
        won = _gain(tokens, scored, main, language, first, stretch.first) + _gain(
            tokens, scored, main, language, stretch.last, last
        )
        if lost < WEAK and won > -WEAK:
            best = (first, last, pair)
    return best or (stretch.first, stretch.last, None)


def _gain(tokens: Tokens, scored: Emissions, main: int, language: int, first: int, last: int) -> float:
    if first >= last:
        return 0.0
    return float(log_ratios(tokens, scored, main, first, last)[:, language].sum())


def _closed(text: str, start: int, end: int, enclosure: Enclosure | None) -> int:
    """Takes in the stop that ends the passage's last sentence, and a bracket it opened itself."""
    limit = enclosure.span.end if enclosure else len(text)
    inside = text[start:end]
    for opener, closer in (("(", ")"), ("[", "]"), ("«", "»"), ("„", "“"), ("“", "”")):
        if inside.count(opener) > inside.count(closer) and text[end : end + 1] == closer and end < limit:
            end += 1
    while end < limit and text[end] in _CLOSING:
        end += 1
    return end


def _joined(found: list[Passage]) -> list[Passage]:
    """Neighbours of one language with nothing but blanks and marks between them are one passage; quotations stay apart."""
    out: list[Passage] = []
    for passage in found:
        apart = passage.enclosure is not None or (bool(out) and out[-1].enclosure is not None)
        if not out or apart or out[-1].language != passage.language or out[-1].last != passage.first:
            out.append(passage)
            continue
        before = out.pop()
        span = Span(before.span.start, passage.span.end)
        gain, words = before.gain + passage.gain, before.words + passage.words
        out.append(Passage(before.first, passage.last, span, passage.language, gain, words))
    return out
