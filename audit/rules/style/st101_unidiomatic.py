"""A phrase follows the idiom of another language.

## What it does

Looks up phrases in a table of renderings that keep the idiom of the original ("couper ses
taux", "lebendig und gut").

## Why it matters

The meaning comes through, but the text reads as translated.

## Known limits

Some of these phrases are on their way into the language; entries that native newspapers use
often were left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.calques import find_calques
from audit.types import Severity


@document_rule(
    category="style/awkward",
    kind="literal-calque",
    severity=Severity.MINOR,
    confidence=0.82,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example("La banque centrale a coupé ses taux mercredi.", "fr", ("coupé ses taux",)),
        Example("Der Rover ist lebendig und gut, sagte der Betreiber.", "de", ("lebendig und gut",)),
        Example("La banque centrale a abaissé ses taux mercredi.", "fr"),
        Example("Dem Rover geht es gut, sagte der Betreiber.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Entries of the table in this dimension."""
    yield from find_calques(context, "style")
