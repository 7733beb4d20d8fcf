"""A question became a statement, or a statement a question.

## What it does
Compares the question marks at the ends of the sentences of an aligned pair.

## Why it matters
An open question reported as a fact is a claim nobody made.

## Known limits
Rhetorical questions are often resolved by good translators: a hint for linguists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity, Span

_EXAMPLES = (
    BeadExample("Will the mayor resign?", "Le maire va démissionner.", ("en", "fr"), ("Le maire va démissionner.",)),
    BeadExample("Will the mayor resign?", "Le maire va-t-il démissionner ?", ("en", "fr")),
    BeadExample("¿Dimitirá el alcalde?", "Tritt der Bürgermeister zurück?", ("es", "de")),
)

_ENDS = re.compile(r"[?？](?=[\s\"”»“’)]|$)")


@bead_rule(
    category="accuracy/mistranslation",
    kind="question-changed",
    severity=Severity.MINOR,
    confidence=0.6,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """A side that asks and a side that does not."""
    if not trusted(bead) or len(bead.bead.target) != 1 or len(bead.bead.source) != 1:
        return
    asks, asked = bool(_ENDS.search(bead.target_text)), bool(_ENDS.search(bead.source_text))
    if asks == asked or not (asks or bead.source_text.rstrip(' "”»').endswith("?")):
        return
    last = Span(0, len(bead.target_text))
    yield Hit(
        bead.in_target(last.start, last.end),
        "The original asks, this sentence states." if asked else "This sentence asks, the original states.",
        source_span=bead.source,
    )
