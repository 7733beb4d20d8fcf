"""A heading begins in lower case, the others do not.

## What it does

Marks the first word of a heading in lower case where at least two other headings of the
same text begin with a capital and none but this one, or a minority, does not.

## Why it matters

Headings are often translated apart from their text; one in lower case was overlooked.

## Known limits

Names written small (iPhone, eBay, t-online) and particles of names (de Gaulle, von der
Leyen) are left alone. Languages without capitals are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.tables import words
from audit.types import Severity, Span

_FIRST = re.compile(r"[«»„“”\"'‘’(\[ \u00a0]*(?P<word>[^\W\d_]+)(?P<after>\S?)[ \u00a0]*(?P<next>\S?)")
_PARTICLES = words("clauses", "names", "particles")


@document_rule(
    category="fluency/spelling",
    kind="heading-case",
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        Example(
            "Le pont ferme pour deux ans\n\nLes travaux commencent lundi matin, a annoncé la mairie.\n\n"
            "Un chantier coûteux\n\nIl coûtera douze millions d'euros, selon la mairie.\n\n"
            "critiques de l'opposition\n\nL'opposition demande une autre solution pour les riverains.",
            "fr",
            ("critiques",),
        ),
        Example(
            "Brücke wird gesperrt\n\nDie Arbeiten beginnen am Montag, teilte die Stadt mit.\n\n"
            "Teure Baustelle\n\nSie kostet zwölf Millionen Euro, wie die Stadt mitteilte.\n\n"
            "kritik der Opposition\n\nDie Opposition verlangt eine andere Lösung für die Anwohner.",
            "de",
            ("kritik",),
        ),
        Example(
            "Apple stellt Geräte vor\n\nDie Vorstellung begann um zehn Uhr in Kalifornien.\n\n"
            "Neue Uhren\n\nAuch die Uhren wurden überarbeitet, sagte ein Sprecher.\n\n"
            "iPhone wird teurer\n\nDer Preis steigt um hundert Euro, sagte ein Sprecher.",
            "de",
        ),
        Example(
            "A bridge closes\n\nWork begins on Monday, the city said.\n\nCosts\n\nIt will cost twelve million.",
            "en",
        ),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Lower-case headings among capitalised ones."""
    small: list[Span] = []
    capital = 0
    for sentence, text in context.sentences("heading"):
        match = _FIRST.match(text)
        if match is None:
            continue
        word = match["word"]
        if word[0].isupper():
            capital += 1
        elif word.islower() and word not in _PARTICLES and len(text.split()) > 1 and match["after"] not in ("-", "."):
            small.append(Span(match.start("word"), match.end("word")).shift(sentence.span.start))
    if capital < 2 or len(small) >= capital:
        return
    for span in small:
        word = span.of(context.text)
        yield Hit(
            span,
            f"This heading begins in lower case; {capital} others begin with a capital.",
            suggestion=word[:1].upper() + word[1:],
        )
