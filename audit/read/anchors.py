"""The way back: which word of an extracted text stands where in the raw input.

Words of both sides are matched as in a patience diff (Bram Cohen): n-grams of words that occur
once on either side are fixed points, the longest ascending chain of them is kept, and the gaps
between are filled with shorter n-grams. Time is n log n; what cannot be placed is left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from audit.types import Span

__all__ = ["RawText", "anchors", "identity"]

_WORD = re.compile(r"\w+|[^\w\s]")
_Run = tuple[int, int, int]
"""First word in the text, first word in the raw text, number of words."""


@dataclass(slots=True)
class RawText:
    """Text as it can be read from raw input, with the raw offset of every character.

    Built from pieces; inside a piece text and raw input run in parallel.
    """

    parts: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Text offset where each piece starts, ascending."""
    raw_at: list[int] = field(default_factory=list)
    """Raw code-point offset of each piece."""
    length: int = 0

    def add(self, piece: str, raw_offset: int) -> None:
        """Appends ``piece``, whose first character stands at ``raw_offset``."""
        if piece:
            self.parts.append(piece)
            self.at.append(self.length)
            self.raw_at.append(raw_offset)
            self.length += len(piece)

    def text(self) -> str:
        """The pieces as one string."""
        return "".join(self.parts)

    def raw(self, offset: int) -> int:
        """Raw offset of the character at ``offset``."""
        piece = bisect_right(self.at, offset) - 1
        return self.raw_at[piece] + offset - self.at[piece]

    def changes(self, span: Span) -> Iterable[int]:
        """Offsets inside ``span``, its start left out, where a new piece starts."""
        return self.at[bisect_right(self.at, span.start) : bisect_left(self.at, span.end)]


def identity(raw: str) -> RawText:
    """Raw input read as it stands."""
    result = RawText()
    result.add(raw, 0)
    return result


def anchors(text: str, raw: RawText, starts: Iterable[int] = ()) -> tuple[tuple[int, int], ...]:
    """(text offset, raw offset) pairs for ``Document.anchors``, ascending on both sides.

    An anchor stands at every word where the distance between the two changes, and at the first
    word behind each of ``starts`` (block starts).
    """
    flat = raw.text()
    if flat == text:
        return _parallel(raw, starts)
    text_words = list(_WORD.finditer(text))
    raw_words = list(_WORD.finditer(flat))
    runs = _matched([_form(word.group()) for word in text_words], [_form(word.group()) for word in raw_words])
    pending = sorted(starts, reverse=True)
    result: list[tuple[int, int]] = []
    for text_at, raw_at, count in runs:
        for step in range(count):
            word, twin = text_words[text_at + step], raw_words[raw_at + step]
            forced = False
            while pending and pending[-1] <= word.start():
                pending.pop()
                forced = True
            _add(result, word.start(), raw.raw(twin.start()), forced=forced)
            if word.group() == twin.group():
                for change in raw.changes(Span(twin.start(), twin.end())):
                    _add(result, word.start() + change - twin.start(), raw.raw(change))
    return tuple(result)


def _parallel(raw: RawText, starts: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Anchors of a text that is the raw text itself: one for each piece."""
    result: list[tuple[int, int]] = []
    forced = {start for start in starts if start < raw.length}
    for at in sorted({*raw.at, *forced}):
        _add(result, at, raw.raw(at), forced=at in forced)
    return tuple(result)


def _add(result: list[tuple[int, int]], at: int, raw_at: int, *, forced: bool = False) -> None:
    """Appends an anchor if it tells something new and keeps the order."""
    if result:
        last_at, last_raw = result[-1]
        if at <= last_at or raw_at <= last_raw:
            return
        if not forced and raw_at - at == last_raw - last_at:
            return
    result.append((at, raw_at))


def _form(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _matched(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    """Runs of equal words, ascending and not overlapping on both sides."""
    runs: list[_Run] = []
    for size, unique in ((6, True), (3, True), (6, False), (1, True), (2, False)):
        filled: list[_Run] = []
        a_at = b_at = 0
        for run in [*runs, (len(a), len(b), 0)]:
            if a_at < run[0] and b_at < run[1]:
                filled += _fixed_points(a, b, (a_at, run[0]), (b_at, run[1]), size, unique=unique)
            if run[2]:
                filled.append(run)
            a_at, b_at = run[0] + run[2], run[1] + run[2]
        runs = filled
    return runs


def _fixed_points(
    a: Sequence[str], b: Sequence[str], within_a: tuple[int, int], within_b: tuple[int, int], size: int, *, unique: bool
) -> list[_Run]:
    """Runs around the n-grams of ``size`` words that are alike, inside one gap.

    An n-gram has to be unique in ``a``; in ``b`` its first place is taken unless ``unique``.
    """
    wanted: dict[tuple[str, ...], int] = {}
    for at in range(within_a[0], within_a[1] - size + 1):
        gram = tuple(a[at : at + size])
        wanted[gram] = -1 if gram in wanted else at
    found: dict[tuple[str, ...], int] = {}
    for at in range(within_b[0], within_b[1] - size + 1):
        gram = tuple(b[at : at + size])
        if wanted.get(gram, -1) >= 0:
            found[gram] = (-1 if unique else found[gram]) if gram in found else at
    pairs = sorted((wanted[gram], at) for gram, at in found.items() if at >= 0)
    runs: list[_Run] = []
    a_at, b_at = within_a[0], within_b[0]
    for pair in _ascending(pairs):
        left, right = pair
        if left < a_at or right < b_at:
            continue
        while left > a_at and right > b_at and a[left - 1] == b[right - 1]:
            left, right = left - 1, right - 1
        count = 0
        while left + count < within_a[1] and right + count < within_b[1] and a[left + count] == b[right + count]:
            count += 1
        runs.append((left, right, count))
        a_at, b_at = left + count, right + count
    return runs


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain that ascends on the right side too (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        pile = bisect_left(tails, right)
        before.append(tail_at[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(right)
            tail_at.append(index)
        else:
            tails[pile] = right
            tail_at[pile] = index
    chain: list[tuple[int, int]] = []
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
