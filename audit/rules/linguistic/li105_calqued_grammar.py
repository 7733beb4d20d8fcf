"""A construction follows the grammar of another language.

## What it does

Looks up constructions in a table: verbs that take no such clause ("exprimer que"),
prepositions carried over ("attendre sur"), plural verbs after "police".

## Why it matters

It is wrong in the article's language and tells which language it was translated from.

## Known limits

Knows what its table knows. Quotations of careless speakers may hold the same constructions.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.calques import find_calques
from audit.types import Severity


@document_rule(
    category="fluency/grammar",
    kind="literal-calque",
    severity=Severity.MINOR,
    confidence=0.88,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example("Le ministre a exprimé que la réforme serait lancée.", "fr", ("a exprimé que",)),
        Example("Die Polizei suchen einen Mann von etwa 40 Jahren.", "de", ("Die Polizei suchen",)),
        Example("Le ministre n'a exprimé que des regrets.", "fr"),
        Example("Die Polizei sucht einen Mann von etwa 40 Jahren.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Entries of the table in this dimension."""
    yield from find_calques(context, "fluency")
