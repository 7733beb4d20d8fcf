"""schema.org articles in JSON-LD: finding them, and reading what concerns us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.read.fields import one_line
from audit.types import HeadMetadata

__all__ = ["articles", "author_names", "metadata", "references"]

_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
    ]
)
_DEEPEST = 12


def articles(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every article object in a JSON-LD value: alone, in a list, in ``@graph`` or as main entity."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from articles(entry, depth + 1)
    elif isinstance(value, dict):
        if is_article(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from articles(value[key], depth + 1)


def is_article(value: dict[str, Any]) -> bool:
    """Whether an object calls itself an article."""
    declared = value.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return any(isinstance(name, str) and name.rpartition("/")[2] in _TYPES for name in names)


def references(value: object) -> tuple[str, ...]:
    """URLs, or names where there is no URL, of a reference to other works."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(text for entry in value for text in references(entry)))
    if isinstance(value, dict):
        for key in ("url", "@id", "name", "headline"):
            found = one_line(value.get(key))
            if found:
                return (found,)
        return ()
    found = one_line(value)
    return (found,) if found else ()


def author_names(value: object) -> tuple[str, ...]:
    """Names of authors, from strings, objects or lists of either."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for entry in value for name in author_names(entry)))
    found = one_line(value.get("name") if isinstance(value, dict) else value)
    return (found,) if found else ()


def metadata(article: dict[str, Any]) -> HeadMetadata:
    """What an article object says of authors, changes and the works it rests on."""
    publisher = article.get("publisher")
    return HeadMetadata(
        site_name=one_line(publisher.get("name")) if isinstance(publisher, dict) else None,
        authors=author_names(article.get("author")),
        modified=one_line(article.get("dateModified")),
        is_based_on=references(article.get("isBasedOn")) or references(article.get("isBasedOnUrl")),
        translation_of=references(article.get("translationOfWork")),
    )
