"""A word stands twice in a row.

## What it does

Marks a word repeated at once ("the the", "de de"), in any language with blanks between
words.

## Why it matters

It is a slip of cutting and pasting, or a decoder that stuttered.

## Known limits

Some doublings are right: "nous nous sommes", "das das", "had had", reduplication in
Vietnamese. They are listed by language; capitalised doublings (names) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import words
from audit.types import Severity, Span

_TWICE = re.compile(r"(?<![\w'’-])(?P<word>[^\W\d_]{2,})[ \u00a0\u202f]+(?P=word)(?![\w'’-])")


@document_rule(
    category="fluency/grammar",
    kind="repetition",
    severity=Severity.MINOR,
    confidence=0.9,
    languages=("fr", "de", "en", "es", "it", "pt", "nl", "pl", "ru", "uk"),
    examples=(
        Example("The council voted for the the new bridge on Monday.", "en", ("the the",)),
        Example("Le conseil a voté la construction de de nouveaux logements.", "fr", ("de de",)),
        Example("Nous nous sommes réunis lundi pour parler du pont.", "fr"),
        Example("Sie sagte, dass das das Ende sei.", "de"),
        Example("They had had enough of New York New York.", "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Doubled words that the language does not allow."""
    allowed = words("doublings", context.language, "allowed")
    for match in context.finditer(_TWICE):
        word = match["word"]
        if word.islower() and word not in allowed:
            yield Hit(Span(*match.span()), f"The word “{word}” stands twice in a row.", suggestion=word)
