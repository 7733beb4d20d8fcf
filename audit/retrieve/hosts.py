"""Language of an address: path, slug, domain and country code, in this order of trust."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from audit._resources import package_file
from audit.retrieve.urls import host_of, slug_tokens

__all__ = ["UrlLanguage", "is_anybodys", "language_of_url", "registered_domain", "slug_language"]

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ph|th|tr|ch|gh|kh|gi|qu|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable with its marks dropped."""
_VIETNAMESE_SHARE = 0.95

UrlLanguage = tuple[str | None, tuple[str, ...]]
"""(language or None, what says so: ``slug``, ``domain``, ``path``, ``country``)."""


@dataclass(frozen=True, slots=True)
class _Tables:
    cctld: Mapping[str, str]
    domain: Mapping[str, str]
    anybody: frozenset[str]
    slug_words: Mapping[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    hosts, slugs = (
        tomllib.loads(package_file("retrieve", "data", name).read_text(encoding="utf-8"))
        for name in ("hosts.toml", "slugs.toml")
    )
    words = {language: frozenset(words) for language, words in slugs["words"].items()}
    return _Tables(hosts["cctld"], hosts["domain"], frozenset(hosts["anybody"]["domains"]), words)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registered_domain(host: str) -> str:
    """The domain someone registered: ``news.bbc.co.uk`` → ``bbc.co.uk``."""
    try:
        return _suffixes().privatesuffix(host) or host
    except (ValueError, UnicodeError):
        return host


def is_anybodys(host: str) -> bool:
    """Whether anyone publishes there in any language (social networks, search, link shorteners)."""
    return registered_domain(host) in _tables().anybody


def language_of_url(url: str) -> UrlLanguage:
    """Language of the page behind an address, without opening it."""
    tables = _tables()
    host = host_of(url)
    if not host or is_anybodys(host):
        return None, ()
    slug = slug_language(slug_tokens(url))
    country = tables.cctld.get(host.rsplit(".", 1)[-1])
    domain = tables.domain.get(host) or tables.domain.get(registered_domain(host))
    section = _section(url, host)
    votes = [("path", section), ("slug", slug), ("domain", domain), ("country", country)]
    told = next((language for _, language in votes if language), None)
    return told, tuple(name for name, language in votes if language is not None and language == told)


def slug_language(slug: tuple[str, ...]) -> str | None:
    """Language of a folded slug by its frequent words, or ``None`` when they do not agree."""
    words = [w for w in slug if not w.isdigit()]
    if len(words) < 3:
        return None
    known = _tables().slug_words
    if _is_vietnamese(words, known["vi"]):
        return "vi"
    shares = sorted(
        ((sum(w in vocabulary for w in words), language) for language, vocabulary in known.items()), reverse=True
    )
    (best, language), (second, _) = shares[0], shares[1]
    return language if best >= 2 and best - second >= 2 and best >= 0.2 * len(words) else None


def _is_vietnamese(words: list[str], frequent: frozenset[str]) -> bool:
    """Five short words or more that all could be Vietnamese syllables, one of them frequent."""
    if len(words) < 5 or sum(map(len, words)) / len(words) >= 4.6:
        return False
    fitting = sum(bool(_SYLLABLE.fullmatch(w)) for w in words)
    return fitting >= _VIETNAMESE_SHARE * len(words) and any(w in frequent for w in words)


def _section(url: str, host: str) -> str | None:
    """``/en/…`` or ``en.…``: a language code as first path segment or first label."""
    codes = set(_tables().slug_words)
    try:
        path = urlsplit(url if "://" in url else f"https://{url}").path
    except ValueError:
        return None
    first = path.strip("/").split("/", 1)[0].lower()
    if "/" in path.strip("/") and first in codes:
        return first
    label = host.split(".", 1)[0]
    return label if label in codes and host.count(".") >= 2 else None
