"""Cited addresses: where they stand, their host, and the headline hidden in the slug.

A content system makes the slug from the headline: marks dropped, joined by hyphens, often
with a post number. Folded alike, slug and headline of one article agree word for word, in
whatever language the citing article is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from audit.text.names import romanise
from audit.types import Span

__all__ = ["CitedUrl", "agreement", "cited_urls", "headline_tokens", "host_of", "slug_tokens", "url_key"]

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»“”„‹›\[\]{}|\\^`]{3,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?…)*_"
_EXTENSION = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|amp|tpo|ece|shtm|epi|vnp|chn)$", re.IGNORECASE)
_POST_ID = re.compile(r"(?:post|art|article|a|id|p|n|c|d|s|news|story|ar|nid|tid|cid|l)?\d{4,}|[0-9a-f]{8,}|\d{1,3}")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[.,\u00a0\u202f\u2009 '’]\d{3})+(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_MOST_TOKENS = 40
"""Longer slugs and headlines are cut: the comparison is quadratic in the worst case."""


@dataclass(frozen=True, slots=True)
class CitedUrl:
    """An address that stands in a text."""

    span: Span
    url: str
    host: str
    """Lower case, without ``www.``."""
    slug: tuple[str, ...]
    """Folded words of the slug; empty when the path holds none."""


def cited_urls(text: str) -> tuple[CitedUrl, ...]:
    """Every http(s) or www address of ``text``, in order."""
    found = []
    for match in _URL.finditer(text):
        raw = match.group()
        while raw and (raw[-1] in _TRAILING and not (raw[-1] == ")" and raw.count("(") >= raw.count(")"))):
            raw = raw[:-1]
        host = host_of(raw)
        if host:
            found.append(CitedUrl(Span(match.start(), match.start() + len(raw)), raw, host, slug_tokens(raw)))
    return tuple(found)


def host_of(url: str) -> str:
    """Host of an address in lower case without ``www.``; empty when there is none."""
    try:
        host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    return host if "." in host else ""


def url_key(url: str) -> str:
    """Host and path without scheme, ``www.``, query, fragment and final slash: equal keys, one page."""
    try:
        path = urlsplit(url if "://" in url else f"https://{url}").path
    except ValueError:
        return ""
    host = host_of(url)
    return f"{host}{unquote(path).rstrip('/').casefold()}" if host else ""


@lru_cache(maxsize=4096)
def slug_tokens(url: str) -> tuple[str, ...]:
    """Folded words of the address's most speaking path segment, post numbers at its ends dropped.

    At least three words are wanted; otherwise the path has no slug and the answer is empty.
    """
    try:
        path = urlsplit(url if "://" in url else f"https://{url}").path
    except ValueError:
        return ()
    best: list[str] = []
    for segment in unquote(path).split("/"):
        tokens = [t for t in _WORD.findall(romanise(_EXTENSION.sub("", segment))) if t][:_MOST_TOKENS]
        if len(tokens) > len(best):
            best = tokens
    while best and _POST_ID.fullmatch(best[-1]):
        best = best[:-1]
    while best and _POST_ID.fullmatch(best[0]) and len(best[0]) >= 4:
        best = best[1:]
    return tuple(best) if len(best) >= 3 else ()


def headline_tokens(headline: str) -> tuple[str, ...]:
    """Folded words of a headline as a slug would hold them: digit groups joined."""
    joined = _GROUPED.sub(lambda m: re.sub(r"\D", "", m.group()), headline[:600])
    return tuple(_WORD.findall(romanise(joined)))[:_MOST_TOKENS]


def agreement(slug: tuple[str, ...], headline: tuple[str, ...]) -> float:
    """How well a slug renders a headline, 0–1: the worse of shared words and kept order.

    Shared words are the Jaccard index, or the share of the slug's words found where the slug
    was cut short (four words at least). From 0.7 on the two belong together; unrelated headlines of one
    language stay below 0.4.
    """
    if not slug or not headline:
        return 0.0
    trimmed = tuple(t for t in headline if not (t.isdigit() and t not in slug))
    best = 0.0
    for words in {headline, trimmed}:
        a, b = set(slug), set(words)
        shared = len(a & b)
        overlap = shared / len(a | b) if a | b else 0.0
        if len(slug) >= 4 and len(a) <= len(b):
            overlap = max(overlap, 0.9 * shared / len(a))
        if overlap <= best:
            continue
        if overlap < 0.45:
            best = overlap
            continue
        order = SequenceMatcher(None, slug, words, autojunk=False)
        matched = sum(block.size for block in order.get_matching_blocks())
        best = max(best, min(overlap, matched / len(slug)))
    return best
