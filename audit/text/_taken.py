"""Keeps track of which stretches of a text are spoken for, in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, insort

from audit.types import Span

__all__ = ["Taken"]


class Taken:
    """A set of spans that do not overlap."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def free(self, span: Span) -> bool:
        """Whether nothing taken overlaps ``span``."""
        at = bisect_left(self._spans, (span.start, span.start))
        before = self._spans[at - 1] if at else (0, 0)
        after = self._spans[at] if at < len(self._spans) else (span.end, span.end)
        return before[1] <= span.start and after[0] >= span.end

    def take(self, span: Span) -> bool:
        """Take ``span`` when it is free; whether it was."""
        if not self.free(span):
            return False
        insort(self._spans, (span.start, span.end))
        return True
