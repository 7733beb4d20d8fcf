"""An ordinal or a time of day is written with the letters of another language.

## What it does

Marks English ordinals ("21st", "3rd") in other languages and time zones in English words.

## Why it matters

They are left-overs of the original that spell-checkers pass.

## Known limits

Ordinals before a capitalised word are taken for a name ("5th Avenue") and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.types import Severity, Span

_ORDINAL = re.compile(r"(?<![\w.,-])\d{1,4}(?:st|nd|rd|th)\b(?![ \u00a0][A-Z])")
_ZONE = re.compile(
    r"\b(?:Eastern|Pacific|Central|Mountain|Local)[ \u00a0](?:Standard[ \u00a0]|Daylight[ \u00a0])?Time\b"
)
_NEAR_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d|[ \u00a0](?:h|Uhr|uur|heures?|horas?|ore))")


@document_rule(
    category="accuracy/untranslated",
    kind="residue-word",
    severity=Severity.MINOR,
    confidence=0.88,
    languages=("fr", "de", "es", "it", "pt", "nl", "pl", "vi"),
    examples=(
        Example("Le 21st festival ouvre vendredi soir.", "fr", ("21st",)),
        Example("Der Start ist für 9:30 Uhr Eastern Time geplant.", "de", ("Eastern Time",)),
        Example("Le 21e festival ouvre vendredi sur la 5th Avenue.", "fr"),
        Example("Der 21. Start ist für 9:30 Uhr Ortszeit geplant.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """English ordinals and zones."""
    for match in context.finditer(_ORDINAL):
        yield Hit(Span(*match.span()), "This is an English ordinal.", explained_by=("en",))
    for match in context.finditer(_ZONE):
        if _NEAR_CLOCK.search(context.text, max(0, match.start() - 24), match.start()):
            yield Hit(Span(*match.span()), "The time zone is in English.", explained_by=("en",))
