"""The credit of a picture was left in another language.

## What it does

Marks picture credits ("Symbolbild", "Foto: …", "Crédit photo : …") whose wording belongs
to another language than the article's. A credit in the article's own language is fine.

## Why it matters

It shows which language the text came from and that captions were scraped into the body.

## Known limits

Words that several languages share ("Foto") are only marked where the article's language
does not use them; the passages of the text tell which of the languages is meant. A caption that
opens with such a word is a left-in passage (AC101). Agency credits without such a word are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.captions import Credit, credits_in
from audit.rules.words import language_name
from audit.types import Severity, Span

_LEFT_IN = ("untranslated_passage", "caption", "furniture")


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
        if any(p.kind in _LEFT_IN and _told(p.span, credit.span) for p in context.passages()):
            continue
        languages = _meant(context, credit)
        named = " or ".join(language_name(tag) for tag in languages[:3])
        yield Hit(
            credit.span,
            f"The picture credit “{credit.word}” is {named}; it was left untranslated.",
            explained_by=languages,
        )


def _told(passage: Span, credit: Span) -> bool:
    """Whether the credit's word only opens the passage, a caption."""
    return passage.contains(credit) and len(passage) > 2 * len(credit)


def _meant(context: DocumentContext, credit: Credit) -> tuple[str, ...]:
    """Of the languages that use the word, the one its line or else the passages of the text are in."""
    passages = [p for p in context.passages() if p.language.split("-")[0] in credit.languages]
    line = Span(
        context.text.rfind("\n", 0, credit.span.start) + 1,
        max(credit.span.end, context.text.find("\n", credit.span.end)),
    )
    for near in ([p for p in passages if p.span.overlap(line)], [p for p in passages if p.kind in _LEFT_IN]):
        spoken = {p.language.split("-")[0] for p in near}
        if len(spoken) == 1:
            return tuple(spoken)
    return credit.languages
