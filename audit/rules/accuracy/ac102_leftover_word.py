"""A single word was left in another language.

## What it does

Marks words that language identification holds for left-overs: not in the article's
language, at home in another, and no name; a genitive is named as such. A single word is no
accusation by itself, since it may be borrowed: something else must point to its language (a
passage or a picture credit left in it, an accepted original), or it must be one of the few
hundred commonest words of its language, which nobody borrows. All others are left to rule
AC110.

## Why it matters

A left-over word is the surest trace of the language a text was translated from, and the
sentence around it usually lacks its verb or its object.

## Known limits

A left-over content word in a text without any other trace is missed here. English words
in a translation from English may be borrowed; they count as minor. Names that look like
words of another language may be taken for left-overs.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.leftovers import as_hit, corroborated, left_over
from audit.types import Severity


@document_rule(
    category="accuracy/untranslated",
    kind="residue-word",
    severity=Severity.MAJOR,
    confidence=0.75,
    profile="editor",
    examples=(
        Example(
            "La réunion s'est tenue mardi, jedoch sans résultat, entre la mairie et les habitants du quartier.",
            "fr",
            ("jedoch",),
        ),
        Example(
            "Die Stadt hat am Dienstag nevertheless beschlossen, die Brücke für zwei Jahre zu sperren.",
            "de",
            ("nevertheless",),
        ),
        Example(
            "Le chef a servi une choucroute et parlé de Weltschmerz, de kitsch et de schadenfreude avec ses invités.",
            "fr",
            note="borrowed, or so it may be",
        ),
        Example("Le ministère a annoncé mardi que le nouveau règlement entrerait en vigueur au mois de mars.", "fr"),
        Example("Das Ministerium teilte am Dienstag mit, dass die neue Verordnung im März in Kraft tritt.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Left-over words as language identification found them."""
    for word in left_over(context):
        if corroborated(context, word):
            yield as_hit(context, word)
