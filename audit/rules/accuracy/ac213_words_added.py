"""Something was added inside a sentence.

## What it does
Reports an aligned pair whose article side is much longer than a translation of the
original would be, and has numbers and names of its own.

## Why it matters
What the original does not say must come from somewhere.

## Known limits
Editors explain what foreign readers do not know: a hint for linguists. Sentences added
whole are listed as unsupported, not here.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.accuracy._bead import trusted
from audit.rules.accuracy._coverage import carried
from audit.rules.accuracy._lengths import expected_length
from audit.rules.base import BeadContext, BeadExample, Hit, bead_rule
from audit.types import Severity

_LEAST = 90
_TIMES = 2.0
_SHARE = 0.5

_EXAMPLES = (
    BeadExample(
        "The council met on Monday.",
        "Le conseil municipal de Harwick, présidé depuis 2019 par Anna Reed, s'est réuni lundi soir devant 140 habitants.",
        ("en", "fr"),
        ("Le conseil municipal de Harwick, présidé depuis 2019 par Anna Reed, s'est réuni lundi soir devant 140 habitants.",),
    ),
    BeadExample("The council met on Monday.", "Le conseil s'est réuni lundi.", ("en", "fr")),
    BeadExample("Am Montag tagte der Rat von Kassel.", "The council of Kassel met on Monday.", ("de", "en")),
)  # fmt: skip


@bead_rule(
    category="accuracy/addition",
    kind="added-words",
    severity=Severity.MINOR,
    confidence=0.6,
    examples=_EXAMPLES,
    profile="linguist",
)
def rule(bead: BeadContext) -> Iterator[Hit]:
    """Pairs whose target says more than the source."""
    source, target = bead.source_text, bead.target_text
    if not trusted(bead) or len(target) < _LEAST:
        return
    times = len(target) / max(1.0, expected_length(len(source), bead.source_language, bead.target_language))
    covered = carried(target, bead.target_language, source, bead.source_language)
    if times > _TIMES and covered is not None and covered < _SHARE:
        yield Hit(
            bead.target,
            f"This sentence is {times:.1f} times as long as a translation of the original would be.",
            source_span=bead.source,
        )
