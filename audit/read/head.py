"""The head of a page: canonical address, language versions, Open Graph, JSON-LD. As declared."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from audit.read import schemaorg
from audit.read.fields import language_tag, one_line, timestamp
from audit.types import HeadMetadata

__all__ = ["Head", "read_head"]

_SHOWN = ("article:section", "article:tag", "og:description", "og:type", "description", "generator", "news_keywords")


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a document that its page's head decides."""

    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    metadata: HeadMetadata = field(default_factory=HeadMetadata)
    article_body: str | None = None
    """``articleBody`` of the page's JSON-LD."""


def read_head(tree: Any) -> Head:
    """Reads an lxml tree of the whole page; never changes it."""
    meta = _meta(tree)
    article = next(iter(_linked_data(tree)), {})
    declared = schemaorg.metadata(article)
    canonical = next((href for rel, _, href in _links(tree) if "canonical" in rel), None)
    headings = [one_line(str(heading.text_content())) for heading in tree.iter("h1")]
    title = (
        one_line(article.get("headline"))
        or (headings[0] if len(headings) == 1 else None)
        or _first(meta, "og:title", "twitter:title")
        or next((one_line(str(node.text_content())) for node in tree.iter("title")), None)
    )
    url = (
        canonical
        or _first(meta, "og:url")
        or next(iter(schemaorg.references(article.get("url"))), None)
        or next(iter(schemaorg.references(article.get("mainEntityOfPage"))), None)
    )
    published = timestamp(article.get("datePublished")) or timestamp(
        _first(meta, "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
    )
    language = (
        language_tag(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
        or language_tag(_in_language(article))
        or language_tag(_first(meta, "content-language", "og:locale", "dc.language"))
    )
    return Head(
        title=title,
        url=url,
        published=published,
        language=language,
        article_body=article["articleBody"] if isinstance(article.get("articleBody"), str) else None,
        metadata=HeadMetadata(
            canonical=canonical,
            hreflang=tuple((tag, href) for rel, tag, href in _links(tree) if "alternate" in rel and tag),
            site_name=_first(meta, "og:site_name") or declared.site_name,
            authors=declared.authors
            or tuple(dict.fromkeys([*meta.get("author", ()), *meta.get("article:author", ())])),
            locale=_first(meta, "og:locale"),
            modified=_first(meta, "article:modified_time", "og:updated_time") or declared.modified,
            is_based_on=declared.is_based_on,
            translation_of=declared.translation_of,
            other=tuple(sorted((key, value) for key in _SHOWN for value in meta.get(key, ()))),
        ),
    )


def _in_language(article: dict[str, Any]) -> object:
    """schema.org ``inLanguage``: a tag, or a Language object with one."""
    value = article.get("inLanguage")
    value = value[0] if isinstance(value, list) and value else value
    return (value.get("alternateName") or value.get("name")) if isinstance(value, dict) else value


def _meta(tree: Any) -> dict[str, list[str]]:
    """Contents of the meta elements by lower-case property, name or http-equiv, in order."""
    result: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        key = node.get("property") or node.get("name") or node.get("http-equiv") or node.get("itemprop")
        value = one_line(node.get("content"))
        if key and value:
            result.setdefault(key.strip().lower(), []).append(value)
    return result


def _links(tree: Any) -> list[tuple[list[str], str, str]]:
    """(relations, language tag, address) of the link elements, in order."""
    return [
        ((node.get("rel") or "").lower().split(), (node.get("hreflang") or "").strip(), node.get("href").strip())
        for node in tree.iter("link")
        if (node.get("href") or "").strip()
    ]


def _first(meta: dict[str, list[str]], *keys: str) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _linked_data(tree: Any) -> list[dict[str, Any]]:
    """Articles in the page's JSON-LD; broken scripts are passed over."""
    found: list[dict[str, Any]] = []
    for node in tree.iter("script"):
        if (node.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json" or not node.text:
            continue
        try:
            found += schemaorg.articles(json.loads(node.text, strict=False))
        except (ValueError, RecursionError):
            continue
    return found
