"""The quick first opinion: one language for a stretch of text, from eldc."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol, cast

from audit.lid.main_language import primary
from audit.lid.mask import blank
from audit.types import UNDETERMINED, Document, Span

__all__ = ["guess", "quick"]

ENOUGH_LETTERS = 60
"""Below this a block says too little about its own language, and the document's is taken."""
SAMPLE_CHARS = 20_000
"""More text than this changes no answer."""


class _Eldc(Protocol):
    def detect(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _eldc() -> _Eldc:
    import eldc

    eldc.init()
    # The module-level detector is global state that other packages may set; an instance is ours.
    return cast("_Eldc", eldc.instance())


def quick(text: str) -> str:
    """BCP 47 tag of the most likely language of ``text``, ``und`` when there are no letters to judge by."""
    sample = text[:SAMPLE_CHARS].encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
    if not any(map(str.isalpha, sample)):
        return UNDETERMINED
    found = _eldc().detect(sample)
    return primary(found) if found else UNDETERMINED


def guess(document: Document) -> Callable[[Span], str]:
    """A function that answers the BCP 47 language of a block of ``document``, cheaply.

    Addresses and handles are left out of the judgement. A block with few letters gets
    the language of the whole document, unless that one is undetermined.
    """
    text = document.text
    whole = quick(blank(text[: 2 * SAMPLE_CHARS]))

    @lru_cache(maxsize=4096)
    def of(span: Span) -> str:
        block = text[span.start : min(span.end, span.start + SAMPLE_CHARS)]
        if whole != UNDETERMINED and sum(map(str.isalpha, block[: 4 * ENOUGH_LETTERS])) < ENOUGH_LETTERS:
            return whole
        answer = quick(blank(block))
        return whole if answer == UNDETERMINED else answer

    return of
