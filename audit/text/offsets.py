"""Offsets: code points against UTF-16 units, UTF-8 bytes, lines, and the way back into raw input.

Everything in this package counts Unicode code points. Editors count lines, browsers count
UTF-16 units, files count bytes; the tables here translate in both directions. An offset that
falls inside a character of the other encoding is moved back to that character's start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from audit.types import Span

__all__ = ["Lines", "Utf8", "Utf16", "line_spans", "to_raw"]

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


def line_spans(text: str) -> Iterator[Span]:
    """Spans of the lines of ``text`` without their line breaks, the last one included even if empty.

    The breaks are those of ``str.splitlines``.
    """
    start = 0
    for found in _BREAK.finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))


class Lines:
    """Line and column of offsets, both counted from 1, as editors do."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of a code point; the offset just behind the text is allowed."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside a text of {self._length}")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The code point at (line, column); a column behind the end of the text is cut there."""
        if not 1 <= line <= len(self._starts) or column < 1:
            raise ValueError(f"no line {line}, column {column}")
        return min(self._starts[line - 1] + column - 1, self._length)


class _Units:
    """Code points against units of an encoding in which characters differ in width."""

    def __init__(self, text: str) -> None:
        self._text = text

    def _width(self, character: str) -> int:
        raise NotImplementedError

    @cached_property
    def _table(self) -> Sequence[int]:
        if self._text.isascii():
            return range(len(self._text) + 1)
        return list(accumulate(map(self._width, self._text), initial=0))

    def __len__(self) -> int:
        return self._table[-1]

    def of(self, offset: int) -> int:
        """Units in front of the code point at ``offset``."""
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} lies outside a text of {len(self._text)}")
        return self._table[offset]

    def code_point(self, units: int) -> int:
        """Offset of the code point that holds the unit ``units``."""
        if not 0 <= units <= self._table[-1]:
            raise ValueError(f"unit {units} lies outside a text of {self._table[-1]}")
        return bisect_right(self._table, units) - 1


class Utf16(_Units):
    """Code points ↔ UTF-16 code units (JavaScript, language servers, SARIF)."""

    def _width(self, character: str) -> int:
        return 2 if character > "\uffff" else 1


class Utf8(_Units):
    """Code points ↔ UTF-8 bytes. A lone surrogate counts three, as ``surrogatepass`` writes it."""

    def _width(self, character: str) -> int:
        if character < "\x80":
            return 1
        if character < "\u0800":
            return 2
        return 3 if character <= "\uffff" else 4


def to_raw(anchors: Sequence[tuple[int, int]], offset: int) -> int | None:
    """Where the code point at ``offset`` of the text stands in the raw input.

    ``anchors`` as in ``Document.anchors``; without any, text and raw are the same. Between two
    anchors the distance from the earlier one is kept, but never beyond the later one. ``None``
    for an offset in front of the first anchor.
    """
    if not anchors:
        return offset
    index = bisect_right(anchors, offset, key=lambda anchor: anchor[0]) - 1
    if index < 0:
        return None
    text_at, raw_at = anchors[index]
    raw = raw_at + offset - text_at
    return min(raw, anchors[index + 1][1]) if index + 1 < len(anchors) else raw
