"""Two prepositions stand together that cannot.

## What it does

In French, marks stacked prepositions ("une hausse de jusqu'à", "à jusqu'à", "de du") and
months hung on "à la fin" without "du mois de".

## Why it matters

The phrase follows the original's grammar ("von bis zu", "of up to").

## Known limits

Patterns only. "De jusqu'à" after a verb of measuring is said by many; it is reported with
less confidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.patterns import pattern
from audit.types import Severity, Span


@document_rule(
    category="fluency/grammar",
    kind="literal-calque",
    severity=Severity.MINOR,
    confidence=0.82,
    profile="editor",
    languages=("fr",),
    examples=(
        Example("La météo annonce une hausse de jusqu'à dix degrés.", "fr", ("une hausse de jusqu'à",)),
        Example("Le pont rouvrira à la fin juin 2026.", "fr", ("à la fin juin 2026",)),
        Example("La température monte jusqu'à dix degrés à la fin du mois de juin.", "fr"),
        Example("Le pont rouvrira fin juin, entre le port et la gare de Du Bellay.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Stacked prepositions and bare months."""
    for match in context.finditer(pattern("grammar_fr", "stacked")):
        yield Hit(Span(*match.span()), "These prepositions cannot stand together.", explained_by=("de", "en"))
    for match in context.finditer(pattern("grammar_fr", "month")):
        message = "A month does not follow here without “du mois de”; “fin mai” is enough."
        yield Hit(Span(*match.span()), message, kind="missing-word", explained_by=("de",), confidence=0.75)
