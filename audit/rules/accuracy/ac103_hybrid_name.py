"""The name of a place is half in one language, half in another.

## What it does

Marks a direction beside the name of a country or region when no language has both:
"North Corée" (English and French), "Süd Africa" (German and English). The names come
from CLDR. An acronym hyphened to the front belongs to the mark, since such names arise
in datelines.

## Why it matters

The name is wrong in every language, and it tells which two languages met.

## Known limits

Knows directions and "new" only. Names of companies and bridges that were translated by
half are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.gazetteer import directions, is_place, place_stems
from audit.rules.words import language_name
from audit.types import Severity, Span

_CYRILLIC = frozenset(("ru", "uk"))
"""Share so many forms that a name is never a hybrid of the two."""
_LINK = r"(?:[- \u00a0\u2010\u2011]|[ \u00a0](?:of|du|de|del|della|do|da|di|van|von)[ \u00a0](?:la[ \u00a0])?)"


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(directions(), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w-])(?:[A-Z][^\W\d_]{{1,14}}[-–])?(?:(?P<first>{words}){_LINK}(?P<place>[^\W\d_]{{4,}})"
        rf"|(?P<place2>[^\W\d_]{{4,}}){_LINK}(?P<last>{words}))(?![\w])"
    )


@document_rule(
    category="accuracy/mistranslation",
    kind="hybrid-name",
    severity=Severity.MAJOR,
    confidence=0.95,
    sees_foreign=True,
    examples=(
        Example("Le ministre de South Soudan est arrivé lundi à Paris.", "fr", ("South Soudan",)),
        Example("Genève, AFP-North Corée annonce un nouveau tir de missile.", "fr", ("AFP-North Corée",)),
        Example("Der Präsident von Süd Africa reist am Montag nach Berlin.", "de", ("Süd Africa",)),
        Example("Le président de la Corée du Sud est arrivé lundi en Afrique du Sud.", "fr"),
        Example("The president of South Sudan will travel to North Macedonia and New Zealand.", "en"),
        Example("Der Präsident reist nach Nordkorea, Südafrika und Neuseeland.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """A direction and a place that no language has together."""
    text = context.text
    position = 0
    while match := _pattern().search(text, position):
        word = match["first"] or match["last"]
        place = match["place"] or match["place2"]
        # The next name may begin inside this match: go on after its first word.
        position = match.start() + 1
        of_word = directions()[word]
        of_place = place_stems().get(place, frozenset()) | is_place(place)
        if not of_place or of_word & of_place or (of_word & _CYRILLIC and of_place & _CYRILLIC):
            continue
        foreign = of_word if context.language not in of_word else of_place
        position = match.end()
        yield Hit(
            Span(*match.span()),
            f"“{word}” is {_named(of_word)} and “{place}” is {_named(of_place)}: no language has this name.",
            explained_by=tuple(sorted(foreign - {context.language})),
        )


def _named(languages: frozenset[str]) -> str:
    return " or ".join(language_name(tag) for tag in sorted(languages)[:2])
