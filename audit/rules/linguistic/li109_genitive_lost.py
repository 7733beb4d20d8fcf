"""A name follows a noun without the preposition that must link them.

## What it does

In French, marks the name of a country or city that directly follows a noun of state
("les forces armées Moscou") or an acronym in brackets ("(NIS) Corée du Sud").

## Why it matters

A genitive of the original was lost, and with it the relation between the two.

## Known limits

Knows a list of nouns and the places of CLDR. Fixed pairs such as "axe Paris-Berlin" have
no such noun before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.gazetteer import is_place, places
from audit.rules.tables import words
from audit.types import Severity, Span


@cache
def _pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("genitives", "fr", "nouns_of_state")))
    names = "|".join(sorted((re.escape(p) for p in places("fr") if len(p) > 3), key=lambda p: (-len(p), p)))
    return re.compile(
        rf"(?<![\w-])(?P<head>(?:{nouns})(?:[ \u00a0](?:armée?s|général|centrale?s?|suprême))?)[ \u00a0](?P<name>{names})(?![\w-])"
        rf"|(?P<acronym>\([A-Z]{{2,6}}\))[ \u00a0](?P<state>{names})(?![\w-])"
    )


@document_rule(
    category="fluency/grammar",
    kind="foreign-genitive",
    severity=Severity.MAJOR,
    confidence=0.88,
    languages=("fr",),
    examples=(
        Example("Le gouvernement Moscou a rejeté la proposition.", "fr", ("gouvernement Moscou",)),
        Example("Le service de renseignement (BND) Allemagne se tait.", "fr", ("(BND) Allemagne",)),
        Example("Le gouvernement de Moscou a rejeté la proposition du ministère France-Afrique.", "fr"),
        Example("Le service fédéral de renseignement (BND) se tait. Allemagne et France négocient.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Nouns of state and acronyms with a bare name behind."""
    for match in context.finditer(_pattern()):
        name = match["name"] or match["state"]
        if is_place(name):
            yield Hit(
                Span(*match.span()),
                f"A preposition is missing before “{name}”.",
                explained_by=("de",),
            )
