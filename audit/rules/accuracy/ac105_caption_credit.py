"""The credit of a picture was left in another language.

## What it does

Marks picture credits ("Symbolbild", "Foto: …", "Crédit photo : …") whose wording belongs
to another language than the article's. A credit in the article's own language is fine.

## Why it matters

It shows which language the text came from and that captions were scraped into the body.

## Known limits

Words that several languages share ("Foto") are only marked where the article's language
does not use them. Agency credits without such a word are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.captions import credits_in
from audit.rules.words import language_name
from audit.types import Severity


@document_rule(
    category="accuracy/untranslated",
    kind="caption-credit",
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        Example(
            "Les pompiers ont maîtrisé l'incendie dans la nuit de lundi à mardi. (Symbolbild/dpa)",
            "fr",
            ("(Symbolbild/dpa)",),
        ),
        Example(
            "The firefighters brought the blaze under control on Monday night. (Crédit photo : Anne Petit)",
            "en",
            ("(Crédit photo : Anne Petit)",),
        ),
        Example("Les pompiers ont maîtrisé l'incendie. (Photo : Anne Petit)", "fr"),
        Example("Die Feuerwehr löschte den Brand in der Nacht zum Dienstag. (Symbolbild)", "de"),
        Example("El fuego fue controlado de madrugada. (Foto: Agencia Norte)", "es"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Credits whose word the article's language does not use."""
    for credit in credits_in(context.text):
        if context.language in credit.languages or context.language == "und":
            continue
        named = " or ".join(language_name(tag) for tag in credit.languages[:3])
        yield Hit(
            credit.span,
            f"The picture credit “{credit.word}” is {named}; it was left untranslated.",
            explained_by=credit.languages,
        )
