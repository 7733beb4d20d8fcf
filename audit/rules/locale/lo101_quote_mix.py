"""Quotation marks of two conventions stand in one text.

## What it does

Finds the quoted phrases of the text and the convention most of them follow, the
language's own convention counting double, and marks every phrase that follows another.
Marks inside a quotation may differ. In French text, guillemets without inner blanks are
marked where most have them.

## Why it matters

Mixed marks show that parts of a text went through different hands or engines.

## Known limits

A text that follows a foreign convention throughout is not marked, nor are single words. Marks that are not
closed in the same paragraph are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.quotes import PREFERRED, Quote, quotes
from audit.types import Severity


@document_rule(
    category="locale/quotation",
    kind="quote-mix",
    severity=Severity.MINOR,
    confidence=0.85,
    profile="editor",
    examples=(
        Example(
            'La maire parle d\'« un jour noir ». Selon elle, "tout reste à faire". « Nous aiderons », dit-elle.',
            "fr",
            ('"tout reste à faire"',),
        ),
        Example(
            'Sie sprach von "einem schwarzen Tag". „Wir helfen“, sagte sie. „Alles ist noch zu tun.“',
            "de",
            ('"einem schwarzen Tag"',),
        ),
        Example("„Wir helfen“, sagte sie. „Alles ist noch zu tun.“", "de"),
        Example("« Le mot “aide” est faible », dit-elle. « Nous aiderons. »", "fr"),
        Example("«Aiutiamo», dice Gino Boscolo, detto “Bisato”. «C'è molto da fare.»", "it", note="a nickname"),
        Example('"We will help," she said. "There is a lot to do."', "en"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Outer quotations that leave the text's convention."""
    outer = [q for q in quotes(context.text) if q.depth == 0 and not context.is_foreign(q.span)]
    if len(outer) < 2:
        return
    counts = Counter(q.style.key for q in outer)
    own = PREFERRED.get(context.language, ())
    chosen = max(counts, key=lambda key: (counts[key] * (2 if key in own else 1), key in own, key))
    if len(counts) > 1 and (chosen in own or counts[chosen] >= 2 * (len(outer) - counts[chosen])):
        name = next(q.style.name for q in outer if q.style.key == chosen)
        for quote in outer:
            if quote.style.key != chosen and not _single(quote.span.of(context.text)):
                message = f"This phrase is quoted with {quote.style.name}; the text uses {name} elsewhere."
                yield Hit(quote.span, message)
    if context.language == "fr":
        yield from _tight([q for q in outer if q.style.key == "guillemets"])


def _single(quoted: str) -> bool:
    """Whether one word is quoted: nicknames and coinages have marks of their own in many newsrooms."""
    return len(quoted.split()) == 1


def _tight(guillemets: list[Quote]) -> Iterator[Hit]:
    spaced = sum(q.spaced for q in guillemets)
    if spaced <= len(guillemets) - spaced:
        return
    for quote in guillemets:
        if not quote.spaced:
            yield Hit(quote.span, "These guillemets have no blanks inside; the others in the text do.", confidence=0.7)
