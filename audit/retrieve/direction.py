"""Which of two texts came first, as far as they show it, and whether they are two texts at all.

Alignment says that two texts tell the same; it is silent about which was made from which. Dates,
addresses and passages left in are not.
"""

from __future__ import annotations

import re

from audit.retrieve.candidate import Candidate
from audit.retrieve.fingerprint import fingerprint
from audit.retrieve.hosts import is_anybodys, language_of_url, registered_domain
from audit.retrieve.residue import Shown, languages_left_in, shown_through
from audit.retrieve.searchable import citation
from audit.retrieve.urls import cited_urls, host_of
from audit.text.names import fold
from audit.types import Article

__all__ = ["UNDIRECTED", "cited_language", "hours_before", "is_same_text", "points_to"]

UNDIRECTED = "direction"
"""Signal of the ledger line that says direction does not show."""
_TELLING = 0.3
_LONGEST_LABEL = 40
"""A line with at most so many characters beside the address credits it; a longer one mentions it."""
_MOST_SHARED, _LEAST_SHARED = 0.9, 0.75
"""Shares of the shorter and the longer text's word runs from which both are one text, page furniture aside."""
_ENOUGH_RUNS = 10
_LINE_END = re.compile(r"[\n\r\u2028\u2029]")


def points_to(article: Article, candidate: Candidate, shown: Shown) -> float:
    """How far it shows that ``article`` was made from ``candidate``: positive; the other way round: negative.

    Dates outweigh addresses, addresses outweigh passages left in. Turned round, the value changes
    its sign, so that of two articles at most one points to the other.
    """
    back = shown_through(candidate.article, article)
    cites_back = citation(fingerprint(candidate.article), fingerprint(article))
    hours = hours_before(candidate.article, article) or 0.0
    dated = 4.0 * ((hours > 0.0) - (hours < 0.0))
    cited = 2.0 * ((candidate.citation > cites_back) - (candidate.citation < cites_back))
    left_in = _primary(candidate.article) in languages_left_in(article)
    left_there = _primary(article) in languages_left_in(candidate.article)
    value = dated + cited + shown.verbatim - back.verbatim + 0.5 * (left_in - left_there)
    return value if abs(value) > _TELLING else 0.0


def hours_before(one: Article, other: Article) -> float | None:
    """Hours by which ``one`` was published before ``other``; ``None`` when a date is lacking."""
    first, second = one.document.published, other.document.published
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return (second - first).total_seconds() / 3600


def cited_language(article: Article) -> str | None:
    """The one foreign language of the pages that the article credits in a line of their own.

    Only addresses whose slug tells the language count: a host alone may be a mere reference.
    """
    text, main = article.text, _primary(article)
    own = article.document.url or article.document.metadata.canonical
    home = registered_domain(host_of(own)) if own else None
    found = set()
    for url in cited_urls(text):
        if is_anybodys(url.host) or registered_domain(url.host) == home:
            continue
        before = _LINE_END.split(text[max(0, url.span.start - 200) : url.span.start])[-1]
        after = _LINE_END.split(text[url.span.end : url.span.end + 200])[0]
        language, told_by = language_of_url(url.url)
        if len(before.strip()) + len(after.strip()) <= _LONGEST_LABEL and "slug" in told_by and language != main:
            found.add(language)
    return found.pop() if len(found) == 1 else None


def is_same_text(one: Article, other: Article) -> bool:
    """Whether both are one text in one language, in another file or on another page."""
    if _primary(one) != _primary(other):
        return False
    mine, theirs = fingerprint(one).shingles, fingerprint(other).shingles
    if min(len(mine), len(theirs)) < _ENOUGH_RUNS:
        return bool(one.text.strip()) and fold(one.text).split() == fold(other.text).split()
    shared = len(mine & theirs)
    fewer, more = sorted((len(mine), len(theirs)))
    return shared >= _MOST_SHARED * fewer and shared >= _LEAST_SHARED * more


def _primary(article: Article) -> str:
    return article.languages.main.partition("-")[0]
