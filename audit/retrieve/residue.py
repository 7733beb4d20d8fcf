"""Where one text shows through in another: passages and words left in, addresses cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.retrieve.urls import cited_urls, url_key
from audit.text.names import fold
from audit.types import Article

__all__ = ["Shown", "languages_left_in", "shown_through"]

_WORD = re.compile(r"[^\W_]+")
_DEFECTS = ("untranslated_passage", "caption", "furniture")


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a candidate shows through in the article, and the article in the candidate."""

    verbatim: float = 0.0
    """Share of words of the best passage left in that stands in the candidate, 0–1."""
    leftovers: float = 0.0
    """0–1: passages or words in the candidate's language were left in the article."""
    reverse: float = 0.0
    """0–1: the candidate shows the article's language, or cites its address."""


def shown_through(article: Article, candidate: Article) -> Shown:
    """Compare what was left in either text with the other."""
    verbatim, leftovers = _left_in(article, candidate)
    back, _ = _left_in(candidate, article)
    own = article.document.url
    if own and any(url_key(u.url) == url_key(own) for u in cited_urls(candidate.text)):
        back = 1.0
    return Shown(verbatim, leftovers, back)


def languages_left_in(article: Article) -> frozenset[str]:
    """Languages whose passages were left in: one of ten words or more, surely identified."""
    return frozenset(
        _primary(span.language)
        for span in article.languages.spans
        if span.kind == "untranslated_passage"
        and span.probability >= 0.8
        and len(_WORD.findall(span.span.of(article.text))) >= 10
    ) - {_primary(article.languages.main), "und"}


def _left_in(article: Article, other: Article) -> tuple[float, float]:
    """(verbatim share, presence) of what was left in ``article`` in the language of ``other``."""
    language = _primary(other.languages.main)
    if language == _primary(article.languages.main) or language == "und":
        return 0.0, 0.0
    spans = [s for s in article.languages.spans if _primary(s.language) == language and s.kind in _DEFECTS]
    words = [w for w in article.languages.leftovers if _primary(w.language) == language]
    presence = min(1.0, sum(0.7 * s.probability for s in spans) + sum(0.35 * w.probability for w in words))
    if not spans:
        return 0.0, presence
    runs = _runs(_WORD.findall(fold(other.text)))
    best = 0.0
    for span in spans:
        mine = _WORD.findall(fold(span.span.of(article.text)))
        wanted = _runs(mine)
        if len(mine) >= 4 and wanted:
            best = max(best, len(wanted & runs) / len(wanted))
    return best, presence


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def _primary(language: str) -> str:
    return language.partition("-")[0]
