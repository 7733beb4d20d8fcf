"""A woman bears a title in the masculine.

## What it does

Marks a title in the masculine before or after the name of a woman ("le gouverneur Anna
Bell", "Jenny Roux, directeur de l'institut"). Women are told by first names that no man
bears; a feminine pronoun right behind makes the finding surer.

## Why it matters

English does not mark gender on titles; an engine that passes through it falls back to the
masculine, and the text contradicts itself at the next pronoun.

## Known limits

Some women prefer the masculine title; unknown first names are never judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import per_language, words
from audit.types import Severity, Span

_NAME = r"(?P<first>[^\W\d_a-z][^\W\d_]+)(?:-[^\W\d_]+)?[ \u00a0][^\W\d_a-z][\w'’-]+"
_NEAR = 220


@cache
def _titles(language: str) -> Mapping[str, str]:
    pairs = (pair.split(":") for pair in words("titles", language, "titles"))
    return {masculine: feminine for masculine, feminine in pairs if masculine != feminine}


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    titles = "|".join(sorted(map(re.escape, _titles(language)), key=lambda t: (-len(t), t)))
    if not titles:
        return ()
    determiners = "|".join(sorted(words("titles", language, "determiners")))
    article = rf"(?:(?:{determiners})[ \u00a0]?)?" if determiners else ""
    return (
        re.compile(rf"(?<![\w-])(?P<mark>{article}(?P<title>{titles}))[ \u00a0]{_NAME}"),
        re.compile(rf"(?<![\w-]){_NAME},[ \u00a0](?:[^\W\d_]+[ \u00a0]){{0,3}}?(?P<mark>(?P<title>{titles}))(?![\w-])"),
    )


@document_rule(
    category="fluency/grammar",
    kind="agreement",
    severity=Severity.MAJOR,
    confidence=0.78,
    profile="editor",
    languages=("fr", "de", "es", "it", "pt"),
    examples=(
        Example("« Nous attendons », a dit le gouverneur Anna Bell. Elle parlera lundi.", "fr", ("le gouverneur",)),
        Example("Julie Roux, chercheur au CNRS, doute des chiffres.", "fr", ("chercheur",)),
        Example("Das sagte Pressesprecher Julia Berger am Montag.", "de", ("Pressesprecher",)),
        Example("« Nous attendons », a dit la gouverneure Anna Bell. Le gouverneur Paul Bell parlera lundi.", "fr"),
        Example("Das sagte Pressesprecherin Julia Berger dem Präsidenten am Montag.", "de"),
        Example("Lo dijo la directora Ana Vega; el director Andrea Rossi calló.", "es"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Masculine titles beside the names of women."""
    female = words("titles", "names", "female")
    pronoun = re.compile(rf"\b{per_language('titles', context.language)['pronoun']}\b")
    for pattern in _patterns(context.language):
        for match in context.finditer(pattern):
            if match["first"] not in female:
                continue
            after = context.text[match.end() : match.end() + _NEAR]
            feminine = _titles(context.language)[match["title"]]
            yield Hit(
                Span(*match.span("mark")),
                f"“{match['title']}” is masculine, {match['first']} is a woman's name: “{feminine}” is expected.",
                suggestion=feminine,
                explained_by=("en",),
                confidence=0.9 if pronoun.search(after) else 0.75,
            )
