"""A term was rendered by its nearest look-alike instead of the word of the trade.

## What it does

Looks up phrases in a table of terms that translations get wrong: titles, military and legal
terms, sport, film.

## Why it matters

Experts among the readers lose trust, the others misunderstand.

## Known limits

Knows what its table knows. Regional usage (Quebec, Switzerland) may differ; the best known
cases are excused by neighbouring words.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.calques import find_calques
from audit.types import Severity


@document_rule(
    category="terminology/wrong-term",
    kind="false-friend",
    severity=Severity.MINOR,
    confidence=0.87,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example("Le pays a testé deux fusées balistiques lundi matin.", "fr", ("fusées balistiques",)),
        Example("The chief operator of the film was praised by the director.", "en", ("chief operator",)),
        Example("Le pays a testé deux missiles balistiques lundi matin.", "fr"),
        Example("The cinematographer of the film was praised by the director.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Entries of the table in this dimension."""
    yield from find_calques(context, "terminology")
