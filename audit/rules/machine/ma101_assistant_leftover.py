"""A chat assistant or a translation service left its own words in the text.

## What it does

Marks phrases in which a machine speaks of itself or of its task ("As an AI language
model", "Voici la traduction :", "Translated with DeepL"), in any language.

## Why it matters

It proves that a machine wrote or translated the text and that nobody read it afterwards.

## Known limits

Reports about such machines quote these phrases; inside quotation marks they are left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.quotes import quotes
from audit.rules.tables import table
from audit.types import Severity, Span


@cache
def _pattern() -> re.Pattern[str]:
    patterns = [p for entry in table("assistants").values() for p in entry["patterns"]]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE | re.MULTILINE)


@document_rule(
    category="boilerplate",
    kind="assistant-leftover",
    severity=Severity.CRITICAL,
    confidence=0.95,
    sees_foreign=True,
    examples=(
        Example("Voici la traduction de l'article :\n\nLe pont ferme lundi.", "fr", ("Voici la traduction de l'article :",)),
        Example("As an AI language model, I cannot verify this. The bridge closes on Monday.", "en", ("As an AI language model",)),
        Example("Hier ist die Übersetzung:\n\nDie Brücke wird am Montag gesperrt.", "de", ("Hier ist die Übersetzung:",)),
        Example("« En tant que modèle de langage, je ne peux pas répondre », affichait l'écran.", "fr"),
        Example("Voici la maire à son arrivée, lundi matin.", "fr"),
    ),
)  # fmt: skip
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Phrases of assistants outside quotation marks."""
    found = list(_pattern().finditer(context.text))
    if not found:
        return
    quoted = [q.span for q in quotes(context.text)]
    for match in found:
        span = Span(*match.span())
        if not any(q.contains(span) for q in quoted):
            yield Hit(span, "A machine speaks here of itself or of its task.")
