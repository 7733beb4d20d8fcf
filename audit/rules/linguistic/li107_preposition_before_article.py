"""After "pour" stands an adjective where a verb is needed.

## What it does

In French, marks "pour" followed by an adjective that is no verb, noun or adverb and then
by an article and a noun ("pour claire les mines"): an infinitive of the original was
rendered as an adjective.

## Why it matters

The purpose of what is reported is lost.

## Known limits

Only after "pour", "afin de" and "sans". Phrases such as "avec pour capitale la …" are
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.base import DocumentContext, Example, Hit, document_rule
from audit.rules.morphology import classes
from audit.types import Severity, Span

_PLACE = re.compile(
    r"(?:(?<!\w)(?P<before>[^\W\d_]+)[ \u00a0])?(?<!\w)(?:[Pp]our|[Aa]fin[ \u00a0]de|[Ss]ans)[ \u00a0](?P<mark>(?P<word>[a-zà-öø-ÿœ]{4,})[ \u00a0](?:les|la|le|l['’]|des)[ \u00a0]?[a-zà-öø-ÿœ]+)"
)
_ALLOWED = frozenset("IGRON")
_FRAMES = frozenset(
    ("avec", "a", "ont", "avait", "avaient", "aura", "auront", "ayant", "avoir", "eu", "ai", "eut", "comme")
)


@document_rule(
    category="accuracy/mistranslation",
    kind="homograph-sense",
    severity=Severity.MAJOR,
    confidence=0.88,
    languages=("fr",),
    examples=(
        Example("Le pays envoie des experts pour claire les plages.", "fr", ("claire les plages",)),
        Example("La ville a loué des camions pour vide les caves.", "fr", ("vide les caves",)),
        Example(
            "La ville a loué des camions pour vider les caves, pour toutes les rues et pour mieux les aider.", "fr"
        ),
        Example("Pour libre que soit le choix, pour certains les délais sont courts.", "fr"),
    ),
)
def rule(context: DocumentContext) -> Iterator[Hit]:
    """Adjectives in the place of an infinitive."""
    for match in context.finditer(_PLACE):
        readings = set(classes(match["word"]))
        if readings & set("abcd") and (match["before"] or "").lower() in _FRAMES:
            continue  # "avec pour capitale la …"
        if readings & set("efgh") and not readings & _ALLOWED and not match["word"].endswith("s"):
            yield Hit(Span(*match.span("mark")), f"An infinitive is expected here, “{match['word']}” is an adjective.")
