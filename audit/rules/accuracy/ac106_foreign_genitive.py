"""A name carries the genitive -s of another language.

## What it does

In languages without a genitive -s, marks the name of a known place followed by -s or 's
("Pyongyangs", "Merkel's") where the bare name is known from CLDR or stands in the same
text.

## Why it matters

It is a left-over of German or English grammar, and the relation it expressed is lost.

## Known limits

Plurals of families and of peoples end in -s as well; names after a plural article are
left alone, and so are words of the article's own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.gazetteer import is_place
from audit.rules.morphology import classes
from audit.rules.tables import words
from audit.types import Severity, Span

_WORD = re.compile(r"(?<![\w'’-])(?P<stem>[^\W\d_a-z][^\W\d_]{3,})(?P<end>['’]?s)(?![\w'’-])")
_BEFORE = re.compile(r"([^\W_]+)['’]?[ \u00a0]$")


@document_rule(
    category="fluency/grammar",
    kind="foreign-genitive",
    severity=Severity.MAJOR,
    confidence=0.9,
    languages=("fr", "es", "it", "pt", "vi", "pl"),
    examples=(
        Example("Les armées de Moscou et Bagdads se préparent.", "fr", ("Bagdads",)),
        Example("Los ejércitos de Moscú y Teheráns se preparan.", "es", ("Teheráns",)),
        Example("Les Pays-Bas, les Indes et les deux Corées ont signé à Athènes et à Paris.", "fr"),
        Example("Los Ángeles y las dos Coreas firmaron en Atenas.", "es"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Known places with an -s."""
    plural = words("genitives", context.language, "plural_before")
    names = words("genitives", "any", "names")
    for match in context.finditer(_WORD):
        stem = match["stem"]
        whole = match[0]
        if whole in names or is_place(whole) or not is_place(stem):
            continue
        if match["end"] == "s" and context.language == "fr" and classes(whole):
            continue
        before = _BEFORE.search(context.text, max(0, match.start() - 24), match.start())
        if before is not None and before[1].lower() in plural:
            continue
        yield Hit(
            Span(*match.span()),
            f"“{whole}” carries a genitive ending that this language does not have.",
            suggestion=stem,
            explained_by=("en",) if match["end"] != "s" else ("de",),
        )
