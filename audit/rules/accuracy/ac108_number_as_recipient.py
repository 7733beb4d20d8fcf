"""A bound before a number was lost and left a bare "à".

## What it does

In French, marks "à" and a number of people or jobs after a verb that takes them as its
object ("envoie à 3 000 hommes"): the original said "up to", and the preposition is all
that is left of it.

## Why it matters

A limit turned into a count, and the sentence says that somebody is sent something.

## Known limits

Knows verbs of sending, hiring and dismissing, and nouns for people and jobs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.patterns import compiled
from audit.rules.tables import table
from audit.types import Severity, Span


@cache
def _pattern() -> re.Pattern[str]:
    data = table("grammar_fr")
    return compiled(
        rf"{data['transfer']} (?P<mark>à \d[\d\s.]{{0,12}}(?:millions? de |milliers? de |mille )?{data['people']})\b"
    )


@document_rule(
    category="accuracy/mistranslation",
    kind="missing-word",
    severity=Severity.MAJOR,
    confidence=0.93,
    languages=("fr",),
    examples=(
        Example("L'entreprise licencie à 2 500 salariés dans le Nord.", "fr", ("à 2 500 salariés",)),
        Example("Le pays déploie à 12 000 hommes à la frontière.", "fr", ("à 12 000 hommes",)),
        Example("L'entreprise licencie jusqu'à 2 500 salariés dans le Nord.", "fr"),
        Example("L'entreprise envoie à 2 500 clients une lettre ; elle emploie 300 salariés à 20 kilomètres.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """A verb that takes people, then "à" and a number of them."""
    for match in context.finditer(_pattern()):
        span = Span(*match.span("mark"))
        suggestion = "jusqu'" + match["mark"]
        yield Hit(
            span,
            "The verb takes a number of people without “à”; the original probably said “up to”.",
            suggestion=suggestion,
            explained_by=("de", "en"),
        )
