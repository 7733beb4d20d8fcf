"""Word-for-word renderings, as data: what was written, what it renders, what is idiomatic.

The entries lie in ``data/calques_<language>.toml``, one file for each language of the
article. An entry fires where ``find`` matches and, when given, one of ``near`` occurs within
300 characters and none of ``far`` does. In patterns a blank stands for any blank and ’ for
either apostrophe; a group named ``mark`` narrows what is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from audit._resources import package_file
from audit.rules.base import DocumentContext, Hit
from audit.rules.patterns import compiled
from audit.rules.tables import table
from audit.rules.words import language_name
from audit.types import Severity, Span

__all__ = ["Calque", "calques", "find_calques"]

_WINDOW = 300


@dataclass(frozen=True, slots=True)
class Calque:
    """One entry."""

    id: str
    languages: tuple[str, ...]
    """The languages it is a rendering of."""
    find: re.Pattern[str]
    near: re.Pattern[str] | None
    far: re.Pattern[str] | None
    source: str
    instead: str
    category: str
    kind: str
    severity: Severity
    confidence: float
    fires: tuple[str, ...]
    silent: tuple[str, ...]


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return compiled("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def _entry(language: str, number: int, row: dict[str, Any]) -> Calque:
    return Calque(
        id=f"{language}-{number}",
        languages=tuple(row["from"].split()),
        find=compiled(row["find"], re.NOFLAG if row.get("case") else re.IGNORECASE),
        near=_any_of(row.get("near", [])),
        far=_any_of(row.get("far", [])),
        source=row["source"],
        instead=row["instead"],
        category=row["mqm"],
        kind=row["kind"],
        severity=Severity(row.get("severity", "minor")),
        confidence=row.get("p", 0.85),
        fires=tuple(row["fires"]),
        silent=tuple(row.get("silent", ())),
    )


@cache
def calques(language: str) -> tuple[Calque, ...]:
    """The entries for articles in ``language``; empty when there is no table for it."""
    if not package_file("rules", "data", f"calques_{language}.toml").is_file():
        return ()
    rows = table(f"calques_{language}")["calque"]
    return tuple(_entry(language, number, row) for number, row in enumerate(rows, start=1))


def find_calques(context: DocumentContext, dimension: str) -> Iterator[Hit]:
    """Hits of the entries whose category begins with ``dimension`` ("accuracy", "style" …)."""
    text = context.text
    for entry in calques(context.language):
        if not entry.category.startswith(dimension):
            continue
        for match in context.finditer(entry.find):
            if not _fits(entry, text, match):
                continue
            span = _bare(context.text, Span(*match.span("mark" if "mark" in entry.find.groupindex else 0)))
            origin = " or ".join(language_name(tag) for tag in entry.languages)
            quote = " ".join(span.of(text).split())
            yield Hit(
                span,
                f"“{quote}” renders {origin} “{entry.source}” word for word; expected: {entry.instead}.",
                explained_by=entry.languages,
                confidence=entry.confidence,
                severity=entry.severity,
                kind=entry.kind,
                category=entry.category,
            )


def _fits(entry: Calque, text: str, match: re.Match[str]) -> bool:
    start, end = max(0, match.start() - _WINDOW), match.end() + _WINDOW
    if entry.far is not None and entry.far.search(text, start, end):
        return False
    if entry.near is None:
        return True
    before = entry.near.search(text, start, match.start())
    return before is not None or entry.near.search(text, match.end(), end) is not None


def _bare(text: str, span: Span) -> Span:
    """Without the blanks, commas and quotation marks that a pattern needed to see at the ends."""
    start, end = span.start, span.end
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    return Span(start, end) if start < end else span
