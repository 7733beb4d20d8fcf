"""The headline, or another line of the page, stands in the text twice.

## What it does

Marks the second and every further occurrence of a heading, and of a paragraph of eighty
characters or more, when it repeats an earlier one word for word (case and punctuation
aside, and without the site's name that pages append to their title).

## Why it matters

It happens when a page title and a headline are scraped together; readers take it for
carelessness, and every count that follows is off.

## Known limits

Reworded repetitions are not seen. Headings of fewer than four words may repeat freely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.words import lines
from audit.types import Severity

_SITE = re.compile(r"\s+[|–—•·-]\s+[^|–—•·]{2,40}$")
_NOT_LETTERS = re.compile(r"[\W_]+")


@document_rule(
    category="boilerplate",
    kind="repeated-headline",
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        Example(
            "La ville ferme le vieux pont pour deux ans\n\nLes travaux commencent lundi.\n\n"
            "La ville ferme le vieux pont pour deux ans\n\nLe chantier coûtera douze millions d'euros.",
            "fr",
            ("La ville ferme le vieux pont pour deux ans",),
        ),
        Example(
            "City closes old bridge for two years | The Daily Example\n\n"
            "City closes old bridge for two years\n\nWork begins on Monday.",
            "en",
            ("City closes old bridge for two years",),
        ),
        Example("Stadt sperrt alte Brücke\n\nDie Stadt sperrt die alte Brücke ab Montag für zwei Jahre.", "de"),
        Example("Erstens\n\nDie Brücke ist alt.\n\nErstens\n\nDas Geld fehlt.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Lines whose letters were seen before."""
    seen: set[str] = set()
    for number, span in enumerate(lines(context.text)):
        line = span.of(context.text)
        key = _letters(line)
        if len(key.split()) < 4 or len(key) < 20:
            continue
        ends_like_prose = line[-1] in ".!?…"
        if key in seen and (not ends_like_prose or len(line) >= 80):
            kind = "repeated-headline" if not ends_like_prose else "repetition"
            yield Hit(span, "This line repeats an earlier one word for word.", kind=kind)
        seen.add(key)
        if number == 0:
            seen.add(_letters(_SITE.sub("", line)))


def _letters(line: str) -> str:
    return _NOT_LETTERS.sub(" ", line.casefold()).strip()
