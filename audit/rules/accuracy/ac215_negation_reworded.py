"""A negation of the original is told otherwise, or lost.

## What it does
Reports what rule AC207 looks for where the negated word itself has no plain counterpart in
the translation: the clause may say the same by its contrary, or the opposite.

## Why it matters
One reader of both languages sees in a moment which of the two it is.

## Known limits
Most of these are good translation: a hint for linguists, not an accusation.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy.ac207_negation_mismatch import lost_negations
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity

_EXAMPLES = (
    BeadExample("Sevilla no se rinde.", "Sevilla kämpft bis zum Schluss.", ("es", "de"), ("Sevilla kämpft bis",)),
    BeadExample("Sevilla no se rinde.", "Sevilla gibt nicht auf.", ("es", "de")),
    BeadExample(
        "Das Museum wird in diesem Jahr nicht geöffnet.", "Le musée est ouvert cette année.", ("de", "fr"),
        note="plainly lost: rule AC207",
    ),
)  # fmt: skip


@bead_rule(
    category="accuracy/mistranslation",
    kind="negation-lost",
    severity=Severity.MINOR,
    confidence=0.5,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Negations without a counterpart whose clause was put in other words."""
    yield from (hit for hit, literal in lost_negations(bead) if not literal)
