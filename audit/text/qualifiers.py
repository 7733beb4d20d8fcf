"""Words before a number that make it a rough one or a bound: "about", "up to", "at least"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audit.text._tables import primary, table
from audit.types import Span

__all__ = ["Qualifier", "bound_phrase", "emphatic", "qualifier", "softened"]

QualifierKind = Literal["approximate", "upper", "lower"]
_BEFORE = 40
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Qualifier:
    """The words and what they do to the number behind them."""

    span: Span
    kind: QualifierKind
    strict: bool
    """Can only be a bound, never the second half of a range or a preposition of place."""


def qualifier(text: str, number_start: int, language: str) -> Qualifier | None:
    """The qualifier that ends right before ``number_start`` (a currency sign may stand between)."""
    begin = max(0, number_start - _BEFORE)
    before = re.sub(r"[$€£¥]$", " ", text[begin:number_start])
    best: Qualifier | None = None
    for kind in ("upper", "lower", "approximate"):
        match = _pattern(primary(language), kind).search(before)
        if match and (best is None or match.start("word") < best.span.start - begin):
            strict = re.sub(r"\s+", " ", match["word"].lower()) in _entry(language).get("bound", ())
            best = Qualifier(Span(begin + match.start("word"), begin + match.end("word")), kind, strict)
    return best


def softened(text: str, number: Span, language: str) -> bool:
    """Whether anything near the number bounds or rounds it: a qualifier, or a verb such as "reach"."""
    window = text[max(0, number.start - _AROUND) : number.end + _AROUND]
    return _softeners(primary(language)).search(window) is not None


def emphatic(text: str, number_start: int, language: str) -> bool:
    """Whether a word of surprise ("even") stands right before the number; it is no bound."""
    before = text[max(0, number_start - _BEFORE) : number_start]
    return _pattern(primary(language), "even").search(before) is not None


def bound_phrase(language: str) -> str | None:
    """The plain phrase for an upper bound ("up to"); ``None`` for an unknown language."""
    phrases = _entry(language).get("bound", ())
    return str(phrases[0]) if phrases else None


def _entry(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = table("qualifiers").get(primary(language), {})
    return found


@cache
def _pattern(language: str, kind: str) -> re.Pattern[str]:
    phrases = sorted(_entry(language).get(kind, ()), key=len, reverse=True)
    joined = "|".join(re.escape(p).replace(r"\ ", r"\s") for p in phrases) or r"(?!x)x"
    return re.compile(rf"(?<!\w)(?P<word>{joined})\s*$", re.IGNORECASE)


@cache
def _softeners(language: str) -> re.Pattern[str]:
    entry = _entry(language)
    phrases = sorted({p for kind in ("upper", "lower", "approximate", "soft") for p in entry.get(kind, ())})
    joined = "|".join(re.escape(p).replace(r"\ ", r"\s") for p in phrases) or r"(?!x)x"
    stems = "|".join(re.escape(s) for s in entry.get("stems", ())) or r"(?!x)x"
    return re.compile(rf"(?<!\w)(?:(?:{joined})(?!\w)|(?:{stems}))", re.IGNORECASE)
