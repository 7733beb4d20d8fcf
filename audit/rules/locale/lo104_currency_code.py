"""A currency stands as a code although the text names it elsewhere.

## What it does

Marks amounts with a three-letter code ("30 000 VND", "USD 50") where the same text also
writes the currency's name, which it takes from CLDR for the article's language.

## Why it matters

Codes belong into tables; a code beside the name shows that parts were carried over.

## Known limits

Names are compared without their ending; currencies that share a name (dollar) are told
apart by nothing but the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.words import WORD
from audit.text.names import fold
from audit.types import Severity, Span

_AMOUNT = re.compile(
    r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?:[ ]\d{3})*(?:[ \u00a0][^\W\d_]+(?:[ \u00a0](?:de|d['’]))?)?[ \u00a0\u202f]?(?P<code>[A-Z]{3})\b"
    r"|\b(?P<before>[A-Z]{3})[ \u00a0]\d[\d.,\u00a0\u202f]*(?:[ ]\d{3})*"
)


@cache
def _stems(language: str) -> dict[str, str]:
    """Code → the last word of the currency's name without its ending, or its first where that says more."""
    locale = Locale(language)
    found = {}
    for code, name in locale.currencies.items():
        if len(code) == 3 and not re.search(r"\d|\(", name):
            found[code] = fold(name.split()[-1 if language in ("en", "de", "nl") else 0])
    return found


@document_rule(
    category="locale/number-format",
    kind="currency-code",
    severity=Severity.MINOR,
    confidence=0.75,
    profile="editor",
    languages=("fr", "de", "en", "es", "it", "pt", "nl"),
    examples=(
        Example("Le billet coûte 20 000 VND. La ligne a coûté 90 milliards de dongs.", "fr", ("20 000 VND",)),
        Example("The ticket costs 20,000 VND. The line cost 90 billion dong.", "en", ("20,000 VND",)),
        Example("Le billet coûte 20 000 dongs. La ligne a coûté 90 milliards de dongs.", "fr"),
        Example("Das Ticket kostet 3 EUR, die Linie 90 USD.", "de"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Amounts in code whose currency is named elsewhere."""
    stems = _stems(context.language)
    names: dict[str, str | None] = {}
    for match in context.finditer(_AMOUNT):
        code = match["code"] or match["before"]
        stem = stems.get(code)
        if stem is None or len(stem) < 3:
            continue
        if stem not in names:
            spelled = (w[0] for w in WORD.finditer(context.text) if not w[0].isupper() and _is(stem, w[0]))
            names[stem] = next(spelled, None)
        if named := names[stem]:
            yield Hit(Span(*match.span()), f"The currency stands as a code here and as “{named}” elsewhere.")


def _is(stem: str, word: str) -> bool:
    """Whether ``word`` is the currency's name, in any number or case."""
    folded = fold(word)
    return folded.startswith(stem[: max(4, len(stem) - 1)]) and len(folded) <= len(stem) + 2
