"""A word or phrase was rendered word for word and means something else here.

## What it does

Looks up phrases in a table of known wrong renderings: homographs ("shares" as "partages"),
false friends, compounds taken apart. Most entries need neighbouring words that show the
topic.

## Why it matters

These errors are grammatical, so nobody stumbles, and the reader is misinformed.

## Known limits

Knows what its table knows: French, German, English and Spanish first. Texts on the very
topic from which a word was borrowed may use it rightly.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.calques import find_calques
from audit.types import Severity


@document_rule(
    category="accuracy/mistranslation",
    kind="literal-calque",
    severity=Severity.MAJOR,
    confidence=0.88,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example(
            "Les partages du constructeur ont chuté de 4 % mardi.", "fr", ("Les partages du constructeur ont chuté",)
        ),
        Example("Der Drill soll Gestein aus zwei Metern Tiefe holen.", "de", ("Der Drill",)),
        Example("Les actions du constructeur ont chuté de 4 % mardi.", "fr"),
        Example("Die Aktien des Herstellers fielen am Dienstag um vier Prozent.", "de"),
        Example("Shares of the company fell four percent on Tuesday.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Entries of the table in this dimension."""
    yield from find_calques(context, "accuracy")
