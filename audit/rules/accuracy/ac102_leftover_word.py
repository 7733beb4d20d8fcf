"""A single word was left in another language.

## What it does

Marks words that language identification holds for left-overs: not in the article's
language, at home in another, and no name. A genitive or a caption tag is named as such.

## Why it matters

A left-over word is the surest trace of the language a text was translated from, and the
sentence around it usually lacks its verb or its object.

## Known limits

Loan words that a newsroom has adopted are told apart by frequency only. Names that look
like words of another language may be taken for left-overs.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.words import language_name
from audit.types import Severity

_KINDS = {
    "word": ("residue-word", "accuracy/untranslated"),
    "compound": ("residue-word", "accuracy/untranslated"),
    "genitive": ("foreign-genitive", "fluency/grammar"),
}


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
        Example("Le ministère a annoncé mardi que le nouveau règlement entrerait en vigueur au mois de mars.", "fr"),
        Example("Das Ministerium teilte am Dienstag mit, dass die neue Verordnung im März in Kraft tritt.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Left-over words as language identification found them."""
    for word in context.languages.leftovers:
        before = context.text[word.span.start - 1 : word.span.start]
        if word.kind not in _KINDS or before in tuple("./@_#"):
            continue  # the tail of an address is no word
        kind, category = _KINDS[word.kind]
        language = word.language.split("-", maxsplit=1)[0]
        yield Hit(
            word.span,
            f"“{word.span.of(context.text)}” is {language_name(language)}; it was left untranslated.",
            explained_by=(language,),
            confidence=round(min(0.95, word.probability), 4),
            kind=kind,
            category=category,
        )
