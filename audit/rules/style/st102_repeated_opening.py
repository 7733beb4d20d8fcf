"""Two paragraphs in a row open with the same connective.

## What it does

Marks the opening of a paragraph that begins with the same connective ("Outre",
"However", "Außerdem") as the paragraph before it.

## Why it matters

Originals vary their connectives; engines map several of them to one.

## Known limits

Knows connectives from a list, not repeated nouns or names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import per_language
from audit.rules.words import lines
from audit.types import Severity, Span

_LONGEST = 60


@document_rule(
    category="style/awkward",
    kind="repetition",
    severity=Severity.MINOR,
    confidence=0.72,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example(
            "Cependant, le maire hésite encore à fermer le pont pour deux ans.\n\n"
            "Cependant, les riverains s'impatientent et demandent une réponse rapide.",
            "fr",
            ("Cependant",),
        ),
        Example(
            "However, the mayor hesitates to close the bridge for two years.\n\n"
            "However, residents are losing patience and want a quick answer.",
            "en",
            ("However",),
        ),
        Example("Le maire hésite encore.\n\nLe pont est vieux.\n\nLe temps presse.", "fr"),
        Example("Außerdem fehlt das Geld.\n\nDie Stadt zögert.\n\nAußerdem fehlt die Zeit.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Paragraphs that open like the one before."""
    connectives = per_language("connectives", context.language).get("openings", ())
    if not connectives:
        return
    alternatives = "|".join(sorted(map(re.escape, connectives), key=lambda c: (-len(c), c)))
    opening = re.compile(rf"(?P<word>{alternatives})(?!\w)[^,.;:!?\n]{{0,{_LONGEST}}}")
    last = ""
    for line in lines(context.text):
        match = opening.match(context.text, line.start, line.end)
        word = match["word"].casefold() if match else ""
        if match and word == last and not context.is_foreign(Span(*match.span())):
            yield Hit(Span(*match.span()), f"Two paragraphs in a row open with “{match['word']}”.")
        last = word
