"""From code-point offsets to the places other formats name: lines, columns, raw offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from audit.types import Document

__all__ = ["Lines", "in_raw", "is_raw"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Line starts of a text; lines end at LF, so a CR before it belongs to the line."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Index a text in one pass."""
        starts = [0]
        at = text.find("\n")
        while at != -1:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(tuple(starts))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def is_raw(document: Document) -> bool:
    """Whether ``document.text`` is the file itself, so that lines and columns can be named."""
    return not document.anchors and document.item is None and document.media_type == "text/plain"


def in_raw(document: Document, offset: int) -> int | None:
    """Code-point offset into the raw input; ``None`` where no way back is known."""
    if not document.anchors:
        return offset if is_raw(document) else None
    at = bisect_right(document.anchors, (offset, float("inf"))) - 1
    if at < 0:
        return None
    text, raw = document.anchors[at]
    return raw + offset - text
