"""Which sentences take part, and in which voice.

Furniture never takes part. Sentences of the article are searched in two *voices*: those in
its main language, and those left in the language of an original, because a scraped
translation often keeps the foreign lead beside its translation and both stand for the
same source sentences.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.align.background import primary
from audit.types import Article

__all__ = ["Unit", "bare", "source_language", "units_of", "voices"]

VERBATIM_LETTERS = 20
"""Shorter sentences are no sign of a passage left in another language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence that takes part."""

    index: int
    """In ``Article.sentences``."""
    text: str
    heading: bool
    block: int
    language: str
    """Primary language subtag."""
    bare: str
    """See :func:`bare`."""


_NEITHER = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Letters and digits only, case folded: two sentences with one ``bare`` are verbatim equal."""
    return _NEITHER.sub("", unicodedata.normalize("NFKC", text).casefold())


def source_language(article: Article) -> str:
    """Primary subtag of the main language."""
    return primary(article.languages.main)


def units_of(article: Article) -> tuple[Unit, ...]:
    """The sentences that take part, each with its own language."""
    main = source_language(article)
    spans = article.languages.spans
    out: list[Unit] = []
    first = 0
    for sentence in article.sentences:
        text = sentence.span.of(article.text)
        plain = "" if sentence.block == "furniture" else bare(text)
        if not plain:
            continue
        while first < len(spans) and spans[first].span.end <= sentence.span.start:
            first += 1
        language, k, covered = main, first, 0
        while k < len(spans) and spans[k].span.start < sentence.span.end:
            shared = sentence.span.overlap(spans[k].span)
            if shared > covered:
                covered = shared
                if 2 * shared > len(sentence.span):
                    language = primary(spans[k].language)
            k += 1
        out.append(Unit(sentence.index, text, sentence.block == "heading", sentence.block_index, language, plain))
    return tuple(out)


def voices(
    target: Sequence[Unit], main: str, sources: Sequence[Sequence[Unit]], languages: Sequence[str]
) -> NDArray[np.bool_]:
    """Per target unit whether it is left in a foreign tongue: so marked, or verbatim in an original in another.

    What is short is verbatim in two languages for other reasons: a name, a figure, "OK".
    """
    verbatim = {
        unit.bare
        for units, language in zip(sources, languages, strict=True)
        if language != main
        for unit in units
        if len(unit.bare) >= VERBATIM_LETTERS
    }
    return np.array([unit.language not in (main, "und") or unit.bare in verbatim for unit in target], dtype=np.bool_)
