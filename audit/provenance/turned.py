"""Originals that are, by their own traces, translations from the article's language.

Alignment is silent about direction. Where neither dates nor addresses tell it, what a translation
leaves behind does: a Spanish "original" with English words left in and English idioms word for
word, beside an English article with nothing Spanish in it, was made from the article or from what
the article was made from. The comparison asks for less than a verdict on either text would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from audit.provenance.left_in import primary
from audit.retrieve.direction import UNDIRECTED, hours_before
from audit.types import Article, Evidence, Original, Provenance

__all__ = ["without_turned"]

SHOWS = 1.0
"""Weight of an original's traces of the article's language from which it looks translated."""
CLEAN = 0.25
"""Weight of the article's traces of the original's language up to which it does not, as a share of the other."""


def without_turned(
    article: Article, originals: Sequence[Original], traced: Callable[[Article], Provenance]
) -> tuple[Original, ...]:
    """The originals, those that show themselves to be translated from the article's language as ``related`` only.

    ``traced`` says where a text comes from by its own traces, without originals. It is asked only
    where the decision is ``source`` and no date settles it. One that was cited by the article or
    shows through in it stays what it is.
    """
    return tuple(_as_related(original) if _is_turned(article, original, traced) else original for original in originals)


def _is_turned(article: Article, original: Original, traced: Callable[[Article], Provenance]) -> bool:
    main, theirs = primary(article.languages.main), primary(original.article.languages.main)
    if original.decision != "source" or main == theirs or (hours_before(original.article, article) or 0.0) > 0.0:
        return False
    if any(line.signal in ("citation", "verbatim", "leftovers") and line.weight > 0.0 for line in original.evidence):
        return False
    there = _weight(traced(original.article), main)
    return there >= SHOWS and _weight(traced(article), theirs) <= CLEAN * there


def _weight(provenance: Provenance, language: str) -> float:
    lines = [e for e in provenance.evidence if e.language == language and e.signal not in ("prior", "original")]
    return math.fsum(line.weight for line in lines)


def _as_related(original: Original) -> Original:
    language = primary(original.article.languages.main)
    note = "by its own traces, this text was itself translated from the article's language"
    line = Evidence(UNDIRECTED, 0.0, original.id, note, language)
    return replace(original, decision="related", relation="common-source", evidence=(*original.evidence, line))
