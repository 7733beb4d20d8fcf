"""The article negates where the original does not.

## What it does
Reports a clause with a negation ("nicht", "aucun", "never", "không") whose original has
neither a negation nor any other word of negative meaning.

## Why it matters
The sentence may say the opposite of the original.

## Known limits
Good translators negate the contrary often ("remained high" → "did not fall"), so this is
a hint for a linguist, not an accusation.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy.ac207_negation_mismatch import clauses, negative
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.text.negation import known, negations
from audit.types import Severity

_EXAMPLES = (
    BeadExample("The bridge was opened in May.", "Die Brücke wurde im Mai nicht eröffnet.", ("en", "de"), ("nicht",)),
    BeadExample("The bridge was opened in May.", "Die Brücke wurde im Mai eröffnet.", ("en", "de")),
    BeadExample("They failed to open the bridge.", "Ils n'ont pas ouvert le pont.", ("en", "fr")),
)


@bead_rule(
    category="accuracy/mistranslation",
    kind="negation-added",
    severity=Severity.MAJOR,
    confidence=0.5,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Negations of the article without anything negative in the original."""
    if not trusted(bead) or not (known(bead.source_language) and known(bead.target_language)):
        return
    if negations(bead.source_text, bead.source_language):
        return
    for theirs, ours in clauses(bead):
        cues = [c for c in negations(bead.target_text, bead.target_language) if ours.contains(c)]
        if cues and not negative(theirs.of(bead.source_text), bead.source_language):
            yield Hit(
                bead.in_target(cues[0].start, cues[0].end),
                f"“{cues[0].of(bead.target_text)}” negates; nothing in the original does.",
            )
