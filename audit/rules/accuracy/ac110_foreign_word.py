"""A single foreign word stands in the text; it may be borrowed.

## What it does

Marks content words that are at home in another language and rare in the article's, where
nothing else points to that language. It is a hint for linguists, no accusation.

## Why it matters

Some are left-overs of a translation; others are loan words, terms of a trade, or words of
a place that the report is about.

## Known limits

No list knows every loan word, and the language named is a guess: many words are at home in
several. Rule AC102 reports the words that something else speaks against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.leftovers import as_hit, corroborated, left_over
from audit.rules.words import language_name
from audit.types import Severity


@document_rule(
    category="accuracy/untranslated",
    kind="residue-word",
    severity=Severity.MINOR,
    confidence=0.5,
    profile="linguist",
    examples=(
        Example(
            "Le conseil municipal a voté mardi le budget angekommen des écoles et celui de la bibliothèque.",
            "fr",
            ("angekommen",),
        ),
        Example("Le conseil municipal a voté mardi le budget des écoles, qu'il juge insuffisant.", "fr"),
        Example("The committee called the merger a fait accompli and asked for no further report.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Left-over words for which nothing else speaks."""
    for word in left_over(context):
        if not corroborated(context, word):
            quote, language = word.span.of(context.text), word.language.split("-")[0]
            yield replace(
                as_hit(context, word),
                message=f"“{quote}” looks like {language_name(language)}; it may be borrowed or left over.",
                confidence=round(min(0.5, word.probability), 4),
                severity=Severity.MINOR,
            )
